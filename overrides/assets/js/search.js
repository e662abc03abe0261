// Opens the search dialog by button, "/" or Ctrl+K. What searches is fetched only then, and again after a failure.
{
  const dialog = document.getElementById("site-search");
  const KEY = "explainer.slash";

  if (dialog) {
    const { root, index, panel, engine, loading, error } = dialog.dataset;
    const field = dialog.querySelector(".search__field");
    const status = dialog.querySelector(".search__status");
    const slash = dialog.querySelector(".search__key input");
    const absolute = (path) => new URL(path, document.baseURI).href;
    let state = null;

    const edition = async (home, language) => {
      const [{ build }, answer] = await Promise.all([import(absolute(engine)), fetch(home + index)]);
      if (!answer.ok) throw new Error(`${home + index}: ${answer.status}`);
      return build(await answer.json(), home, language);
    };
    const fetched = async () => {
      const [{ start }, search] = await Promise.all([import(absolute(panel)), edition(absolute(root), document.documentElement.lang)]);
      start(dialog, search, edition);
    };
    const load = () => {
      if (state) return;
      status.textContent = loading;
      state = fetched().catch(() => {
        state = null;
        status.textContent = error;
      });
    };
    const open = () => {
      if (dialog.open) return;
      dialog.showModal();
      field.focus();
      field.select();
      load();
    };

    field.addEventListener("input", load);
    for (const button of document.querySelectorAll(".bar__search, .lost__search")) button.addEventListener("click", open);
    dialog.querySelector(".search__close").addEventListener("click", () => dialog.close());

    try { slash.checked = localStorage.getItem(KEY) !== "off"; } catch { /* storage is blocked */ }
    slash.addEventListener("change", () => {
      try { localStorage.setItem(KEY, slash.checked ? "on" : "off"); } catch { /* storage is blocked */ }
    });
    document.addEventListener("keydown", (event) => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      const command = ctrlKey || metaKey;
      const typing = target.matches?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
      if (altKey || !(command ? key.toLowerCase() === "k" : key === "/" && slash.checked && !typing)) return;
      event.preventDefault();
      open();
    });
  }
}
