// The decoder: paints each frame of a draft several times larger. Same sums and names as lab/decoder.py.

import { Workbench } from "./workbench.js";

const KERNEL = 9; // a pixel and the eight around it
const SLOT = 4; // the matrix product wants multiples of four

/** For each pixel across the large picture, the two of the draft that it lies between, and how far it is to the second. */
export function between(side, scale) {
  return Array.from({ length: side * scale }, (_, i) => {
    const at = Math.max((i + 0.5) / scale - 0.5, 0);
    const low = Math.floor(at);
    return [low, Math.min(low + 1, side - 1), at - low];
  });
}

export class Decoder {
  /** `tensors` as decoded, `manifest` as loaded; `plain` refuses WebAssembly even where it works. */
  constructor(tensors, manifest, plain = false) {
    const s = (this.settings = manifest.decoder);
    [this.frames, this.side] = manifest.clip;
    this.places = this.side * this.side;
    this.channels = 3 * (2 * s.neighbours + 1);
    this.colours = 3 * s.scale ** 2;
    const middle = Array.from({ length: s.depth }, (_, i) => `middle.${i}`);
    const names = ["first", ...middle, "last"];
    const weights = names.map((name) => tensors[`decoder.${name}.weight`]);
    const slots = (inputs) => Math.ceil((KERNEL * inputs) / SLOT) * SLOT;
    const most = Math.max(...weights.map(({ shape }) => slots(shape[1])));
    const kept = weights.reduce((sum, { shape }) => sum + shape[0] * slots(shape[1]), 0);
    this.bench = new Workbench(kept + this.places * (most + this.channels + 2 * s.width + this.colours), plain);
    this.layers = Object.fromEntries(names.map((name, i) => {
      const [outputs, inputs] = weights[i].shape;
      // Stored pixel by pixel, as `around` lays the colours out, and not colour by colour.
      const matrix = this.bench.matrix(weights[i], slots(inputs), (at) => (at % KERNEL) * inputs + Math.floor(at / KERNEL));
      return [name, { matrix, inputs, outputs, slots: slots(inputs), bias: tensors[`decoder.${name}.bias`].values }];
    }));
    this.middle = middle;
    this.input = this.bench.room(this.places * this.channels);
    this.columns = this.bench.room(this.places * most);
    this.x = this.bench.room(this.places * s.width);
    this.update = this.bench.room(this.places * s.width);
    this.detail = this.bench.room(this.places * this.colours);
    this.between = between(this.side, s.scale);
  }

  /** Lay out beside each pixel the colours of the nine around it (im2col); at the rim the outermost count again. */
  around(pixels, inputs, slots) {
    const { side, columns } = this;
    const inside = (at) => Math.min(Math.max(at, 0), side - 1);
    for (let y = 0, to = 0; y < side; y++) {
      for (let x = 0; x < side; x++, to += slots) {
        let at = to;
        for (let dy = -1; dy <= 1; dy++) {
          for (let dx = -1; dx <= 1; dx++) {
            const from = (inside(y + dy) * side + inside(x + dx)) * inputs;
            for (let c = 0; c < inputs; c++) columns[at++] = pixels[from + c];
          }
        }
        columns.fill(0, at, to + slots);
      }
    }
  }

  /** A 3 x 3 convolution as one matrix product, with its bias. */
  convolve(name, pixels, output) {
    const { matrix, inputs, outputs, slots, bias } = this.layers[name];
    this.around(pixels, inputs, slots);
    this.bench.matmul(this.columns, matrix, output, this.places, slots, outputs);
    for (let i = 0; i < this.places * outputs; i++) output[i] += bias[i % outputs];
  }

  /** The colours of a frame and of its neighbours in time, beside each other; the clip loops. */
  withNeighbours(draft, frame) {
    const { frames, places, channels, input } = this;
    const { neighbours } = this.settings;
    for (let k = -neighbours, group = 0; k <= neighbours; k++, group += 3) {
      const from = ((frame + k + frames) % frames) * places * 3;
      for (let i = 0; i < places; i++) for (let c = 0; c < 3; c++) input[i * channels + group + c] = draft[from + 3 * i + c];
    }
  }

  /** Paint one frame of a draft into a clip: the frame smoothly enlarged, plus what the layers found. */
  paint(draft, frame, clip) {
    this.withNeighbours(draft, frame);
    const { x, update, detail, side, between } = this;
    this.convolve("first", this.input, x);
    for (let i = 0; i < x.length; i++) x[i] = Math.max(x[i], 0);
    for (const name of this.middle) {
      this.convolve(name, x, update);
      for (let i = 0; i < x.length; i++) x[i] += Math.max(update[i], 0);
    }
    this.convolve("last", x, detail);
    const { scale } = this.settings;
    const from = frame * this.places * 3;
    const large = side * scale;
    for (let y = 0, to = frame * large * large * 3; y < large; y++) {
      const [up, down, low] = between[y];
      for (let z = 0; z < large; z++, to += 3) {
        const [left, right, far] = between[z];
        // Each pixel of the draft holds, colour by colour, the scale x scale pixels that it becomes (pixel shuffle).
        const own = (Math.floor(y / scale) * side + Math.floor(z / scale)) * this.colours + (y % scale) * scale + (z % scale);
        for (let c = 0; c < 3; c++) {
          const at = (row, column) => draft[from + 3 * (row * side + column) + c];
          const above = at(up, left) + far * (at(up, right) - at(up, left));
          const below = at(down, left) + far * (at(down, right) - at(down, left));
          clip[to + c] = above + low * (below - above) + detail[own + c * scale * scale];
        }
      }
    }
  }

  /** A draft (frame, row, column, colour) -> the clip, in a new Float32Array. */
  decode(draft) {
    const clip = new Float32Array(draft.length * this.settings.scale ** 2);
    for (let frame = 0; frame < this.frames; frame++) this.paint(draft, frame, clip);
    return clip;
  }
}
