// An animated GIF (GIF89a) of a card: drawn whole once, then only the square in which the clip moves. No library, no upload.

import { between } from "./decoder.js";

const LAST_SIZE = 12;
const LEVELS = 32; // of each colour: what a palette of 256 is chosen from

/**
 * Enlarge a square frame of RGBA pixels to `wide`. A picture keeps clean edges: between two pixels the change is made
 * steep. A draft keeps its squares.
 */
export function enlarge(frame, wide, draft) {
  const side = Math.sqrt(frame.length / 4);
  const zoom = wide / side;
  const out = new Uint8ClampedArray(4 * wide * wide).fill(255);
  const square = (_, i) => [Math.floor(i / zoom), Math.floor(i / zoom), 0];
  const places = draft ? Array.from({ length: wide }, square) : between(side, zoom);
  for (let y = 0, to = 0; y < wide; y++) {
    const [up, down, low] = places[y];
    for (let x = 0; x < wide; x++, to += 4) {
      const [left, right, far] = places[x];
      for (let c = 0; c < 3; c++) {
        const a = frame[4 * (up * side + left) + c], b = frame[4 * (up * side + right) + c];
        const d = frame[4 * (down * side + left) + c], e = frame[4 * (down * side + right) + c];
        const above = a + far * (b - a), below = d + far * (e - d);
        const least = Math.min(a, b, d, e), range = Math.max(a, b, d, e) - least;
        const share = range && (above + low * (below - above) - least) / range;
        out[to + c] = least + range * Math.min(Math.max((share - 0.5) * (zoom / 2) + 0.5, 0), 1);
      }
    }
  }
  return out;
}

/** Compress palette indices the way GIF wants it (LZW, 8-bit start), in blocks of up to 255 bytes. */
function compress(indices) {
  const out = [];
  let bits = 0, held = 0, size = 9, next = 258, table = new Map();
  const write = (code) => {
    bits |= code << held;
    for (held += size; held >= 8; held -= 8, bits >>>= 8) out.push(bits & 255);
  };
  write(256);
  let prefix = indices[0];
  for (let i = 1; i < indices.length; i++) {
    const key = (prefix << 8) | indices[i];
    if (table.has(key)) {
      prefix = table.get(key);
      continue;
    }
    write(prefix);
    prefix = indices[i];
    if (next === 1 << LAST_SIZE) {
      write(256);
      [size, next, table] = [9, 258, new Map()];
    } else {
      if (next === 1 << size) size++;
      table.set(key, next++);
    }
  }
  write(prefix);
  write(257);
  if (held) out.push(bits & 255);
  return inBlocks(out);
}

function inBlocks(bytes) {
  const out = [];
  for (let at = 0; at < bytes.length; at += 255) {
    const part = bytes.slice(at, at + 255);
    out.push(part.length, ...part);
  }
  return [...out, 0];
}

/** The 256 colours seen most in `pictures` ([pixels, weight]), each the mean of its like, and for a picture the nearest. */
function palette(pictures) {
  const key = (p, i) => ((p[i] >> 3) * LEVELS + (p[i + 1] >> 3)) * LEVELS + (p[i + 2] >> 3);
  const sums = new Float64Array(4 * LEVELS ** 3);
  for (const [p, weight] of pictures) {
    for (let i = 0; i < p.length; i += 4) {
      const at = 4 * key(p, i);
      sums[at] += weight;
      for (let c = 0; c < 3; c++) sums[at + 1 + c] += weight * p[i + c];
    }
  }
  const used = [...Array(LEVELS ** 3).keys()].filter((k) => sums[4 * k]).sort((a, b) => sums[4 * b] - sums[4 * a]);
  const mean = (k) => [1, 2, 3].map((c) => Math.round(sums[4 * k + c] / sums[4 * k]));
  const kept = used.slice(0, 256).map(mean);
  const nearest = new Uint8Array(LEVELS ** 3);
  used.forEach((k, place) => {
    if (place < 256) return (nearest[k] = place);
    const far = kept.map((color) => mean(k).reduce((sum, v, c) => sum + (v - color[c]) ** 2, 0));
    nearest[k] = far.indexOf(Math.min(...far));
  });
  const table = new Uint8Array(768);
  kept.forEach((color, i) => table.set(color, 3 * i));
  return { table, indices: (p) => Uint8Array.from({ length: p.length / 4 }, (_, i) => nearest[key(p, 4 * i)]) };
}

/**
 * Bytes of the card: `card` {data, width, height} with room for the clip at `at` [x, y]; `frames` of the clip, RGBA, `wide`,
 * the first `before` of them noise and drafts; `delay` in hundredths of a second; a `comment` that says what it is.
 */
export function makeGif({ card, at, wide, frames, before, delay, comment }) {
  const first = new Uint8ClampedArray(card.data);
  for (let y = 0; y < wide; y++) first.set(frames[0].subarray(4 * y * wide, 4 * (y + 1) * wide), 4 * ((at[1] + y) * card.width + at[0]));
  // Noise has all colours: each frame of it brings its own, and takes none from the clip.
  const loop = frames.slice(before);
  const shared = palette([[card.data, loop.length], ...loop.map((pixels) => [pixels, 1])]);
  const short = (...numbers) => numbers.flatMap((n) => [n & 255, n >> 8]);
  const text = (s) => new TextEncoder().encode(s);
  const picture = (pixels, i) => {
    const place = i ? [...at, wide, wide] : [0, 0, card.width, card.height];
    const own = i < before && palette([...(i ? [] : [[card.data, loop.length]]), [pixels, 1]]);
    const head = [0x21, 0xf9, 4, 4, ...short(delay), 0, 0, 0x2c, ...short(...place), own ? 0x87 : 0];
    return [head, own ? own.table : [], [8], compress((own || shared).indices(pixels))];
  };
  return [
    text("GIF89a"), [...short(card.width, card.height), 0xf7, 0, 0], shared.table,
    [0x21, 0xff, 11], text("NETSCAPE2.0"), [3, 1, 0, 0, 0],
    [0x21, 0xfe, ...inBlocks([...text(comment)])],
    ...[first, ...frames.slice(1)].flatMap(picture),
    [0x3b],
  ].map((part) => Uint8Array.from(part));
}
