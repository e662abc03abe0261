// Light or dark: the system's choice until the reader makes another one, which is remembered.
{
  const KEY = "explainer.scheme";
  const button = document.querySelector(".bar__scheme");
  const system = matchMedia("(prefers-color-scheme: dark)");

  const show = (dark) => {
    for (const element of [document.documentElement, document.body]) element.dataset.mdColorScheme = dark ? "slate" : "default";
    button?.setAttribute("aria-pressed", dark);
  };

  // What the reader chose, in this window or another one, else what the system says.
  const follow = () => {
    let kept;
    try { kept = localStorage.getItem(KEY); } catch { /* storage is blocked */ }
    show(kept === "slate" || kept !== "default" && system.matches);
  };

  const isDark = () => document.body.dataset.mdColorScheme === "slate";
  show(isDark());

  button?.addEventListener("click", () => {
    const dark = !isDark();
    show(dark);
    try {
      // Back to what the system says means: follow the system again.
      if (dark === system.matches) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, dark ? "slate" : "default");
    } catch {
      // Storage is blocked: the choice holds for this page.
    }
  });

  system.addEventListener("change", follow);
  addEventListener("storage", ({ key }) => { if (key === KEY || key === null) follow(); });
}
