// Every link lands where it can be seen: whatever hides the target of the address is opened, and found text likewise.
// Who hides parts of a page listens for "reveal", which rises from the target, and shows them in its own way.
{
  /** The element that the address names; a cut or mistyped fragment names none. */
  const target = () => {
    const fragment = location.hash.slice(1);
    try { return document.getElementById(fragment) ?? document.getElementById(decodeURIComponent(fragment)); } catch { return null; }
  };

  const open = (element) => {
    const shown = element.checkVisibility();
    element.dispatchEvent(new Event("reveal", { bubbles: true }));
    for (let part = element; part; part = part.parentElement) {
      if (part.matches("details")) part.open = true;
      if (part.hidden) part.hidden = false;
      if (part.popover && !part.matches(":popover-open")) part.showPopover();
    }
    // What is never shown itself, as the button of a tab, stands for what is around it.
    let place = element;
    while (!place.checkVisibility()) place = place.parentElement;
    if (!shown) place.scrollIntoView();
  };
  const reveal = () => {
    const element = target();
    if (element) open(element);
  };

  // Once the modules of the page stand, for they listen.
  document.addEventListener("DOMContentLoaded", reveal);
  addEventListener("hashchange", () => {
    reveal();
    if (history.state) scrollTo(history.state);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href*='#']");
    // To follow the address that is shown already changes nothing, though its target may be folded again.
    if (link?.href === location.href) setTimeout(reveal);
    // Chromium goes back to the # that a page was opened with, not to where its reader was.
    else if (link) history.replaceState({ top: scrollY }, "");
  });

  // Paper cannot unfold anything.
  addEventListener("beforeprint", () => {
    for (const closed of document.querySelectorAll("details:not([open])")) {
      closed.open = true;
      addEventListener("afterprint", () => { closed.open = false; }, { once: true });
    }
  });
}
