// Plays clips of RGBA frames on canvases that share one clock; the reader's wish for stillness decides where it starts.

export const FRAMES = 16;

export class Player {
  /** `seconds()` is the length of a loop. */
  constructor(canvases, seconds) {
    this.frames = new Map();
    this.playing = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.shown = 0;
    const tick = (now) => {
      if (!canvases[0].isConnected) return;
      requestAnimationFrame(tick);
      if (this.playing) this.draw(Math.floor(((now / 1000) % seconds()) * (FRAMES / seconds())) % FRAMES);
    };
    requestAnimationFrame(tick);
  }

  /** Give a canvas new frames (one RGBA array for the whole clip, of square frames). */
  set(canvas, clip) {
    const frames = framesOf(clip);
    if (canvas.width !== frames[0].width) canvas.width = canvas.height = frames[0].width;
    this.frames.set(canvas, frames);
    this.draw(this.shown, true);
  }

  draw(frame, again) {
    if (frame === this.shown && !again) return;
    this.shown = frame;
    for (const [canvas, frames] of this.frames) canvas.getContext("2d").putImageData(frames[frame], 0, 0);
  }
}

/** The clip's square frames as ImageData. */
export function framesOf(clip) {
  const size = clip.length / FRAMES;
  return Array.from({ length: FRAMES }, (_, i) => new ImageData(clip.subarray(i * size, (i + 1) * size), Math.sqrt(size / 4)));
}
