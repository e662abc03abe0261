// Matrix product y = x w, the one operation that costs time: in plain JavaScript and in WebAssembly.
// x is n by k, w is k by o, y is n by o, row after row in Float32Arrays; n and k are multiples of 4, o of 8.

let rowsOfX = new Float64Array(0), columnsOfW = new Float64Array(0);

/** Two rows of y by four columns, so that every number read is used several times; arrays of its own read faster. */
function tile(left, panel, y, row, column, k, o) {
  let a0 = 0, a1 = 0, a2 = 0, a3 = 0, b0 = 0, b1 = 0, b2 = 0, b3 = 0;
  for (let p = row * k, q = p + k, end = q, z = 0; p < end; p++, q++, z += 4) {
    const s = left[p], t = left[q];
    const w0 = panel[z], w1 = panel[z + 1], w2 = panel[z + 2], w3 = panel[z + 3];
    a0 += s * w0; a1 += s * w1; a2 += s * w2; a3 += s * w3;
    b0 += t * w0; b1 += t * w1; b2 += t * w2; b3 += t * w3;
  }
  const at = row * o + column, below = at + o;
  y[at] = a0; y[at + 1] = a1; y[at + 2] = a2; y[at + 3] = a3;
  y[below] = b0; y[below + 1] = b1; y[below + 2] = b2; y[below + 3] = b3;
}

/** Plain path: x and four columns of w at a time are first laid out as doubles, which saves much of the time. */
export function plainMatmul(x, w, y, n, k, o) {
  if (rowsOfX.length < n * k) rowsOfX = new Float64Array(n * k);
  if (columnsOfW.length < 4 * k) columnsOfW = new Float64Array(4 * k);
  const left = rowsOfX, panel = columnsOfW;
  left.set(x.subarray(0, n * k));
  for (let column = 0; column < o; column += 4) {
    for (let i = 0, from = column, to = 0; i < k; i++, from += o) {
      for (let j = 0; j < 4; j++) panel[to++] = w[from + j];
    }
    for (let row = 0; row < n; row += 2) tile(left, panel, y, row, column, k, o);
  }
}

// The kernel is assembled here, instruction by instruction, so that there is no binary to trust.
const I32 = 0x7f, V128 = 0x7b;
const X = 0, W = 1, Y = 2, N = 3, K = 4, O = 5; // parameters: three addresses, three sizes
const ROW = 6, COLUMN = 7, STEP = 8, PX = 9, PW = 10; // counters and addresses, in bytes
const SUM = 11, VALUE = 19, LEFT = 20, RIGHT = 21; // 4 rows x 2 vectors of sums, and what they take in
const ROWS = 4, UNROLL = 4;

function leb(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return [...bytes, value];
}
const signed = (value) => (value < 64 ? [value] : [(value & 127) | 128, ...signed(value >> 7)]);
const get = (local) => [0x20, local];
const set = (local) => [0x21, local];
const number = (value) => [0x41, ...signed(value)];
const add = 0x6a, times = 0x6c, shift = 0x74, less = 0x49;
const simd = (code) => [0xfd, ...leb(code)];
const load = (offset) => [...simd(0x00), 4, ...leb(offset)];
const spread = (offset) => [...simd(0x09), 2, ...leb(offset)];
const store = (offset) => [...simd(0x0b), 4, ...leb(offset)];
const mulAdd = (sum, vector) => [...get(sum), ...get(VALUE), ...get(vector), ...simd(0xe6), ...simd(0xe4), ...set(sum)];
const bump = (local, amount) => [...get(local), ...amount, add, ...set(local)];
const loop = (counter, step, end, body) =>
  [...number(0), ...set(counter), 0x03, 0x40, ...body, ...bump(counter, number(step)), ...get(counter), ...end, less, 0x0d, 0, 0x0b];
const bytesOf = (local) => [...get(local), ...number(2), shift];
const rows = (f) => Array.from({ length: ROWS }, (_, r) => f(r)).flat();

function kernelCode() {
  // Address of x's row r and of y's row r: base + r * row length in bytes.
  const further = (base, r, length) => [...get(base), ...bytesOf(length), ...number(r), times, add];
  const one = (i) => [
    ...get(PW), ...load(0), ...set(LEFT),
    ...get(PW), ...load(16), ...set(RIGHT),
    ...rows((r) => [
      ...further(PX, r, K), ...spread(4 * i), ...set(VALUE), ...mulAdd(SUM + 2 * r, LEFT), ...mulAdd(SUM + 2 * r + 1, RIGHT),
    ]),
    ...bump(PW, bytesOf(O)),
  ];
  const zero = [...simd(0x0c), ...new Array(16).fill(0)];
  const block = [
    ...rows((r) => [...zero, ...set(SUM + 2 * r), ...zero, ...set(SUM + 2 * r + 1)]),
    ...get(X), ...get(ROW), ...bytesOf(K), times, add, ...set(PX),
    ...get(W), ...bytesOf(COLUMN), add, ...set(PW),
    ...loop(STEP, UNROLL, get(K), [...[0, 1, 2, 3].flatMap(one), ...bump(PX, number(4 * UNROLL))]),
    ...get(Y), ...get(ROW), ...bytesOf(O), times, add, ...bytesOf(COLUMN), add, ...set(PW),
    ...rows((r) => [
      ...further(PW, r, O), ...get(SUM + 2 * r), ...store(0), ...further(PW, r, O), ...get(SUM + 2 * r + 1), ...store(16),
    ]),
  ];
  return [...loop(COLUMN, 8, get(O), loop(ROW, ROWS, get(N), block)), 0x0b];
}

/** The module's bytes: one imported memory, one exported function. */
function kernelBytes() {
  const text = (s) => [s.length, ...[...s].map((c) => c.charCodeAt(0))];
  const section = (id, body) => [id, ...leb(body.length), ...body];
  const body = [2, 5, I32, 11, V128, ...kernelCode()];
  return Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, [1, 0x60, 6, I32, I32, I32, I32, I32, I32, 0]),
    ...section(2, [1, ...text("js"), ...text("memory"), 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text("matmul"), 0, 0]),
    ...section(10, [1, ...leb(body.length), ...body]),
  ]);
}

/** WebAssembly path over a WebAssembly.Memory; throws where compilation is refused. */
export function wasmMatmul(memory) {
  const module = new WebAssembly.Module(kernelBytes());
  const { matmul } = new WebAssembly.Instance(module, { js: { memory } }).exports;
  return (x, w, y, n, k, o) => matmul(x.byteOffset, w.byteOffset, y.byteOffset, n, k, o);
}
