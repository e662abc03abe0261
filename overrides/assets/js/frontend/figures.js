// The figures of "How text-to-video works", run by the same engine as the front end. Each stands in the page as a
// picture with hidden controls (explainer/markdown/blocks/lab.py writes both); start.js loads this at the first press.

import { Engine } from "./engine.js";
import { Player, framesOf } from "./player.js";
import { fill } from "./settings.js";
import { encode, readPrompt } from "./vocabulary.js";

const BOOK = new URL("../../model/vocabulary.json", import.meta.url);
const SIDE = 24;
let engine;
let book;

class Figure {
  constructor(root) {
    this.root = root;
    this.live = root.querySelector(".lab__live");
    this.canvases = [...this.live.querySelectorAll("canvas")];
    this.fields = Object.fromEntries([...this.live.querySelectorAll("[name]")].map((field) => [field.name, field]));
    this.status = root.querySelector("[role=status]");
    this.number = Intl.NumberFormat(root.closest("[lang]").lang, { maximumFractionDigits: 1 });
    this.names = this.canvases.map((canvas) => canvas.ariaLabel);
    this.live.addEventListener("input", (event) => {
      this.speak();
      this.changed(event.target);
    });
    this.live.addEventListener("change", (event) => this.settled(event.target));
    this.engine = engine ??= new Engine();
    // The button stands where clips play.
    this.play = root.querySelector(".lab__play");
    if (this.play) this.player = new Player(this.canvases, () => 2);
    this.play?.addEventListener("click", () => {
      this.player.playing = !this.player.playing;
      this.label();
    });
  }

  /** What the button says that stops and starts the clips. */
  label() {
    this.play.textContent = this.play.dataset[this.player.playing ? "pause" : "play"];
    this.play.ariaLabel = `${this.play.textContent}: ${this.root.ariaLabel}`;
    this.play.hidden = false;
  }

  /** The sliders say where they stand, and of how many. */
  speak() {
    for (const field of Object.values(this.fields)) if (field.ariaValueText) field.ariaValueText = field.ariaValueText.replace(/\d+/, field.value);
  }

  /** What the canvases show, in words; the first stands for those that have none of their own. */
  get shown() {
    return [this.root.dataset.prompt];
  }

  /** Make a clip; `step` sees every step. Runs of one figure follow each other, and the newest wins. */
  async make(prompt, seed, more = {}, step = () => {}) {
    const { sampling } = await this.engine.load();
    const job = { caption: encode(readPrompt(prompt, book).chosen, book), silent: encode({}, book), seed, ...sampling, ...more };
    return this.engine.generate(job, step);
  }

  /** Run the figure from the start, with its state for tests and its sentence for everybody. */
  async run() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    try {
      book ??= await (await fetch(BOOK)).json();
      this.tell("loading");
      await this.engine.load();
      this.root.dataset.state = "running";
      this.tell("running");
      await this.work(() => turn === this.turn);
      if (turn !== this.turn) return;
      this.root.dataset.state = "done";
      if (this.play) this.label();
      this.speak();
      this.show();
      this.status.prepend(this.status.dataset.done ? `${this.status.dataset.done} ` : "");
    } catch {
      this.root.dataset.state = "error";
      this.tell("failed");
    }
  }

  /** Said once, not at every step. */
  tell(name, values = {}) {
    if (name === "said" && this.root.dataset.state === "running") return;
    const { shown } = this;
    this.canvases.forEach((canvas, i) => (canvas.ariaLabel = `${this.names[i]}: ${shown[i] ?? shown[0]}`));
    this.status.textContent = fill(this.status.dataset[name], values);
  }

  value(name) {
    return Number(this.fields[name].value);
  }

  // What a kind of figure does: work makes clips, show draws them and says so, changed and settled answer the reader.
  changed() {
    if (this.root.dataset.state === "done") this.show();
  }

  settled() {}
}

/** The clip on its way and the model's guess, step by step. */
class Noise extends Figure {
  get shown() {
    return [`${super.shown[0]}, ${this.fields.step.ariaValueText}`];
  }

