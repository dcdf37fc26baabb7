// All the pages work without this. With it: a filter by word and by importance, sources open on paper, the height of the
// embed told.
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

const form = document.querySelector(".filter");
if (form) {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const entries = all(".entry").map((node) => [node, fold(node.textContent)]);
  const most = () => Number(form.top?.value ?? entries.length);
  const filter = () => {
    const asked = form.q.value.trim();
    const words = fold(asked).split(/\s+/);
    let shown = 0;
    for (const [node, text] of entries) {
      node.hidden = node.dataset.rank > most() || !words.every((word) => text.includes(word));
      shown += !node.hidden;
    }
    for (const group of all(".group, .year-section")) group.hidden = !group.querySelector(".entry:not([hidden])");
    const everything = !asked && most() >= entries.length;
    form.querySelector("output").textContent = everything ? "" : `${shown} of ${entries.length}`;
  };
  const keep = () => {
    const address = new URL(location);
    const said = { q: form.q.value.trim(), top: most() < entries.length ? String(most()) : "" };
    for (const [name, value] of Object.entries(said)) {
      value ? address.searchParams.set(name, value) : address.searchParams.delete(name);
    }
    if (address.href !== location.href) history.replaceState(null, "", address);
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    filter();
    // A slider being dragged tells every step, and browsers take only so many addresses a minute.
    if (event.target !== form.top) keep();
  });
  form.addEventListener("change", keep);
  const asked = new URLSearchParams(location.search);
  form.q.value = asked.get("q") ?? "";
  if (form.top && asked.get("top") >= 1) form.top.value = asked.get("top");
  filter();
}

let closed = [];
addEventListener("beforeprint", () => {
  closed = all("details:not([open])");
  for (const node of closed) node.open = true;
});
addEventListener("afterprint", () => {
  for (const node of closed) node.open = false;
});

const snippet = document.getElementById("snippet");
if (snippet && location.protocol.startsWith("http")) {
  snippet.textContent = snippet.textContent.replaceAll("https://ADDRESS-OF-THIS-SITE/", new URL(".", location).href);
}

if (document.body.classList.contains("embed") && parent !== self) {
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    parent.postMessage({ type: "timeline:height", height }, "*");
  };
  new ResizeObserver(tell).observe(document.documentElement);
  addEventListener("load", tell);
  addEventListener("toggle", tell, true);
  addEventListener("message", ({ data }) => data?.type === "timeline:ask" && tell());
  tell();
}
