// The way back from a source: it lists some of its places; to the mark that its reader came from it leads in any case.
const preview = document.getElementById("preview");
let left = null;
let leftAt = "";

const wayBack = (first) => {
  document.querySelector(".here")?.remove();
  if (!left.id) {
    document.getElementById("ref-here")?.removeAttribute("id");
    left.id = "ref-here";
  }
  if (first.parentElement.querySelector(`[href="#${left.id}"]`)) return;
  const back = first.cloneNode();
  back.href = `#${left.id}`;
  back.className = "here";
  back.textContent = "↩";
  back.ariaLabel = back.ariaLabel.split(",")[0];
  first.before(back);
};

document.addEventListener("click", (event) => {
  const list = event.target.closest?.(".preview__list");
  const link = list ? preview.previousElementSibling?.querySelector("a") : event.target.closest?.("sup.cite > a");
  const source = link && !event.defaultPrevented && document.getElementById(link.hash.slice(1));
  if (!source) return;
  left = link;
  leftAt = location.hash;
  wayBack(source.querySelector(".source__back > a:not(.here)"));
});

// Who goes back in the history is at the mark again.
addEventListener("hashchange", () => {
  if (location.hash === leftAt) left?.focus({ preventScroll: true });
  preview.hidePopover();
});
