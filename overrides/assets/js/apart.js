// Fetched apart: the script of the notes beside the text, only where there is room for them; that of the figures, which
// keeps them as pictures and moves their sliders, once the page is shown.
{
  const wide = document.querySelector(".home, .compare, .chooser")
  if (!wide && document.querySelector("p > sup.cite") && matchMedia("(min-width: 88em)").matches) import("./notes.js")
  if (document.querySelector(".drawn")) requestAnimationFrame(() => setTimeout(() => import("./figure.js")))
}
