// The front end at work: adopts the form that stands in the page (explainer/markdown/blocks/lab.py writes it)
// when start.js loads this, which is when a reader first touches it. The model is loaded with the first clip.
// Options: data-plain (refuse WebAssembly).

import { Engine } from "./engine.js";
import { makeGif } from "./gif.js";
import { Player, drawStrip } from "./player.js";
import { complete, encode, nameOf, readPrompt, suggest } from "./vocabulary.js";
import { LONGEST_PROMPT, fromLink, toLink, valid } from "./settings.js";

const SIDE = 24;
const WAITING = 3;
const SETTINGS = ["steps", "guidance", "seed", "seconds", "size"];
const here = (name) => new URL(name, import.meta.url);
const json = async (address) => (await fetch(address)).json();
const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** An element: make("p", {class: "x", onclick}, child, "text"). */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

class Frontend {
  constructor(root, words, book, language) {
    Object.assign(this, { root, words, book, language, waiting: 0, round: 0 });
    this.engine = new Engine({
      plain: "plain" in root.dataset,
      onLoading: (loaded, total) => {
        this.progress.value = loaded / total;
        if (loaded === total) this.announce(words.checking);
        else this.status.textContent = fill(words.loading, { percent: Math.floor((100 * loaded) / total) });
      },
    });
    this.adopt();
    this.openLink();
    addEventListener("hashchange", () => this.openLink());
  }

  say(name, values) {
    return fill(this.words[name], values);
  }

  /** Change the state and tell it to everybody. */
  state(name, text) {
    this.root.dataset.state = name;
    // A button that goes takes the keyboard's place on the page with it.
    if (name !== "running" && document.activeElement === this.stopButton) this.go.focus();
    this.stopButton.hidden = name !== "running";
    this.progress.hidden = name !== "running" && name !== "loading";
    this.announce(text);
  }

  /** A sentence for the live region; progress by steps changes the text beside it only. */
  announce(text) {
    this.status.textContent = text;
    this.live.textContent = text;
  }

  /** Find the parts of the form and make them work. */
  adopt() {
    const part = (name) => this.root.querySelector(`.frontend__${name}`);
    const form = this.root.querySelector("form");
    this.prompt = form.elements.prompt;
    this.inputs = Object.fromEntries(SETTINGS.map((name) => [name, form.elements[name]]));
    this.fresh = form.elements.fresh;
    [this.stopButton, this.go] = [part("stop"), part("go")];
    this.progress = form.querySelector("progress");
    for (const name of ["status", "live", "notes", "strip", "result", "shelf", "gallery"]) this[name] = part(name);
    [this.noisy, this.guess] = part("stage").querySelectorAll("canvas");
    this.known = part("words").closest("details");
    form.addEventListener("submit", (event) => (event.preventDefault(), this.press()));
    this.inputs.seed.addEventListener("input", () => (this.fresh.checked = false));
    this.stopButton.addEventListener("click", () => this.stop());
    part("chips").addEventListener("click", ({ target }) => target.closest("button") && this.fillIn(target.textContent));
    this.player = new Player([this.noisy, this.guess], SIDE, () => Number(this.inputs.seconds.value));
  }

  name(id) {
    return nameOf(id, this.book, this.language);
  }

  fillIn(text) {
    this.prompt.value = text;
    this.prompt.focus();
  }

  openLink() {
    const link = fromLink(location.hash, this.inputs);
    if (!link) return;
    this.prompt.value = link.prompt;
    for (const [name, value] of Object.entries(link.settings)) this.inputs[name].value = value;
    this.fresh.checked = false;
    const names = link.bad.map((name) => this.words[name]).join(", ");
    this.announce(names ? this.say("bad_link", { names }) : this.words.linked);
  }

  /** The settings as numbers; null after a complaint about one that is impossible. */
  settings() {
    const settings = {};
    for (const [name, input] of Object.entries(this.inputs)) {
      settings[name] = valid(input, input.value);
      if (settings[name] !== null) continue;
      const [least, most] = [input.min, input.max].map((limit) => Number(limit).toLocaleString(this.language));
      this.fail(input.step === "1" ? "error_whole" : "error_setting", { name: this.words[name], least, most });
      input.closest("details").open = true;
      input.focus();
      return null;
    }
    return settings;
  }

