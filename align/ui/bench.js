// The bench in the browser: shows what the server draws, row by row as they come into sight.
// It decides nothing about a comparison, and holds no word of any language.

const CHUNK = 16;
const NEAR = "2600px";
const COMING = "9000px";
const REMEMBERED = "align.recent";
const root = element.querySelector(".bench");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

let address = "", language = "en", words = {}, turns = {};
let shown = [], places = new Map(), sizes = [], stops = [], chunks = [];
let facets = new Set(), query = "", pattern = false, halt = "findings";
let stale = new Set();
let version = 0, busy = false;
let current = 0, wordAt = -1, wordFrom = -1, asked = 0, watchers = [];
let opening = Promise.resolve();

const $ = (selector, within = root) => within.querySelector(selector);
const $$ = (selector, within = root) => [...within.querySelectorAll(selector)];

// Tells two reviewers who gave no name apart; says nothing of the browser or who uses it.
const BROWSER = browserMark("align.browser");

function browserMark(kept) {
  const drawn = [...crypto.getRandomValues(new Uint8Array(4))].map((each) => (each % 36).toString(36)).join("");
  try {
    if (!localStorage.getItem(kept)) localStorage.setItem(kept, drawn);
    return localStorage.getItem(kept);
  } catch { return drawn; }
}

// ---------------------------------------------------------------- asking the server

// Gradio gives nothing, and raises nothing, where the server cannot be reached.
async function ask(what, more = {}) {
  const asking = server.ask({ do: what, address, language, reviewer: reviewer(), browser: BROWSER, ...more });
  const answer = (await asking.catch(() => null)) ?? { alert: unreachable(), away: true };
  if (answer.alert) alertWith(answer.alert);
  if (!answer.away && $("#bench-alert .away")) { closeAlert(); watchChunks(); }
  return answer;
}

function unreachable() {
  const box = document.createElement("div");
  box.className = "banner grave away";
  box.setAttribute("role", "alert");
  box.textContent = words.unreachable ?? "…";
  return box.outerHTML;
}

function alertWith(html) {
  const box = $("#bench-alert");
  (box ?? root).innerHTML = html;
  if (!box) return;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.dataset.do = "close-alert";
  close.textContent = "×";
  close.setAttribute("aria-label", words.close);
  box.append(close);
}

function closeAlert() {
  $("#bench-alert")?.replaceChildren();
}

function tell(text) {
  const line = $("#bench-told");
  if (line) line.textContent = text;
}

function filled(text, facts) {
  return text.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");
}

// ---------------------------------------------------------------- opening, leaving

function open(...what) {
  opening = openNow(...what);
  return opening;
}

async function openNow(newAddress, { row = 0, tab = "overview" } = {}) {
  address = newAddress;
  const part = row ? "compare" : tab;
  const answer = await ask("open", { panel: part });
  if (!answer.frame) {
    if (address && !answer.away) forget(address);
    address = "";
    showStart(true);
    return;
  }
  drawFrame(answer, part);
  facets = new Set(); query = ""; pattern = false; current = 0;
  document.body.dataset.view = "bench";
  if (!fromHash()) history.pushState(null, "", location.href);
  remember(answer.title);
  setHash(row);
  showTab(part);
  await pick();
  if (row) await goTo(row);
  else { scrollTo({ top: 0 }); $("#bench-title").focus({ preventScroll: true }); }
}

function drawFrame(answer, part) {
  const name = reviewer();
  words = answer.words;
  root.innerHTML = answer.frame;
  for (const [name, html] of Object.entries(answer.panels)) $(`#panel-${name}`).innerHTML = html;
  $("#reviewer").value = name;
  $("#step").value = halt;
  stands(answer);
  if (answer.panel) { $(`#panel-${part}`).innerHTML = answer.panel; stale.delete(part); }
}

// What an edit changes beside the rows; overview and log are drawn when they are looked at.
function stands(answer) {
  version = answer.version;
  turns = answer.turns;
  stale = new Set(["overview", "log"]);
  allow(answer.can);
  $("#bench-saved").textContent = version ? words.saved : "";
}

function allow(can) {
  for (const [name, may] of Object.entries(can)) $(`[data-edit=${name}]`).disabled = !may;
}

async function freshen(name) {
  if (!stale.delete(name)) return;
  const answer = await ask("panel", { panel: name });
  if (answer.panel) $(`#panel-${name}`).innerHTML = answer.panel;
  else stale.add(name);
}

