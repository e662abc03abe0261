// A press beside a dialog closes it, also where the browser does not know `closedby` (Safari).
const isBeside = ({ target, clientX, clientY }) => {
  if (!target.matches?.("dialog[closedby='any']")) return false;
  const { left, right, top, bottom } = target.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
};
let began = false;
addEventListener("pointerdown", (event) => { began = isBeside(event); });
// Not for a press that began inside, as when text is selected.
addEventListener("click", (event) => {
  if (began && isBeside(event)) event.target.close();
});
