// What a preview needs once there is one: its close button, a place under the bar, and the way back from a source. Its
// list leads to its first mark; here to the one that the reader came from.
const preview = document.getElementById("preview");
const bar = document.querySelector(".bar");
const close = document.querySelector(".search__close").cloneNode(true);
close.setAttribute("popovertarget", "preview");
// Whoever tabs goes on from mark to mark.
close.tabIndex = -1;
preview.prepend(close);
preview.addEventListener("toggle", () => preview.prepend(close));
// Above all layers, it would ride over the bar.
addEventListener("scroll", () => {
  if (preview.getBoundingClientRect().top < bar.getBoundingClientRect().bottom) preview.hidePopover();
}, { passive: true });

let left = null;
let leftAt = "";
let places = 0;

document.addEventListener("click", (event) => {
  const list = event.target.closest?.(".preview__list");
  const link = list ? preview.previousElementSibling?.querySelector(`[href="${list.hash}"]`) : event.target.closest?.("sup.cite > a");
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
