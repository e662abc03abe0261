// Previews of sources and glossary terms, by hover, focus and touch. The browser's popover closes them on Escape.
if ("popover" in HTMLElement.prototype) {
  const SELECTOR = "sup.cite > a[href^='#'], a.term[href^='#']";
  const GAP = 6;

  const box = document.createElement("div");
  box.className = "preview";
  box.id = "preview";
  box.popover = "auto";
  box.setAttribute("role", "note");

  let shown = null;
  let timer = 0;
  let byTouch = false;
  let wasShown = null;

  const isOpen = () => box.matches(":popover-open");
  const later = (action, delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };
  const hide = () => {
    clearTimeout(timer);
    if (isOpen()) box.hidePopover();
  };

  const fill = (link) => {
    const entry = document.getElementById(link.getAttribute("href").slice(1));
    if (!entry) return false;
    const copy = document.createElement(entry.matches("dl *") ? "dl" : "div");
    copy.append(...entry.cloneNode(true).childNodes);
    for (const part of copy.querySelectorAll(".source__back, sup.cite")) part.remove();
    for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
    const list = document.createElement("a");
    list.href = link.hash;
    list.className = "preview__list";
    list.textContent = entry.closest("section")?.querySelector("h2")?.firstChild.textContent ?? "";
    box.replaceChildren(copy, list);
    return true;
  };

  const place = (link) => {
    // Measured in the document, so that the preview scrolls with its text.
    const at = link.getClientRects()[0];
    const { clientWidth, clientHeight } = document.documentElement;
    const below = at.bottom + box.offsetHeight + GAP < clientHeight || at.top < box.offsetHeight + GAP;
    const left = Math.max(GAP, Math.min(at.left, clientWidth - box.offsetWidth - GAP));
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${scrollY + (below ? at.bottom + GAP : at.top - box.offsetHeight - GAP)}px`;
  };

  const show = (link) => {
    clearTimeout(timer);
    const selection = getSelection();
    if (isOpen() && shown === link || !selection.isCollapsed && selection.containsNode(link, true)) return;
    hide();
    if (!fill(link)) return
    // Beside its mark in the document, so that Tab goes from the mark into the preview and on.;
    (link.closest("sup") ?? link).after(box);
    link.setAttribute("aria-describedby", box.id);
    shown = link;
    box.showPopover();
    place(link);
  };

  box.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "closed") return;
    shown?.removeAttribute("aria-describedby");
    if (box.contains(document.activeElement)) shown?.focus();
  });

  const linkOf = (event) => event.target.closest?.(SELECTOR);

  document.addEventListener("pointerover", (event) => {
    // A pressed button means that text is being selected: nothing may come in between.
    if (event.pointerType !== "mouse" || event.buttons) return;
    const link = linkOf(event);
    if (link) later(() => show(link), 120);
    else if (box.contains(event.target)) clearTimeout(timer);
    else if (isOpen() && !box.contains(document.activeElement)) later(hide, 250);
    else clearTimeout(timer);
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
    wasShown = isOpen() ? shown : null;
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
