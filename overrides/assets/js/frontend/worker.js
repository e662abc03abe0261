// The engine's own thread: loads and checks the weights, then makes one clip after the other.
// In: {type: "load", plain} and {type: "generate", id, caption, silent, seed, steps, guidance, guide_from, shift, patch}
// and {type: "stop", id}. Out: "loading", "ready", "step", "done", "stopped", "error".

import { decodeWeights } from "./weights.js";
import { VideoTransformer } from "./model.js";
import { sample } from "./sampler.js";

// Whole addresses, by which `explainer/publish.py` knows that these files are needed.
const MANIFEST = new URL("../../model/manifest.json", import.meta.url);
const WEIGHTS = new URL("../../model/weights.bin", import.meta.url);
const stopped = new Set();
let model;
let chain = Promise.resolve();

async function fetched(address) {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) throw new Error("network");
  return response;
}

async function load({ plain }) {
  const manifest = await (await fetched(MANIFEST)).json();
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
  model = new VideoTransformer(decodeWeights(bytes, manifest), manifest, plain);
  postMessage({ type: "ready", kind: model.kind, bytes: manifest.bytes, clip: manifest.clip, sampling: manifest.sampling });
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
  let first, last;
  for (const { step, time, noisy, guess } of sample(model, { ...job, look: watching.look })) {
    first ??= performance.now() - begin;
    last = noisy;
    const shown = { noisy: pixels(noisy), guess: pixels(guess) };
    const attention = watching.seen?.[step - 1];
    postMessage({ type: "step", id: job.id, step, time, attention, ...shown }, [shown.noisy.buffer, shown.guess.buffer]);
    await breathe();
    if (stopped.delete(job.id)) return postMessage({ type: "stopped", id: job.id });
  }
  postMessage({ type: "done", id: job.id, clip: last, first, total: performance.now() - begin, kind: model.kind });
}

onmessage = ({ data }) => {
  if (data.type === "stop") return stopped.add(data.id);
  const work = data.type === "load" ? load : generate;
  chain = chain.then(() => work(data)).catch(({ message }) => postMessage({ type: "error", id: data.id, reason: message }));
};
