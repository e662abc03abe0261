// Search over the index of one edition (explainer/searchindex.py): a question goes in, the sections that answer it
// come out. Each word is looked up with what may stand for it; then every section that has some of them is judged by
// what its title, its text and readers' own questions about it (data/search.yml) have of the question.

const MOST = 12;
const EACH_PAGE = 3;
const EXCERPT = 170;
// Longer questions than any reader types; what is pasted by mistake must not stop the page.
const LONGEST = 400;
const WORDS = 24;
const SHORT = 80;
const LABEL = 60;
const NEAREST = 3;
// What a word counts that tells little; one that another word says; one that is still being typed, or has a slip in it.
const LITTLE = 0.5;
const ALIKE = 0.6;
const NEARLY = 0.8;
// So many of the best are looked at more closely; one this far behind the best is noise.
const CLOSE = 50;
const FAINT = 16;
// Of two machines that have nearly as much of a question neither is meant.
const SURE = 0.93;
// Where a section has a word. A word of its address tells least.
const FIELDS = ["title", "text", "asks", "place"];
const [TITLE, TEXT, ASKS, PLACE] = FIELDS.map((_, at) => 1 << at);
// How much each fact about a section tells that it is the one sought: fitted to 1,260 questions of five writers, none of
// which stood in the data then. Most do now, so that a new fit needs new ones. `weight` is set by hand.
const TELLS = {
  title: 2.78, asks: 4.06, place: 4.42, any: 2.6, named: 8.45, like: 2.29, next: 7.97, line: 3.83, pairs: 3.41, page: 4.22,
  weight: 1.3, away: -1.07,
};

// "8 GB" is one word, as "8GB" is.
const WORD = /\d+(?:[.:,]\d+)*[ \u00a0\u202f](?:[GKMTgkmt][Bb]|[Ff][Pp][Ss]|[Pp][Xx]|[Hh][Zz])\b|[\p{L}\p{N}]+(?:[.:,]\d+)*/gu;
// "480x720" is two numbers, as "480 × 720" is.
const SIZE = /(\d)x(?=\d)/gi;
const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const LETTERS = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ı: "i" };

/** Letters without case, accents and ligatures. */
const fold = (text) => /^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : text
  .normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/[œæßøłđı]/g, (letter) => LETTERS[letter]);

// Endings are cut by rule: enough to bring inflections of one word together, in index and question alike.
const endings = {
  en: (word) => word
    .replace(/([^su])s$/, "$1")
    .replace(/(?<=.{4})ly$|(?<=.{3})(?<!^com)ment$/, "")
    .replace(/(?<=.{3})at(?:e|ed|ing|ion|or|ive)$/, "")
    .replace(/(?<=.{3})(?:ing|ed|er|est|or|al|ie|e|y)$/, "")
    .replace(/([bdfgklmnprt])\1$/, "$1"),
  it: (word) => word
    // Words taken from English keep its plural: "tokens".
    .replace(/([^su])s$/, "$1")
    .replace(/(?<=.{4})mente$|(?<=.{5})(?:in|ett)[oaie]$|(?<=.{3})[ai]ment[oi]$/, "")
    // With the pronouns that verbs carry: "usarlo", "togliermi", "andarsene".
    .replace(/(?<=.{3})(?:azion[ei]|atur[ae]|[aiu]t[aeio]|at(?:ari|rici|rice|ore|ori)|[aei]r(?:e|mi|ti|si|ci|vi|l[oaei]|ne|gli|(?:[mtscv]e|glie)(?:l[oaei]|ne))|[ae]va(?:no|mo)?|ivano|[ae]nd[aeio]|arono|[ao]no|isc(?:[oei]|ono)|iamo|er(?:a|anno|ebbe(?:ro)?)|iran?no?|issim[oaie]|[aeiou]+)$/, "")
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
  [...new Set(tokenize(question.slice(0, LONGEST).normalize("NFC").replace(UNSEEN, "").replace(SIZE, "$1 ")))].slice(0, WORDS);

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
  let best = { worth: -1, line: "" };
  for (const line of text.split("\n")) {
    const found = new Set(tokenize(line).map(termOf).filter((term) => matched.has(term)));
    // Of equal lines the first; a line of a few words is a label.
    const worth = found.size + (line.length < LABEL ? 0 : 0.5);
    if (worth > best.worth) best = { worth, line };
  }
  const { line } = best;
  const first = [...line.matchAll(WORD)].find(({ 0: word }) => matched.has(termOf(word)))?.index ?? 0;
  const start = first < EXCERPT / 2 ? 0 : line.lastIndexOf(" ", first - EXCERPT / 3) + 1;
  let stop = line.indexOf(" ", start + EXCERPT);
  if (stop < 0) stop = line.length;
  const cut = (start ? "… " : "") + line.slice(start, stop) + (stop < line.length ? " …" : "");
  return cut ? marks(cut, matched, termOf) : [];
};

