// The video transformer, step by step: noisy spacetime patches, a time and a caption go in, a guess of
// the clean clip comes out. Same sums as lab/model.py; names as in the papers where there is one.

import { Workbench } from "./workbench.js";

/** Exponential from a table with straight lines in between; attention's logits stay within +-range. */
function exponential(range, parts = 4096) {
  const table = Float64Array.from({ length: parts + 2 }, (_, i) => Math.exp((2 * range * i) / parts - range));
  const scale = parts / (2 * range);
  return (x) => {
    const at = (x + range) * scale;
    const i = at | 0;
    return table[i] + (table[i + 1] - table[i]) * (at - i);
  };
}

const silu = (x) => x / (1 + Math.exp(-x));

/** Move values between a clip (frame, row, column, colour) and patches; `place(inClip, inPatches)`. */
function eachPatchValue([frames, side, , colors], { patch_frames, patch_side }, place) {
  const across = side / patch_side;
  const perPatch = patch_frames * patch_side * patch_side * colors;
  for (let f = 0; f < frames; f++) {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const patch = (Math.floor(f / patch_frames) * across + Math.floor(y / patch_side)) * across + Math.floor(x / patch_side);
        const inside = ((f % patch_frames) * patch_side + (y % patch_side)) * patch_side + (x % patch_side);
        for (let c = 0; c < colors; c++) place(((f * side + y) * side + x) * colors + c, patch * perPatch + inside * colors + c);
      }
    }
  }
}

export class VideoTransformer {
  /** `tensors` as decoded, `manifest` as loaded; `plain` refuses WebAssembly even where it works. */
  constructor(tensors, manifest, plain = false) {
    const s = (this.settings = manifest.model);
    this.clip = manifest.clip;
    const [frames, side, , colors] = this.clip;
    this.grid = [frames / s.patch_frames, side / s.patch_side, side / s.patch_side];
    this.tokens = this.grid[0] * this.grid[1] * this.grid[2];
    this.patchValues = s.patch_frames * s.patch_side ** 2 * colors;
    this.tensors = tensors;
    this.reserve(plain);
    const names = ["patch_in", "patch_out"];
    for (let b = 0; b < s.depth; b++) names.push(...["qkv", "out", "up", "down"].map((n) => `blocks.${b}.${n}`));
    this.matrices = Object.fromEntries(names.map((name) => [name, this.bench.matrix(tensors[`${name}.weight`])]));
    this.angles();
    this.exp = exponential(s.logit_scale * (s.width / s.heads) + 0.01);
    this.order = new Int32Array(this.tokens * this.patchValues);
    eachPatchValue(this.clip, s, (inClip, inPatches) => (this.order[inPatches] = inClip));
  }

  /** Room for matrices and intermediate results. */
  reserve(plain) {
    const { width, heads, hidden } = this.settings;
    const n = this.tokens;
    const weights = Object.values(this.tensors).reduce((sum, { values }) => sum + values.length, 0);
    this.bench = new Workbench(weights + n * (n + 6 * width + hidden + 2 * this.patchValues), plain);
    this.kind = this.bench.kind;
    this.matmul = this.bench.matmul;
    const per = width / heads;
    const room = (length) => this.bench.room(length);
    this.patches = room(n * this.patchValues);
    this.result = room(n * this.patchValues);
    this.stream = room(n * width);
    this.normal = room(n * width);
    this.wide = room(n * Math.max(hidden, 3 * width));
    this.q = room(n * per);
    this.k = room(n * per);
    this.v = room(n * per);
    this.mixed = room(n * per);
    this.logits = room(n * n);
  }

