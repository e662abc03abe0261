// What a prompt says, in English, Italian or a mixture: the same reading as in lab/vocabulary.py.
// `book` is the vocabulary file: slots, concepts with their words, words to skip, and pairs that the model never saw.

import { mix } from "./noise.js";

const LONGEST_PHRASE = 5;
export const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
const both = (group) => [...group.en, ...group.it].map(fold);

/** Word or phrase -> concept. */
const wordsOf = (concepts, of) => new Map(concepts.flatMap((concept) => both(of(concept)).map((word) => [word, concept])));

/**
 * {chosen: {slot: id}, conflicts: [[slot, kept, left out]], unknown: [word], counted: [word]}; the first of a slot wins.
 * Weak words say something only where nothing else does: who crosses goes to the right, unless the prompt says left.
 */
export function readPrompt(text, book) {
  const words = wordsOf(book.concepts, (concept) => concept);
  const weak = wordsOf(book.concepts.filter((concept) => concept.weak), (concept) => concept.weak);
  const hints = {};
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
      } else if (weak.has(phrase)) hints[weak.get(phrase).slot] ??= weak.get(phrase).id;
      else if (counts.has(phrase)) reading.counted.push(phrase);
      else if (!ignored.has(phrase)) continue;
      break;
    }
    if (!length && !reading.unknown.includes(tokens[at])) reading.unknown.push(tokens[at]);
    at += length || 1;
  }
  reading.chosen = { ...hints, ...reading.chosen };
  return reading;
}

/** The sentence for chosen concepts: `says` is how a concept stands in one, where its first word alone would not do. */
export function writePrompt(chosen, book, language) {
  const says = (slot) => {
    const concept = book.concepts.find(({ id }) => id === chosen[slot]);
    return concept?.says?.[language] ?? concept?.[language][0] ?? "";
  };
  const [thing, color, place, light, motion] = book.slots.map(says);
  const join = (words, between = " ") => words.filter(Boolean).join(between);
  if (!thing) return join([color, motion, place, light], ", ");
  if (language === "it") {
    // Rosso, but rossa beside a word that ends in -a.
    const agreeing = thing.endsWith("a") ? color.replace(/o$/, "a") : color;
    return join([join([thing, agreeing, motion, place]), light], ", ");
  }
  const words = join([color, thing, motion, place, light]);
  return `${/^[aeiou]/.test(words) ? "an" : "a"} ${words}`;
}

/** Whether the model never saw this thing in this place. */
export const unseen = ({ thing, place }, book) => book.unseen.some((pair) => pair[0] === thing && pair[1] === place);

/** Fill in what the prompt does not say, by lot from the seed, with nothing that the model never saw; also lists it. */
export function complete(chosen, seed, book) {
  const [drawn, all] = [{}, { ...chosen }];
  book.slots.forEach((slot, i) => {
    if (chosen[slot]) return;
    const fits = (id) => unseen(all, book) || !unseen({ ...all, [slot]: id }, book);
    const choices = book.concepts.filter((concept) => concept.slot === slot && fits(concept.id));
    all[slot] = drawn[slot] = choices[mix((mix(seed >>> 0) + i + 1) >>> 0) % choices.length].id;
  });
  return { drawn, all };
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

/** A prompt of the model of plain shapes that was here before, in the nearest words of this one. */
export const renewed = (text, book) => Object.entries(book.former).reduce((said, [word, now]) => said.replaceAll(word, now), fold(text));

/** A concept's name: its first word in a language. */
export const nameOf = (id, book, language) => book.concepts.find((concept) => concept.id === id)[language][0];
