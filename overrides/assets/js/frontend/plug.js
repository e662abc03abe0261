// The pulled plug. A policy added to a page can only narrow what it may do, and the browser keeps it until the page is
// left: from here on nothing is fetched, no picture, script, style or worker. What was asked for is counted.

const REFUSED = ["connect-src", "img-src", "media-src", "font-src", "frame-src", "worker-src", "script-src-elem", "style-src-elem"];

/**
 * Cut the page off. `report({clips, sent, refused})` is called whenever a number changes; returns what counts a clip. The
 * first that is refused is a request of our own, as a trial.
 */
export function pullPlug(report) {
  const count = { clips: 0, sent: 0, refused: 0 };
  const add = (name, more = 1) => ((count[name] += more), report(count));
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = REFUSED.map((directive) => `${directive} 'none'`).join("; ");
  document.head.append(policy);
  addEventListener("securitypolicyviolation", () => add("refused"));
  new PerformanceObserver((list) =>
    add("sent", list.getEntries().filter(({ name, responseStart }) => name.startsWith("http") && responseStart > 0).length),
  ).observe({ type: "resource" });
  fetch(location.pathname).catch(() => report(count));
  return () => add("clips");
}
