// The pulled plug. A policy added to a page can only narrow what it may do, and the browser keeps it until the page is
// left: from here on nothing is fetched, no picture, script, style or worker. What was asked for is counted.

const REFUSED = ["connect-src", "img-src", "media-src", "font-src", "frame-src", "worker-src", "script-src-elem", "style-src-elem"];

/** Cut the page off; `report({sent, refused})` is called now and whenever a number changes. */
export function pullPlug(report) {
  const count = { sent: 0, refused: 0 };
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = REFUSED.map((directive) => `${directive} 'none'`).join("; ");
  document.head.append(policy);
  addEventListener("securitypolicyviolation", () => (count.refused++, report(count)));
  new PerformanceObserver((list) => {
    count.sent += list.getEntries().filter(({ name, responseStart }) => name.startsWith("http") && responseStart > 0).length;
    report(count);
  }).observe({ type: "resource" });
  report(count);
}