  async work(current) {
    const { prompt, seed } = this.root.dataset;
    this.steps = [];
    let noisy;
    await this.make(prompt, Number(seed), {}, (seen) => {
      if (!current()) return;
      if (seen.step) this.steps.push([noisy, seen.guess]);
      noisy = seen.noisy;
      if (!seen.step) return;
      this.fields.step.value = seen.step;
      this.show();
    });
  }

  show() {
    const step = Math.min(this.value("step"), this.steps.length);
    if (!step) return;
    this.canvases.forEach((canvas, i) => this.player.set(canvas, this.steps[step - 1][i]));
    this.tell("said", { step, steps: this.fields.step.max });
  }
}

/** A place in the grid of patches, chosen with three sliders. */
class Placed extends Figure {
  get place() {
    return [this.value("time") - 1, this.value("row") - 1, this.value("column") - 1];
  }

  patch([t, row, column] = this.place) {
    return (t * 6 + row) * 6 + column;
  }

  words([t, row, column]) {
    return { first: 2 * t + 1, second: 2 * t + 2, top: 4 * row + 1, bottom: 4 * row + 4, left: 4 * column + 1, right: 4 * column + 4 };
  }

  /** A canvas of a size in clip pixels, each `zoom` wide, ready to draw on. */
  board(canvas, width, height, zoom) {
    canvas.width = width * zoom;
    canvas.height = height * zoom;
    const pen = canvas.getContext("2d");
    pen.imageSmoothingEnabled = false;
    pen.scale(zoom, zoom);
    return pen;
  }

  /** An outline that shows on any clip: white, with a dark edge; all in clip pixels, `line` is its thickness. */
  outline(pen, x, y, width, height, line) {
    for (const [colour, times] of [["#111", 2], ["#fff", 1]]) {
      pen.strokeStyle = colour;
      pen.lineWidth = line * times;
      pen.strokeRect(x, y, width, height);
    }
  }

  /** A frame of the clip, drawn at a place of the board. */
  stamp(pen, frame, x, y, side = SIDE, from = [0, 0, SIDE, SIDE]) {
    this.stencil ??= Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE });
    this.stencil.getContext("2d").putImageData(this.frames[frame], 0, 0);
    pen.drawImage(this.stencil, ...from, x, y, side, side);
  }
}

/** The grid of spacetime patches over a clip, and one patch taken out of it. */
class Patches extends Placed {
  async work() {
    const { prompt, seed } = this.root.dataset;
    let frames;
    await this.make(prompt, Number(seed), {}, (seen) => (frames = seen.noisy));
    this.frames = framesOf(frames);
  }

  show() {
    const [t, row, column] = this.place;
    const [film, pair, piece] = this.canvases;
    const grid = this.fields.grid.checked;
    const strip = this.board(film, 8 * 25 - 1, 2 * 25 - 1, 3);
    for (let f = 0; f < 16; f++) this.stamp(strip, f, (f % 8) * 25, Math.floor(f / 8) * 25);
    const pairs = grid ? [...Array(8).keys()] : [t];
    for (const p of pairs) {
      strip.globalAlpha = p === t ? 1 : 0.45;
      this.outline(strip, (p % 4) * 50 + 0.5, Math.floor(p / 4) * 25 + 0.5, 48, 23, 0.7);
    }
    const pen = this.board(pair, 50, SIDE, 10);
    pen.lineWidth = 0.12;
    for (const side of [0, 1]) {
      const x = side * 26;
      this.stamp(pen, 2 * t + side, x, 0);
      pen.strokeStyle = "#808080";
      for (let line = 4; grid && line < SIDE; line += 4) {
        pen.strokeRect(x + line, 0, 0, SIDE);
        pen.strokeRect(x, line, SIDE, 0);
      }
      this.outline(pen, x + 4 * column, 4 * row, 4, 4, 0.4);
      pen.lineWidth = 0.12;
    }
    const small = this.board(piece, 9, 4, 24);
    for (const side of [0, 1]) this.stamp(small, 2 * t + side, side * 5, 0, 4, [4 * column, 4 * row, 4, 4]);
    this.tell("said", { patch: this.patch() + 1, ...this.words(this.place) });
  }
}

