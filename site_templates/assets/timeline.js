// All pages work without this. It filters, searches, marks the part in view, opens sources on paper, fits the embed.
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const one = (selector) => document.querySelector(selector);
const NAMES = ["q", "tag", "outlet", "kind", "sources", "from", "to", "top"];
const home = new URL("../", document.currentScript.src);
const make = (tag, more) => Object.assign(document.createElement(tag), more);
const fold = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
// A day as a number that sorts; of a month the first or the last.
const day = (text, last) => {
  const [, sign, y, m, d] = /^\s*(-?)(\d{1,4})(?:-(\d\d))?(?:-(\d\d))?\s*$/.exec(text ?? "") ?? [];
  return y && (sign ? -y : +y) * 372 + (m ?? (last ? 12 : 1)) * 31 + +(d ?? (last ? 31 : 1));
};

// Whether an entry fits what is asked for, words aside.
const fitting = (asked) => {
  const [tag, outlet, kind] = ["tag", "outlet", "kind"].map((name) => asked.get(name)?.normalize());
  const top = asked.get("top") >= 1 ? +asked.get("top") : Infinity;
  const sources = +asked.get("sources") || 0;
  const from = day(asked.get("from"));
  const to = day(asked.get("to"), true);
  return (entry) =>
    entry.rank <= top && entry.sources >= sources && (!kind || entry.kind === kind) &&
    (!tag || entry.tags.includes(tag)) && (!outlet || entry.outlets.includes(outlet)) &&
    (!from || entry.end >= from) && (!to || entry.begin <= to);
};

// The entries of this page.
const onPage = () => {
  const texts = (selector, node) => all(selector, node).map((each) => each.textContent.normalize());
  let known;
  const read = () => all(".entry").map((node) => {
    const [begin, end] = (node.dataset.days ?? "").split("/").map((text) => day(text) || NaN);
    const [tags, outlets] = [texts(".tag", node), texts(".outlet", node)];
    return {
      node, begin, end, tags, outlets, rank: +node.dataset.rank, kind: node.dataset.kind,
      sources: new Set(all(".about-source", node).map((link) => link.href)).size,
      text: ` ${fold(texts(".title, .tag, .outlets, .remark, .written, blockquote", node).join(" "))}`,
    };
  });
  return async (asked) => {
    known ??= read();
    const words = fold(asked.get("q") ?? "").split(" ");
    const fits = fitting(asked);
    let shown = 0;
    for (const entry of known) {
      const hidden = !(fits(entry) && words.every((word) => entry.text.includes(` ${word}`)));
      if (entry.node.hidden !== hidden) entry.node.hidden = hidden;
      shown += !hidden;
    }
    for (const group of all(".group, .year-section")) group.hidden = !group.querySelector(".entry:not([hidden])");
    overview?.link();
    return shown;
  };
};

// The entries of the whole site, by its index. A shard is a script, since a page on a disk may not fetch.
const shards = {};
self.shard = (name, data) => shards[name].resolve(data);
const load = (name) => (shards[name] ??= (() => {
  const waiting = {};
  waiting.data = new Promise((resolve, reject) => {
    waiting.resolve = resolve;
    const src = new URL(`search/${name}.js`, home);
    document.head.append(make("script", { src, onerror: reject }));
  });
  return waiting;
})()).data;

