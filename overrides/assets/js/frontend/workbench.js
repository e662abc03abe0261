// Memory for matrices and intermediate results, and the product that works on it: WebAssembly's where there is one.

import { plainMatmul, wasmMatmul } from "./matmul.js";

const PAGE = 65536;

export class Workbench {
  /** Room for so many float32 values; `plain` refuses WebAssembly even where it works. */
  constructor(values, plain) {
    [this.kind, this.matmul, this.used] = ["plain", plainMatmul, 0];
    if (!plain) {
      try {
        const memory = new WebAssembly.Memory({ initial: Math.ceil((4 * values) / PAGE) });
        [this.kind, this.matmul, this.buffer] = ["wasm", wasmMatmul(memory), memory.buffer];
      } catch {
        // Refused by a policy or too old: the plain path does the same sums.
      }
    }
    this.buffer ??= new ArrayBuffer(4 * values);
  }

  /** A Float32Array inside the memory. */
  room(length) {
    const array = new Float32Array(this.buffer, this.used, length);
    this.used += 4 * length;
    return array;
  }

  /** A weight matrix as the product wants it: inputs down, outputs across; `inputs` says where each one stands. */
  matrix({ shape: [o], values }, k = values.length / o, inputs = (i) => i) {
    const matrix = this.room(o * k);
    const given = values.length / o;
    for (let r = 0; r < o; r++) for (let i = 0; i < given; i++) matrix[inputs(i) * o + r] = values[r * given + i];
    return matrix;
  }
}
