// Fits each frame that shows this timeline to its content.
{
  const home = new URL("embed/", document.currentScript.src).href;
  const frames = () => [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(home));
  const ask = () => frames().forEach((frame) =>
    frame.contentWindow.postMessage({ type: "timeline:ask", hash: location.hash }, "*"));
  addEventListener("message", ({ data, source }) => {
    const frame = data?.type === "timeline:height" && frames().find((frame) => frame.contentWindow === source);
    if (!frame) return;
    frame.style.cssText += `;border:0;height:${+data.height}px`;
    if (data.top) scrollTo(0, frame.getBoundingClientRect().top + scrollY + data.top);
    if (data.first) ask();
  });
  for (const event of ["resize", "hashchange"]) addEventListener(event, ask);
  ask();
}
