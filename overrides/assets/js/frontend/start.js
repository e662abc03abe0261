// Wakes the front end and the running figures when a reader first touches them, and not before: until then
// they are plain markup, and the page loads this file only.

/** Calls `load` once; after a failure the next call tries again, and the reader is told. */
function waking(root, load) {
  let loading;
  return () =>
    (loading ??= load().catch(() => {
      loading = undefined;
      root.dataset.state = "error";
      for (const line of root.querySelectorAll("[data-failed]")) line.textContent = line.dataset.failed;
      return null;
    }));
}

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

for (const root of document.querySelectorAll("[data-frontend]")) {
  let awake = false;
  const words = JSON.parse(root.dataset.words);
  const [form, stage, bar, go, caption, progress] = ["form", ".frontend__stage", ".frontend__bar", ".frontend__go", ".frontend__caption", "progress"].map((name) => root.querySelector(name));
  /** Brings the clip into view, with the words that it is made from if there is room for both. */
  const bring = () => {
    const head = (document.querySelector(".md-header")?.offsetHeight ?? 0) + 8;
    const [top, clip, bottom] = [form.getBoundingClientRect().top, stage.getBoundingClientRect().top, bar.getBoundingClientRect().bottom + 8];
    if (Math.min(top, clip) >= head && bottom <= innerHeight) return;
    const both = bottom - top <= innerHeight - head;
    // What is said under the clip may take a line or two more.
    const way = Math.min((both ? top : clip) - head, bottom - innerHeight + (both ? 60 : 0));
    scrollBy({ top: way, behavior: root.dataset.moving === "true" ? "smooth" : "auto" });
  };
  // The finished clip in the frame moves by style alone; it and the clips after it stop and go by the same button.
  const play = root.querySelector(".frontend__play");
  const move = (moving) => {
    root.dataset.moving = moving;
    play.textContent = play.dataset[moving ? "pause" : "play"];
    play.ariaLabel = `${play.textContent}: ${words.clip}`;
  };
  move(!still);
  play.addEventListener("click", () => move(root.dataset.moving !== "true"));
  const wake = waking(root, async () => {
    const { mount } = await import("./widget.js");
    const frontend = await mount(root);
    awake = true;
    return frontend;
  });
  /** A press is seen at once; what it asks for is done when the script has come, if that is still on its way. */
  const press = async (act) => {
    bring();
    if (awake) return;
    root.dataset.state = "loading";
    progress.hidden = false;
    go.textContent = words.waiting;
    caption.textContent = words.loading.replace("{percent}", 0);
    const frontend = await wake();
    if (frontend) return frontend[act]();
    progress.hidden = true;
    go.textContent = words.generate;
  };
  root.addEventListener("submit", (event) => {
    // What stands on a button to try next is what it asks for.
    const { value } = event.submitter ?? {};
    if (value) {
      form.elements.prompt.value = value;
      form.elements.prompt.dispatchEvent(new Event("input"));
    }
    // A phone's keyboard would stand before the clip.
    if (matchMedia("(pointer: coarse)").matches) document.activeElement.blur();
    if (!awake) {
      event.preventDefault();
      event.stopPropagation();
    }
    press("press");
  }, true);
  // The field is three lines high, for a whole sentence to be seen; a line's end in it would mean nothing.
  form.elements.prompt.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  root.querySelector(".frontend__wheels").addEventListener("change", () => press("wheel"));
  root.querySelector(".frontend__lot").addEventListener("click", () => press("lot"));
  root.addEventListener("click", ({ target }) => target.closest(".frontend__shelf, .frontend__offer, .frontend__plug button") && bring());
  for (const touch of ["focusin", "pointerover"]) root.addEventListener(touch, wake, { once: true });
  const linked = () => location.hash.startsWith("#prompt=") && (bring(), wake());
  addEventListener("hashchange", linked);
  linked();
}

for (const root of document.querySelectorAll("[data-lab]")) {
  const button = root.querySelector(".lab__run");
  const wake = waking(root, async () => (await import("./figures.js")).mount(root));
  button.addEventListener("click", async () => {
    root.dataset.state = "loading";
    root.querySelector(".lab__live").hidden = false;
    (await wake())?.run();
  });
}
