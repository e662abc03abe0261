// Every figure can be kept as a picture; what draws it comes with the first press.
for (const links of document.querySelectorAll(".drawn__pictures")) {
  const figure = links.closest("figure");
  links.hidden = false;
  links.addEventListener("click", async ({ target }) => {
    if (!target.value) return;
    const ways = await import("./snapshot.js");
    const href = URL.createObjectURL(await ways[target.value](figure));
    // Drawing took the button off the page for a moment.
    target.focus();
    Object.assign(document.createElement("a"), { href, download: `${figure.getAttribute("aria-labelledby")}.${target.value}` }).click();
    setTimeout(() => { URL.revokeObjectURL(href); }, 60_000);
  });
}

// The plane of memory and licence: a slider moves the line at the reader's card, and what fits is filled and named.
for (const figure of document.querySelectorAll(".plane")) {
  const label = figure.querySelector(".plane__card");
  const range = label.querySelector("input");
  const said = figure.querySelector(".plane__said");
  const mine = figure.querySelector(".plane__mine");
  const cards = range.dataset.cards.split(" ");
  const rows = [...figure.querySelectorAll(".plane__rows > li")];

  const move = () => {
    const gb = cards[range.value];
    for (const row of rows) row.dataset.fits = Number(row.dataset.gb) <= gb ? "yes" : "no";
    const names = rows.filter((row) => row.dataset.fits === "yes").map((row) => row.dataset.name);
    const told = { gb, count: names.length, all: rows.length, names: names.join(", ") };
    said.textContent = said.dataset[names.length ? "some" : "none"].replace(/\{(\w+)\}/g, (_, key) => told[key]);
    for (const end of ["x1", "x2"]) mine.setAttribute(end, `${100 * range.value / (cards.length - 1)}%`);
    label.querySelector("b").textContent = range.ariaValueText = `${gb} GB`;
  };
  range.addEventListener("input", move);
  // Moved before this script came, or by the browser when the reader came back.
  move();
}