async function reopen() {
  const tab = $("[data-tab][aria-selected=true]")?.dataset.tab ?? "overview";
  const kept = { facets: [...facets], query, pattern, current };
  const answer = await ask("open", { panel: tab });
  if (!answer.frame) return;
  drawFrame(answer, tab);
  $("#query").value = kept.query;
  $("#is-pattern").checked = kept.pattern;
  for (const box of $$(".filters-row input")) box.checked = kept.facets.includes(box.name);
  showTab(tab);
  await pick();
  if (kept.current && tab === "compare") await goTo(kept.current, { focus: false });
}

function showStart(stay = false) {
  if (!stay) root.innerHTML = "";
  delete document.body.dataset.view;
  history.replaceState(null, "", location.pathname + location.search);
  if (!stay) { address = ""; drawRecent(); scrollTo({ top: 0 }); }
}

// Gradio sets a base address, so what is before the hash is said, too: else ?lang=fr would be lost.
function setHash(row) {
  history.replaceState(null, "", `${location.pathname}${location.search}#${address}${row ? `:${row}` : ""}`);
}

function fromHash() {
  const [name, row] = location.hash.slice(1).split(":");
  return /^[\w-]{20,}$/.test(name) ? { name, row: Number(row) || 0 } : null;
}

// ---------------------------------------------------------------- recent work, in this browser only

function recent() {
  try { return JSON.parse(localStorage.getItem(REMEMBERED)) ?? []; } catch { return []; }
}

function remember(title) {
  const rest = recent().filter((each) => each.address !== address);
  keepRecent([{ address, title, time: Date.now() }, ...rest].slice(0, 8));
}

function forget(gone) {
  keepRecent(recent().filter((each) => each.address !== gone));
}

function keepRecent(list) {
  try { localStorage.setItem(REMEMBERED, JSON.stringify(list)); } catch { /* private windows */ }
  drawRecent();
}

function drawRecent() {
  const box = document.querySelector("#recent ol");
  if (!box) return;
  box.replaceChildren(...recent().map((each) => {
    const item = document.createElement("li"), link = document.createElement("a");
    const when = document.createElement("span");
    link.href = `#${each.address}`;
    link.dataset.open = each.address;
    link.textContent = each.title;
    link.dir = "auto";
    when.className = "quiet";
    when.textContent = new Date(each.time).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
    item.append(link, " ", when);
    return item;
  }));
  document.querySelector("#recent").classList.toggle("some", recent().length > 0);
}

// ---------------------------------------------------------------- tabs

function showTab(name, focus = false) {
  for (const tab of $$("[data-tab]")) {
    const on = tab.dataset.tab === name;
    tab.setAttribute("aria-selected", on);
    tab.tabIndex = on ? 0 : -1;
    $(`#panel-${tab.dataset.tab}`).hidden = !on;
    if (on && focus) tab.focus();
  }
  root.dataset.part = name;
  freshen(name);
  if (name === "compare") requestAnimationFrame(() => layOutChunks());
}

// ---------------------------------------------------------------- which rows

const choice = () => ({ facets: [...facets], query, pattern, step: halt });

let picking = Promise.resolve();

function pick() {
  picking = pickNow();
  return picking;
}

// A visitor may have left the comparison before the answer comes.
async function pickNow() {
  const mine = ++asked;
  const answer = await ask("pick", choice());
  if (mine === asked && $("#search-alert") && (answer.shown || answer.search)) picked(answer);
}

function picked(answer, drawn = {}) {
  const trouble = $("#search-alert");
  trouble.textContent = answer.search ?? "";
  $("#query").setAttribute("aria-invalid", Boolean(answer.search));
  if (answer.search) return;
  shown = answer.shown;
  sizes = answer.sizes;
  stops = answer.stops;
  places = new Map(shown.map((number, place) => [number, place]));
  $("#bench-count").textContent = answer.told;
  drawFacets(answer.facets);
  tellStop();
  layOutChunks(true, drawn);
}

function drawFacets(names) {
  $(".facets").replaceChildren(...Object.entries(names).map(([facet, name]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "facet";
    button.dataset.unpick = facet;
    button.textContent = `${name} ×`;
    button.setAttribute("aria-label", filled(words["facet.remove"], { name }));
    return button;
  }));
}

