// The notes beside the text: their script is fetched only where there is room for them.
{
  const wide = document.querySelector(".home, .compare, .chooser")
  if (!wide && document.querySelector("p > sup.cite") && matchMedia("(min-width: 88em)").matches) import("./notes.js")
}