/** How many letters apart two words are, two that changed places counted once; more than `most` is Infinity. */
const distance = (one, other, most) => {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > most) return Infinity;
    [before, row] = [row, next];
  }
  return row[other.length] <= most ? row[other.length] : Infinity;
};

const sum = (values) => values.reduce((all, value) => all + value, 0);

/**
 * Builds a search function.
 * @param {{entries: object[], asks: string[], common: string, asked: [string[], string[]][], same: string[][]}} index as
 *   the site publishes it; what readers ask of each entry stands apart, one question a line: like packs well beside like
 * @param {string} root address that locations are relative to
 * @param {string} language "en" or "it"
 * @returns {((question: string) => object[]) & {nearest: (question: string) => string[]}} the best sections first, each
 *   with href, path, title, page and excerpt (title and excerpt as [text, isMatch] pairs); and the words of the site
 *   that are nearest to those of a question that finds nothing
 */
export const build = ({ entries, asks, common, asked, same }, root, language) => {
  // As they are written: in Italian "secondo" is "according to", and "secondi" are seconds.
  const commonWords = new Set(common.split(/\s+/).map(fold));
  const isCommon = remembered((word) => commonWords.has(fold(word)));
  // What its ending alone keeps from a common word ("Cannes") keeps it.
  const termOf = remembered((word) => {
    const term = termIn(language, word);
    return commonWords.has(term) && !isCommon(word) ? fold(word) : term;
  });
  const pages = new Map(entries.filter(({ page }) => page).map(({ location, page }) => [location, page]));
  const tops = new Map();
  // Each word, as it is written, has the number of its term. Of each term: the last of its places, how much its
  // sections weigh, and in how many
  // it is written with a capital, and without. Of each place: its section, where in it (a bit for each of FIELDS), and the
  // place of the same term before it. A few long lists of numbers: with an object for each term it took twice the time.
  const index = new Map();
  const spelled = [];
  const [last, mass, capital, small] = [[], [], [], []];
  const [ids, bits, before] = [[-1], [0], [0]];
  const numberOf = remembered((word) => {
    const term = termOf(word);
    spelled.push(word);
    if (!index.has(term)) {
      index.set(term, last.push(0) - 1);
      mass.push(0);
      capital.push(0);
      small.push(0);
    }
    return index.get(term);
  });
  /** Enters a word of a section. */
  const enter = (word, id, bit) => {
    const number = numberOf(word);
    if (ids[last[number]] !== id) {
      before.push(last[number]);
      bits.push(0);
      last[number] = ids.push(id) - 1;
      mass[number] += entries[id].weight ?? 1;
    }
    const at = last[number];
    if (bit === TEXT && !(bits[at] & TEXT)) (/^\p{Lu}/u.test(word) ? capital : small)[number]++;
    bits[at] |= bit;
  };
  const sections = entries.map((entry, id) => {
    const { location, title, text, more = "", weight = 1 } = entry;
    const [path, mark = "", fragment] = location.split(/([#?])/);
    const top = mark === "";
    const page = pages.get(path) ?? "";
    if (top) tops.set(path, id);
    // What a page is called is a title of its own.
    for (const word of tokenize(top ? `${title}\n${page}` : title)) enter(word, id, TITLE);
    // How often a word stands there tells little in so short a text.
    for (const word of tokenize(`${text}\n${more}`)) {
      enter(word, id, TEXT);
      // "GB" alone finds "8 GB", too.
      if (word.charCodeAt(0) < 58 && /^\d.*[a-z]{2}$/i.test(word)) enter(word.replace(/^[\d.:,\s]+/, ""), id, TEXT);
    }
    const posed = asks[id].split("\n").map(tokenize).filter(({ length }) => length);
    for (const word of posed.flat()) enter(word, id, ASKS);
    for (const word of tokenize((fragment ?? path).replace(/^\w-|[/_-]/g, " "))) enter(word, id, PLACE);
    return { id, location, path, isMachine: mark === "?", title, page, text, weight, posed };
  });
  const isKnown = (word) => index.has(termOf(word));
  /** The sections that have a term: Map(id, bits). */
  const places = remembered((term) => {
    const found = new Map();
    for (let at = last[index.get(term)]; at > 0; at = before[at]) found.set(ids[at], bits[at]);
    return found;
  });
  const isName = (word) => {
    const number = index.get(termOf(word));
    return capital[number] > 2 && capital[number] > 2 * small[number];
  };
  const rarityAt = (mass) => Math.log(1 + sections.length / (1 + mass));
  const rarity = (term) => rarityAt(mass[index.get(term)] ?? 0);
  const worth = (word) => rarity(termOf(word)) * (isCommon(word) ? LITTLE : 1);

  // Whether two words stand side by side in a section, joined or not: "front end", "front-end", "frontend".
  const folded = remembered((id) => fold([sections[id].title, sections[id].text, asks[id]].join("\n")));
  const isTogether = (id, one, other) => {
    const text = folded(id);
    for (let at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + 1)) {
      const rest = text.slice(at + one.length, at + one.length + 8 + other.length);
      if (rest.replace(/^\p{L}{0,3}[ \-’'‘./&]?/u, "").startsWith(other) || rest.replace(/^[ \-’'‘./&]/, "").startsWith(other)) return true;
    }
    return false;
  };

  // Of each phrase, as terms, what may stand for it: the terms of the phrases of its group.
  const instead = new Map();
  const groups = [...asked.map((sides) => sides.flat()), ...same];
  for (const group of groups) {
    const others = group.map((phrase) => tokenize(phrase).filter((word) => !isCommon(word)).map(termOf)).filter(({ length }) => length);
    for (const phrase of group.map((phrase) => tokenize(phrase).map(termOf).join(" "))) instead.set(phrase, [...instead.get(phrase) ?? [], ...others]);
  }
  /** The phrases of up to three terms that a place is in. */
  const phrasesAt = (terms, at) => [1, 2, 3].flatMap((size) => Array.from({ length: size }, (_, back) => terms.slice(Math.max(0, at - back), at - back + size).join(" ")));

  /** What is still being typed, and names that are longer: "hunyuan" for HunyuanVideo. */
  const begunBy = (plain) => [...index.keys()].filter((term) => term.length > plain.length && term.startsWith(plain)).map((term) => ({ parts: [term], credit: NEARLY }));
  /** What a word of a question may stand for: terms that a section must have all, how surely, and whether side by side. */
  const waysOf = (words, terms, at) => {
    const plain = fold(words[at]);
    const term = terms[at];
    const ways = new Map();
    const add = (parts, credit, side) => {
      const key = parts.join(" ");
      if (parts.every((part) => index.has(part)) && !(ways.get(key)?.credit >= credit)) ways.set(key, { parts, credit, side });
    };
    const also = (phrase, credit) => {
      for (const parts of instead.get(phrase) ?? []) add(parts, credit);
    };
    add([term], 1);
    // Joined with the one before it, and with the one after it: "art washing".
    for (const end of [at, at + 1]) if (words[end - 1] && words[end]) add([termOf(words[end - 1] + words[end])], 1);
    for (const phrase of phrasesAt(terms, at)) also(phrase, ALIKE);
    for (let cut = 1; cut < plain.length && plain.length > 3; cut++) {
      const [one, other] = [plain.slice(0, cut), plain.slice(cut)];
      if ((other.length > 1 || /^\d/.test(other)) && isKnown(one) && isKnown(other)) add([termOf(one), termOf(other)], 1, [one, other]);
    }
    // Longer words say less certainly what a whole one says.
    if (!isCommon(words[at]) && plain.length > 4 && index.has(term)) for (const { parts, credit } of begunBy(plain)) add(parts, credit / 2);
    return [...ways.values()];
  };
  const spellings = remembered(() => [...new Set([...spelled, ...groups.flat().flatMap(tokenize)].map(fold))].filter((word) => word.length > 3 && !/\d/.test(word)));
  /** What a word that nothing has may be a slip of, and what may stand for that: the words that are nearest to it. */
  const slipsOf = (plain) => {
    if (plain.length < 4 || /\d/.test(plain)) return [];
    const far = spellings().map((word) => [word, distance(plain, word, plain.length < 8 || word[0] !== plain[0] ? 1 : 2)]);
    const least = Math.min(2, ...far.map(([, letters]) => letters));
    return [...new Set(far.filter(([, letters]) => letters === least).map(([word]) => termOf(word)))]
      .flatMap((term) => [{ parts: [term], credit: NEARLY }, ...(instead.get(term) ?? []).map((parts) => ({ parts, credit: ALIKE * NEARLY }))])
      .filter(({ parts }) => parts.every((part) => index.has(part)));
  };
  /** The sections of a word: Map(id, how surely each of FIELDS has it). */
  const sectionsOf = (ways) => {
    const found = new Map();
    for (const { parts, credit, side } of ways) {
      const [first, ...others] = parts.map(places);
      for (const [id, bits] of first) {
        const common = others.reduce((all, other) => all & other.get(id), bits);
        if (!common || side && !isTogether(id, ...side)) continue;
        let fields = found.get(id);
        if (!fields) found.set(id, fields = FIELDS.map(() => 0));
        for (let field = 0; field < FIELDS.length; field++) if (common >> field & 1 && fields[field] < credit) fields[field] = credit;
      }
    }
    return found;
  };

  /** A question, taken apart: what its words may stand for, how rare they are, which names it has. */
  const understood = (question) => {
    const words = wordsOf(question);
    const terms = words.map(termOf);
    const tells = words.map((word) => !isCommon(word));
    // A question of common words only ("who was it") is searched as it stands.
    const sought = tells.includes(true) ? tells : words.map(() => true);
    // Of each term which words of the question it may stand for, and how surely.
    const said = new Map();
    const matched = new Set();
    const met = new Map();
    const names = [];
    const rarities = words.map((word, at) => {
      let ways = waysOf(words, terms, at);
      let found = sectionsOf(ways);
      for (const other of [() => begunBy(fold(word)), () => slipsOf(fold(word))]) if (!found.size && tells[at] && word.length > 2) found = sectionsOf(ways = other());
      if (!found.size) return 0;
      const rare = rarityAt(sum([...found].map(([id, fields]) => sections[id].weight * Math.max(...fields)))) * (tells[at] ? 1 : LITTLE);
      if (tells[at] && isName(word)) names.push(found);
      for (const { parts, credit } of ways) for (const part of parts) {
        said.set(part, [...said.get(part) ?? [], [at, credit / parts.length]]);
        if (sought[at]) matched.add(part);
      }
      for (const [id, fields] of found) {
        if (!met.has(id)) met.set(id, { id, fields: FIELDS.map(() => 0), any: 0, isSought: false });
        const one = met.get(id);
        fields.forEach((credit, field) => { one.fields[field] += rare * credit; });
        one.any += rare * Math.max(...fields);
        one.isSought ||= sought[at];
      }
      return rare;
    });
    return { said, matched, met, names, terms, rarities, whole: sum(rarities) };
  };
  const posed = remembered((id) => sections[id].posed.map((words) => new Map(words.map((word) => [termOf(word), worth(word)]))));
  const told = remembered((id) => sections[id].text.split(/\n|[.?!] /).map((line) => [...new Set(tokenize(line).map(termOf))]));
  /** How much of a question some terms have, from 0 to 1. */
  const share = (terms, { said, rarities, whole }) => {
    const best = rarities.map(() => 0);
    for (const term of terms) for (const [at, credit] of said.get(term) ?? []) best[at] = Math.max(best[at], credit);
    return sum(best.map((credit, at) => credit * rarities[at])) / whole;
  };
  const creditOf = (term, { said }) => Math.max(0, ...(said.get(term) ?? []).map(([, credit]) => credit));
  /** How like a question is to those of readers about a section, each from 0 to 1: the most like first. */
  const likeness = (id, asking) => posed(id).map((ask) => {
    const hit = sum([...ask].map(([term, value]) => value * creditOf(term, asking)));
    // Much of the question, in one that has little else.
    return share(ask.keys(), asking) * Math.sqrt(Math.min(1, hit / sum([...ask.values()])));
  }).sort((one, other) => other - one);
  /** Which share of the pairs of words of a question stand side by side in one that readers ask about a section. */
  const pairs = (id, terms) => {
    const lists = posed(id).map((ask) => [...ask.keys()]);
    const isPair = (term, at) => at > 0 && lists.some((list) => list.some((one, place) => one === terms[at - 1] && list[place + 1] === term));
    return terms.filter(isPair).length / Math.max(1, terms.length - 1);
  };

  /** The facts about a section that speak for it or against it; see TELLS. */
  const factsOf = ({ id, fields, any }, asking) => {
    const { names, whole, terms } = asking;
    const { path, title, weight } = sections[id];
    const [inTitle, , inAsks, inPlace] = fields.map((field) => field / whole);
    const [like = 0, next = 0] = likeness(id, asking);
    const heads = [...new Set(tokenize(title).map(termOf))];
    return {
      title: inTitle, asks: inAsks, place: inPlace, any: any / whole, like, next,
      line: Math.max(...told(id).map((line) => share(line, asking))),
      pairs: pairs(id, terms),
      // A question that has all of a title finds it.
      named: inTitle * sum(heads.map((term) => rarity(term) * creditOf(term, asking))) / (sum(heads.map(rarity)) || 1),
      weight: Math.log(weight),
      // A question that names something is about it: what does not name it stands back, if its page does not, either.
      away: names.filter((found) => !found.has(id) && !found.has(tops.get(path))).length,
    };
  };

  const search = (question) => {
    const asking = understood(question);
    const inOrder = (found) => found.sort((one, other) => other.score - one.score || one.id - other.id);
    const roughly = ({ id, fields: [title, text, asks, place], any }) => sections[id].weight * (1.5 * title + text + 2 * asks + 0.5 * place + any);
    const close = inOrder([...asking.met.values()].filter(({ isSought }) => isSought).map((one) => ({ ...one, score: roughly(one) }))).slice(0, CLOSE)
      .map((one) => ({ id: one.id, path: sections[one.id].path, facts: factsOf(one, asking) }));
    // A page of which many sections are asked such things is about them.
    for (const one of close) {
      const likes = close.filter(({ path }) => path === one.path).map(({ facts }) => facts.like);
      one.facts.page = sum(likes) / Math.sqrt(likes.length);
      one.score = sum(Object.entries(one.facts).map(([fact, value]) => TELLS[fact] * value));
    }
    // A machine is found by its name, not by its memory alone; where several have as much of the question, none is meant.
    const machines = close.filter(({ id }) => sections[id].isMachine);
    const isNamed = ({ id }) => tokenize(sections[id].title).some((word) => /^\p{Lu}|^\d+$/u.test(word) && asking.said.has(termOf(word)));
    const isMeant = (one) => isNamed(one) && !machines.some((other) => other !== one && other.facts.like > SURE * one.facts.like);
    const shown = [];
    const texts = new Set();
    const counts = new Map();
    for (const { id, score } of inOrder(close.filter((one) => !machines.includes(one) || isMeant(one)))) {
      const { location, path, title, page, text } = sections[id];
      const count = counts.get(path) ?? 0;
      // What two pages show alike is found once; of an event, the date may be put otherwise.
      const said = text.length < SHORT ? title : title + text;
      if (score < close[0].score - FAINT || count >= EACH_PAGE || texts.has(said)) continue;
      texts.add(said);
      counts.set(path, count + 1);
      shown.push({
        href: new URL(location, root).href,
        path: location,
        page,
        title: marks(title, asking.matched, termOf),
        excerpt: excerpt(text, asking.matched, termOf),
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