async function pickFacet(facet) {
  facets = new Set([facet]);
  query = ""; pattern = false;
  $("#query").value = "";
  $("#is-pattern").checked = false;
  for (const box of $$(".filters-row input")) box.checked = facets.has(box.name);
  showTab("compare");
  await pick();
  if (shown.length) await goTo(shown[0]);
}

// ---------------------------------------------------------------- rows, chunk by chunk

function layOutChunks(anew = false, drawn = {}) {
  const feed = $(".rows");
  if (!feed || $("#panel-compare").hidden || (!anew && chunks.length && feed.contains(chunks[0].box))) return;
  const wide = feed.clientWidth > 700;
  const perLine = Math.max(18, (wide ? (feed.clientWidth - 160) / 2 : feed.clientWidth - 60) / 8.2);
  chunks = [];
  for (let first = 0; first < shown.length; first += CHUNK) {
    const numbers = shown.slice(first, first + CHUNK);
    const high = sizes.slice(first, first + CHUNK)
      .reduce((sum, size) => sum + 24 + 27 * Math.ceil(size / perLine) * (wide ? 1 : 1.9), 0);
    const box = document.createElement("div");
    box.className = "chunk";
    box.style.minHeight = `${Math.round(high)}px`;
    chunks.push({ box, numbers, first, html: drawn[first / CHUNK] ?? null, coming: null });
  }
  for (const chunk of chunks) if (chunk.html !== null) put(chunk);
  feed.replaceChildren(...chunks.map((chunk) => chunk.box));
  $(".nothing").hidden = shown.length > 0;
  watchChunks();
}

// What comes near is asked for; what comes nearer is drawn, so that fast scrolling finds it there.
function watchChunks() {
  for (const watcher of watchers) watcher.disconnect();
  watchers = [
    watching(NEAR, (chunk, isNear) => isNear ? fill(chunk) : empty(chunk)),
    watching(COMING, (chunk, isComing) => isComing && fetched(chunk)),
  ];
}

function watching(rootMargin, tellOf) {
  const known = new Map(chunks.map((chunk) => [chunk.box, chunk]));
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) tellOf(known.get(entry.target), entry.isIntersecting);
  }, { rootMargin });
  for (const box of known.keys()) watcher.observe(box);
  return watcher;
}

async function fetched(chunk) {
  if (chunk.html === null) await (chunk.coming ??= fetchRows(chunk));
}

async function fill(chunk) {
  if (chunk.box.childElementCount) return;
  await fetched(chunk);
  if (chunk.html === null || chunk.box.childElementCount) return;
  put(chunk);
  mark();
}

function put(chunk) {
  chunk.box.innerHTML = chunk.html;
  chunk.box.style.minHeight = "";
}

async function fetchRows(chunk) {
  const before = chunk.first ? shown[chunk.first - 1] : 0;
  const answer = await ask("rows", {
    numbers: chunk.numbers, before, first: chunk.first + 1, of: shown.length, query, pattern,
  });
  chunk.html = answer.rows ?? null;
  chunk.coming = null;
}

function empty(chunk) {
  if (!chunk.box.childElementCount || chunk.box.contains(document.activeElement)) return;
  chunk.box.style.minHeight = `${chunk.box.offsetHeight}px`;
  chunk.box.replaceChildren();
}

const rowOf = (number) => $(`#row-${number}`);

async function goTo(number, { focus = true, top, stay = false } = {}) {
  if (!places.has(number) && stay) return;
  if (!places.has(number)) {
    facets = new Set(); query = ""; pattern = false;
    $("#query").value = "";
    for (const box of $$(".filters-row input, #is-pattern")) box.checked = false;
    await pick();
  }
  const place = places.get(number);
  if (place === undefined || !$("#panel-compare")) return;
  if ($("#panel-compare").hidden) showTab("compare");
  layOutChunks();
  const at = Math.floor(place / CHUNK);
  await fill(chunks[at]);
  if (!rowOf(number)) return;
  choose(number);
  if (focus) rowOf(number).focus({ preventScroll: true });
  const stays = await settle(number, top);
  await Promise.all([at - 1, at + 1].filter((each) => chunks[each]).map((each) => fill(chunks[each])));
  if (stays !== null && current === number && Math.abs(scrollY - stays) < 4) await settle(number, top);
}

