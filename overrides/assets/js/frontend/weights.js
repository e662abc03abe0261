// The weights arrive as 8-bit rows with 16-bit scales (made by lab/weights.py) and become float32.

import { sha256 } from "./sha256.js";

/** A 16-bit float as a number. */
function half(bits) {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const size = exponent ? (1 + fraction / 1024) * 2 ** (exponent - 15) : fraction * 2 ** -24;
  return bits & 0x8000 ? -size : size;
}

/** Which weights these scripts can read; the same number stands in lab/weights.py. */
export const FORMAT = 3;

/** Tensors by name as {shape, values}; throws "checksum" when the bytes are not the listed ones. */
export function decodeWeights(bytes, manifest) {
  if (bytes.length !== manifest.bytes || sha256(bytes) !== manifest.sha256) throw new Error("checksum");
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const tensors = {};
  for (const { name, shape, kind, offset } of manifest.tensors) {
    const count = shape.reduce((a, b) => a * b);
    const values = new Float32Array(count);
    if (kind === "int8") {
      const rows = shape[0];
      const width = count / rows;
      const start = offset + 2 * rows;
      for (let r = 0; r < rows; r++) {
        const scale = half(view.getUint16(offset + 2 * r, true));
        for (let i = r * width; i < (r + 1) * width; i++) values[i] = view.getInt8(start + i) * scale;
      }
    } else {
      for (let i = 0; i < count; i++) values[i] = half(view.getUint16(offset + 2 * i, true));
    }
    tensors[name] = { shape, values };
  }
  return tensors;
}
