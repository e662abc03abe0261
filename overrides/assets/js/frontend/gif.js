// An animated GIF (GIF89a) from a clip, with a comment that says what it is. No library, no upload.

const LAST_SIZE = 12;

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

/** The 256 colours used most (of 15-bit colours), and the nearest of them for any pixel. */
function palette(frames) {
  const count = new Map();
  const key = (f, i) => ((f[i] >> 3) << 10) | ((f[i + 1] >> 3) << 5) | (f[i + 2] >> 3);
  for (const f of frames) for (let i = 0; i < f.length; i += 4) count.set(key(f, i), (count.get(key(f, i)) ?? 0) + 1);
  const kept = [...count].sort((a, b) => b[1] - a[1]).slice(0, 256).map(([k]) => [k >> 10, (k >> 5) & 31, k & 31]);
  const nearest = new Map();
  const find = (k) => {
    let best = 0, least = Infinity;
    kept.forEach(([r, g, b], i) => {
      const far = (r - (k >> 10)) ** 2 + (g - ((k >> 5) & 31)) ** 2 + (b - (k & 31)) ** 2;
      if (far < least) [best, least] = [i, far];
    });
    nearest.set(k, best);
    return best;
  };
  const index = (f, i) => nearest.get(key(f, i)) ?? find(key(f, i));
  const table = new Uint8Array(768);
  kept.forEach((c, i) => table.set(c.map((v) => (v << 3) | (v >> 2)), 3 * i));
  return { table, index };
}

/** `frames`: RGBA pixels (side x side) each; `zoom`: enlargement; `delay`: hundredths of a second; a Blob. */
export function makeGif(frames, side, zoom, delay, comment) {
  const { table, index } = palette(frames);
  const wide = side * zoom;
  const short = (n) => [n & 255, n >> 8];
  const text = Array.from(new TextEncoder().encode(comment));
  const parts = [
    new TextEncoder().encode("GIF89a"), [...short(wide), ...short(wide), 0xf7, 0, 0], table,
    [0x21, 0xff, 11], new TextEncoder().encode("NETSCAPE2.0"), [3, 1, 0, 0, 0],
    [0x21, 0xfe, ...inBlocks(text)],
  ];
  for (const frame of frames) {
    const indices = new Uint8Array(wide * wide);
    for (let y = 0; y < wide; y++) {
      for (let x = 0; x < wide; x++) indices[y * wide + x] = index(frame, 4 * (Math.floor(y / zoom) * side + Math.floor(x / zoom)));
    }
    parts.push([0x21, 0xf9, 4, 4, ...short(delay), 0, 0, 0x2c, 0, 0, 0, 0, ...short(wide), ...short(wide), 0, 8], compress(indices));
  }
  return new Blob([...parts.map((part) => Uint8Array.from(part)), Uint8Array.of(0x3b)], { type: "image/gif" });
}