const inIndex = (list, further) => {
  let index, entries, latest;
  const read = async () => {
    index = await load("entries");
    let begin = 0;
    entries = index.kind.map((kind, n) => {
      begin += index.begins[n] ?? NaN;
      return {
        n, begin, end: begin + index.lasts[n], rank: index.rank[n], kind: index.kinds[kind], word: index.words[kind],
        sources: index.sources[n], tags: index.tag[n].map((i) => index.tags[i]),
        outlets: index.outlet[n].map((i) => index.outlets[i]),
      };
    });
  };
  // The entries that hold a word beginning so, as marks by their numbers.
  const holding = async (word) => {
    const marks = new Uint8Array(entries.length);
    const last = index.cuts.findLastIndex((cut) => cut <= `${word}\uffff`);
    const first = Math.max(0, index.cuts.findLastIndex((cut) => cut <= word));
    const names = Array.from({ length: last - first + 1 }, (_, i) => `words-${first + i}`);
    for (const words of await Promise.all(names.map(load))) {
      for (const [each, differences] of Object.entries(words)) {
        if (each.startsWith(word)) differences.reduce((n, more) => (marks[n + more] = 1, n + more), 0);
      }
    }
    return marks;
  };
  const line = ([slug, title, date, year], { word, sources }) => {
    const span = (className, textContent) => make("span", { className, textContent });
    const [row, when, told] = [make("li", { className: "line" }), make("p", { className: "when" }), make("div")];
    when.append(make("b", { textContent: date }), " ", span("year", year));
    told.append(make("a", { href: new URL(`entries/${slug}.html`, home), dir: "auto", textContent: title }), " ",
      span("kind", word), " ", span("note", index.told[sources]));
    row.append(when, told);
    return row;
  };
  return async (asked) => {
    const mine = latest = {};
    if (!entries) await (read.once ??= read());
    const held = await Promise.all(fold(asked.get("q") ?? "").split(" ").filter(Boolean).map(holding));
    const fits = fitting(asked);
    const found = entries.filter((entry) => held.every((marks) => marks[entry.n]) && fits(entry));
    // The titles follow the count, and only then does the list before them go.
    const more = async (before) => {
      const next = found.splice(0, 20);
      const size = index.size;
      const told = await Promise.all(next.map(async ({ n }) => (await load(`titles-${Math.floor(n / size)}`))[n % size]));
      if (mine !== latest) return;
      if (before === list) list.replaceChildren();
      list.append(...told.map((row, i) => line(row, next[i])));
      further.hidden = !found.length;
    };
    if (mine !== latest) return null;
    const count = found.length;
    further.onclick = more;
    more(list);
    return count;
  };
};

// A group of the overview has the years up to the next group's. It leads to the first of them that is shown.
const overview = (() => {
  const links = all(".overview a[href^='#']");
  const sections = all(".year-section");
  if (!links.length) return null;
  const starts = links.map((link) => document.getElementById(link.getAttribute("href").slice(1)).closest("section"));
  const of = new Map(sections.map((section) => [section, links[starts.findLastIndex((start) =>
    start === section || start.compareDocumentPosition(section) & Node.DOCUMENT_POSITION_FOLLOWING)]]));
  const seen = new Set();
  const set = (link, name, value) => link[value ? "setAttribute" : "removeAttribute"](name, value);
  const observer = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) seen[isIntersecting ? "add" : "delete"](target);
    const here = new Set([...seen].map((section) => of.get(section)));
    for (const link of links) set(link, "aria-current", here.has(link) && "true");
  });
  sections.forEach((section) => observer.observe(section));
  return {
    link: () => links.forEach((link) => {
      const target = sections.find((section) => of.get(section) === link && !section.hidden);
      set(link, "href", target && `#${target.getAttribute("aria-labelledby")}`);
    }),
  };
})();

const list = one(".results");
const here = new URLSearchParams(location.search);
const narrowed = NAMES.some((name) => here.get(name));
const form = one(".filter[data-count]");
if (form) {
  const find = list ? inIndex(list, one(".further")) : onPage();
  const { count, found, nothing, comma } = form.dataset;
  const told = form.querySelector("output");
  const asked = () => new URLSearchParams([...new FormData(form)].filter(([name, value]) =>
    value.trim() && !(name === "top" && +value >= count)).map(([name, value]) => [name, value.trim()]));
  const filter = async () => {
    const wanted = asked();
    const shown = await find(wanted);
    if (shown === null) return;
    const whole = !wanted.size;
    const some = shown.toLocaleString("en").replaceAll(",", comma);
    told.textContent = whole && !list ? "" : shown ? found.replace("#", some) : nothing;
    form.querySelector("[type=reset]").hidden = whole;
  };
  const keep = () => {
    const address = new URL(location);
    const wanted = asked();
    for (const name of NAMES) address.searchParams.delete(name);
    for (const [name, value] of wanted) address.searchParams.append(name, value);
    if (address.href !== location.href) history.replaceState(null, "", address);
  };
  const change = () => { filter(); keep(); };
  for (const [name, value] of here) {
    const field = NAMES.includes(name) && form.elements[name];
    if (!field || (name === "top" && !(value >= 1))) continue;
    // A rare tag is not among those offered.
    if (field.options && ![...field.options].some((option) => option.value === value)) field.add(new Option(value));
    field.type === "checkbox" ? field.checked = value >= 2 : field.value = value;
    if (value && field.closest("details")) field.closest("details").open = true;
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(change));
  form.addEventListener("input", (event) => {
    filter();
    // Browsers take only so many addresses a minute.
    if (event.target !== form.elements.top) keep();
  });
  form.addEventListener("change", keep);
  if (list || narrowed) filter();
}

