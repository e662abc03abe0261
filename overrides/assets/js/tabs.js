// Tabs with the same label (Windows, Linux) switch together, on every page, and the choice is remembered.
{
  const KEY = "explainer.tabs"
  const sets = [...document.querySelectorAll(".tabbed-set")]
  const labelOf = input => document.querySelector(`label[for="${input.id}"]`)?.textContent.trim()

  const choose = wanted => {
    for (const set of sets) {
      const inputs = [...set.querySelectorAll(":scope > input")]
      const match = wanted.map(label => inputs.find(input => labelOf(input) === label)).find(Boolean)
      if (match) match.checked = true
    }
  }

  const remembered = () => {
    try { return JSON.parse(localStorage.getItem(KEY)) ?? [] } catch { return [] }
  }

  if (sets.length) {
    if (!location.hash.startsWith("#__tabbed")) choose(remembered())
    document.addEventListener("change", event => {
      if (!event.target.matches(".tabbed-set > input")) return
      const before = event.target.getBoundingClientRect().top
      const labels = [labelOf(event.target), ...remembered()]
      choose(labels.slice(0, 1))
      // Panels above may have changed their height: keep the reader's place.
      scrollBy({ top: event.target.getBoundingClientRect().top - before, behavior: "instant" })
      try { localStorage.setItem(KEY, JSON.stringify([...new Set(labels)].slice(0, 5))) } catch { /* storage is blocked */ }
    })
  }
}
