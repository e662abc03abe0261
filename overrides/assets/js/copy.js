// A copy button on each block of code: what is copied has no prompts and no last line end, which would start it.
{
  const { copy, copied } = document.querySelector(".bar")?.dataset ?? {};

  for (const code of document.querySelectorAll(".md-typeset pre > code")) {
    const button = document.createElement("button");
    const label = document.createElement("span");
    button.type = "button";
    button.className = "copy";
    label.setAttribute("aria-live", "polite");
    label.textContent = copy;
    button.append(label);
    code.parentNode.before(button);
    button.setAttribute("aria-label", `${copy}: ${code.textContent.trim().split("\n", 1)[0]}`);
    const text = () => {
      const typed = code.cloneNode(true);
      for (const part of typed.querySelectorAll(".gp, .go")) part.remove();
      return typed.textContent.trimEnd();
    };
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text());
        label.textContent = copied;
        setTimeout(() => { label.textContent = copy; }, 2000);
      } catch {
        // No access to the clipboard: select the text, so that the reader's own command copies it.
        getSelection().selectAllChildren(code);
      }
    });
  }
}
