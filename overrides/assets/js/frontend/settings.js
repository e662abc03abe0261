// What a reader can choose, within the limits of the page's fields, and how a link carries it.

export const LONGEST_PROMPT = 300;

/** A sentence of the page with its `{name}` parts filled in. */
export const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** A value that a field allows, or null when the given one is impossible. */
export function valid(field, text) {
  const value = Number(text);
  if (String(text).trim() === "" || !Number.isFinite(value)) return null;
  if (field.options) return [...field.options].some((option) => Number(option.value) === value) ? value : null;
  const whole = field.step === "1";
  return value < Number(field.min) || value > Number(field.max) || (whole && !Number.isInteger(value)) ? null : value;
}

/** What a field holds before anybody touches it. */
const preset = (field) => Number(field.options ? [...field.options].find((option) => option.defaultSelected).value : field.defaultValue);

/** Address part (after #) that holds a clip's prompt, settings and model; it never leaves the browser. */
export const toLink = (prompt, settings, model) => `#${new URLSearchParams({ prompt, ...settings, model })}`;

/** {prompt, settings, bad: [names], seeded, model} of a link's part after #, or null when it carries no clip. */
export function fromLink(hash, fields) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  if (!given.get("prompt")?.trim()) return null;
  const settings = {};
  const bad = [];
  for (const [name, field] of Object.entries(fields)) {
    const value = given.has(name) ? valid(field, given.get(name)) : preset(field);
    settings[name] = value ?? preset(field);
    if (value === null) bad.push(name);
  }
  return { prompt: given.get("prompt").slice(0, LONGEST_PROMPT), settings, bad, seeded: given.has("seed"), model: given.get("model") };
}