// An embed is filtered by its address alone. What does not stand on it the index finds.
const { search, shown } = document.body.dataset;
const { documentElement: root } = document;
const embed = one(".embed");
const topAlone = NAMES.every((name) => name === "top" || !here.get(name));
if (["dark", "light"].includes(here.get("theme"))) root.style.colorScheme = here.get("theme");
if (embed && narrowed) {
  const near = !list || (topAlone && +here.get("top") <= +shown);
  if (!near) for (const section of all(".year-section")) section.remove();
  (near ? onPage() : inIndex(list, one(".further")))(here).then((count) => { one(".nothing").hidden = count > 0; });
  one(".rest").hidden = false;
}

// A site that has grown: a filter in the address of its first page is a search now. An entry that does not stand there,
// or is not among the most important that an embed shows, has its own page.
if (search && narrowed) location.replace(new URL(search, home) + location.search);
const follow = (hash = location.hash) => {
  const [, slug] = /^#e-([a-z0-9-]+)$/.exec(hash) ?? [];
  const entry = slug && one(hash);
  if (slug && (entry ? entry.hidden && topAlone : search || (shown && topAlone))) {
    location.replace(new URL(`entries/${slug}.html${location.search}`, home));
  }
};
if (search || embed) {
  addEventListener("hashchange", () => follow());
  follow();
}

let closed = [];
addEventListener("beforeprint", () => {
  closed = all("details:not([open])");
  for (const node of closed) node.open = true;
});
addEventListener("afterprint", () => {
  for (const node of closed) node.open = false;
});

if (location.protocol.startsWith("http")) {
  for (const snippet of all(".snippet")) {
    snippet.textContent = snippet.textContent.replaceAll("https://ADDRESS-OF-THIS-SITE/", home);
  }
  one(".placeholder")?.remove();
}

// In a frame: its height is told at once, on every change and when asked, for Chromium stops observers in a frame out of
// sight. Asked with an entry of the address of the page around, it also tells how far down that stands, or goes to its
// page, which is bare in a frame and leads back by "#-e-…".
if (parent !== self) {
  const tell = (more) => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    parent.postMessage({ type: "timeline:height", height, ...more }, "*");
  };
  const [slug] = /[^/]*(?=\.html$)/.exec(location.pathname) ?? [];
  let led = location.hash.replace("-", "");
  if (one(".single-entry")) {
    document.body.classList.add("bare");
    document.head.append(make("base", { target: "_blank" }));
    Object.assign(one(".up"), { href: `../embed/index.html${location.search}#-e-${slug}`, target: "_self" });
  }
  const top = (hash) => {
    if (hash === led || !/^#e-[\w-]+$/.test(hash)) return 0;
    const entry = one(led = hash);
    if (hash === `#e-${slug}`) return 1;
    if (entry && !entry.hidden) {
      location.replace(hash);
      return entry.getBoundingClientRect().top + scrollY;
    }
    // The page around may have such anchors of its own.
    if (entry || /-[0-9a-f]{12,16}$/.test(hash)) follow(hash);
    return 0;
  };
  new ResizeObserver(() => tell()).observe(root);
  for (const event of ["load", "toggle"]) addEventListener(event, () => tell(), true);
  addEventListener("message", ({ data }) => {
    if (data?.type === "timeline:ask") tell({ top: top(data.hash) });
  });
  tell({ first: true });
}
