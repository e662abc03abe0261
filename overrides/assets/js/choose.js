// The chooser: reads what each way needs from its card, answers, and keeps the choice in the address.
for (const chooser of document.querySelectorAll(".chooser")) {
  const form = chooser.querySelector("form");
  const fields = form.elements;
  const result = chooser.querySelector(".chooser__result");
  const say = chooser.querySelector(".chooser__say");
  const notice = chooser.querySelector(".chooser__notice");
  const all = chooser.querySelector(".chooser__all");
  const places = Object.fromEntries([...result.querySelectorAll("[data-choice]")].map((box) => [box.dataset.choice, box]));
  const machines = [...fields.card.options].filter((option) => option.value);
  const presets = Object.fromEntries([...fields].map((field) => [field.name, [...field.options].find((option) => option.defaultSelected)?.value ?? ""]));
  const number = (text) => +text || null;
  const ways = [...chooser.querySelectorAll(".way")].map((card) => {
    const { kinds, systems, typing, starts, gb, roomy, ram, disk, sound, family, place, not } = card.dataset;
    return {
      card, family, name: card.querySelector(".way__name"), lead: card.querySelector(".way__lead"), own: place === "own", sound: sound !== undefined,
      kinds, systems, typing, starts, not,
      gb: number(gb), roomy: number(roomy), ram: number(ram), disk: number(disk), said: card.dataset,
    };
  });

  // The same rules as explainer/records/chooser.py; the tests compare the two.
  const recommend = (asked) => {
    const terms = ({ said, not }) => said[asked.purpose] !== "unknown" && not.includes(asked.region) ? "excluded" : said[asked.purpose];
    const enough = (need, has) => need === null || has === null || has >= need;
    const fitting = ways.filter((way) => way.starts.includes(asked.from) && (way.sound || asked.sound === "no") &&
      (!way.own || enough(way.gb, asked.gb) && enough(way.ram, asked.ram) && enough(way.disk, asked.disk) &&
        way.kinds.includes(asked.kind) && way.systems.includes(asked.system)));
    const tight = (way) => way.roomy !== null && asked.gb < way.roomy;
    const typed = (way) => asked.typing === "no" && way.typing.includes(asked.system);
    const order = (way) => [typed(way), !way.own, terms(way) === "paid", tight(way)];
    const sorted = (list, key) => list.map((way) => [way, key(way)]).sort(([, a], [, b]) => {
      const place = a.findIndex((value, i) => value !== b[i]);
      return place < 0 ? 0 : a[place] - b[place];
    }).map(([way]) => way);
    const allowed = sorted(fitting.filter((way) => !["excluded", "unknown"].includes(terms(way))), order);
    if (!allowed.length) return asked.sound === "no" ? { others: [], barred: [] } : { ...recommend({ ...asked, sound: "no" }), silent: true };
    const [first, ...left] = allowed;
    const [second] = sorted(left, (way) => [first.own ? typed(way) : !way.own, way.said.name === first.said.name, way.family === first.family, !way.own, ...order(way)]);
    return {
      first, second, tight: tight(first), paid: terms(first) === "paid",
      others: allowed.filter(({ name }) => ![first, second].some((way) => way?.name.textContent === name.textContent)).slice(0, 2),
      barred: fitting.filter((way) => way.own && terms(way) === "excluded"),
    };
  };

  // Of the reported times the one for this machine, or for the nearest in the list.
  const minutes = (way, machine) => {
    const here = machines.indexOf(machine);
    const place = (time) => machines.findIndex((option) => option.value === time.dataset.machine);
    const far = (time) => machines[place(time)]?.dataset.maker === machine.dataset.maker ? Math.abs(place(time) - here) : Infinity;
    const times = [...way.lead.querySelectorAll(".way__time")];
    const best = times.reduce((a, b) => far(b) < far(a) ? b : a);
    for (const time of times) {
      time.hidden = time !== best;
      time.querySelector(".way__weaker").hidden = place(time) <= here;
    }
  };

  const read = () => {
    const machine = machines.find((option) => option.value === fields.card.value);
    // A Mac has macOS, and nothing else does.
    const mac = machine?.dataset.system === "mac";
    if (machine && mac !== (fields.system.value === "mac")) fields.system.value = mac ? "mac" : presets.system;
    const asked = Object.fromEntries(Object.keys(presets).map((name) => [name, fields[name].value]));
    const { kind, gb, system } = machine?.dataset ?? {};
    return { ...asked, machine, kind, gb: number(gb), system: system ?? asked.system, ram: number(asked.ram), disk: number(asked.disk) };
  };

  let told = "";
  const answer = () => {
    const asked = read();
    // Cards that stay where they are do not move what the reader sees.
    const { label } = fields.card.selectedOptions[0];
    const now = asked.machine ? [...fields].map(({ value }) => value).join() + label : "";
    if (now === told) return;
    told = now;
    for (const way of ways) all.append(way.card);
    say.replaceChildren();
    result.hidden = !asked.machine;
    if (!asked.machine) return;
    const found = recommend(asked);
    for (const way of ways) minutes(way, asked.machine);
    for (const line of chooser.querySelectorAll("[data-on]")) line.hidden = !(asked.kind === "cloud" ? ["cloud"] : [asked.system, asked.kind]).some((on) => line.dataset.on.includes(on));
    const { first, second, others, barred } = found;
    const start = asked.machine.value === "unknown" ? "unknown" : found.silent ? "silent" : !first?.own ? second?.own ? "typed" : "elsewhere" : first.said.unsure.includes(asked.kind) ? "perhaps" : found.tight ? "tight" : "yes";
    say.append(Object.assign(document.createElement("span"), { className: "figure__alt", textContent: `${label}. ` }), say.dataset[start]);
    if (first) {
      say.append(` ${first.name.textContent}${first.own && first.ram ? say.dataset.with.replace("{gb}", first.ram) : ""}. `);
      if (found.paid) say.append(say.dataset.paid, " ");
      say.append(Object.assign(document.createElement("a"), { href: "#answer", textContent: say.dataset.whole }));
      places.first.append(first.card);
    }
    if (second) places.second.append(second.card);
    places.others.append(...others.map((way) => way.card));
    places.barred.append(...barred.map((way) => way.card));
    for (const box of Object.values(places)) box.hidden = !box.querySelector(".way");
  };

  const changed = ({ target }) => {
    const { value } = target;
    const { machine } = read();
    notice.hidden = target.value === value;
    notice.textContent = notice.dataset.mac;
    answer();
    const query = new URLSearchParams(location.search);
    for (const name of ["machine", "gb"]) query.delete(name);
    for (const [name, preset] of Object.entries(presets)) [preset, machine?.dataset.system].includes(fields[name].value) ? query.delete(name) : query.set(name, fields[name].value);
    history.replaceState(null, "", `?${query}${location.hash}`);
  };

  // Addresses of the page's first version named a machine of five kinds, and its memory.
  const older = (machine, gb) => {
    const kind = { nvidia: "rtx", apple: "apple", amd: "rdna3", none: "none", unknown: "none" }[machine];
    const like = machines.filter((option) => option.dataset.kind === kind && (kind !== "none" || option.value === machine));
    return kind === "rtx" ? like.filter((option) => option.dataset.gb <= (gb || 8)).pop() ?? like[0] : like[kind === "apple" ? 1 : 0];
  };

  let any;
  const follow = () => {
    any?.remove();
    const query = new URLSearchParams(location.search);
    let amiss = "";
    for (const [name, preset] of Object.entries(presets)) {
      const given = query.get(name);
      // Where the address has no answers, those count that the browser brings back.
      if (given === null && !query.size) continue;
      fields[name].value = given;
      if (fields[name].value === given) continue;
      fields[name].value = preset;
      if (given !== null) amiss = notice.dataset.notice;
    }
    const gb = number(query.get("gb"));
    if (query.has("machine") && !query.has("card")) {
      const option = older(query.get("machine"), gb);
      amiss = option ? notice.dataset.old : notice.dataset.notice;
      if (option) fields.card.value = option.value;
    } else if (query.has("gb")) {
      const option = gb && !query.has("card") && older("nvidia", gb);
      amiss = notice.dataset[option ? "memory" : "notice"];
      if (option) {
        // What the list has for this memory would read as the name of somebody's card; from the top, whoever types the
        // beginning of a name finds its first.
        any = option.cloneNode();
        any.label = notice.dataset.any.replace("{gb}", gb);
        fields.card[0].after(any);
        fields.card.value = option.value;
      }
    }
    notice.hidden = !amiss;
    notice.textContent = amiss;
    answer();
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", changed);
  follow();
  chooser.dataset.ready = "";
  addEventListener("popstate", follow);
  // Not by `:target`: it leaves for a moment on the way back, and with the tables the reader's place in them.
  const tables = chooser.querySelector(".chooser__tables");
  tables.addEventListener("reveal", () => { tables.dataset.open = ""; });
  addEventListener("pageshow", answer);
}
