// "Back to top" appears to who turns back up the page, or has reached its end: not over the text one is reading.
{
  const button = document.querySelector(".md-top");
  const STEP = 8;

  if (button) {
    let last = 0;
    addEventListener("scroll", () => {
      const moved = scrollY - last;
      const atEnd = scrollY + innerHeight > document.documentElement.scrollHeight - STEP;
      if (Math.abs(moved) < STEP && !atEnd || button === document.activeElement) return;
      last = scrollY;
      button.hidden = scrollY < innerHeight / 2 || moved > 0 && !atEnd;
    }, { passive: true });
    button.addEventListener("click", () => {
      document.querySelector(".bar__name")?.focus({ preventScroll: true });
      scrollTo({ top: 0 });
    });
  }
}
