// Search over the index of one edition (explainer/searchindex.py): a question goes in, the sections that answer it
// come out. MiniSearch finds each word; what a question as a whole says of a section is weighed here, and how like it
// is to what readers ask of that section (data/search.yml).
import MiniSearch from "../vendor/minisearch/index.js";

const MOST = 12;
const EACH_PAGE = 3;
const EXCERPT = 170;
// Longer questions than any reader types; what is pasted by mistake must not stop the page.
const LONGEST = 400;
const WORDS = 24;
// A list of this many characters meets every word of most questions without answering them.
const LIST = 6000;
// A section this much weaker than the best one is noise.
const FAINT = 0.12;
const SHORT = 80;
const LABEL = 60;
const NEAREST = 3;
// What is left of the score of a section that does not name what the question names: where its page does, and else.
const NEARBY = 0.7;
const AWAY = 0.3;
// A question that is readers' own for a section counts as much as so many times the best match of words.
const LIKE = 2;
// What a word counts that tells little; one that another word says; one that is begun, or has a slip in it.
const LITTLE = 0.3;
const ALIKE = 0.6;
const NEARLY = 0.8;
// So many of the best are looked at more closely.
const CLOSE = 40;

// "8 GB" is one word, as "8GB" is.
const WORD = /\d+(?:[.:,]\d+)*[ \u00a0\u202f](?:gb|mb|kb|tb|fps|px|hz)\b|[\p{L}\p{N}]+(?:[.:,]\d+)*/giu;
const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const BEGINS = { prefix: true, processTerm: (word) => fold(word) };
const LETTERS = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ı: "i" };

/** Letters without case, accents and ligatures. */
const fold = (text) => /^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : text
  .normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/[œæßøłđı]/g, (letter) => LETTERS[letter]);

// Endings are cut by rule: enough to bring inflections of one word together, in index and question alike.
const endings = {
  en: (word) => word
    .replace(/([^su])s$/, "$1")
    .replace(/(?<=.{3})at(?:e|ed|ing|ion|or|ive)$/, "")
    .replace(/(?<=.{3})(?:ing|ed|er|est|or|al|ie|e|y)$/, "")
    .replace(/([bdfgklmnprt])\1$/, "$1"),
  it: (word) => word
    // Words taken from English keep its plural: "tokens".
    .replace(/([^su])s$/, "$1")
    .replace(/(?<=.{3})(?:azion[ei]|atur[ae]|[aiu]t[aeio]|at(?:ari|rici|rice|ore|ori)|[aei]re|[ae]va(?:no|mo)?|ivano|[ae]nd[aeio]|arono|[aeiou]+)$/, "")
    .replace(/([cg])h$/, "$1"),
};

/** The index term of a word as written: folded, its ending cut; numbers lose leading zeros. */
const termIn = (language, word) => {
  const plain = fold(word);
  // "1,500" is 1500, "8.30" and "08:30" are one time.
  if (/^\d/.test(plain)) return plain.replace(/[.,](?=\d{3}(?!\d))|\s/g, "").replace(/[.,]/g, ":").replace(/^0+(?=\d)/, "");
  return plain.length < 4 ? plain : endings[language](plain);
};

/** `make`, asked once for each word. */
const remembered = (make) => {
  const known = new Map();
  return (word) => {
    let made = known.get(word);
    if (made === undefined) known.set(word, made = make(word));
    return made;
  };
};

const tokenize = (text) => text.match(WORD) ?? [];

const wordsOf = (question) =>
  [...new Set(tokenize(question.slice(0, LONGEST).normalize("NFC").replace(UNSEEN, "")))].slice(0, WORDS);

/** Splits `text` into [piece, isMatch] pairs; `matched` holds index terms. */
const marks = (text, matched, termOf) => {
  const pieces = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!matched.has(termOf(word))) continue;
    if (index > end) pieces.push([text.slice(end, index), false]);
    pieces.push([word, true]);
    end = index + word.length;
  }
  if (end < text.length) pieces.push([text.slice(end), false]);
  return pieces;
};