// Heights of rows that are not drawn yet are guessed, so where a row stands is set a few times,
// but not against a visitor who scrolls on. Gives where the page was left, else null.
async function settle(number, top) {
  let left = null;
  for (let times = 3; times; times -= 1) {
    const row = rowOf(number);
    if (!row || (left !== null && Math.abs(scrollY - left) > innerHeight / 2)) return null;
    if (top === undefined) row.scrollIntoView({ block: "center", behavior: "instant" });
    else scrollBy({ top: row.getBoundingClientRect().top - top, behavior: "instant" });
    left = scrollY;
    await new Promise(requestAnimationFrame);
  }
  return left;
}

const nearest = () => places.has(current) ? current : shown.find((each) => each >= current) ?? shown.at(-1);

// Other rows are shown now: one of them comes into sight, and the focus stays where it is.
async function bring(number) {
  const chunk = chunks[Math.floor(places.get(number) / CHUNK)];
  if (!chunk || $("#panel-compare")?.hidden !== false) return;
  await fill(chunk);
  await settle(number);
}

function choose(number) {
  if (current !== number) { current = number; wordAt = wordFrom = -1; }
  setHash(number);
  const told = $("#edit-row");
  if (told) told.textContent = number ? filled(words["row.n"], { n: number }) : "";
  tellStop();
  mark();
}

function mark() {
  for (const row of $$(".row.current")) if (Number(row.dataset.row) !== current) {
    row.classList.remove("current");
    row.tabIndex = -1;
  }
  const row = rowOf(current) ?? $(".row");
  if (row) {
    row.tabIndex = 0;
    if (Number(row.dataset.row) === current) row.classList.add("current");
  }
}

function step(by) {
  const place = places.get(current);
  const next = place === undefined ? 0 : Math.min(shown.length - 1, Math.max(0, place + by));
  if (shown.length) goTo(shown[next]);
}

async function stepStop(by) {
  await picking;
  const next = by > 0 ? stops.find((each) => each > current) : stops.findLast((each) => each < current);
  if (next === undefined) { tell(words["step.last"]); $("#step-at").textContent = words["step.last"]; }
  else goTo(next);
}

function tellStop() {
  const box = $("#step-at");
  if (!box) return;
  const n = stops.indexOf(current) + 1;
  box.textContent = filled(words[n ? "step.at" : "step.of"], { n, all: stops.length });
}

// ---------------------------------------------------------------- words and their links

function light(word) {
  const finding = word?.closest("[data-findings]");
  for (const each of $$(".w.on, .linked.on, .marked.on")) each.classList.remove("on");
  for (const each of $$("li.on")) each.classList.remove("on");
  if (!word) return;
  const row = word.closest(".row");
  const link = word.dataset.link;
  if (link !== undefined) for (const each of $$(`[data-link="${link}"]`, row)) each.classList.add("on");
  for (const n of (finding?.dataset.findings ?? "").split(" ").filter(Boolean)) {
    $(`.findings [data-n="${n}"]`, row)?.classList.add("on");
  }
}

function lightFinding(item) {
  light(null);
  item?.classList.add("on");
  for (const each of item ? $$("[data-findings]", item.closest(".row")) : []) {
    each.classList.toggle("on", each.dataset.findings.split(" ").includes(item.dataset.n));
  }
}

function stepWord(row, by) {
  const all = $$(".w[data-at]", row);
  if (!all.length) return;
  if (wordFrom >= 0) getSelection().removeAllRanges();
  wordAt = Math.min(all.length - 1, Math.max(0, wordAt + by));
  chooseWord(all[wordAt]);
}

// Selects words of one side from the chosen one on, as a mouse does.
function reachWord(row, by) {
  const all = $$(".w[data-at]", row);
  if (wordAt < 0) { stepWord(row, by); return; }
  if (wordFrom < 0) wordFrom = wordAt;
  if (all[wordAt + by]?.closest(".cell") !== all[wordFrom].closest(".cell")) return;
  wordAt += by;
  const first = all[Math.min(wordFrom, wordAt)], last = all[Math.max(wordFrom, wordAt)];
  getSelection().setBaseAndExtent(first, 0, last, last.childNodes.length);
  tell(filled(words["word.selected"], { words: getSelection().toString() }));
}

