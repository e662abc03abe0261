// Search over the site engine's own index: sections are matched, pages are returned.
import MiniSearch from "../vendor/minisearch/index.js"

const SECTIONS = 3
const EXCERPT = 150
// A bibliography of this many characters meets every word of most queries without answering them.
const LIST = 6000
// A page this much weaker than the best one is noise.
const FAINT = 0.1
const WORD = /[\p{L}\p{N}]+(?:[.:,]\d+)*/gu
const UNIT = /(\d)[\s\u00a0\u202f]+(?=(?:gb|mb|kb|tb|fps|px|hz)\b)/gi
const COMMON = {
  en: "a about after all an and any are as at be been by can could did do does for from get got had has have how i in into is it its many me much my no not of on or so than that the their them there they this to was we were what when where which who why will with you your",
  it: "a ad agli ai al all alla alle anche c che chi ci come con cos cosa d da dai dal dall dalla dalle degli dei del dell della delle di dopo dove e ed era erano gli ha hanno i il in io l la le lo ma mi molti molto nel nell nella nelle nei non o per perche piu posso puo qual quale quali quando quanto quanta quanti quante si sono su sui sul sull sulla un una uno",
}

// Words that readers type and that the pages do not use: searched as their neighbours, where no page has them.
const INSTEAD = {
  en: {
    bibliography: "sources", references: "sources", footnotes: "sources", vram: "memory", gpu: "card", gpus: "card",
    breach: "hack", exploit: "hack", stolen: "hack", shutdown: "ended", cancelled: "ended", manifesto: "letter",
  },
  it: {
    bibliografia: "fonti", riferimenti: "fonti", vram: "memoria", gpu: "scheda", hackeraggio: "intrusione",
    attacco: "intrusione", manifesto: "lettera", chiusura: "chiuso", cancellare: "rimozione", eliminare: "rimozione",
  },
}

const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

// Endings are cut by rule: enough to bring inflections of one word together, in index and query alike.
const endings = {
  en: word => word
    .replace(/([^su])s$/, "$1")
    .replace(/([bdgmnprt])\1(?:ing|ed)$/, "$1")
    .replace(/(?<=.{3})(?:ing|ed|er|or|al|ie|e|y)$/, ""),
  it: word => word
    // Words taken from English keep its plural: "tokens".
    .replace(/([^su])s$/, "$1")
    .replace(/(?<=.{3})(?:azion[ei]|[aiu]t[aeio]|at(?:ari|rici|rice|ore|ori)|[aei]re|[ae]nd[aeio]|arono|[aeiou]+)$/, "")
    .replace(/([cg])h$/, "$1"),
}

/**
 * The index term of one word: folded, its ending cut; numbers lose leading zeros and keep one separator.
 * @param {string} word as written
 * @param {string} language "en" or "it"
 */
const termOf = (word, language) => {
  const plain = fold(word)
  if (/^\d/.test(plain)) return plain.replace(/[.,]/g, ":").replace(/^0+(?=\d)/, "")
  return plain.length < 4 ? plain : endings[language](plain)
}

/** The words of `html`, without the numbers of its citations. */
const plainText = html => {
  const { body } = new DOMParser().parseFromString(html.replace(/<(?=\/?(?:p|li|t[dhr]|d[dt]|div|h\d|pre|br)\b)/g, " <"), "text/html")
  for (const mark of body.querySelectorAll("sup")) mark.remove()
  return body.textContent.replace(/\s+/g, " ").replace(/ (?=[.,;:!?)])/g, "").trim()
}

const tokenize = text => {
  const words = text.replace(UNIT, "$1").match(WORD) ?? []
  // "8 GB" is one word; a search for "GB" alone still finds it.
  return words.flatMap(word => [word, ...(word.match(/(?<=^\d+)[a-z]{2,}$/i) ?? [])])
}

/** Splits `text` into [piece, isMatch] pairs; `matched` holds index terms. */
const marks = (text, matched, language) => {
  const pieces = []
  let end = 0
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!matched.has(termOf(word, language))) continue
    if (index > end) pieces.push([text.slice(end, index), false])
    pieces.push([word, true])
    end = index + word.length
  }
  if (end < text.length) pieces.push([text.slice(end), false])
  return pieces
}

/** About EXCERPT characters of `text` around its first match. */
const excerpt = (text, matched, language) => {
  const first = [...text.matchAll(WORD)].find(({ 0: word }) => matched.has(termOf(word, language)))?.index ?? 0
  const start = first < EXCERPT / 2 ? 0 : text.lastIndexOf(" ", first - EXCERPT / 3) + 1
  let stop = text.indexOf(" ", start + EXCERPT)
  if (stop < 0) stop = text.length
  const cut = (start ? "… " : "") + text.slice(start, stop) + (stop < text.length ? " …" : "")
  return cut ? marks(cut, matched, language) : []
}

