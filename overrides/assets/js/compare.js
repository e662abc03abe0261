// The table of variants: filter, sort. Without this script everything stands there at once.
for (const section of document.querySelectorAll(".compare")) {
  const form = section.querySelector(".compare__tools");
  const table = section.querySelector("table");
  const groups = [...table.tBodies];
  const rows = [...table.querySelectorAll("tr[data-licence]")];
  const homes = new Map(rows.map((row) => [row, row.parentNode]));
  const count = form.querySelector("output");
  const regroup = form.querySelector("[data-group]");
  const field = (name) => form.elements[name].value;

  const filter = () => {
    const from = field("from"), licence = field("licence"), memory = parseFloat(field("memory"));
    const then = form.elements.then.checked && form.elements.then.value;
    for (const row of rows) {
      const { from: starts = "", licence: terms, memory: least, released = "" } = row.dataset;
      row.hidden = Boolean(from && !starts.split(" ").includes(from) || licence && terms !== licence ||
        memory && !(parseFloat(least) <= memory) || then && !(released && released <= then));
    }
    for (const group of groups) group.hidden = ![...group.querySelectorAll("tr[data-licence]")].some((row) => !row.hidden);
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = count.dataset.text.replace("##", rows.length).replace("#", shown);
  };

  // A sorted table has no groups: all rows stand in the first one, those without a value last.
  const sort = (head, up) => {
    for (const other of table.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    regroup.hidden = !head;
    for (const group of groups) group.rows[0].hidden = Boolean(head);
    if (!head) {
      for (const row of rows) homes.get(row).append(row);
    } else {
      const key = head.dataset.column;
      const value = (row) => key === "released" ? row.dataset.released : row.dataset[key] && parseFloat(row.dataset[key]);
      const known = rows.filter((row) => value(row) !== undefined), unknown = rows.filter((row) => value(row) === undefined);
      known.sort((a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0) * (up ? 1 : -1));
      groups[0].append(...known, ...unknown);
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
    }
    filter();
  };

  for (const head of table.querySelectorAll("[data-sort-label]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.title = head.dataset.sortLabel;
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(head, head.getAttribute("aria-sort") !== "ascending"));
  }
  regroup.addEventListener("click", () => sort(null));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  // A reset changes the fields only after its event.
  form.addEventListener("reset", () => setTimeout(() => sort(null)));
  // A link to what is left out, or to the name of a group when there are none, brings it back.
  section.addEventListener("reveal", ({ target }) => {
    const row = target.closest("tr");
    if (row && groups.some(({ rows: [head] }) => head === row && head.hidden)) sort(null);
    if (!row?.hidden && !row?.parentNode.hidden) return;
    for (const name of ["from", "licence", "memory"]) form.elements[name].value = "";
    form.elements.then.checked = false;
    filter();
  });
  form.hidden = false;
  filter();
  // Back: the browser fills the form again, without an event.
  addEventListener("pageshow", filter);
}