function chooseWord(word) {
  wordFrom = -1;
  for (const each of $$(".w.chosen")) each.classList.remove("chosen");
  word.classList.add("chosen");
  light(word);
  const row = word.closest(".row");
  const own = word.closest(".cell");
  const others = word.dataset.link === undefined ? [] : $$(`[data-link="${word.dataset.link}"]`, row)
    .filter((each) => each.closest(".cell") !== own).map((each) => each.textContent);
  tell(filled(words[others.length ? "word.linked" : "word.alone"], { word: word.textContent, others: others.join(" ") }));
}

// ---------------------------------------------------------------- editing

const NAMED = "align.reviewer";

function reviewer() {
  const field = $("#reviewer");
  if (field) return field.value.trim();
  try { return localStorage.getItem(NAMED) ?? ""; } catch { return ""; }
}

function nameReviewer(name) {
  try { localStorage.setItem(NAMED, name); } catch { /* private windows */ }
}

const place = (side, offset) => ({ side, offset: Number(offset) });

function placeOf(row) {
  return row.dataset.source !== undefined ? place("source", row.dataset.source) : place("target", row.dataset.target);
}

function neighbour(by) {
  const at = places.get(current);
  const number = at === undefined ? undefined : shown[at + by];
  return number === current + by ? rowOf(number) : null;
}

async function edit(action) {
  if (busy) return;
  busy = true;
  $("#bench-saved").textContent = words.saving;
  const keep = current, top = rowOf(current)?.getBoundingClientRect().top;
  const answer = await ask("edit", { action, version, ...choice(), near: near(), part: CHUNK });
  busy = false;
  if (!answer.alert) closeAlert();
  if (!answer.picked) { $("#bench-saved").textContent = ""; return; }
  stands(answer);
  tell(answer.told ?? "");
  asked += 1;
  picked(answer.picked, answer.drawn);
  if (current === keep) await goOn(answer.focus ?? keep, top);
  else await goOn(current, rowOf(current)?.getBoundingClientRect().top);
}

// The current row, and how many of the rows that are shown are in sight above and below it.
function near() {
  const at = places.get(current) ?? 0;
  const seen = $$("article.row").filter((row) => {
    const box = row.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  }).map((row) => places.get(Number(row.dataset.row))).filter((each) => each !== undefined);
  return [current, Math.max(0, at - Math.min(at, ...seen)), Math.max(0, Math.max(at, ...seen) - at)];
}

async function goOn(number, top) {
  const next = places.has(number) ? number : shown.find((each) => each >= number) ?? shown.at(-1);
  if (next) await goTo(next, { top, stay: true });
}

async function look() {
  if (!address || busy || document.hidden || document.body.dataset.view !== "bench") return;
  const answer = await ask("look", { version });
  if (answer.version === undefined) return;
  stands(answer);
  freshen(root.dataset.part);
  tell(words.others);
  $("#bench-saved").textContent = words.others;
  const top = rowOf(current)?.getBoundingClientRect().top;
  await pick();
  if (root.dataset.part === "compare") await goOn(current, top);
}

setInterval(look, 20_000);
addEventListener("focus", look);

function chosenWord(row) {
  const word = $(".w.chosen", row);
  return word ? { word, side: word.closest(".cell").matches(".source") ? "source" : "target", sentence: word.closest(".sentence") } : null;
}

function splitting(row) {
  const chosen = chosenWord(row);
  const action = { kind: "split", row: placeOf(row) };
  const sides = ["source", "target"].map((side) => [side, $$(`.cell.${side} .sentence`, row)]);
  if (chosen) action[chosen.side] = Number(chosen.sentence.dataset.sentence);
  for (const [side, sentences] of sides) {
    if (action[side] === undefined && (!chosen || side !== chosen.side) && sentences.length > 1) {
      action[side] = Number(sentences[chosen ? proportional(chosen, sentences) : Math.ceil(sentences.length / 2)].dataset.sentence);
    }
  }
  return action;
}

function proportional(chosen, sentences) {
  const own = $$(".sentence", chosen.sentence.closest(".cell"));
  return Math.min(sentences.length - 1, Math.max(1, Math.round(own.indexOf(chosen.sentence) / own.length * sentences.length)));
}

function written(label, initial = "") {
  const dialog = $("#bench-form");
  $("#form-title").textContent = filled(words["row.n"], { n: current });
  $("#form-label").textContent = label;
  $("#form-text").value = initial;
  dialog.showModal();
  $("#form-text").focus();
  return new Promise((done) => {
    dialog.onclose = () => done(dialog.returnValue === "yes" ? $("#form-text").value : null);
    dialog.returnValue = "";
  });
}