/**
 * Builds a search function.
 * @param {{docs?: object[], items?: object[]}} index of MkDocs (docs) or Zensical (items): location, title, text as HTML
 * @param {string} root address that locations are relative to
 * @param {string} language "en" or "it"
 * @returns {(query: string) => {href: string, path: string, title: Pieces, excerpt: Pieces, sections: object[]}[]}
 *   best pages first, with at most SECTIONS sections each; Pieces are [text, isMatch] pairs
 */
export const build = ({ docs, items }, root, language) => {
  const pageOf = location => location.split("#")[0]
  const common = new Set((COMMON[language] ?? "").split(" ").map(word => termOf(word, language)))

  const entries = (docs ?? items).map(({ location, title, text }) =>
    ({ location, title: plainText(title), text: plainText(text) }))
  const titles = new Map(entries.filter(({ location }) => !location.includes("#")).map(({ location, title }) => [location, title]))
  // Sections that are kept out of the index leave an empty entry under the page's title; "Where next" tells of other pages.
  const sections = entries
    .map(entry => ({ ...entry, page: titles.get(pageOf(entry.location)) ?? entry.title }))
    .filter(({ location, title, text, page }) =>
      !location.includes("#") || !location.endsWith("#next") && (text || title !== page))
    .map((entry, id) => ({ ...entry, id }))

  const engine = new MiniSearch({
    fields: ["title", "page", "text"],
    tokenize,
    processTerm: word => termOf(word, language),
    searchOptions: {
      boost: { title: 4, page: 2, text: 1 },
      prefix: term => !common.has(term) && (term.length > 2 || /\d/.test(term)),
      weights: { fuzzy: 0.3, prefix: 0.5 },
    },
  })
  engine.addAll(sections)

  const isKnown = word => engine.search(word).length > 0
  // Two letters in the wrong order are two edits for the engine, and one slip for a reader.
  const swapped = word => [...word].map((letter, at) => word.slice(0, at) + (word[at + 1] ?? "") + letter + word.slice(at + 2)).find(isKnown)
  const meant = word => isKnown(word) ? word : INSTEAD[language]?.[fold(word)] ?? swapped(word) ?? word

  return query => {
    const words = tokenize(query).map(meant)
    const terms = new Set(words.map(word => termOf(word, language)))
    const slips = new Set(words.filter(word => !isKnown(word)).map(word => termOf(word, language)))
    const telling = new Set([...terms].filter(term => !common.has(term)))
    // A query of common words only ("who was it") is searched as it stands.
    const sought = telling.size ? telling : terms

    const pages = new Map()
    for (const { id, score, queryTerms, match } of engine.search(words.join(" "), {
      boostTerm: term => sought.has(term) ? 1 : 0.15,
      boostDocument: id => sections[id].text.length > LIST ? 0.3 : 1,
      // Only what no page has is taken for a slip: "letter" must not find "better".
      fuzzy: term => slips.has(term) && term.length > 3 && !/\d/.test(term) && (term.length < 8 ? 1 : 2),
    })) {
      // Sections that meet more of the words come first, whatever their frequencies.
      const share = queryTerms.filter(term => sought.has(term)).length / sought.size
      if (!share) continue
      const matched = new Set(Object.keys(match).filter(term => match[term].length && !(telling.size && common.has(term))))
      const path = pageOf(sections[id].location)
      if (!pages.has(path)) pages.set(path, [])
      pages.get(path).push({ ...sections[id], score: score * share ** 2, matched })
    }

    const told = ({ location, title, text, matched }) => ({
      href: new URL(location, root).href,
      path: location,
      title: marks(title, matched, language),
      excerpt: excerpt(text, matched, language),
    })
    const ranked = [...pages].map(([path, found]) => {
      found.sort((a, b) => b.score - a.score)
      const total = found.reduce((sum, { score }, place) => sum + score / 2 ** place, 0)
      return { path, found, total }
    }).sort((a, b) => b.total - a.total)

    return ranked.filter(({ total }) => total >= FAINT * ranked[0].total).map(({ path, found }) => {
      const whole = found.find(({ location }) => location === path)
        ?? { ...sections.find(({ location }) => location === path), text: "", matched: new Set() }
      return { ...told(whole), sections: found.filter(section => section !== whole).slice(0, SECTIONS).map(told) }
    })
  }
}
