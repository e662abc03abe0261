// Buttons that leave out cards of other groups; without this script every card is shown.
for (const filter of document.querySelectorAll("[data-filter]")) {
  const cards = [...document.querySelectorAll(filter.dataset.filter)];
  const buttons = [...filter.querySelectorAll("button")];
  const show = (group) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === group));
    for (const card of cards) card.hidden = group !== "" && card.dataset.group !== group;
  };
  filter.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) show(button.value);
  });
  // A link to a card that is left out brings all of them back.
  document.addEventListener("reveal", ({ target }) => {
    if (cards.some((card) => card.hidden && card.contains(target))) show("");
  });
  filter.hidden = false;
}
