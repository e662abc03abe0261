// A figure as a picture to keep: its boxes, drawings and lines of text as the browser shows them, with its sources and
// the site's address. Not HTML inside the SVG, for a canvas with that in it may not be read in every browser.
const NAMESPACE = "http://www.w3.org/2000/svg";
const MARGIN = 24;
const LEFT_OUT = "sup, input, summary, .drawn__links, .route__switch, label:has(> input:not(:checked))";
const PAINT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size", "font-weight"];

const px = (text) => Number.parseFloat(text) || 0;
const make = (name, attributes, text = "") => {
  const element = document.createElementNS(NAMESPACE, name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  element.textContent = text;
  return element;
};

const drawn = (figure) => {
  const origin = figure.getBoundingClientRect();
  const parts = [];
  const add = (style, name, attributes, text) => { parts.push([px(style.zIndex), make(name, attributes, text)]); };

  const box = (style, x, y, width, height) => {
    const round = style.borderTopLeftRadius === "50%" ? width / 2 : 0;
    const half = style.backgroundImage.includes("90deg");
    const down = half ? 0 : px(style.backgroundPositionY);
    const inner = style.backgroundClip === "content-box" ? px(style.paddingLeft) + px(style.borderLeftWidth) : 0;
    const fill = style.backgroundImage.match(/rgb[^)]*\)/)?.[0] ?? style.backgroundColor;
    if (half) add(style, "path", { d: `M${x + round} ${y}a${round} ${round} 0 0 0 0 ${height}z`, fill });
    else add(style, "rect", { x: x + inner, y: y + down, width: Math.max(width - 2 * inner, 0), height: Math.max(height - down, 0), rx: round, fill });
    ["Top", "Right", "Bottom", "Left"].forEach((side, place, sides) => {
      const [wide, stroke, line] = ["Width", "Color", "Style"].map((part) => style[`border${side}${part}`]);
      const edge = px(wide) / 2;
      if (!edge || line === "none") return;
      const look = { fill: "none", stroke, "stroke-width": wide };
      if (line === "dashed") look["stroke-dasharray"] = `${edge * 4} ${edge * 3}`;
      if (line === "dotted") Object.assign(look, { "stroke-dasharray": `0 ${edge * 4}`, "stroke-linecap": "round" });
      if (round && place === 0 && sides.every((each) => style[`border${each}Width`] === wide)) add(style, "circle", { cx: x + round, cy: y + round, r: round - edge, ...look });
      else if (!round) add(style, "path", { d: [`M${x} ${y + edge}h${width}`, `M${x + width - edge} ${y}v${height}`, `M${x} ${y + height - edge}h${width}`, `M${x + edge} ${y}v${height}`][place], ...look });
    });
  };

  const pseudo = (element, kind) => {
    const style = getComputedStyle(element, kind);
    if (style.content !== '""') return;
    const at = element.getBoundingClientRect();
    const x = at.left - origin.left + element.clientLeft + px(style.left) + px(style.translate);
    const y = at.top - origin.top + element.clientTop + px(style.top);
    box(style, x, y, Math.max(px(style.width), px(style.borderLeftWidth)), px(style.height));
  };

  const drawing = (svg) => {
    const { left, top, width, height } = svg.getBoundingClientRect();
    const copy = svg.cloneNode(true);
    const inside = copy.querySelectorAll("*");
    svg.querySelectorAll("*").forEach((part, place) => {
      for (const name of PAINT) inside[place].setAttribute(name, getComputedStyle(part)[name]);
    });
    for (const [key, value] of Object.entries({ x: left - origin.left, y: top - origin.top, width, height, overflow: "visible" })) copy.setAttribute(key, value);
    parts.push([0, copy]);
  };

  const words = (node, style) => {
    const range = document.createRange();
    const lines = [];
    for (let place = 0; place < node.length; place += 1) {
      range.setStart(node, place);
      range.setEnd(node, place + 1);
      const at = range.getClientRects()[0];
      if (!at?.width) continue;
      if (Math.abs(at.top - lines.at(-1)?.at.top) < 2) lines.at(-1).text += node.data[place];
      else if (node.data[place].trim()) lines.push({ at, text: node.data[place] });
    }
    // The letters of our faces stand on four fifths of their line.
    for (const { at, text } of lines)
      add(style, "text", { x: at.left - origin.left, y: at.bottom - origin.top - at.height * .195, fill: style.color, "font-family": style.fontFamily, "font-size": style.fontSize, "font-weight": style.fontWeight }, text);
  };

  const walk = (element) => {
    if (element.matches(LEFT_OUT) || !element.checkVisibility()) return;
    if (element.matches("svg")) return drawing(element);
    const style = getComputedStyle(element);
    const { left, top, width, height } = element.getBoundingClientRect();
    if (style.display !== "inline") box(style, left - origin.left, top - origin.top, width, height);
    pseudo(element, "::before");
    for (const child of element.childNodes) child.nodeType === Node.TEXT_NODE ? words(child, style) : child.nodeType === Node.ELEMENT_NODE && walk(child);
    pseudo(element, "::after");
  };
  walk(figure);
  return parts.sort(([one], [other]) => one - other).map(([, part]) => part);
};

/** The faces go with it: a picture of letters is read where they are not installed. */
const faces = async () => Promise.all([...document.querySelectorAll("link[rel=preload][as=font]")].map(async ({ href }) => {
  const face = await read(await (await fetch(href)).blob());
  return `@font-face{font-family:"Archivo ${href.includes("display") ? "Display" : "Label"}";font-weight:100 900;src:url(${face})}`;
}));

const read = (blob) => new Promise((done) => {
  const reader = new FileReader();
  reader.onload = () => { done(reader.result); };
  reader.readAsDataURL(blob);
});

/** The SVG of a figure, its sources and its origin told below it. */
export const svg = async (figure) => {
  await document.fonts.ready;
  const style = await faces();
  for (const motion of figure.getAnimations({ subtree: true })) motion.finish();
  const from = document.createElement("div");
  const listed = document.querySelectorAll(".sources .source__publisher");
  const names = new Set([...figure.querySelectorAll("sup.cite > a")].map((link) => listed[link.textContent - 1].textContent));
  const address = document.querySelector("link[rel=canonical]")?.href ?? location.origin + location.pathname;
  for (const text of [names.size && `${document.getElementById("sources").firstChild.data}: ${[...names].join("; ")}`, `${document.querySelector(".bar__name").textContent} · ${address}`])
    if (text) from.append(Object.assign(document.createElement("p"), { textContent: text }));
  const links = figure.querySelector(".drawn__links");
  links.replaceWith(from);
  const { width, height } = figure.getBoundingClientRect();
  const parts = drawn(figure);
  from.replaceWith(links);
  const size = { width: Math.ceil(width + 2 * MARGIN), height: Math.ceil(height + 2 * MARGIN) };
  const root = make("svg", { ...size, viewBox: `${-MARGIN} ${-MARGIN} ${size.width} ${size.height}`, role: "img" });
  root.append(make("title", {}, figure.querySelector("figcaption").textContent.trim()), make("style", {}, style.join("")),
    make("rect", { x: -MARGIN, y: -MARGIN, ...size, fill: getComputedStyle(document.body).backgroundColor }), ...parts);
  return new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
};

/** The PNG of a figure, at twice its size. */
export const png = async (figure) => {
  const image = new Image();
  image.src = await read(await svg(figure));
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width * 2, height: image.height * 2 });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => { canvas.toBlob(done); });
};
