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

  // The mark that was followed, and where that was.
  let left = null;
  let leftAt = "";

  const isOpen = () => box.matches(":popover-open");
  const later = (action, delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };
  const hide = () => {
    clearTimeout(timer);
    if (isOpen()) box.hidePopover();
  };

  // A mark may stand for several sources.
  const entriesOf = (link) => [link.hash.slice(1), ...(link.dataset.also?.split(" ") ?? [])]
    .map((id) => document.getElementById(id)).filter(Boolean);

  const fill = (link) => {
    const entries = entriesOf(link);
    const copies = entries.map((entry) => {
      const copy = document.createElement(entry.matches("dl *") ? "dl" : "div");
      copy.append(...entry.cloneNode(true).childNodes);
      for (const part of copy.querySelectorAll(".source__back, sup.cite")) part.remove();
      for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
      return copy;
    });
    const list = document.createElement("a");
    list.href = link.hash;
    list.className = "preview__list";
    list.textContent = entries[0]?.closest("section")?.querySelector("h2")?.firstChild.textContent ?? "";
    box.replaceChildren(...copies, list);
    return copies.length > 0;
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
    if (!fill(link)) return;
    // Beside its mark in the document, so that Tab goes from the mark into the preview and on.
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

  // A source lists some of its places; to the one that its reader came from it leads back in any case.
  const wayBack = (back) => {
    if (!back || left.id && back.querySelector(`[href="#${left.id}"]`)) return;
    if (!left.id) {
      document.getElementById("ref-here")?.removeAttribute("id");
      left.id = "ref-here";
    }
    const link = back.firstElementChild.cloneNode();
    link.href = `#${left.id}`;
    link.className = "here";
    link.textContent = "↩";
    link.setAttribute("aria-label", link.getAttribute("aria-label").split(",")[0]);
    back.prepend(link, " ");
  };

  const follow = (link) => {
    left = link;
    leftAt = location.hash;
    for (const link of document.querySelectorAll(".source__back > .here")) link.remove();
    for (const entry of entriesOf(left)) wayBack(entry.querySelector(".source__back"));
    hide();
  };

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
    } else if (link || event.target.closest?.(".preview__list")) follow(link ?? shown);
  });
  // Who goes back in the history is at the mark again.
  addEventListener("hashchange", () => {
    if (left && location.hash === leftAt) left.focus({ preventScroll: true });
    if (location.hash !== left?.hash) left = null;
    hide();
  });
  // What is selected, and copied, is the page's text.
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!selection.isCollapsed && !box.contains(selection.anchorNode)) hide();
  });
}
