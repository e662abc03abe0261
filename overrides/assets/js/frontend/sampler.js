// From noise to a clip in a few steps (rectified flow, straight Euler steps), as lab/sampler.py does it.

import { gaussian } from "./noise.js";

/** Times from 0 (noise) to 1 (clip), closer together near the noise; steps + 1 values. */
const samplingTimes = (steps, shift) =>
  Array.from({ length: steps + 1 }, (_, i) => i / (i + shift * (steps - i)));

/**
 * Yields the noise, and after every step {step, time, noisy, guess}: the clip on its way and the model's guess of
 * the clean one. `caption` and `silent` are rows of the word table, one per slot. Guidance waits until the
 * time `guide_from`: earlier, where place and motion are decided, it spoils more clips than it mends.
 */
export function* sample(model, { caption, silent, seed, steps, guidance, guide_from = 0, shift, look }) {
  const times = samplingTimes(steps, shift);
  const x = gaussian(seed, model.clip.reduce((a, b) => a * b));
  yield { step: 0, time: 0, noisy: x };
  for (let step = 0; step < steps; step++) {
    const guess = model.forward(x, times[step], caption, look && ((...seen) => look(step, ...seen)));
    if (guidance !== 1 && times[step] >= guide_from) {
      const plain = model.forward(x, times[step], silent);
      for (let i = 0; i < guess.length; i++) guess[i] = plain[i] + guidance * (guess[i] - plain[i]);
    }
    const stride = (times[step + 1] - times[step]) / (1 - times[step]);
    for (let i = 0; i < x.length; i++) x[i] += stride * (guess[i] - x[i]);
    yield { step: step + 1, time: times[step + 1], noisy: x, guess };
  }
}
