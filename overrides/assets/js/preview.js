// Previews of sources and glossary terms, by hover, focus and touch. The browser's popover closes them on Escape.
if ("popover" in HTMLElement.prototype) {
  const GAP = 6;

  const box = Object.assign(document.createElement("div"), { className: "preview", id: "preview", popover: "auto", role: "note" });

  let shown, timer, byTouch, wasShown;

  const isOpen = () => box.matches(":popover-open");
  const hide = () => box.hidePopover();

  const fill = (link) => {
    const first = document.getElementById(link.hash.slice(1));
    // A finger covers all marks of a sentence; Tab goes from one to the next.
    const links = link.matches("td > a, .term, :focus-visible") ? [link] : [...link.parentElement.children];
    const copies = links.map(({ hash }) => {
      const entry = document.getElementById(hash.slice(1));
      const copy = document.createElement(entry.matches("dl *") ? "dl" : "div");
      copy.append(...entry.cloneNode(true).childNodes);
      for (const part of copy.querySelectorAll("[id], [role=doc-backlink], sup")) part.id ? part.removeAttribute("id") : part.remove();
      return copy;
    });
    const textContent = first.closest("section, .says").querySelector("h2, summary").firstChild.textContent;
    box.replaceChildren(...copies, Object.assign(document.createElement("a"), { href: link.hash, className: "preview__list", textContent }));
    // For eyes and fingers. Whoever tabs goes on from mark to mark: Enter leads to the same links in the list.
    for (const way of box.querySelectorAll("a")) way.tabIndex = -1;
  };

  const place = (link) => {
    // Measured in the document, so that the preview scrolls with its text.
    const at = link.getClientRects()[0];
    const { clientWidth, clientHeight } = document.documentElement;
    const height = box.offsetHeight + GAP;
    const below = at.bottom + height < clientHeight || at.top < height;
    // Above, it would lie on the sentence that it belongs to; but a mouse has to reach it.
    const over = byTouch ? link.closest("p, li, td, dd, div").getBoundingClientRect() : at;
    box.style.left = `${Math.max(16, Math.min(at.left, clientWidth - box.offsetWidth - 16)) + scrollX}px`;
    // Its button comes late: above its mark, it grows upwards.
    box.style.top = below ? `${scrollY + at.bottom + GAP}px` : "auto";
    box.style.bottom = below ? "auto" : `${clientHeight - scrollY - Math.max(over.top, height) + GAP}px`;
  };

  const show = (link) => {
    clearTimeout(timer);
    const selection = getSelection();
    if (isOpen() && shown === link || !selection.isCollapsed && selection.containsNode(link, true)) return;
    hide();
    fill(link);
    // Beside its mark in the document, where a listener's reading goes on.
    (link.closest("sup") ?? link).after(box);
    shown = link;
    box.showPopover();
    // A mark's name says which sources; a term is described by its meaning.
    link.closest("sup") || link.setAttribute("aria-describedby", box.id);
    place(link);
    import("./back.js");
  };

  box.addEventListener("beforetoggle", () => shown.removeAttribute("aria-describedby"));

  const linkOf = (event) => event.target.closest?.("sup.cite > a, a.term[href^='#'], .matrix td > a");

  document.addEventListener("pointerover", (event) => {
    // A pressed button means that text is being selected: nothing may come in between.
    if (event.pointerType !== "mouse" || event.buttons) return;
    const link = linkOf(event);
    clearTimeout(timer);
    if (link) timer = setTimeout(show, 120, link);
    else if (isOpen() && !box.contains(event.target)) timer = setTimeout(hide, 250);
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link?.matches(":focus-visible")) show(link);
    else if (!box.contains(event.target) && event.target !== shown) hide();
  });
  // A touch shows the preview first; the second one follows the link.
  document.addEventListener("pointerdown", (event) => {
    clearTimeout(timer);
    byTouch = event.pointerType !== "mouse";
    wasShown = isOpen() && shown;
  }, true);
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (link && byTouch && event.detail && wasShown !== link) {
      event.preventDefault();
      show(link);
    } else if (link || event.target.closest?.(".preview__list")) hide();
  });
  // What is selected, and copied, is the page's text.
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!selection.isCollapsed && !box.contains(selection.anchorNode)) hide();
  });
}
