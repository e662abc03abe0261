// Plays a clip of RGBA frames on a canvas; stands still when the reader prefers that.

export class Player {
  /** `canvases` share one clock, each with its own frames; `seconds()` is the length of a loop. */
  constructor(canvases, side, seconds) {
    this.frames = new Map();
    this.playing = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.shown = -1;
    const tick = (now) => {
      if (!canvases[0].isConnected) return;
      requestAnimationFrame(tick);
      if (this.playing) this.draw(Math.floor(((now / 1000) % seconds()) * (16 / seconds())) % 16);
    };
    for (const canvas of canvases) canvas.width = canvas.height = side;
    this.side = side;
    requestAnimationFrame(tick);
  }

  /** Give a canvas new frames (one RGBA array for the whole clip). */
  set(canvas, clip) {
    this.frames.set(canvas, framesOf(clip, this.side));
    this.draw(Math.max(this.shown, 0), true);
  }

  draw(frame, again) {
    if (frame === this.shown && !again) return;
    this.shown = frame;
    for (const [canvas, frames] of this.frames) canvas.getContext("2d").putImageData(frames[frame], 0, 0);
  }
}

/** The clip's frames as ImageData. */
export function framesOf(clip, side) {
  const size = 4 * side * side;
  return Array.from({ length: clip.length / size }, (_, i) => new ImageData(clip.slice(i * size, (i + 1) * size), side));
}

/** All frames side by side, two rows on one canvas. */
export function drawStrip(canvas, clip, side) {
  const frames = framesOf(clip, side);
  const columns = frames.length / 2;
  canvas.width = columns * (side + 1) - 1;
  canvas.height = 2 * side + 1;
  frames.forEach((frame, i) => canvas.getContext("2d").putImageData(frame, (i % columns) * (side + 1), Math.floor(i / columns) * (side + 1)));
}
