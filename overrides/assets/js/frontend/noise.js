// Random numbers from integers: the same seed gives the same noise here and in lab/noise.py.

/** Scramble a 32-bit integer: multiply, shift, repeat; every input gives another output. */
export function mix(value) {
  value = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  value = Math.imul(value ^ (value >>> 15), 0x846ca68b);
  return (value ^ (value >>> 16)) >>> 0;
}

/** `count` standard normal numbers for a seed, by the Box-Muller transform; `count` is even. */
export function gaussian(seed, count) {
  const start = mix(seed >>> 0);
  const uniform = (i) => (mix((start + Math.imul(i, 0x9e3779b9)) >>> 0) + 0.5) / 2 ** 32;
  const values = new Float32Array(count);
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(uniform(i + 1)));
    const angle = 2 * Math.PI * uniform(i + 2);
    values[i] = radius * Math.cos(angle);
    values[i + 1] = radius * Math.sin(angle);
  }
  return values;
}
