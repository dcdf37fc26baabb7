// Fits every iframe that shows this timeline to its content. The frame tells its height when it changes and when asked.
{
  const home = new URL("embed/", document.currentScript.src).href;
  const frames = () => [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(home));
  addEventListener("message", ({ data, source }) => {
    if (data?.type !== "timeline:height" || !(data.height > 0)) return;
    const frame = frames().find((frame) => frame.contentWindow === source);
    if (frame) Object.assign(frame.style, { border: 0, height: `${data.height}px` });
  });
  for (const frame of frames()) frame.contentWindow.postMessage({ type: "timeline:ask" }, "*");
}