function complain(text) {
  tell(text);
  $("#edit-row").textContent = text;
}

function spanOf(row, side) {
  const all = $$(`.cell.${side} .w[data-at]`, row);
  const picked = getSelection();
  const chosen = all.filter((each) => !picked.isCollapsed && picked.containsNode(each, true));
  const words = chosen.length ? chosen : all;
  if (!words.length) return null;
  const last = words.at(-1);
  return { start: Number(words[0].dataset.at), end: Number(last.dataset.at) + [...last.textContent].length };
}

const EDITS = {
  undo: () => ({ kind: "undo" }),
  redo: () => ({ kind: "redo" }),
  "merge-previous": (row) => or(neighbour(-1) && { kind: "merge", first: placeOf(neighbour(-1)), last: placeOf(row) }, "edit.no neighbour"),
  "merge-next": (row) => or(neighbour(1) && { kind: "merge", first: placeOf(row), last: placeOf(neighbour(1)) }, "edit.no neighbour"),
  split: (row) => splitting(row),
  "split-sentence": (row) => {
    const chosen = chosenWord(row);
    return chosen ? { kind: "split sentence", at: place(chosen.side, chosen.word.dataset.at) } : complain(words["edit.choose word"]);
  },
  "join-sentences": (row) => {
    const chosen = chosenWord(row);
    return chosen ? { kind: "join sentences", sentence: place(chosen.side, chosen.sentence.dataset.sentence) } : complain(words["edit.choose word"]);
  },
  delivery: (row, value) => ({ kind: "set delivery", passage: row.dataset.target === undefined ? placeOf(row) : place("target", row.dataset.target), delivery: value }),
  omission: async (row) => {
    const source = spanOf(row, "source");
    if (!source) return complain(words["edit.no words"]);
    const note = await written(words["edit.omission.note"]);
    return note === null ? null : { kind: "flag", what: "omission", source, note };
  },
  bookmark: (row) => ({ kind: "set bookmark", row: placeOf(row), on: !row.matches(".bookmarked") }),
  note: async (row) => {
    const text = await written(words["edit.note"]);
    return text ? { kind: "annotate", row: placeOf(row), text } : null;
  },
};

for (const side of ["source", "target"]) {
  for (const [to, which] of [["previous", 0], ["next", -1]]) {
    EDITS[`move-${side}-${to}`] = (row) => {
      const sentence = $$(`.cell.${side} .sentence`, row).at(which);
      return or(sentence && { kind: "move", sentence: place(side, sentence.dataset.sentence), to }, "edit.no words");
    };
  }
}

async function editRow(name, value) {
  const row = rowOf(current);
  if (!row && !["undo", "redo"].includes(name)) return complain(words["edit.choose row"]);
  closeMenus();
  const action = await EDITS[name](row, value);
  if (action) edit(action);
}

// What ends where there is nothing to edit says so, and gives no action.
const or = (action, key) => action || complain(words[key]);

function closeMenus(but = null) {
  for (const menu of $$(".menu[open]")) if (!menu.contains(but)) menu.open = false;
}

async function rule(item, ruling) {
  if (!item) return complain(words["rule.none"]);
  choose(Number(item.closest(".row").dataset.row));
  const note = ruling === "dismissed" ? await written(words["rule.note"]) : "";
  if (note !== null) edit({ kind: "decide", finding: item.dataset.finding, ruling, note });
}

// The finding whose button has the focus, else the first of the row that is undecided.
const inFocus = (row) => document.activeElement.closest(".findings li[data-finding]")
  ?? $(".findings li[data-finding]:not(.accepted, .dismissed)", row);

// ---------------------------------------------------------------- saving

async function save(suffix, button) {
  const line = $("#bench-saved"), before = line.textContent;
  line.textContent = words.making;
  button.disabled = true;
  const answer = await ask("save", { suffix });
  button.disabled = false;
  line.textContent = before;
  if (!answer.data) return;
  const bytes = Uint8Array.from(atob(answer.data), (each) => each.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: answer.type }));
  link.download = answer.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// ---------------------------------------------------------------- what a visitor does

