// What the search dialog shows: results as links by page and section, their count, and the way among them by arrow keys.
// Where this edition has nothing, the other one is asked: a reader may type in either language.

const marked = (tag, pieces) => {
  const element = document.createElement(tag)
  for (const [text, isMatch] of pieces) {
    const mark = isMatch ? document.createElement("mark") : null
    if (mark) mark.textContent = text
    element.append(mark ?? text)
  }
  return element
}

const linkTo = ({ href, title, excerpt }, className) => {
  const link = document.createElement("a")
  link.href = href
  link.className = className
  link.append(marked("span", title))
  if (excerpt.length) link.append(marked("small", excerpt))
  return link
}

/**
 * Brings the dialog to life: from now on it answers what stands in its field.
 * @param {HTMLDialogElement} dialog with the words for one, many and no results in its data, and the way to the other edition
 * @param {(query: string) => object[]} search as built by search-engine.js
 * @param {(index: object, root: string, language: string) => (query: string) => object[]} build of search-engine.js
 */
export const start = (dialog, search, build) => {
  const field = dialog.querySelector(".search__field")
  const status = dialog.querySelector(".search__status")
  const list = dialog.querySelector(".search__results")
  const { one, many, none, root, index, elsewhere } = dialog.dataset
  const here = new URL(root, document.baseURI).href
  const otherRoot = new URL(dialog.dataset.other, here).href
  const otherIndex = otherRoot + new URL(index, document.baseURI).href.slice(here.length)
  const other = document.querySelector(".bar__language")?.hreflang
  let there = null

  const searchThere = async query => {
    there ??= fetch(otherIndex).then(async answer => {
      if (!answer.ok) throw new Error(`${otherIndex}: ${answer.status}`)
      return build(await answer.json(), otherRoot, other)
    })
    try { return (await there)(query) } catch {
      there = null
      return []
    }
  }
  const show = (pages, language) => {
    if (language) list.lang = language
    else list.removeAttribute("lang")
    list.replaceChildren(...pages.map(page => {
      const item = document.createElement("li")
      item.append(linkTo(page, "search__page"), ...page.sections.map(section => linkTo(section, "search__section")))
      return item
    }))
  }
  const update = async () => {
    const query = field.value.trim()
    const pages = query ? search(query) : []
    show(pages)
    if (!query) status.textContent = ""
    else if (pages.length === 1) status.textContent = one
    else status.textContent = pages.length ? many.replace("#", pages.length) : none.replace("#", () => query)
    if (!query || pages.length || !other) return
    // Not in the middle of a word: the other index has to be fetched and built first.
    await new Promise(resolve => setTimeout(resolve, 300))
    if (field.value.trim() !== query) return
    const found = await searchThere(query)
    if (!found.length || field.value.trim() !== query) return
    show(found, other)
    status.textContent = elsewhere
  }

  field.addEventListener("input", update)
  list.addEventListener("click", event => {
    // A result on this very page would leave the dialog standing over it.
    if (event.target.closest("a")) dialog.close()
  })
  dialog.addEventListener("keydown", event => {
    const links = [...list.querySelectorAll("a")]
    const focused = document.activeElement
    if (event.key === "Enter" && focused === field && !event.isComposing) links[0]?.click()
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step || !links.length || !(focused === field || list.contains(focused))) return
    event.preventDefault()
    const at = links.indexOf(focused) + step
    if (at < 0) field.focus()
    else links[Math.min(at, links.length - 1)].focus()
  })
  update()
}