/** About EXCERPT characters: of the line that has most of what was sought, from a little before the first of it. */
const excerpt = (text, matched, termOf) => {
  let best = { worth: -1, line: "", first: 0 };
  for (const line of text.split("\n")) {
    const found = [...line.matchAll(WORD)].filter(({ 0: word }) => matched.has(termOf(word)));
    // Of equal lines the first; a line of a few words is a label.
    const worth = new Set(found.map(({ 0: word }) => termOf(word))).size + (line.length < LABEL ? 0 : 0.5);
    if (worth > best.worth) best = { worth, line, first: found[0]?.index ?? 0 };
  }
  const { line, first } = best;
  const start = first < EXCERPT / 2 ? 0 : line.lastIndexOf(" ", first - EXCERPT / 3) + 1;
  let stop = line.indexOf(" ", start + EXCERPT);
  if (stop < 0) stop = line.length;
  const cut = (start ? "… " : "") + line.slice(start, stop) + (stop < line.length ? " …" : "");
  return cut ? marks(cut, matched, termOf) : [];
};

/** How many letters apart two words are; more than `most` is Infinity. */
const distance = (one, other, most) => {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
    }
    if (Math.min(...next) > most) return Infinity;
    row = next;
  }
  return row[other.length] <= most ? row[other.length] : Infinity;
};

/**
 * Builds a search function.
 * @param {{entries: object[], common: string, asked: [string[], string[]][], same: string[][]}} index as the site publishes it
 * @param {string} root address that locations are relative to
 * @param {string} language "en" or "it"
 * @returns {((question: string) => object[]) & {nearest: (question: string) => string[]}} the best sections first, each
 *   with href, path, title, page and excerpt (title and excerpt as [text, isMatch] pairs); and the words of the site
 *   that are nearest to those of a question that finds nothing
 */