const ACTIONS = {
  leave: () => { showStart(); document.querySelector("#head h1")?.focus(); },
  next: () => stepStop(1),
  previous: () => stepStop(-1),
  keys: () => $("#bench-keys").showModal(),
  "close-alert": () => { closeAlert(); rowOf(current)?.focus({ preventScroll: true }); },
  "close-keys": () => $("#bench-keys").close(),
  "form-yes": () => $("#bench-form").close("yes"),
  more: (button) => button.setAttribute("aria-expanded", $(".edit-bar").classList.toggle("whole")),
  "form-no": () => $("#bench-form").close("no"),
};

root.addEventListener("click", (event) => {
  const hit = event.target.closest("[data-do],[data-edit],[data-rule],[data-tab],[data-row],[data-turn],[data-facet],[data-unpick],[data-save],.w");
  if (!hit) return;
  const { do: act, tab, turn, facet, unpick, save: suffix } = hit.dataset;
  if (hit.tagName.toLowerCase() === "a") event.preventDefault();
  if (act) ACTIONS[act]?.(hit);
  else if (hit.dataset.edit) editRow(hit.dataset.edit, hit.dataset.value);
  else if (hit.dataset.rule) rule(hit.closest("li"), hit.dataset.rule);
  else if (tab) showTab(tab);
  else if (turn) { if (turns[turn]) goTo(turns[turn]); }
  else if (facet) pickFacet(facet);
  else if (unpick) { facets.delete(unpick); pick(); }
  else if (suffix) save(suffix, hit);
  else if (hit.matches(".w")) {
    const row = hit.closest(".row");
    choose(Number(row.dataset.row));
    wordAt = $$(".w[data-at]", row).indexOf(hit);
    chooseWord(hit);
  } else if (hit.matches("a")) goTo(Number(hit.dataset.row));
  else choose(Number(hit.dataset.row));
});

root.addEventListener("focusin", (event) => {
  const row = event.target.closest(".row");
  if (row && Number(row.dataset.row) !== current) choose(Number(row.dataset.row));
});

root.addEventListener("pointerover", (event) => {
  const item = event.target.closest(".findings li[data-n]");
  if (item) lightFinding(item);
  else light(event.target.closest(".w, [data-findings]"));
});

let typing = 0;
root.addEventListener("input", (event) => {
  if (event.target.id === "query") {
    clearTimeout(typing);
    typing = setTimeout(async () => { query = $("#query").value; await pick(); bring(query ? shown[0] : nearest()); }, 250);
  }
});

root.addEventListener("change", (event) => {
  if (event.target.id === "reviewer") {
    nameReviewer(event.target.value.trim());
    ask("look", { version: -1 }).then((answer) => { if (answer.can) allow(answer.can); });
  }
  if (event.target.id === "step") { halt = event.target.value; pick(); }
  if (event.target.id === "is-pattern") { pattern = event.target.checked; if (query) pick(); }
  else if (event.target.closest(".filters-row")) {
    facets[event.target.checked ? "add" : "delete"](event.target.name);
    pick().then(() => bring(nearest()));
  }
});

const ROW_KEYS = {
  j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
  PageDown: () => step(8), PageUp: () => step(-8),
  n: () => stepStop(1), p: () => stepStop(-1),
  ArrowRight: (row, more) => (more ? reachWord : stepWord)(row, 1),
  ArrowLeft: (row, more) => (more ? reachWord : stepWord)(row, -1),
  m: () => editRow("merge-next"), s: () => editRow("split"), b: () => editRow("bookmark"),
  o: () => editRow("omission"), a: (row) => rule(inFocus(row), "accepted"), d: (row) => rule(inFocus(row), "dismissed"),
  e: () => reachBar(), "/": () => $("#query").focus(), "?": () => $("#bench-keys").showModal(),
};

document.addEventListener("click", (event) => closeMenus(event.target));

// The bar of edits is one stop of the keyboard: arrows go along it, and up and down an open menu.
const inBar = () => $$(".edit-bar :is(button:enabled, summary)").filter((each) => each.checkVisibility());

function reachBar() {
  const [first] = inBar().filter((each) => each.closest(".edit-group ~ .edit-group"));
  first?.focus();
}

function alongBar(event) {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!by) return;
  const all = inBar();
  all[(all.indexOf(event.target) + by + all.length) % all.length].focus();
  event.preventDefault();
}

