// What the search dialog shows: sections as links, their count, and the way among them by arrow keys. Where this
// edition has nothing, its nearest words are offered, and the other edition is asked: readers type in either language.

const SHOWN = 60;
const PAUSE = 900;

const marked = (tag, pieces, className = "") => {
  const element = document.createElement(tag);
  element.className = className;
  for (const [text, isMatch] of pieces) {
    const mark = isMatch ? document.createElement("mark") : null;
    if (mark) mark.textContent = text;
    element.append(mark ?? text);
  }
  return element;
};

const item = ({ href, title, page, excerpt }) => {
  const link = document.createElement("a");
  link.href = href;
  link.append(marked("span", title, "search__name"));
  // Where the name says what the page is called, it is said once.
  if (page && !title.map(([text]) => text).join("").includes(page)) link.append(marked("span", [[page, false]], "search__page"));
  if (excerpt.length) link.append(marked("small", excerpt));
  // Heard with a pause between its parts.
  link.ariaLabel = [...link.children].map(({ textContent }) => textContent).join(". ");
  const entry = document.createElement("li");
  entry.append(link);
  return entry;
};

/**
 * Brings the dialog to life: from now on it answers what stands in its field.
 * @param {HTMLDialogElement} dialog with its words and the way to the other edition in its data
 * @param {(question: string) => object[]} search as built by search-engine.js
 * @param {(root: string, language: string) => Promise<(question: string) => object[]>} fetched builds that of an edition
 */
export const start = (dialog, search, fetched) => {
  const field = dialog.querySelector(".search__field");
  const status = dialog.querySelector(".search__status");
  const offered = dialog.querySelector(".search__nearest");
  const list = dialog.querySelector(".search__results");
  const { one, many, none, nearest, elsewhere, error, root } = dialog.dataset;
  const otherRoot = new URL(dialog.dataset.other, new URL(root, document.baseURI)).href;
  const other = document.querySelector(".bar__language")?.hreflang;
  let there = null;
  let telling;

  // Said once, after the last key.
  const tell = (text, after = 0) => {
    clearTimeout(telling);
    status.textContent = "";
    telling = setTimeout(() => { status.textContent = text; }, after);
  };

  const show = (results, language) => {
    if (language) list.lang = language;
    else list.removeAttribute("lang");
    list.replaceChildren(...results.map(item));
  };
  const offer = (words) => {
    offered.hidden = !words.length;
    offered.replaceChildren(nearest, ...words.flatMap((word) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = word;
      return [" ", button];
    }));
  };
  const searchThere = async (question) => {
    there ??= fetched(otherRoot, other);
    try { return (await there)(question); } catch {
      there = null;
      return [];
    }
  };
  const update = async () => {
    const question = field.value.trim();
    const told = question.length > SHOWN ? `${question.slice(0, SHOWN)}…` : question;
    // Whatever goes wrong from here on: what was found before does not stand there as if found now.
    show([]);
    offer([]);
    tell("");
    if (!question) return;
    const results = search(question);
    show(results);
    tell(results.length > 1 ? many.replace("#", results.length) : results.length ? one : none.replace("#", () => told), PAUSE);
    if (results.length) return;
    offer(search.nearest(question));
    if (!other) return;
    // Not in the middle of a word: the other index has to be fetched and built first.
    await new Promise((resolve) => setTimeout(resolve, 300));
    if (field.value.trim() !== question) return;
    const found = await searchThere(question);
    if (!found.length || field.value.trim() !== question) return;
    show(found, other);
    tell(elsewhere, PAUSE);
  };
  const answer = () => update().catch((fault) => {
    tell(error);
    reportError(fault);
  });

  field.addEventListener("input", answer);
  offered.addEventListener("click", (event) => {
    const word = event.target.closest("button")?.textContent;
    if (!word) return;
    field.value = word;
    field.focus();
    answer();
  });
  list.addEventListener("click", (event) => {
    // A result on this very page would leave the dialog standing over it; one that opens beside leaves it in use.
    if (event.target.closest("a") && !(event.ctrlKey || event.metaKey || event.shiftKey)) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const focused = document.activeElement;
    if (event.key === "Enter" && focused === field && !event.isComposing) links[0]?.click();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !links.length || !(focused === field || list.contains(focused))) return;
    event.preventDefault();
    const at = links.indexOf(focused) + step;
    if (at < 0) field.focus();
    else links[Math.min(at, links.length - 1)].focus();
  });
  return answer();
};
