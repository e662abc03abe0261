// The menu on narrow screens: the page's own navigation and contents, moved into a modal dialog while open.
// A dialog brings focus trap, Escape, inert background and focus return. Without this the link shows the menu by :target.
{
  const link = document.querySelector(".bar__menu");
  const menu = document.getElementById("site-menu");

  if (link && menu) {
    const drawer = document.createElement("dialog");
    drawer.className = "drawer";
    drawer.setAttribute("closedby", "any");
    drawer.setAttribute("aria-label", menu.getAttribute("aria-label"));
    document.body.append(drawer);

    const contents = document.querySelector(".md-sidebar--secondary .md-nav--secondary");
    const homes = [menu, contents].filter(Boolean).map((part) => [part, part.parentNode]);
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");

    const open = () => {
      for (const [part] of homes) drawer.append(part);
      drawer.showModal();
    };

    link.addEventListener("click", (event) => {
      event.preventDefault();
      open();
    });
    const close = menu.querySelector(".menu__close");
    close.setAttribute("role", "button");
    for (const button of [link, close]) {
      button.addEventListener("keydown", (event) => {
        if (event.key !== " ") return;
        event.preventDefault();
        button.click();
      });
    }
    drawer.addEventListener("click", (event) => {
      const target = event.target.closest("a");
      if (target === close) event.preventDefault();
      if (target) drawer.close();
    });
    drawer.addEventListener("close", () => {
      // The event comes as a task of its own: by then a quick reader may have opened the drawer again.
      if (drawer.open) return;
      for (const [part, home] of homes) home.append(part);
    });
    matchMedia("(min-width: 76.25em)").addEventListener("change", () => drawer.close());
  }
}
