// The way back from a source: its list leads to its first mark; here to the one that the reader came from.
const preview = document.getElementById("preview");
let left = null;
let leftAt = "";
let places = 0;

document.addEventListener("click", (event) => {
  const list = event.target.closest?.(".preview__list");
  const link = list ? preview.previousElementSibling?.querySelector("a") : event.target.closest?.("sup.cite > a");
  const source = link && !event.defaultPrevented && document.getElementById(link.hash.slice(1));
  if (!source) return;
  left = link;
  leftAt = location.hash;
  left.id ||= `ref-here-${++places}`;
  source.querySelector("[role=doc-backlink]").hash = left.id;
});

// Who goes back in the history is at the mark again.
addEventListener("hashchange", () => {
  if (location.hash === leftAt) left?.focus({ preventScroll: true });
  preview.hidePopover();
});
