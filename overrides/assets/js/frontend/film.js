// A film of a card, where the browser can make one: the frames are shown on a canvas, in their own time, and recorded.

const [MP4, WEBM] = ["video/mp4", "video/webm"];
const BITS = 4_000_000; // a second: flat colours and clean edges
export const LEAST_SECONDS = 4; // shorter films look broken where they do not loop

/** The kind of film that this browser makes, or undefined; most can send the first, Firefox makes the second. */
export function filmKind() {
  const kinds = "captureStream" in HTMLCanvasElement.prototype ? [`${MP4};codecs=avc1.42E01F`, MP4, WEBM] : [];
  return kinds.find((kind) => self.MediaRecorder?.isTypeSupported(kind));
}

/** Record `frames` (ImageData) on a card, `seconds` each; a Blob without the codecs in its type, which shares refuse. */
export async function makeFilm({ card, at, frames, seconds, kind }) {
  const canvas = Object.assign(document.createElement("canvas"), { width: card.width, height: card.height });
  const pen = canvas.getContext("2d");
  pen.putImageData(new ImageData(card.data, card.width), 0, 0);
  const stream = canvas.captureStream();
  const recorder = new MediaRecorder(stream, { mimeType: kind, videoBitsPerSecond: BITS });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const ended = new Promise((resolve, reject) => Object.assign(recorder, { onstop: resolve, onerror: reject }));
  recorder.start();
  const begin = performance.now();
  for (const [i, frame] of frames.entries()) {
    pen.putImageData(frame, ...at);
    await new Promise((resolve) => setTimeout(resolve, begin + 1000 * seconds * (i + 1) - performance.now()));
  }
  recorder.stop();
  await ended;
  const film = new Blob(parts, { type: kind.split(";")[0] });
  if (!film.size) throw new Error("film");
  return film;
}
