// "Back to top" appears to who turns back up the page, or has reached its end: not over the text one is reading,
// nor over what a link led back to.
for (const button of document.querySelectorAll(".md-top")) {
  let last = 0;
  addEventListener("scroll", () => {
    const moved = scrollY - last;
    const atEnd = scrollY + innerHeight > document.documentElement.scrollHeight - 8;
    if (Math.abs(moved) < 8 && !atEnd || button === document.activeElement) return;
    last = scrollY;
    button.hidden = scrollY < innerHeight / 2 || !atEnd && (moved > 0 || moved < -innerHeight);
  }, { passive: true });
  button.addEventListener("click", () => {
    document.querySelector(".bar__name").focus();
    scrollTo(0, 0);
  });
}