  /** Cosines and sines by which attention knows places: whole circles in time, slower ones in space. */
  angles() {
    const pairs = this.settings.width / this.settings.heads / 2;
    const inTime = pairs >> 2;
    const inSpace = (pairs - inTime) >> 1;
    const [t, h, w] = this.grid;
    const rates = Array.from({ length: inSpace }, (_, i) => 1.5 * 10 ** ((-1.3 * i) / (inSpace - 1)));
    this.cos = new Float32Array(this.tokens * pairs);
    this.sin = new Float32Array(this.tokens * pairs);
    for (let n = 0; n < this.tokens; n++) {
      const place = [Math.floor(n / (h * w)), Math.floor(n / w) % h, n % w];
      const turns = Array.from({ length: inTime }, (_, i) => ((2 * Math.PI) / t) * (i + 1) * place[0]);
      [...turns, ...rates.map((r) => r * place[1]), ...rates.map((r) => r * place[2])].forEach((angle, i) => {
        this.cos[n * pairs + i] = Math.cos(angle);
        this.sin[n * pairs + i] = Math.sin(angle);
      });
    }
  }

  /** A small layer for a single vector: weight times input plus bias. */
  linear(name, input) {
    const { shape: [rows, width], values } = this.tensors[`${name}.weight`];
    const bias = this.tensors[`${name}.bias`].values;
    const output = new Float64Array(rows);
    for (let r = 0; r < rows; r++) {
      let sum = bias[r];
      for (let i = 0; i < width; i++) sum += values[r * width + i] * input[i];
      output[r] = sum;
    }
    return output;
  }

  /** The condition: how noisy the clip is (from the time) plus what the caption says (sum of words). */
  condition(time, caption) {
    const { time_frequencies: count, width } = this.settings;
    const level = Math.log((time + 0.01) / (1.01 - time));
    const angles = Array.from({ length: count }, (_, i) => 0.5 * level * 0.4 * 40 ** (i / (count - 1)));
    const features = [...angles.map(Math.cos), ...angles.map(Math.sin)];
    const moment = this.linear("time2", this.linear("time1", features).map(silu));
    const words = this.tensors.words.values;
    return moment.map((value, i) => silu(caption.reduce((sum, row) => sum + words[row * width + i], value)));
  }

  /** Normalise every patch, then scale and shift it as the condition wants (adaptive layer norm). */
  adapt(scale, shift) {
    const { width } = this.settings;
    const { stream: x, normal: y } = this;
    for (let at = 0; at < x.length; at += width) {
      let squares = 0;
      for (let i = 0; i < width; i++) squares += x[at + i] * x[at + i];
      const factor = 1 / Math.sqrt(squares / width + 1e-6);
      for (let i = 0; i < width; i++) y[at + i] = x[at + i] * factor * (1 + scale[i]) + shift[i];
    }
  }

  /** Add a layer's output to the stream, as strongly as the condition's gate says. */
  addGated(update, gate) {
    const { width } = this.settings;
    for (let i = 0; i < this.stream.length; i++) this.stream[i] += gate[i % width] * update[i];
  }

  /** Query or key of one head: normalised, then turned by the angles of each patch's place. */
  turned(from, head, across, write) {
    const per = this.settings.width / this.settings.heads;
    const pairs = per / 2;
    const row = 3 * this.settings.width;
    for (let n = 0; n < this.tokens; n++) {
      const at = n * row + across * this.settings.width + head * per;
      let squares = 0;
      for (let i = 0; i < per; i++) squares += from[at + i] * from[at + i];
      const factor = 1 / Math.sqrt(squares / per + 1e-6);
      for (let i = 0; i < pairs; i++) {
        const a = from[at + i] * factor;
        const b = from[at + pairs + i] * factor;
        const cos = this.cos[n * pairs + i];
        const sin = this.sin[n * pairs + i];
        write(n, i, a * cos - b * sin);
        write(n, i + pairs, a * sin + b * cos);
      }
    }
  }

