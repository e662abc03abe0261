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
  // The finished clip in the frame moves by style alone; it and the clips after it stop and go by the same button.
  const play = root.querySelector(".frontend__play");
  const move = (moving) => {
    root.dataset.moving = moving;
    play.textContent = play.dataset[moving ? "pause" : "play"];
  };
  move(!still);
  play.addEventListener("click", () => move(root.dataset.moving !== "true"));
  const wake = waking(root, async () => {
    const { mount } = await import("./widget.js");
    const frontend = await mount(root);
    awake = true;
    return frontend;
  });
  // What is pressed while the script is still on its way is done when it has come.
  root.addEventListener("submit", async (event) => {
    if (awake) return;
    event.preventDefault();
    event.stopPropagation();
    (await wake())?.press();
  }, true);
  root.querySelector(".frontend__wheels").addEventListener("change", async () => awake || (await wake())?.wheel());
  root.querySelector(".frontend__lot").addEventListener("click", async () => awake || (await wake())?.lot());
  for (const touch of ["focusin", "pointerover"]) root.addEventListener(touch, wake, { once: true });
  const linked = () => location.hash.startsWith("#prompt=") && wake();
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
