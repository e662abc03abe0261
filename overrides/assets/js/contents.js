// Marks, in the table of contents, the section being read.
{
  const links = new Map();
  for (const link of document.querySelectorAll(".md-nav--secondary a[href^='#']")) {
    const heading = document.getElementById(link.hash.slice(1));
    if (heading) links.set(heading, link);
  }

  let marked = null;
  // The section being read is the last one whose heading stands in the upper quarter of the window; but the one
  // that the address asks for counts while its heading is up there, or in view at the end of the page.
  const update = () => {
    const asked = document.querySelector(":target");
    const atEnd = scrollY + innerHeight > document.documentElement.scrollHeight - 2;
    let current = null;
    for (const [heading, link] of links) {
      if (!heading.checkVisibility()) continue;
      const { top } = heading.getBoundingClientRect();
      if (top < innerHeight / 4) current = link;
      if (heading === asked && top >= 0 && top < innerHeight / (atEnd ? 1 : 4)) {
        current = link;
        break;
      }
    }
    if (current === marked) return;
    marked?.removeAttribute("aria-current");
    current?.setAttribute("aria-current", "location");
    marked = current;
  };
  // The first root ends there and reaches far above the window, so that a jump over a heading is noticed too.
  for (const rootMargin of ["1000000px 0px -75% 0px", "0px"]) {
    const observer = new IntersectionObserver(update, { rootMargin });
    for (const heading of links.keys()) observer.observe(heading);
  }
  addEventListener("hashchange", update);
}
