// What a reader can choose, within which limits, and how a link carries it.

export const LIMITS = {
  steps: { least: 2, most: 40, preset: 12, whole: true },
  guidance: { least: 1, most: 7, preset: 2, whole: false },
  seed: { least: 0, most: 2 ** 32 - 1, preset: 1, whole: true },
  seconds: { choices: [1, 2, 4], preset: 2 },
  size: { choices: [240, 360, 480], preset: 360 },
};
export const LONGEST_PROMPT = 300;

/** A value that the model can work with, or null when the given one is impossible. */
export function valid(name, text) {
  const { least, most, whole, choices } = LIMITS[name];
  const value = Number(text);
  if (String(text).trim() === "" || !Number.isFinite(value)) return null;
  if (choices) return choices.includes(value) ? value : null;
  return value < least || value > most || (whole && !Number.isInteger(value)) ? null : value;
}

/** Address part (after #) that holds a clip's prompt and settings; it never leaves the browser. */
export const toLink = (prompt, settings) => `#${new URLSearchParams({ prompt, ...settings })}`;

/** {prompt, settings, bad: [names]} of a link's part after #, or null when it carries no clip. */
export function fromLink(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  if (!given.has("prompt")) return null;
  const settings = {};
  const bad = [];
  for (const [name, { preset }] of Object.entries(LIMITS)) {
    const value = given.has(name) ? valid(name, given.get(name)) : preset;
    settings[name] = value ?? preset;
    if (value === null) bad.push(name);
  }
  return { prompt: given.get("prompt").slice(0, LONGEST_PROMPT), settings, bad };
}