  fail(name, values) {
    this.notes.replaceChildren();
    this.state("error", this.say(name, values));
  }

  /** Button pressed: read prompt and settings, answer what cannot be done, queue what can. */
  press() {
    if (this.waiting > WAITING) return this.announce(this.words.full);
    const text = this.prompt.value.trim();
    const complaint = (name, values) => (this.waiting ? this.announce(this.say(name, values)) : this.fail(name, values));
    if (!text) return complaint("error_empty");
    if (text.length > LONGEST_PROMPT) return complaint("error_long", { n: text.length, most: LONGEST_PROMPT });
    const reading = readPrompt(text, this.book);
    if (this.fresh.checked) this.inputs.seed.value = crypto.getRandomValues(new Uint32Array(1))[0] % 1e6;
    const settings = this.settings();
    if (!settings) return;
    if (!Object.keys(reading.chosen).length) {
      complaint("error_nothing");
      this.known.open = true;
      return this.explain(reading, {});
    }
    const { drawn, all } = complete(reading.chosen, settings.seed, this.book);
    this.queue({ text, settings, reading, drawn, caption: encode(all, this.book) });
  }

  /** What was left out, doubled, not said or unknown. */
  explain(reading, drawn) {
    const lines = reading.conflicts.map(([slot, kept, left]) =>
      this.say("conflict", { slot: this.words[`slot_${slot}`], kept: this.name(kept), left: this.name(left) }));
    if (reading.counted.length) lines.push(this.words.counted);
    if (reading.unknown.length) {
      const near = reading.unknown.map((word) => suggest(word, this.book, this.language)).filter(Boolean);
      const shown = reading.unknown.slice(0, 8).map((word) => word.slice(0, 24)).join(", ");
      lines.push(this.say("unknown", { words: shown }) + (near.length ? ` ${this.say("maybe", { word: near.slice(0, 3).join(", ") })}` : ""));
    }
    const names = Object.entries(drawn).map(([slot, id]) => `${this.words[`slot_${slot}`]} ${this.name(id)}`).join(", ");
    if (names) lines.push(this.say("drawn", { names }));
    this.notes.replaceChildren(...lines.map((line) => make("li", {}, line)));
  }

  /** Stop the clip in the making and forget those that wait. */
  stop() {
    this.waiting = 1;
    this.round++;
    this.engine.stop();
  }

  async queue(job) {
    this.waiting++;
    job.round = this.round;
    if (this.waiting > 1) this.announce(this.say("queued", { n: this.waiting - 1 }));
    this.turn = (this.turn ?? Promise.resolve()).then(() => this.run(job));
    await this.turn;
  }

  async run(job) {
    if (job.round !== this.round) return;
    const { steps, guidance, seed } = job.settings;
    this.explain(job.reading, job.drawn);
    this.caption("noisy", "guess");
    try {
      if (!this.engine.loading) this.state("loading", this.say("loading", { percent: 0 }));
      const { sampling } = await this.engine.load();
      this.state("running", this.say("running", { step: 1, steps }));
      const request = { caption: job.caption, silent: encode({}, this.book), seed, steps, guidance, guide_from: sampling.guide_from, shift: sampling.shift };
      const message = await this.engine.generate(request, (seen) => this.step(seen, job));
      if (message.type !== "stopped") return this.finish(message, job);
      this.state("idle", this.words.stopped);
      if (this.shown) this.show(this.shown);
    } catch ({ message }) {
      if (this.shown) this.show(this.shown);
      this.fail(`error_${message}` in this.words ? `error_${message}` : "error_other");
    } finally {
      this.waiting--;
    }
  }

  step({ step, noisy, guess }, job) {
    const { steps } = job.settings;
    this.progress.value = step / steps;
    const queue = this.waiting > 1 ? ` · ${this.say("queued", { n: this.waiting - 1 })}` : "";
    this.status.textContent = this.say("running", { step, steps }) + queue;
    this.player.set(this.noisy, noisy);
    this.player.set(this.guess, guess);
    job.frames = noisy;
  }

