// Goes through the steps of a numbered list and its drawing; without this script both are shown whole.
for (const stepper of document.querySelectorAll("[data-stepper]")) {
  const steps = [...stepper.querySelectorAll("li")];
  const lines = [...stepper.querySelectorAll("[data-step]")];
  const bar = stepper.querySelector("[hidden]");
  const [back, on] = bar.querySelectorAll("button");
  const where = bar.querySelector("[role=status]");
  let now = 0;
  const show = (step) => {
    now = Math.min(Math.max(step, 0), steps.length);
    stepper.classList.toggle("stepping", now > 0);
    steps.forEach((item, index) => {
      if (index + 1 === now) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
    for (const line of lines) line.classList.toggle("now", line.dataset.step.split(" ").includes(String(now)));
    where.textContent = now ? where.dataset.text.replace("{now}", now).replace("{all}", steps.length) : "";
    // Not `disabled`, which would take the focus away from who is using the keyboard.
    back.setAttribute("aria-disabled", String(now === 0));
    on.setAttribute("aria-disabled", String(now === steps.length));
  };
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) show(now + Number(button.value));
  });
  show(0);
  bar.hidden = false;
}
