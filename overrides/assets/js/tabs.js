// Tabs with the same label (Windows, Linux) switch together, on every page, and the choice is remembered.
{
  const KEY = "explainer.tabs";
  const sets = [...document.querySelectorAll(".tabbed-set")];
  const inputsOf = (set) => [...set.querySelectorAll(":scope > input")];
  const panelsOf = (set) => [...set.querySelectorAll(":scope > .tabbed-content > .tabbed-block")];
  const labelOf = (input) => document.querySelector(`label[for="${input.id}"]`)?.textContent.trim();

  // What stands in the other tabs is found by the browser's search in the page, where it can open what it finds.
  const fold = () => {
    if (!("onbeforematch" in document)) return;
    for (const set of sets) {
      const inputs = inputsOf(set);
      panelsOf(set).forEach((panel, at) => { panel.hidden = !inputs[at].checked && "until-found"; });
    }
  };

  const choose = (wanted) => {
    for (const set of sets) {
      const match = wanted.map((label) => inputsOf(set).find((input) => labelOf(input) === label)).find(Boolean);
      if (match) match.checked = true;
    }
    fold();
  };

  const remembered = () => {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(KEY)); } catch { /* storage is blocked, or holds something else */ }
    return Array.isArray(kept) ? kept.filter((label) => typeof label === "string") : [];
  };

  if (sets.length) {
    choose(remembered());
    // Back: the browser fills the form again, without an event.
    addEventListener("pageshow", fold);
    for (const set of sets)
      for (const type of ["reveal", "beforematch"])
        set.addEventListener(type, ({ target }) => {
          const inputs = inputsOf(set);
          const at = panelsOf(set).findIndex((panel, place) => panel.contains(target) || inputs[place] === target);
          if (at >= 0) inputs[at].checked = true;
          fold();
        });
    document.addEventListener("change", (event) => {
      if (!event.target.matches(".tabbed-set > input")) return;
      const before = event.target.getBoundingClientRect().top;
      const labels = [labelOf(event.target), ...remembered()];
      choose(labels.slice(0, 1));
      // Panels above may have changed their height: keep the reader's place.
      scrollBy({ top: event.target.getBoundingClientRect().top - before, behavior: "instant" });
      try { localStorage.setItem(KEY, JSON.stringify([...new Set(labels)].slice(0, 5))); } catch { /* storage is blocked */ }
    });
  }
}