  /** Attention: every patch looks at every patch of every frame and takes in what it weighs. */
  attend(block, look) {
    const { width, heads, logit_scale } = this.settings;
    const { tokens, q, k, v, logits, mixed, wide, normal } = this;
    const per = width / heads;
    this.matmul(normal, this.matrices[`blocks.${block}.qkv`], wide, tokens, width, 3 * width);
    for (let head = 0; head < heads; head++) {
      this.turned(wide, head, 0, (n, i, value) => (q[n * per + i] = value * logit_scale));
      this.turned(wide, head, 1, (n, i, value) => (k[i * tokens + n] = value));
      for (let n = 0; n < tokens; n++) {
        for (let i = 0; i < per; i++) v[n * per + i] = wide[n * 3 * width + 2 * width + head * per + i];
      }
      this.matmul(q, k, logits, tokens, per, tokens);
      this.softmax(logits, tokens);
      if (look) look(block, head, logits);
      this.matmul(logits, v, mixed, tokens, tokens, per);
      for (let n = 0; n < tokens; n++) {
        for (let i = 0; i < per; i++) normal[n * width + head * per + i] = mixed[n * per + i];
      }
    }
    this.matmul(normal, this.matrices[`blocks.${block}.out`], wide, tokens, width, width);
  }

  /** Turn each row of logits into weights that add up to one. */
  softmax(rows, length) {
    for (let at = 0; at < rows.length; at += length) {
      let sum = 0;
      for (let i = at; i < at + length; i++) sum += rows[i] = this.exp(rows[i]);
      for (let i = at; i < at + length; i++) rows[i] /= sum;
    }
  }

  /** The small network for each patch: up, square of the positive part, down. */
  think(block) {
    const { width, hidden } = this.settings;
    const { wide, normal, tokens } = this;
    this.matmul(normal, this.matrices[`blocks.${block}.up`], wide, tokens, width, hidden);
    for (let i = 0; i < tokens * hidden; i++) wide[i] = wide[i] > 0 ? wide[i] * wide[i] : 0;
    this.matmul(wide, this.matrices[`blocks.${block}.down`], normal, tokens, hidden, width);
  }

  /** Noisy clip -> guess of the clean clip (a new Float32Array); `look(block, head, weights)` sees attention. */
  forward(noisy, time, caption, look) {
    const { width, depth } = this.settings;
    const { tokens, stream, patches, result, tensors } = this;
    for (let i = 0; i < patches.length; i++) patches[i] = noisy[this.order[i]];
    this.matmul(patches, this.matrices.patch_in, stream, tokens, this.patchValues, width);
    const [, h, w] = this.grid;
    const rows = tensors.row_position.values;
    const columns = tensors.column_position.values;
    const bias = tensors["patch_in.bias"].values;
    for (let n = 0; n < tokens; n++) {
      const row = (Math.floor(n / w) % h) * width;
      const column = (n % w) * width;
      for (let i = 0; i < width; i++) stream[n * width + i] += bias[i] + rows[row + i] + columns[column + i];
    }
    const condition = this.condition(time, caption);
    const shared = this.linear("modulate", condition);
    for (let block = 0; block < depth; block++) {
      const own = tensors[`blocks.${block}.modulation`].values;
      const m = Array.from({ length: 6 }, (_, j) => shared.subarray(j * width, (j + 1) * width).map((v, i) => v + own[j * width + i]));
      this.adapt(m[0], m[1]);
      this.attend(block, look);
      this.addGated(this.wide, m[2]);
      this.adapt(m[3], m[4]);
      this.think(block);
      this.addGated(this.normal, m[5]);
    }
    const last = this.linear("last_modulate", condition);
    this.adapt(last.subarray(0, width), last.subarray(width));
    this.matmul(this.normal, this.matrices.patch_out, result, tokens, width, this.patchValues);
    const outBias = tensors["patch_out.bias"].values;
    const guess = new Float32Array(noisy.length);
    for (let i = 0; i < result.length; i++) guess[this.order[i]] = result[i] + outBias[i % this.patchValues];
    return guess;
  }
}
