// What a prompt says, in English, Italian or a mixture: the same reading as in lab/vocabulary.py.
// `book` is the vocabulary file: slots, concepts with their words, and words to skip.

import { mix } from "./noise.js";

const LONGEST_PHRASE = 4;
export const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
const both = (group) => [...group.en, ...group.it].map(fold);

/** Word or phrase -> concept. */
const wordsOf = (book) => new Map(book.concepts.flatMap((concept) => both(concept).map((word) => [word, concept])));

/** {chosen: {slot: id}, conflicts: [[slot, kept, left out]], unknown: [word], counted: [word]}; the first of a slot wins. */
export function readPrompt(text, book) {
  const words = wordsOf(book);
  const ignored = new Set(both(book.ignored));
  const counts = new Set(both(book.counts));
  const tokens = fold(text).match(/[\p{L}\p{N}_]+/gu) ?? [];
  const reading = { chosen: {}, conflicts: [], unknown: [], counted: [] };
  for (let at = 0; at < tokens.length; ) {
    let length = Math.min(LONGEST_PHRASE, tokens.length - at);
    for (; length > 0; length--) {
      const phrase = tokens.slice(at, at + length).join(" ");
      const concept = words.get(phrase);
      if (concept) {
        const { slot, id } = concept;
        const kept = (reading.chosen[slot] ??= id);
        const known = reading.conflicts.some(([, , left]) => left === id);
        if (kept !== id && !known) reading.conflicts.push([slot, kept, id]);
      } else if (counts.has(phrase)) reading.counted.push(phrase);
      else if (!ignored.has(phrase)) continue;
      break;
    }
    if (!length && !reading.unknown.includes(tokens[at])) reading.unknown.push(tokens[at]);
    at += length || 1;
  }
  return reading;
}

/** The sentence for chosen concepts: `says` is how a concept stands in one, where its first word alone would not do. */
export function writePrompt(chosen, book, language) {
  const says = (slot) => {
    const concept = book.concepts.find(({ id }) => id === chosen[slot]);
    return concept?.says?.[language] ?? concept?.[language][0] ?? "";
  };
  const [color, shape, motion, size, background] = book.slots.map(says);
  const join = (words, between) => words.filter(Boolean).join(between);
  if (!shape) return join([size, color, motion, background], ", ");
  if (language === "it") {
    // Rosso, but rossa beside a word that ends in -a.
    const agreeing = (word) => (shape.endsWith("a") ? word.replace(/o$/, "a") : word);
    return join([shape, agreeing(color), agreeing(size), motion, background], " ");
  }
  const words = join([size, color, shape, motion, background], " ");
  return `${/^[aeiou]/.test(words) ? "an" : "a"} ${words}`;
}

/** Fill in colour, shape and motion where the prompt says nothing, by lot from the seed; also lists them. */
export function complete(chosen, seed, book) {
  const drawn = {};
  ["color", "shape", "motion"].forEach((slot, i) => {
    if (chosen[slot]) return;
    const choices = book.concepts.filter((concept) => concept.slot === slot);
    drawn[slot] = choices[mix((mix(seed >>> 0) + i + 1) >>> 0) % choices.length].id;
  });
  return { drawn, all: { ...chosen, ...drawn } };
}

/** One row of the word table per slot; every slot begins with the row for 'not said'. */
export function encode(chosen, book) {
  let row = 0;
  return book.slots.map((slot) => {
    const ids = book.concepts.filter((concept) => concept.slot === slot).map((concept) => concept.id);
    const start = row;
    row += ids.length + 1;
    return start + 1 + ids.indexOf(chosen[slot]);
  });
}

/** How many letters must change, come or go to turn one word into the other; `change` is what a changed one counts. */
function distance(a, b, change) {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] !== b[j - 1]) * change);
    above = row;
  }
  return above[b.length];
}

/**
 * The known word that an unknown one was likely meant to be, or undefined. Short words look like too many others: with
 * four letters one may be missing or too many, but another letter makes another word, as dawn is not down.
 */
export function suggest(word, book, language) {
  if (word.length < 4) return undefined;
  const near = book.concepts
    .flatMap((concept) => concept[language])
    .filter((known) => fold(known)[0] === word[0])
    .map((known) => [distance(word, fold(known), word.length < 5 ? 2 : 1), known])
    .sort((a, b) => a[0] - b[0])[0];
  return near?.[0] <= (word.length < 6 ? 1 : 2) ? near[1] : undefined;
}

/** A concept's name: its first word in a language. */
export const nameOf = (id, book, language) => book.concepts.find((concept) => concept.id === id)[language][0];
