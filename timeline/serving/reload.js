// Part of `timeline serve` alone: reloads the page when there is a newer site, and says what went wrong in a build.
(() => {
  "use strict";
  const shown = Number(document.currentScript.dataset.site);
  const notice = document.createElement("div");
  notice.id = "timeline-trouble";
  notice.setAttribute("role", "alert");
  notice.style.cssText = "all: initial; position: fixed; inset: auto 0 0 0; max-height: 60vh; overflow: auto;" +
    "padding: 1rem 1.25rem; background: #2b1512; color: #fff4ef; border-top: 4px solid #ff7a5c; z-index: 2147483647;" +
    "font: 14px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; box-sizing: border-box";
  const stream = new EventSource(new URL("changes", document.currentScript.src));
  stream.onmessage = (message) => {
    const { site, trouble } = JSON.parse(message.data);
    if (site !== shown) {
      stream.close();
      location.reload();
      return;
    }
    notice.textContent = trouble;
    if (trouble) document.body.append(notice);
    else notice.remove();
  };
})();