  finish({ clip, first, total, kind }, job) {
    const seconds = (total / 1000).toLocaleString(this.language, { maximumFractionDigits: 1 });
    this.show(job);
    this.shelve(job);
    this.state("done", this.say("done", { seconds, prompt: job.text }));
    this.notes.append(make("li", {}, this.say("made", { first: Math.round(first), path: this.words[`path_${kind}`] })));
    this.root.dispatchEvent(new CustomEvent("frontend:clip", { detail: { clip, first, total, kind, ...job } }));
  }

  /** What stands under the two pictures, and is read out for them. */
  caption(...names) {
    [this.noisy, this.guess].forEach((canvas, i) => {
      canvas.setAttribute("aria-label", this.words[names[i]]);
      canvas.nextElementSibling.textContent = this.words[names[i]];
    });
  }

  /** Bring back a clip from the gallery, with what it was made from. */
  recall(job) {
    this.prompt.value = job.text;
    for (const [name, value] of Object.entries(job.settings)) this.inputs[name].value = value;
    this.fresh.checked = false;
    this.explain(job.reading, job.drawn);
    this.show(job);
    this.announce(this.say("show", { prompt: job.text, seed: job.settings.seed }));
  }

  /** Put a finished clip on the stage with its buttons and its link. */
  show(job) {
    this.shown = job;
    this.caption("finished", "last_guess");
    this.player.set(this.noisy, job.frames);
    this.player.set(this.guess, job.frames);
    drawStrip(this.strip, job.frames, SIDE);
    this.strip.hidden = this.result.hidden = false;
    const play = make("button", { type: "button", onclick: () => {
      this.player.playing = !this.player.playing;
      play.textContent = this.words[this.player.playing ? "pause" : "play"];
    } }, this.words[this.player.playing ? "pause" : "play"]);
    this.result.replaceChildren(play,
      make("button", { type: "button", onclick: () => this.save(job) }, this.words.save),
      make("button", { type: "button", onclick: () => this.copy(job) }, this.words.link));
    history.replaceState(history.state, "", toLink(job.text, job.settings));
  }

  shelve(job) {
    const canvas = make("canvas", { "aria-hidden": "true" });
    canvas.width = canvas.height = SIDE;
    canvas.getContext("2d").putImageData(new ImageData(job.frames.slice(0, 4 * SIDE * SIDE), SIDE), 0, 0);
    const label = this.say("show", { prompt: job.text, seed: job.settings.seed });
    this.shelf.prepend(make("li", {}, make("button", { type: "button", "aria-label": label, title: label, onclick: () => this.root.dataset.state !== "running" && this.recall(job) }, canvas)));
    this.gallery.hidden = false;
  }

  save({ text, settings, frames }) {
    const size = 4 * SIDE * SIDE;
    const parts = Array.from({ length: frames.length / size }, (_, i) => frames.subarray(i * size, (i + 1) * size));
    const said = `${this.words.label}; ${this.words.not_sora}; ${this.words.prompt}: ${text}; ${this.words.seed}: ${settings.seed}; ${JSON.stringify(settings)}`;
    const gif = makeGif(parts, SIDE, settings.size / SIDE, Math.round((100 * settings.seconds) / parts.length), said);
    const slug = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
    const link = make("a", { href: URL.createObjectURL(gif), download: `${slug(this.words.label)}_${slug(text).slice(0, 60)}_${settings.seed}.gif` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  async copy({ text, settings }) {
    const address = new URL(toLink(text, settings), location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      this.announce(this.words.copied);
    } catch {
      this.announce(this.words.not_copied);
    }
  }
}

/** Make the front end in `root` work; resolves with it. */
export async function mount(root) {
  const language = root.closest("[lang]")?.lang.startsWith("it") ? "it" : "en";
  const book = await json(here("../../model/vocabulary.json"));
  return new Frontend(root, JSON.parse(root.dataset.words), book, language);
}
