// On wide screens: publisher and date of each source beside the paragraph that cites it first. The list has the rest.
const SPACE = 8;
const told = new Set();

const listed = document.querySelectorAll(".sources .source");

const entryOf = (source) => {
  const part = (name) => source?.querySelector(`.source__${name}`)?.textContent;
  if (!part("publisher")) return null;
  const entry = document.createElement("span");
  const number = document.createElement("b");
  number.textContent = [...listed].indexOf(source) + 1;
  entry.append(number, [part("publisher"), part("date")].filter(Boolean).join(", "));
  return entry;
};

// Down to what is wider than the text, a note has room.
const roomOf = (paragraph) => {
  let next = paragraph.nextElementSibling;
  while (next?.matches("p, ul:not([class]), ol:not([class])") && !next.querySelector("sup.cite")) next = next.nextElementSibling;
  return next ? next.getBoundingClientRect().top - paragraph.getBoundingClientRect().top - SPACE : Infinity;
};

const paragraphs = [...document.querySelectorAll(".md-content__inner > p")].filter((p) => p.querySelector("sup.cite"));
for (const paragraph of paragraphs) {
  const note = document.createElement("small");
  note.className = "note";
  // The marks in the text lead to the same sources, so a screen reader need not hear them twice.
  note.setAttribute("aria-hidden", "true");
  paragraph.append(note);
  const room = roomOf(paragraph);
  for (const link of paragraph.querySelectorAll("sup.cite > a")) {
    const source = listed[link.textContent - 1];
    const entry = told.has(source) ? null : entryOf(source);
    if (!entry) continue;
    note.append(entry);
    if (note.offsetHeight > room) {
      entry.remove();
      break;
    }
    told.add(source);
  }
  if (!note.firstChild) note.remove();
}
