// The engine's own thread: loads and checks the weights, then makes one clip after the other.
// In: {type: "load", plain}, {type: "generate", id, caption, silent, seed, steps, guidance, guide_from, shift, patch},
// {type: "stop", id}, {type: "card", id, before, film, ...what gif.js wants} and {type: "unplug", id}, after which it fetches
// nothing any more. Out: "loading", "ready", "step" (0 is the noise), "done", "stopped", "error".

import { FORMAT, decodeWeights } from "./weights.js";
import { Decoder } from "./decoder.js";
import { enlarge, makeGif } from "./gif.js";
import { VideoTransformer } from "./model.js";
import { sample } from "./sampler.js";

// Whole addresses, by which `explainer/publish.py` knows that these files are needed.
const MANIFEST = new URL("../../model/manifest.json", import.meta.url);
const WEIGHTS = new URL("../../model/weights.bin", import.meta.url);
const stopped = new Set();
let model, decoder;
let chain = Promise.resolve();

async function fetched(address, options) {
  const response = await fetch(address, options).catch(() => null);
  if (!response?.ok) throw new Error("network");
  return response;
}

async function load({ plain }) {
  // Asked for anew each time, for a cache may hold the list of other weights; then these scripts are not theirs.
  const manifest = await (await fetched(MANIFEST, { cache: "no-cache" })).json();
  if (manifest.format !== FORMAT) throw new Error("old");
  // The checksum in the address keeps an old copy in a cache from meeting a new manifest.
  const response = await fetched(`${WEIGHTS}?${manifest.sha256.slice(0, 12)}`);
  const parts = [];
  let loaded = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read().catch(() => { throw new Error("network"); });
    if (done) break;
    parts.push(value);
    loaded += value.length;
    postMessage({ type: "loading", loaded, total: manifest.bytes });
  }
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  const tensors = decodeWeights(bytes, manifest);
  model = new VideoTransformer(tensors, manifest, plain);
  decoder = new Decoder(tensors, manifest, plain);
  postMessage({ type: "ready", kind: model.kind, sampling: manifest.sampling });
}

/** Values from -1 to 1 as opaque pixels. */
function pixels(values) {
  const out = new Uint8ClampedArray((values.length / 3) * 4).fill(255);
  for (let i = 0, o = 0; i < values.length; i += 3, o += 4) {
    for (let c = 0; c < 3; c++) out[o + c] = (values[i + c] + 1) * 127.5;
  }
  return out;
}

/** Lets messages come in between two steps, so that a clip can be stopped. */
const breathe = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (port1.close(), resolve());
    port2.postMessage(0);
  });

/** Collects what one patch looks at: the mean over heads, for every block. */
function watcher(patch, tokens, heads) {
  const seen = [];
  return {
    seen,
    look: (step, block, head, weights) => {
      const row = ((seen[step] ??= [])[block] ??= new Float32Array(tokens));
      for (let i = 0; i < tokens; i++) row[i] += weights[patch * tokens + i] / heads;
    },
  };
}

async function generate(job) {
  const begin = performance.now();
  const watching = job.patch === undefined ? {} : watcher(job.patch, model.tokens, model.settings.heads);
  let first, draft;
  for (const { step, time, noisy, guess } of sample(model, { ...job, look: watching.look })) {
    if (step) first ??= performance.now() - begin;
    draft = noisy;
    const shown = { noisy: pixels(noisy), guess: guess && pixels(guess) };
    const attention = watching.seen?.[step - 1];
    postMessage({ type: "step", id: job.id, step, time, attention, ...shown });
    await breathe();
    if (stopped.delete(job.id)) return postMessage({ type: "stopped", id: job.id });
  }
  const painting = performance.now();
  const clip = decoder.decode(draft);
  const now = performance.now();
  const times = { first, decoding: now - painting, total: now - begin };
  postMessage({ type: "done", id: job.id, draft, clip, picture: pixels(clip), kind: model.kind, ...times });
}

/** A card's frames, enlarged; for a film they go back as they are. The first `before` are noise and drafts. */
function card({ id, before, film, ...job }) {
  const frames = job.frames.map((frame, i) => enlarge(frame, job.wide, i < before));
  postMessage({ type: "done", id, ...(film ? { frames } : { parts: makeGif({ ...job, frames, before }) }) });
}

function unplug({ id }) {
  self.fetch = () => Promise.reject(new Error("network"));
  postMessage({ type: "done", id });
}

const kinds = { load, generate, card, unplug };

onmessage = ({ data }) => {
  if (data.type === "stop") return stopped.add(data.id);
  chain = chain.then(() => kinds[data.type](data)).catch(({ message }) => postMessage({ type: "error", id: data.id, reason: message }));
};
