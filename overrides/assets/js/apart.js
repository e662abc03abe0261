// Fetched apart: the script of the notes beside the text, only where there is room for them; of dialogs, only where the
// browser does not know enough of them; of figures, once the page is shown: it keeps them as pictures and moves sliders.
{
  const wide = document.querySelector(".home, .chooser")
  if (!wide && document.querySelector("p > sup.cite") && matchMedia("(min-width: 88em)").matches) import("./notes.js")
  if (!("closedBy" in HTMLDialogElement.prototype)) import("./dialogs.js")
  if (document.querySelector(".drawn")) requestAnimationFrame(() => setTimeout(() => import("./figure.js")))
}
