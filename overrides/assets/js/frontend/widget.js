// The front end at work: adopts the form that stands in the page (explainer/markdown/blocks/frontend.py writes it)
// when start.js loads this, which is when a reader first touches it. The model is loaded with the first clip.
// Options: data-plain (refuse WebAssembly).

import { Engine } from "./engine.js";
import { drawCard, reel } from "./card.js";
import { LEAST_SECONDS, filmKind, makeFilm } from "./film.js";
import { FRAMES, Player, framesOf } from "./player.js";
import { pullPlug } from "./plug.js";
import { complete, encode, fold, nameOf, readPrompt, renewed, suggest, unseen, writePrompt } from "./vocabulary.js";
import { LONGEST_PROMPT, fill, fromLink, toLink, valid } from "./settings.js";

const WAITING = 3;
const SETTINGS = ["steps", "guidance", "seed", "seconds"];
const here = (name) => new URL(name, import.meta.url);
const json = async (address) => (await fetch(address)).json();
/** A clip is made of a thing or a colour, or of whatever was said if all of it is known. */
const drawable = ({ chosen, unknown }) => chosen.thing || chosen.color || (Object.keys(chosen).length > 0 && !unknown.length);

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
        else this.caption.textContent = fill(words.loading, { percent: Math.floor((100 * loaded) / total) });
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
    this.progress.hidden = name !== "loading";
    this.slider.disabled = name === "running" || name === "loading";
    this.go.textContent = this.words[{ loading: "waiting", running: "making" }[name] ?? "generate"];
    this.offer.hidden = true;
    this.announce(text);
  }

  /** A sentence under the frame and for the live region; steps, of which there are many, change the first only. */
  announce(text) {
    this.caption.textContent = text;
    this.live.textContent = text;
  }

  /** What became of a card, beside the buttons for it. */
  tell(text) {
    this.told.textContent = this.live.textContent = text;
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
    for (const name of ["poster", "wheels", "ways", "timing", "plug", "shelf", "gallery"]) this[`${name}Part`] = part(name);
    [this.caption, this.live, this.canvas, this.offer, this.keep, this.told] = ["caption", "live", "canvas", "offer", "keep", "told"].map(part);
    this.slider = form.elements.step;
    this.wheels = this.book.slots.map((slot) => form.elements[slot]);
    this.noisy = form.elements.noisy;
    const [share, film, save, link] = ["share", "film", "save", "link"].map(part);
    form.addEventListener("submit", (event) => (event.preventDefault(), this.press()));
    const follow = () => this.follow(readPrompt(this.prompt.value, this.book).chosen);
    this.prompt.addEventListener("input", follow);
    if (this.prompt.value !== this.prompt.defaultValue) follow();
    this.wheelsPart.addEventListener("change", () => this.wheel());
    part("lot").addEventListener("click", () => this.lot());
    this.offer.addEventListener("click", () => (this.follow(this.offered), this.wheel()));
    this.inputs.seed.addEventListener("input", () => (this.fresh.checked = false));
    this.stopButton.addEventListener("click", () => this.stop());
    this.slider.addEventListener("input", () => this.look(Number(this.slider.value)));
    this.keep.addEventListener("click", () => this.open(this.waysPart.hidden));
    const kind = filmKind();
    const takes = (type) => type && navigator.canShare?.({ files: [new File([], `card.${type.split("/")[1]}`, { type })] });
    const filmed = takes(kind?.split(";")[0]);
    film.addEventListener("click", () => this.save(this.shown, kind));
    save.addEventListener("click", () => this.save(this.shown));
    share.addEventListener("click", () => this.share(this.shown, filmed ? kind : undefined));
    link.addEventListener("click", () => this.copy(this.shown));
    film.hidden = !kind;
    share.hidden = !filmed && !takes("image/gif");
    this.plugPart.querySelector("button").addEventListener("click", () => this.unplug());
    this.player = new Player([this.canvas], () => Number(this.inputs.seconds.value));
    const move = () => (this.player.playing = this.root.dataset.moving === "true");
    new MutationObserver(move).observe(this.root, { attributeFilter: ["data-moving"] });
    move();
  }

  name(id) {
    return nameOf(id, this.book, this.language);
  }

  /** Turn the wheels to what a prompt says. */
  follow(chosen) {
    for (const wheel of this.wheels) wheel.value = chosen[wheel.name] ?? "";
  }

  /** A wheel was turned: write the prompt and run it, in place of what is being made; no keyboard opens. */
  wheel() {
    const chosen = Object.fromEntries(this.wheels.filter(({ value }) => value).map(({ name, value }) => [name, value]));
    this.prompt.value = writePrompt(chosen, this.book, this.language);
    if (this.waiting) this.stop();
    this.press();
  }

  /** Turn every wheel by lot. */
  lot() {
    this.follow(complete({}, Math.random() * 2 ** 32, this.book).all);
    this.wheel();
  }

  /** Open or close what can be done with a clip. */
  open(wide) {
    this.waysPart.hidden = !wide;
    this.keep.setAttribute("aria-expanded", wide);
    this.told.textContent = "";
    if (wide) this.waysPart.scrollIntoView({ block: "nearest" });
  }

  openLink() {
    const link = fromLink(location.hash, this.inputs);
    if (!link) return;
    // A link cut short names no model and no seed; one that names a seed and another model is of an earlier page.
    const older = link.seeded && link.model !== this.root.dataset.model;
    const reading = readPrompt(older && !link.model ? renewed(link.prompt, this.book) : link.prompt, this.book);
    if (!drawable(reading)) {
      // A link cut on its way is no mistake of the reader's: the page stays as it opened, with the words at hand.
      this.follow(reading.chosen);
      this.announce(this.words.odd_link);
      return this.suggest(reading);
    }
    const near = older ? complete(reading.chosen, link.settings.seed, this.book).all : reading.chosen;
    this.prompt.value = older ? writePrompt(near, this.book, this.language) : link.prompt;
    this.follow(near);
    for (const [name, value] of Object.entries(link.settings)) this.inputs[name].value = value;
    this.fresh.checked = false;
    const names = link.bad.map((name) => this.words[name]).join(", ");
    if (names || navigator.connection?.saveData) this.announce(names ? this.say("bad_link", { names }) : this.words.linked);
    else this.press(older ? this.words.renewed : "");
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
    this.show(this.shown);
    this.state("error", this.say(name, values));
    // Whoever types on at once may have stopped the page on its way there.
    this.caption.scrollIntoView({ block: "nearest" });
  }

  /** Button pressed: read prompt and settings, answer what cannot be done, queue what can; `note` is said with the clip. */
  press(note = "") {
    if (this.waiting > WAITING) return this.announce(this.words.full);
    const text = this.prompt.value.trim();
    const complaint = (name, values) => (this.waiting ? this.announce(this.say(name, values)) : this.fail(name, values));
    if (!text) return complaint("error_empty");
    if (text.length > LONGEST_PROMPT) return complaint("error_long", { n: text.length, most: LONGEST_PROMPT });
    const reading = readPrompt(text, this.book);
    if (this.fresh.checked) this.inputs.seed.value = crypto.getRandomValues(new Uint32Array(1))[0] % 1e6;
    const settings = this.settings();
    if (!settings) return;
    if (!drawable(reading)) {
      complaint("error_nothing", { words: this.left(reading, text) || text });
      return this.suggest(reading);
    }
    const { drawn, all } = complete(reading.chosen, settings.seed, this.book);
    this.queue({ text, settings, reading, drawn, all, note, made: writePrompt(all, this.book, this.language), caption: encode(all, this.book) });
  }

  /** The words of a prompt that are not in its clip, as they were written. */
  left({ counted, conflicts, unknown }, text) {
    const written = text.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
    const words = [...counted, ...unknown].map((word) => written.find((one) => fold(one) === word) ?? word);
    return [...conflicts.map(([, , id]) => this.name(id)), ...words].slice(0, 8).map((word) => word.slice(0, 24)).join(", ");
  }

  /** Known words that the unknown ones were likely meant to be. */
  meant({ unknown }) {
    return unknown.map((word) => suggest(word, this.book, this.language)).filter(Boolean).slice(0, 3);
  }

  /** What is to be said of a clip: a pair it never saw; what was left out, likely meant, and drawn by lot. */
  remarks({ reading, drawn, all: { thing, place }, text, note }) {
    const [words, word] = [this.left(reading, text), this.meant(reading).join(", ")];
    const names = Object.values(drawn).map((id) => this.name(id)).join(", ");
    const pair = unseen({ thing, place }, this.book) && writePrompt({ thing, place }, this.book, this.language);
    return [note, this.count && this.words.offline, pair && this.say("unseen", { pair }), words && this.say("left", { words }), word && this.say("maybe", { word }), names && this.say("drawn", { names })].filter(Boolean).join(" ");
  }

  /** Offer the nearest clip that the model can make, a tap away. */
  suggest(reading) {
    const near = readPrompt(this.meant(reading).join(" "), this.book).chosen;
    this.offered = complete({ ...near, ...reading.chosen }, Date.now(), this.book).all;
    this.offer.textContent = this.say("offer", { prompt: writePrompt(this.offered, this.book, this.language) });
    this.offer.hidden = false;
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
    try {
      if (!this.engine.loading) this.state("loading", this.say("loading", { percent: 0 }));
      const { sampling } = await this.engine.load();
      if (job.round !== this.round) return;
      this.keep.disabled = true;
      this.open(false);
      this.state("running", this.say("running", { step: 1, steps }));
      const request = { caption: job.caption, silent: encode({}, this.book), seed, steps, guidance, guide_from: sampling.guide_from, shift: sampling.shift };
      const message = await this.engine.generate(request, (seen) => this.step(seen, job));
      if (message.type !== "stopped") return this.finish(message, job);
      if (this.waiting > 1) return;
      this.show(this.shown);
      this.state("idle", this.words.stopped);
    } catch ({ message }) {
      this.fail(`error_${message}` in this.words ? `error_${message}` : "error_other");
    } finally {
      this.waiting--;
    }
  }

  step({ step, noisy }, job) {
    const { steps } = job.settings;
    job.steps = [...(job.steps ?? []), noisy];
    [this.steps, this.slider.max] = [job, steps + 1];
    this.look(step);
    if (this.waiting > 1) this.caption.append(` · ${this.say("queued", { n: this.waiting - 1 })}`);
  }

  finish({ draft, clip, picture, first, decoding, total, kind }, job) {
    const seconds = (total / 1000).toLocaleString(this.language, { maximumFractionDigits: 1 });
    job.steps.push(picture);
    job.picture = picture;
    this.shelve(job);
    this.show(job);
    job.said = `${this.say("done", { seconds, prompt: job.made })} ${this.remarks(job)}`.trim();
    this.state("done", job.said);
    this.timingPart.textContent = this.say("made", { first: Math.round(first), decoding: Math.round(decoding), path: this.words[`path_${kind}`] });
    this.plugPart.hidden = !!this.count;
    this.count?.();
    this.root.dispatchEvent(new CustomEvent("frontend:clip", { detail: { draft, clip, first, decoding, total, kind, ...job } }));
  }

  /** Show one step of the clip: 0 is noise, the last the picture. Without a clip the frame is as it was at first. */
  look(step) {
    const job = this.steps;
    this.slider.parentElement.classList.toggle("frontend__steps--on", !!job);
    this.canvas.hidden = !job;
    this.posterPart.hidden = !!job;
    if (!job) return;
    const { steps, seed } = job.settings;
    const painted = step > steps;
    const said = painted ? this.words.at_picture : step ? this.say("draft", { step, steps }) : this.say("at_noise", { seed });
    this.slider.value = step;
    this.slider.ariaValueText = painted ? this.words.whole : step ? this.say("running", { step, steps }) : this.words.noise;
    this.caption.textContent = said;
    this.canvas.setAttribute("aria-label", `${this.say("asked", { prompt: job.made })} ${said}`);
    this.canvas.classList.toggle("frontend__canvas--draft", !painted);
    this.player.set(this.canvas, job.steps[step]);
  }

  /** Bring back a clip from the gallery, with what it was made from. */
  recall(job) {
    this.prompt.value = job.text;
    for (const [name, value] of Object.entries(job.settings)) this.inputs[name].value = value;
    this.fresh.checked = false;
    this.follow(job.reading.chosen);
    this.show(job);
    this.announce(job.said);
  }

  /** Put a finished clip into the frame with its buttons and its link; without one, what stood there at first. */
  show(job) {
    this.steps = this.shown = job;
    for (const button of this.shelfPart.querySelectorAll("button")) button.ariaCurrent = button === job?.button;
    if (!job) return this.look();
    this.slider.max = job.settings.steps + 1;
    this.look(job.settings.steps + 1);
    this.keep.disabled = false;
    // With a new address the browser asks for the page's icon again.
    if (!this.count) history.replaceState(history.state, "", this.link(job));
  }

  shelve(job) {
    const canvas = make("canvas", { "aria-hidden": "true" });
    const [first] = framesOf(job.picture);
    canvas.width = canvas.height = first.width;
    canvas.getContext("2d").putImageData(first, 0, 0);
    const label = this.say("show", { prompt: job.made, seed: job.settings.seed });
    job.button = make("button", { type: "button", title: label, onclick: () => this.root.dataset.state !== "running" && this.recall(job) }, canvas);
    this.shelfPart.prepend(make("li", {}, job.button));
    this.galleryPart.hidden = false;
  }

  /** The card of a clip as a file, a film of that `kind` or an animated picture; each is made once. */
  async card(job, kind) {
    const noisy = this.noisy.checked;
    const files = (job.files ??= {});
    return (files[`${kind} ${noisy}`] ??= await this.make(job, kind, noisy));
  }

  /** Make the card's file: the worker enlarges the frames and packs the picture, so that the page stays free. */
  async make({ text, made: prompt, settings, steps }, kind, noisy) {
    const site = document.title.split(" · ").at(-1);
    const address = document.querySelector("link[rel=canonical]")?.href.replace(/^https?:\/\/|\/$/g, "");
    const family = getComputedStyle(this.root).fontFamily;
    const face = drawCard({ prompt, made: this.words.card, site, address, family });
    const { before, frames } = reel(steps, noisy);
    const seconds = settings.seconds / FRAMES;
    const delay = Math.round(100 * seconds);
    const comment = `${this.words.label}; ${this.words.not_sora}; ${this.words.prompt}: ${text}; ${this.words.seed}: ${settings.seed}; ${JSON.stringify(settings)}`;
    this.tell(this.words.carding);
    const made = await this.engine.ask("card", { ...face, frames, before, delay, comment, film: !!kind });
    let parts = made.parts;
    if (kind) {
      const large = made.frames.map((pixels) => new ImageData(pixels, face.wide));
      const loops = Math.ceil(LEAST_SECONDS / settings.seconds);
      const shown = [...large, ...Array(loops - 1).fill(large.slice(before)).flat()];
      this.tell(this.say("filming", { seconds: Math.ceil(shown.length * seconds) }));
      parts = [await makeFilm({ ...face, frames: shown, seconds, kind })];
    }
    const type = kind?.split(";")[0] ?? "image/gif";
    const slug = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
    const name = `${slug(this.words.label)}_${slug(prompt).slice(0, 60)}_${settings.seed}.${type.split("/")[1]}`;
    return new File(parts, name, { type });
  }

  /** Save the card; a film that fails, which no browser promises beforehand, becomes an animated picture. */
  async save(job, kind) {
    const file = await this.card(job, kind).catch((error) => kind ? null : Promise.reject(error));
    if (!file) return this.save(job);
    const link = make("a", { href: URL.createObjectURL(file), download: file.name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    this.tell(this.words[kind ? "filmed" : "saved"]);
  }

  link({ text, settings }) {
    return toLink(text, settings, this.root.dataset.model);
  }

  address(job) {
    return new URL(this.link(job), location.href).href;
  }

  /** The device's own sheet. It wants a press that is not long past; if making the card took longer, one more. */
  async share(job, kind) {
    const file = await this.card(job, kind).catch(() => this.card(job));
    try {
      await navigator.share({ files: [file], title: job.made, text: `${job.made} · ${this.words.card} · ${this.address(job)}` });
    } catch ({ name }) {
      if (name === "NotAllowedError") this.tell(this.words.tap_again);
    }
  }

  async copy(job) {
    try {
      await navigator.clipboard.writeText(this.address(job));
      this.tell(this.words.copied);
    } catch {
      this.tell(this.words.not_copied);
    }
  }

  /**
   * Nothing is fetched any more: by the worker of its own accord, by the page because the browser holds it to it. A clip
   * is made all the same, and what is counted stands under it.
   */
  async unplug() {
    const text = make("p", { class: "frontend__cut" });
    this.caption.after(text);
    this.plugPart.remove();
    this.canvas.focus({ preventScroll: true });
    await this.engine.ask("unplug", {});
    this.count = pullPlug((count) => (text.textContent = this.say("plug_pulled", count)));
    if (drawable(readPrompt(this.prompt.value, this.book))) this.press();
    else this.lot();
  }
}

/** Make the front end in `root` work; resolves with it. */
export async function mount(root) {
  const language = root.closest("[lang]")?.lang.startsWith("it") ? "it" : "en";
  const book = await json(here("../../model/vocabulary.json"));
  return new Frontend(root, JSON.parse(root.dataset.words), book, language);
}