root.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.target.closest("dialog")) {
    const menu = $(".menu[open] > summary");
    if (menu) menu.focus();
    else if (event.target.closest(".edit-bar")) rowOf(current)?.focus();
    closeMenus();
    closeAlert();
  }
  const tab = event.target.closest("[data-tab]");
  if (tab && ["ArrowRight", "ArrowLeft", "Home", "End"].includes(event.key)) {
    const all = $$("[data-tab]");
    const at = { ArrowRight: all.indexOf(tab) + 1, ArrowLeft: all.indexOf(tab) - 1, Home: 0, End: all.length - 1 }[event.key];
    showTab(all[(at + all.length) % all.length].dataset.tab, true);
    event.preventDefault();
    return;
  }
  if (event.target.id === "form-text" && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    ACTIONS["form-yes"]();
    return;
  }
  if (event.target.closest(".edit-bar")) { alongBar(event); return; }
  const row = event.target.closest(".row");
  if (event.target.id === "query") {
    if (event.key === "Enter" && shown.length) { event.preventDefault(); goTo(shown[0]); }
    if (event.key === "Escape") { $("#query").value = query = ""; pick(); }
    return;
  }
  if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!row) return;
  const act = ROW_KEYS[event.key];
  if (act) { event.preventDefault(); act(row, event.shiftKey); }
});

// Rows are drawn anew after an edit, so the focus may be nowhere when undo is pressed.
document.addEventListener("keydown", (event) => {
  const is = (event.ctrlKey || event.metaKey) && "zy".includes(event.key.toLowerCase());
  if (!is || document.body.dataset.view !== "bench" || event.target.matches("input, textarea")) return;
  event.preventDefault();
  editRow(event.key.toLowerCase() === "y" || event.shiftKey ? "redo" : "undo");
});

let resized = 0;
addEventListener("resize", () => {
  clearTimeout(resized);
  resized = setTimeout(() => { if (address) layOutChunks(); }, 200);
});

addEventListener("hashchange", () => {
  const there = fromHash();
  if (there && there.name !== address) open(there.name, { row: there.row });
  else if (there?.row && there.row !== current) goTo(there.row);
});

// The way back of the browser leads from a comparison to the start.
addEventListener("popstate", () => { if (address && !fromHash()) showStart(); });

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-open]");
  if (link) { event.preventDefault(); open(link.dataset.open); }
  if (event.target.closest?.("[data-forget]")) keepRecent([]);
});

// ---------------------------------------------------------------- files that are dropped

// Gradio takes a file that falls on an empty box. On a full one it takes the place of what is
// there; anywhere else a browser would leave the page and show the file.
function dropped(event) {
  drawOver(event.type === "dragover" ? event.target.closest?.("#target, #source") : null);
  if (!event.dataTransfer?.types.includes("Files") || event.target.closest?.(".upload-container")) return;
  event.preventDefault();
  event.stopPropagation();
  const side = event.target.closest?.("#target, #source");
  event.dataTransfer.dropEffect = side ? "copy" : "none";
  if (event.type === "drop" && side) giveFile(document.querySelector(`#${side.id}-file`), event.dataTransfer.files[0]);
}

// Which of the two boxes would take the file.
function drawOver(side) {
  for (const box of document.querySelectorAll(".drop")) box.classList.toggle("over", box.id === `${side?.id}-file`);
}

document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drawOver(null); }, true);
for (const moment of ["dragover", "drop"]) document.addEventListener(moment, dropped, true);

async function giveFile(box, file) {
  const input = () => $("input[type=file]", box);
  if (!input()) $(".icon-button-wrapper button", box)?.click();
  for (let tries = 40; tries && !input(); tries -= 1) await new Promise((done) => setTimeout(done, 50));
  if (!input() || !file) return;
  const given = new DataTransfer();
  given.items.add(file);
  input().files = given.files;
  input().dispatchEvent(new Event("change", { bubbles: true }));
}

// ---------------------------------------------------------------- what the page tells the bench

async function speak(wanted) {
  const before = language;
  language = wanted;
  setTimeout(drawRecent, 400);
  await opening;
  if (address && wanted !== before) reopen();
}

globalThis.alignBench = { open, speak, leave: () => showStart() };

watch("value", () => { if (props.value && props.value !== address) open(props.value); });

const start = fromHash();
language = document.documentElement.lang === "fr" ? "fr" : "en";
drawRecent();
if (start) open(start.name, { row: start.row });
