// The chooser: reads the rules from the cards on the page, answers, and keeps the choice in the address.
for (const chooser of document.querySelectorAll(".chooser")) {
  const form = chooser.querySelector("form");
  const result = chooser.querySelector(".chooser__result");
  const notice = chooser.querySelector(".chooser__notice");
  const nothing = chooser.querySelector(".chooser__nothing");
  const all = chooser.querySelector(".chooser__all");
  const NAMES = ["machine", "gb", "purpose", "from"];
  const words = (text) => text ? text.split(" ") : [];
  const cards = [...chooser.querySelectorAll(".choice")].map((card) => ({
    card,
    lines: [...card.querySelectorAll("[data-purposes]")].map((line) => [line, words(line.dataset.purposes)]),
    from: card.dataset.from === undefined ? null : words(card.dataset.from),
    ways: [...card.querySelectorAll("[data-way]")].map((item) => ({
      item,
      tight: item.querySelector(".choice__tight"),
      machines: words(item.dataset.machines),
      from: words(item.dataset.from),
      gb: item.dataset.gb === undefined ? null : Number(item.dataset.gb),
    })),
  }));

  // The same rules as explainer/records/chooser.py; the tests compare the two.
  const decide = ({ card, from, ways }, choice) => {
    if (from && !from.includes(choice.from)) return null;
    const known = ways.filter((way) => way.from.includes(choice.from));
    const fitting = known.filter((way) => way.machines.includes(choice.machine) &&
      (way.gb === null || choice.machine !== "nvidia" || choice.gb >= way.gb));
    const said = card.dataset[choice.purpose];
    const group = said === "unknown" || !known.length && said !== "excluded" ? "unknown"
      : said === "excluded" ? "excluded"
        : fitting.some((way) => way.gb !== null) ? "fits" : "larger";
    return { group, known, fitting, said };
  };

  const show = ({ lines, ways }, choice, answer) => {
    const listed = answer.group === "fits" || answer.group === "unknown" && answer.fitting.some((way) => way.gb === null)
      ? answer.fitting : answer.group === "larger" ? answer.known : [];
    for (const way of ways) {
      way.item.hidden = !listed.includes(way);
      way.tight.hidden = !(answer.group === "fits" && way.gb !== null && choice.gb - way.gb < 1);
    }
    for (const [line, purposes] of lines) line.hidden = !purposes.includes(choice.purpose);
  };

  const groups = Object.fromEntries([...result.querySelectorAll("[data-group]")].map((part) => [part.dataset.group, part]));
  const asides = [...result.querySelectorAll("[data-machine]")];
  const after = result.nextSibling;

  const answer = (choice) => {
    const found = cards.map((entry) => [entry, decide(entry, choice)]);
    // What the makers say of a machine without figures comes first; what sets no condition before what does.
    const told = (given) => Boolean(given?.fitting.some((way) => way.gb === null));
    const rank = (given) => (given?.said === "conditions") - told(given);
    found.sort(([, a], [, b]) => rank(a) - rank(b));
    const order = found.some(([, given]) => given?.group === "unknown" && told(given))
      ? ["fits", "unknown", "larger", "excluded"] : ["fits", "larger", "excluded", "unknown"];
    // Out of the page while cards move, so that the browser works out the page once.
    result.remove();
    all.remove();
    for (const [entry, given] of found) {
      if (given) show(entry, choice, given);
      (given ? groups[given.group] : all).append(entry.card);
    }
    for (const part of Object.values(groups)) part.hidden = !part.querySelector(".choice");
    for (const part of asides) part.hidden = part.dataset.machine !== choice.machine;
    nothing.hidden = choice.machine === "unknown" || !groups.fits.hidden;
    result.append(...order.map((name) => groups[name]));
    result.hidden = false;
    chooser.insertBefore(result, after);
    all.hidden = true;
    chooser.append(all);
  };

  // A link to what the answer leaves out shows every card again, whole.
  chooser.addEventListener("reveal", ({ target }) => {
    if (!target.closest(".chooser [hidden]")) return;
    for (const { card, lines, ways } of cards) {
      for (const [line] of lines) line.hidden = false;
      for (const way of ways) {
        way.item.hidden = false;
        way.tight.hidden = true;
      }
      all.append(card);
    }
    all.hidden = false;
    result.hidden = true;
  });

  const read = () => {
    form.elements.gb.disabled = form.elements.machine.value !== "nvidia";
    const data = new FormData(form);
    const choice = { machine: data.get("machine"), purpose: data.get("purpose"), from: data.get("from"), gb: null };
    if (choice.machine === "nvidia") choice.gb = Number(data.get("gb"));
    return choice;
  };

  const update = () => {
    const choice = read();
    if (choice.machine && choice.purpose && choice.from) answer(choice);
    return choice;
  };

  const changed = () => {
    notice.hidden = true;
    const choice = update();
    const query = new URLSearchParams(location.search);
    for (const name of NAMES) choice[name] === null ? query.delete(name) : query.set(name, choice[name]);
    history.replaceState(null, "", `?${query}${location.hash}`);
  };

  // Sets a field from the address; tells whether the value is one that can be chosen.
  const set = (name, value) => {
    const fields = [...form.querySelectorAll(`[name="${name}"]`)];
    const options = name === "gb" ? [...fields[0].options] : fields;
    const wanted = options.find((option) => option.value === value);
    if (wanted) wanted[name === "gb" ? "selected" : "checked"] = true;
    return Boolean(wanted);
  };

  // Where the address has no answers, those count that the browser brings back.
  const follow = () => {
    const query = new URLSearchParams(location.search);
    const given = NAMES.filter((name) => query.has(name));
    const bad = given.filter((name) => !set(name, query.get(name)));
    // An amount of memory belongs to an NVIDIA card, and such a card has one.
    const amiss = bad.length || given.includes("machine") && (query.get("machine") === "nvidia") !== given.includes("gb");
    if (amiss) form.reset();
    notice.hidden = !amiss;
    update();
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", changed);
  follow();
  addEventListener("popstate", follow);
  addEventListener("pageshow", update);
}