/** How much one patch takes in from every other, under the clip: laid over it, the clip's own light would count as attention. */
class Attention extends Placed {
  async work(current) {
    const { prompt, seed } = this.root.dataset;
    const seen = [];
    let frames;
    await this.make(prompt, Number(seed), { patch: this.patch() }, ({ attention, noisy }) => {
      if (attention) seen.push(attention);
      frames = noisy;
    });
    if (!current()) return;
    [this.seen, this.frames] = [seen, framesOf(frames)];
  }

  settled(field) {
    if (["time", "row", "column"].includes(field.name)) this.run();
  }

  changed(field) {
    if (["block", "step"].includes(field.name)) super.changed();
  }

  show() {
    const weights = this.seen[this.value("step") - 1][this.value("block") - 1];
    const most = Math.max(...weights);
    const own = this.place;
    const pen = this.board(this.canvases[0], 4 * 26 - 2, 2 * 52 - 3, 6);
    for (let t = 0; t < 8; t++) {
      const [x, y] = [(t % 4) * 26, Math.floor(t / 4) * 52];
      this.stamp(pen, 2 * t, x, y);
      for (let n = 0; n < 36; n++) {
        // A screen gives off light in about the square of a value, so the root of the share is drawn.
        const light = 255 * Math.sqrt(weights[t * 36 + n] / most);
        pen.fillStyle = `rgb(${light} ${light} ${light})`;
        pen.fillRect(x + (n % 6) * 4, y + 25 + Math.floor(n / 6) * 4, 4, 4);
      }
      if (t !== own[0]) continue;
      for (const top of [y, y + 25]) this.outline(pen, x + 4 * own[2], top + 4 * own[1], 4, 4, 0.5);
    }
    const best = weights.indexOf(most);
    const percent = (value) => this.number.format(100 * value);
    const alike = weights.slice(own[0] * 36, own[0] * 36 + 36).reduce((sum, value) => sum + value, 0);
    const where = this.words([Math.floor(best / 36), Math.floor(best / 6) % 6, best % 6]);
    this.tell("said", { most: percent(most), same: percent(alike), patch: best + 1, ...where });
  }
}

/** Two clips from the same noise that differ in one thing. */
class Compare extends Figure {
  /** Prompt and settings of the left clip (0) or of the right one (1). */
  job(side) {
    const { prompt, setting, left } = this.root.dataset;
    if (setting === "prompt") return [side ? this.fields.swap.value : prompt, {}];
    return [prompt, { [setting]: side ? this.value("swap") : Number(left) }];
  }

  get shown() {
    return [0, 1].map((side) => {
      const [prompt, more] = this.job(side);
      return [prompt, ...Object.values(more).map((value) => `${this.root.ariaLabel} ${value}`)].join(", ");
    });
  }

  async work(current) {
    for (const side of [0, 1]) {
      const [prompt, more] = this.job(side);
      await this.make(prompt, this.value("seed"), more, ({ noisy }) => current() && this.player.set(this.canvases[side], noisy));
      if (!current()) return;
    }
  }

  changed() {}

  settled() {
    if (this.fields.seed.checkValidity()) this.run();
  }

  show() {
    const { swap } = this.fields;
    this.tell("said", { chosen: swap.selectedOptions ? swap.selectedOptions[0].text : swap.value, seed: this.value("seed") });
  }
}

/** A draft, and what the decoder makes of it; the second canvas enlarges the draft smoothly, as any picture is enlarged. */
class Painted extends Compare {
  get shown() {
    return [this.fields.swap.value];
  }

  async work(current) {
    let draft;
    const { picture } = await this.make(this.fields.swap.value, this.value("seed"), {}, ({ noisy }) => (draft = noisy));
    if (!current()) return;
    [draft, draft, picture].forEach((clip, i) => this.player.set(this.canvases[i], clip));
  }

  show() {
    this.tell("said", { seed: this.value("seed") });
  }
}

const KINDS = { noise: Noise, patches: Patches, attention: Attention, words: Compare, guidance: Compare, steps: Compare, decoder: Painted };

/** Make the figure in `root` ready to run. */
export const mount = (root) => new KINDS[root.dataset.lab](root);