export const build = ({ entries, common, asked, same }, root, language) => {
  const termOf = remembered((word) => termIn(language, word));
  const pageOf = (location) => location.split("#")[0];
  // As they are written: in Italian "secondo" is "according to", and "secondi" are seconds.
  const commonWords = new Set(common.split(/\s+/).map(fold));
  const isCommon = remembered((word) => commonWords.has(fold(word)));
  const pages = new Map(entries.filter(({ page }) => page).map(({ location, page }) => [location, page]));
  // How often a word is written with a capital, and without.
  const capitals = new Map();
  // One look-up for each word of the index: half the time until the first answer went into several.
  const written = remembered((word) => {
    if (isCommon(word)) return {};
    const term = termOf(word);
    if (!capitals.has(term)) capitals.set(term, [0, 0]);
    return { seen: capitals.get(term), at: /^\p{Lu}/u.test(word) ? 0 : 1 };
  });
  const sections = entries.map((entry, id) => {
    const [path, fragment] = entry.location.split("#");
    const page = pages.get(path) ?? "";
    // The words of an address: those of the page are its own, not its sections'.
    const place = fragment ?? path;
    // What a page is called is a title of its own; its sections only stand on it.
    const named = fragment === undefined ? { title: `${entry.title}\n${page}`, page: "" } : { title: entry.title, page };
    named.place = place.replace(/^\w-|[/_-]/g, " ");
    // Which words it has that tell something. How often tells little in so short a text, and is half the work.
    named.text = [...new Set(tokenize(entry.text))].filter((word) => {
      const { seen, at } = written(word);
      if (seen) seen[at]++;
      return seen;
    });
    const called = new Set(fragment === undefined ? tokenize(page).map(termOf) : []);
    return { ...entry, id, page, named, called };
  });

  const known = new Set();
  const engine = new MiniSearch({
    fields: ["title", "page", "place", "text"],
    extractField: (section, field) => field === "id" ? section.id : section.named[field],
    stringifyField: (field) => field,
    // A search for "GB" alone finds "8 GB" too.
    tokenize: (text) => (typeof text === "string" ? tokenize(text) : text).flatMap((word) =>
      word.charCodeAt(0) < 58 && /^\d.*[a-z]{2}$/i.test(word) ? [word, word.replace(/^[\d.:,\s]+/, "")] : word),
    processTerm: remembered((word) => {
      known.add(termOf(word));
      return termOf(word);
    }),
    searchOptions: { tokenize, processTerm: termOf },
  });
  engine.addAll(sections);
  const isKnown = (word) => known.has(termOf(word));
  const tops = new Map(sections.filter(({ location }) => !location.includes("#")).map(({ location, id }) => [location, id]));
  const isName = (word) => {
    const [upper, lower] = capitals.get(termOf(word)) ?? [0, 0];
    return upper > 2 && upper > 2 * lower;
  };

  // Whether two words stand side by side in a section, joined or not: "front end", "front-end", "frontend".
  const folded = new Map();
  const isTogether = (id, one, other) => {
    if (!folded.has(id)) folded.set(id, fold(`${sections[id].title}\n${sections[id].text}`));
    const text = folded.get(id);
    for (let at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + 1)) {
      const rest = text.slice(at + one.length, at + one.length + 8 + other.length);
      if (rest.replace(/^\p{L}{0,3}[ \-’'‘./&]?/u, "").startsWith(other) || rest.replace(/^[ \-’'‘./&]/, "").startsWith(other)) return true;
    }
    return false;
  };
  /** The ways to part a word in two that the site knows, each with the sections where they stand side by side. */
  const parted = (word) => {
    const whole = fold(word);
    const ways = [];
    for (let at = 1; at < whole.length; at++) {
      const [one, other] = [whole.slice(0, at), whole.slice(at)];
      if (other.length < 2 && !/^\d/.test(other) || !isKnown(other) || !isKnown(one) && !isCommon(one)) continue;
      const found = find(`${one} ${other}`).filter(({ id }) => isTogether(id, one, other));
      if (found.length) ways.push(found);
    }
    return ways;
  };
  const stems = (phrase) => tokenize(phrase).map(termOf).join(" ");
  const telling = (phrase) => tokenize(phrase).filter((word) => !isCommon(word)).map(termOf);
  const alike = asked.map(([words, found]) => ({
    words: words.map(stems),
    found,
  }));
  const groups = [...asked.map(([words, found]) => [...words, ...found]), ...same].map((words) => ({
    phrases: new Set(words.map(stems)),
    terms: new Set(words.flatMap(telling)),
  }));
  /** A word joined with the one before it, and with the one after it. */
  const joinedAt = (words, at) => [at, at + 1].filter((end) => words[end - 1] && words[end]).map((end) => words[end - 1] + words[end]);
  /** The phrases of up to three terms that end with the one at a place. */
  const phrasesAt = (terms, at) => [1, 2, 3].flatMap((size) => Array.from({ length: size }, (_, back) => terms.slice(Math.max(0, at - back), at - back + size).join(" ")));

  const find = (words, options) => engine.search(tokenize(words).filter((word, _, all) => all.length === 1 || !isCommon(word)).join(" "), {
    boost: { title: 3, page: 0.4, place: 1, text: 1 },
    boostDocument: (id) => (sections[id].weight ?? 1) * (sections[id].text.length > LIST ? 0.15 : 1),
    combineWith: "AND",
    ...options,
  });
  // Two letters in the wrong order are two edits for the engine, and one slip for a reader.
  const swapped = (word) => [...word].map((letter, at) => word.slice(0, at) + (word[at + 1] ?? "") + letter + word.slice(at + 2)).find(isKnown);

  /** The sections of one word of a question, and the other ways in which pages may say it: Map(id, {score, terms}). */
  const told = (word, neighbours, phrases, last) => {
    const found = new Map();
    const add = (results, weight) => {
      for (const { id, score, match } of results) {
        const before = found.get(id);
        if (!before || before.score < score * weight) found.set(id, { score: score * weight, terms: new Set([...before?.terms ?? [], ...Object.keys(match)]) });
        else for (const term of Object.keys(match)) before.terms.add(term);
      }
    };
    const exact = find(word);
    add(exact, 1);
    if (word.length > 3) for (const way of parted(word)) add(way, 1);
    for (const joined of neighbours) if (known.has(termOf(joined))) add(find(joined), 1);
    // A slip in such a word: "instal", "pertition".
    const asks = (other) => !exact.length && other.length > 4 && distance(termOf(word), other, 1) < Infinity;
    for (const { words, found: instead } of alike) {
      const said = phrases.filter((phrase) => words.includes(phrase)).pop() ?? words.find(asks);
      // A phrase tells more than a word.
      if (said) for (const other of instead) add(find(other), said.includes(" ") ? 1.2 : 0.8);
    }
    // What is still being typed, and names that are longer: "hunyuan" for HunyuanVideo.
    // Where only titles of sources have it whole, the longer word is the one that the site uses.
    const used = exact.some(({ id }) => (sections[id].weight ?? 1) > 0.1);
    if (word.length > (used ? 4 : 2) && !isCommon(word)) add(find(word, BEGINS), used ? 0.4 : last ? 0.9 : 0.8);
    if (!found.size && word.length > 2 && !/\d/.test(word)) {
      const slip = swapped(word);
      const length = termOf(word).length;
      if (slip) add(find(slip), 0.9);
      else if (length > 3) add(find(word, { fuzzy: length < 8 ? 1 : 2 }), 0.8);
    }
    return found;
  };

  // What readers ask of a section, each question with the worth of its words, single and joined: "toysrus".
  const posed = sections.flatMap(({ id, asks = [] }) => asks.map((ask) => ({ id, words: tokenize(ask), worths: new Map() })));
  const asking = new Map();
  for (const one of posed) {
    for (const term of new Set(one.words.map(termOf))) asking.set(term, [...asking.get(term) ?? [], one]);
  }
  const rarity = (term) => Math.log(1 + posed.length / (asking.get(term)?.length ?? 1));
  const worth = (word) => (isCommon(word) ? LITTLE : 1) * rarity(termOf(word));
  for (const one of posed) {
    const { words, worths } = one;
    for (const word of words) worths.set(termOf(word), worth(word));
    one.whole = [...worths.values()].reduce((sum, value) => sum + value, 0);
    for (const size of [2, 3]) {
      for (let at = size; at <= words.length; at++) {
        const parts = words.slice(at - size, at);
        const term = termOf(parts.join(""));
        if (worths.has(term)) continue;
        worths.set(term, parts.reduce((sum, part) => sum + worth(part), 0));
        if (asking.has(term)) asking.get(term).push(one);
        else asking.set(term, [one]);
      }
    }
  }

  /** Which terms of readers' questions a word of this one may stand for: Map(term, how surely). */
  const standsFor = (words, terms, at) => {
    const word = words[at];
    const ways = new Map();
    const add = (term, credit) => {
      if (asking.has(term) && !(ways.get(term) >= credit)) ways.set(term, credit);
    };
    add(terms[at], 1);
    for (const joined of joinedAt(words, at)) add(termOf(joined), 1);
    const phrases = phrasesAt(terms, at);
    for (const { phrases: all, terms: others } of groups) if (phrases.some((phrase) => all.has(phrase))) for (const term of others) add(term, ALIKE);
    if (isCommon(word) || terms[at].length < 4) return ways;
    const begun = fold(word);
    if (!ways.size || at === words.length - 1) for (const term of asking.keys()) if (term.startsWith(begun)) add(term, NEARLY);
    if (ways.size || known.has(terms[at])) return ways;
    for (const term of asking.keys()) if (term.length > 3 && distance(terms[at], term, terms[at].length < 8 ? 1 : 2) < Infinity) add(term, NEARLY);
    return ways;
  };
  /** How like a question is to those of readers: Map(id of a section, from 0 to 1). */
  const likeness = (words, terms) => {
    const met = new Map();
    let whole = 0;
    words.forEach((word, at) => {
      const ways = standsFor(words, terms, at);
      const own = asking.has(terms[at]) || !ways.size ? worth(word) : Math.max(...[...ways.keys()].map(rarity));
      whole += own;
      const best = new Map();
      for (const [term, credit] of ways) for (const one of asking.get(term)) if (!(best.get(one)?.credit >= credit)) best.set(one, { credit, term });
      for (const [one, { credit, term }] of best) {
        const sum = met.get(one) ?? { asked: 0, said: new Map() };
        met.set(one, sum);
        sum.asked += credit * own;
        sum.said.set(term, Math.max(sum.said.get(term) ?? 0, credit * one.worths.get(term)));
      }
    });
    const likes = new Map();
    for (const [one, { asked, said }] of met) {
      // Much of the question, in a question that has little else.
      const part = [...said.values()].reduce((sum, value) => sum + value, 0) / one.whole;
      likes.set(one.id, Math.max(likes.get(one.id) ?? 0, (asked / whole) * Math.sqrt(Math.min(1, part))));
    }
    return likes;
  };

  const search = (question) => {
    const words = wordsOf(question);
    const tells = words.map((word) => !isCommon(word));
    // A question of common words only ("who was it") is searched as it stands.
    const sought = tells.includes(true) ? tells : words.map(() => true);
    const terms = words.map(termOf);

    const totals = new Map();
    const names = [];
    let whole = 0;
    words.forEach((word, at) => {
      const found = told(word, joinedAt(words, at), phrasesAt(terms, at), at === words.length - 1);
      if (!found.size) return;
      if (isName(word)) names.push(found);
      // They tell what kind of question it is: "how many", "who".
      const weight = sought[at] ? 1 : 0.25;
      const rarity = sought[at] ? Math.log(1 + sections.length / found.size) : 0;
      whole += rarity;
      for (const [id, { score, terms: matched }] of found) {
        if (!totals.has(id)) totals.set(id, { score: 0, met: 0, matched: new Set() });
        const total = totals.get(id);
        total.score += score * weight;
        total.met += rarity;
        if (sought[at]) for (const term of matched) total.matched.add(term);
      }
    });
    // A question that names something is about it, however often the site does: what does not name it stands back.
    const about = (id, path) => names.reduce((part, found) => part * (found.has(id) ? 1 : found.has(tops.get(path)) ? NEARBY : AWAY), 1);
    // Sections that meet more of what tells come first, whatever their frequencies; then those where it stands together.
    const inOrder = (found) => found.sort((one, other) => other.score - one.score || one.id - other.id);
    const ranked = inOrder([...totals].filter(([, { met }]) => met).map(([id, { score, met, matched }]) =>
      ({ ...sections[id], matched, score: score * (met / whole) ** 1.5 * about(id, pageOf(sections[id].location)) })));
    const side = words.flatMap((word, at) => at && tells[at] && tells[at - 1] ? [[fold(words[at - 1]), fold(word)]] : []);
    const named = terms.filter((_, at) => sought[at]);
    const onlyNames = named.every((term) => capitals.get(term)?.[1] === 0);
    for (const section of ranked.slice(0, CLOSE)) {
      // A name alone asks for what is told of it: for sentences that begin with it.
      if (onlyNames) section.score *= 1 + section.text.split(/\n|[.?!] /).filter((told) => told.length > LABEL && named.includes(termOf(tokenize(told)[0] ?? ""))).length;
      // A question that says what a page is called finds that page.
      if (named.every((term) => section.called.has(term))) section.score *= 1.5;
      section.score *= 1 + 0.5 * side.filter(([one, other]) => isTogether(section.id, one, other)).length;
    }
    inOrder(ranked);
    const places = new Map(ranked.map((section) => [section.id, section]));
    const most = ranked[0]?.score ?? 1;
    for (const [id, like] of likeness(words, terms)) {
      if (places.has(id)) places.get(id).score += LIKE * most * like;
      else ranked.push({ ...sections[id], matched: new Set(named), score: LIKE * most * like });
    }
    inOrder(ranked);

    const shown = [];
    const texts = new Set();
    const counts = new Map();
    for (const { location, title, page, text, matched, score } of ranked) {
      const path = pageOf(location);
      const count = counts.get(path) ?? 0;
      // What two pages show alike is found once; of an event, the date may be put otherwise.
      const said = text.length < SHORT ? title : title + text;
      if (score < FAINT * ranked[0].score || count >= EACH_PAGE || texts.has(said)) continue;
      texts.add(said);
      counts.set(path, count + 1);
      shown.push({
        href: new URL(location, root).href,
        path: location,
        page,
        title: marks(title, matched, termOf),
        excerpt: excerpt(text, matched, termOf),
      });
      if (shown.length === MOST) break;
    }
    return shown;
  };

  let vocabulary = null;
  const nearest = (question) => {
    vocabulary ??= new Set(sections.flatMap(({ title, text }) => tokenize(`${title} ${text}`).map((word) => word.toLowerCase())));
    const best = [];
    for (const word of wordsOf(question)) {
      const asked = fold(word);
      const most = Math.min(3, Math.floor(asked.length / 2));
      for (const known of vocabulary) {
        if (known.length > 3 && !isCommon(known)) best.push([known, distance(asked, fold(known), most)]);
      }
    }
    return best.filter(([, far]) => far < Infinity).sort((one, other) => one[1] - other[1]).slice(0, NEAREST).map(([word]) => word);
  };
  return Object.assign(search, { nearest });
};
