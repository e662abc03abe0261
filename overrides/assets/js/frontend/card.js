// The card that a reader saves or sends: the clip, under it what it shows, the site, and that it is not Sora.

import { FRAMES } from "./player.js";

const [WIDTH, HEIGHT, MARGIN, LINE] = [540, 676, 30, 24];
const [PAPER, INK, QUIET] = ["#f4f6f6", "#0b0d0f", "#4b5359"];

/** The words in lines that fit `width` at the pen's font. */
function lines(pen, text, width) {
  const found = [""];
  for (const word of text.split(/\s+/)) {
    const longer = `${found.at(-1)} ${word}`.trim();
    if (pen.measureText(longer).width > width && found.at(-1)) found.push(word);
    else found[found.length - 1] = longer;
  }
  return found;
}

/** Everything of a card but the moving clip, and where that stands. */
export function drawCard({ prompt, made, site, address, family }) {
  const height = HEIGHT + (address ? LINE : 0);
  const pen = Object.assign(document.createElement("canvas"), { width: WIDTH, height }).getContext("2d");
  const font = (size, weight) => (pen.font = `${weight} ${size}px ${family}`);
  const wide = WIDTH - 2 * MARGIN;
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, WIDTH, height);
  pen.fillStyle = INK;
  // As large as fits above the mark; what does not fit on three lines ends in dots.
  let size = 40;
  const fits = () => (font(size, 700), lines(pen, prompt, wide));
  while (size > 20 && fits().length * size > 62) size -= 2;
  const said = fits();
  if (said.length > 3) said[2] = `${said[2].slice(0, -1)}…`;
  said.slice(0, 3).forEach((line, i) => pen.fillText(line, MARGIN, MARGIN + wide + 12 + size + i * size * 1.12, wide));
  const foot = HEIGHT - MARGIN;
  font(19, 700);
  pen.fillText(site, MARGIN, foot - LINE, wide);
  pen.fillStyle = QUIET;
  font(17, 600);
  pen.fillText(made, MARGIN, foot - 1, wide);
  pen.fillText(address ?? "", MARGIN, foot - 1 + LINE, wide);
  const { data } = pen.getImageData(0, 0, WIDTH, height);
  return { card: { data, width: WIDTH, height }, at: [MARGIN, MARGIN], wide };
}

/**
 * A card's frames in their order, from the `steps` of a clip, noise first and picture last: the loop of the picture, or
 * `before` it the noise and every draft, a frame each, while the motion goes on.
 */
export function reel(steps, noisy) {
  const frame = (clip, i) => {
    const size = clip.length / FRAMES;
    return clip.slice((i % FRAMES) * size, ((i % FRAMES) + 1) * size);
  };
  const before = noisy ? steps.length - 1 : 0;
  const loop = Array.from({ length: FRAMES }, (_, i) => frame(steps.at(-1), before + i));
  return { before, frames: [...steps.slice(0, before).map(frame), ...loop] };
}
