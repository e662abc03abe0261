// The switch of language keeps the reader's place: answers, prompts and sections have the same names in both editions.
{
  const link = document.querySelector(".bar__language");

  // What the address names, as long as it is in view or no part of the page (a prompt); else the section being read.
  const place = () => {
    const asked = document.querySelector(":target")?.getBoundingClientRect();
    if (location.hash && !(asked && (asked.bottom < 0 || asked.top > innerHeight))) return location.hash;
    return document.querySelector(".md-nav--secondary [aria-current]")?.hash ?? "";
  };
  const carry = () => {
    const there = new URL(link.href);
    there.search = location.search;
    there.hash = place();
    link.href = there.href;
  };
  // Before a menu or another window can ask for the address, too.
  for (const type of ["pointerdown", "focus", "click"]) link?.addEventListener(type, carry);
}
