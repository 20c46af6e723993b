// Makes pages quicker to use; none needs it. No state is kept here: what can be chosen is in the URL.
"use strict";

// --- search while typing: the last word is not finished yet, so it stands for whatever begins so, until another word is asked for
const isBegun = (q) => /[\p{L}\p{N}]$/u.test(q) && new URL(location).searchParams.get("q") === q + "*";
document.addEventListener("htmx:configRequest", (event) => {
  const asked = event.detail.triggeringEvent;
  const q = event.detail.parameters.q || "";
  const isTyped = asked && asked.type === "input" && asked.target.id === "q" && /[\p{L}\p{N}]$/u.test(q);
  if (isTyped || isBegun(q)) event.detail.parameters.q = q + "*";
  for (const name of [...event.detail.parameters.keys()]) if (event.detail.parameters[name] === "") event.detail.parameters.delete(name);
});
document.addEventListener("formdata", (event) => { // what is left empty is not asked, and has no place in an address
  if (event.target.method !== "get") return;
  for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
});
document.addEventListener("submit", (event) => { // Enter keeps what is shown
  const field = event.target.matches("[data-live]") && event.target.querySelector("#q");
  if (field && isBegun(field.value)) field.value += "*";
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (xhr.status < 400 || xhr.status >= 500) return;
  event.detail.shouldSwap = false;
  if (requestConfig.triggeringEvent?.type === "input") return; // a question that is not finished yet
  const told = new DOMParser().parseFromString(xhr.responseText, "text/html").querySelector(".told");
  const note = document.createElement("p");
  note.className = "problem";
  note.setAttribute("role", "alert");
  note.textContent = told ? told.textContent : "That question cannot be answered";
  document.getElementById("results")?.replaceChildren(note);
});

// --- copy
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    try { await navigator.clipboard.writeText(field.value); } catch { field.select(); document.execCommand("copy"); }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
}

// --- the timeline: arrows go from interval to interval, and a stretch can be drawn with the pointer
const chart = document.querySelector("[data-chart]");
if (chart) {
  const columns = [...chart.querySelectorAll(".columns a")];
  const here = columns.findIndex((a) => a.hasAttribute("aria-current"));
  if (columns.length) columns[Math.max(here, 0)].setAttribute("tabindex", "0");
  if (here > 0) { // where the drawing is wider than the window, what is opened is in sight
    const frame = chart.parentElement, box = columns[here].getBoundingClientRect();
    frame.scrollLeft += box.left + box.width / 2 - frame.getBoundingClientRect().left - frame.clientWidth / 2;
  }
  followed(chart.parentElement);
  chart.addEventListener("keydown", (event) => {
    const at = columns.indexOf(document.activeElement);
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -at, End: columns.length - 1 - at }[event.key];
    if (at < 0 || step === undefined) return;
    const next = columns[Math.min(Math.max(at + step, 0), columns.length - 1)];
    columns[at].setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
    event.preventDefault();
  });
  brush(chart, columns);
}

function followed(frame) { // the names of the panels stay in sight where the drawing is scrolled
  const titles = [...frame.querySelectorAll(".title")], svg = frame.querySelector("svg");
  const follow = () => {
    const unit = svg.viewBox.baseVal.width / svg.getBoundingClientRect().width;
    for (const title of titles) title.setAttribute("transform", `translate(${Math.max(0, frame.scrollLeft * unit + 8 - title.x.baseVal[0].value)})`);
  };
  frame.addEventListener("scroll", follow, { passive: true });
  follow();
}

function brush(svg, columns) {
  const from = document.getElementById("from"), until = document.getElementById("until");
  let start = null, box = null;
  const at = (event) => { // by place, for a mark may lie over its interval
    const first = columns[0].querySelector("rect").getBoundingClientRect(), n = Math.floor((event.clientX - first.left) / first.width);
    return n >= 0 && n < columns.length ? n : -1;
  };
  const place = (a) => a.querySelector("rect").getBBox();
  svg.addEventListener("pointerdown", (event) => { if (event.pointerType === "mouse" && event.button === 0) start = at(event); });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointermove", (event) => {
    const now = at(event);
    if (start === null || start < 0 || now < 0 || (now === start && !box)) return;
    if (!box) {
      box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      box.setAttribute("class", "brush");
      box.setAttribute("pointer-events", "none");
      svg.append(box);
    }
    const [first, last] = [place(columns[Math.min(start, now)]), place(columns[Math.max(start, now)])];
    box.setAttribute("x", first.x); box.setAttribute("y", first.y);
    box.setAttribute("width", last.x + last.width - first.x); box.setAttribute("height", first.height);
    box.dataset.from = Math.min(start, now); box.dataset.until = Math.max(start, now);
  });
  window.addEventListener("pointerup", () => {
    if (box) {
      const swallow = (event) => { event.preventDefault(); event.stopPropagation(); };
      svg.addEventListener("click", swallow, { capture: true, once: true });
      setTimeout(() => svg.removeEventListener("click", swallow, { capture: true }), 50);
      from.value = firstDay(columns[box.dataset.from].dataset.interval);
      until.value = lastDay(columns[box.dataset.until].dataset.interval);
      box.remove(); box = null;
      from.form.requestSubmit();
    }
    start = null;
  });
}

function firstDay(interval) {
  const week = /^(\d{4})-W(\d{2})$/.exec(interval);
  if (week) { // ISO 8601: the week with 4 January is the first
    const fourth = new Date(Date.UTC(+week[1], 0, 4));
    return iso(new Date(fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * 864e5 + (+week[2] - 1) * 7 * 864e5));
  }
  return (interval + "-01-01").slice(0, 10);
}
function lastDay(interval) {
  const day = new Date(firstDay(interval) + "T00:00:00Z");
  if (interval.includes("W")) day.setUTCDate(day.getUTCDate() + 6);
  else if (interval.length === 7) { day.setUTCMonth(day.getUTCMonth() + 1); day.setUTCDate(0); }
  else if (interval.length === 4) { day.setUTCMonth(11); day.setUTCDate(31); }
  return iso(day);
}
function iso(day) { return day.toISOString().slice(0, 10); }

// --- an article: keys 1 to 5 switch layers, pointing at an item draws its roles
const reading = document.querySelector("[data-reading]");
if (reading) {
  const boxes = [...reading.querySelectorAll("[data-layer]")];
  const note = () => {
    const hidden = boxes.filter((box) => !box.checked).map((box) => box.dataset.layer);
    const url = new URL(location);
    if (hidden.length) url.searchParams.set("hide", hidden.join(",")); else url.searchParams.delete("hide");
    history.replaceState(history.state, "", url);
  };
  for (const box of boxes) box.addEventListener("change", note);
  document.addEventListener("keydown", (event) => {
    const box = boxes[+event.key - 1];
    if (!box || typing(event)) return;
    box.checked = !box.checked;
    note();
  });
  let lit = null;
  const light = (item) => {
    if (item === lit) return;
    lit = item;
    for (const one of reading.querySelectorAll(".lit")) one.classList.remove("lit");
    reading.querySelector(".lines")?.remove();
    if (item) draw(item);
  };
  const itemOf = (target) => target.closest("[data-item]")?.dataset.item || target.closest("[data-items]")?.dataset.items.split(" ").pop();
  reading.addEventListener("pointerover", (event) => light(itemOf(event.target) || null));
  reading.addEventListener("pointerleave", () => light(null));
  reading.addEventListener("focusin", (event) => light(itemOf(event.target) || null));
  window.addEventListener("resize", () => light(null));
}

function draw(item) {
  const card = document.getElementById("c-" + item);
  card?.classList.add("lit");
  const pieces = [...reading.querySelectorAll("[data-items]")].filter((one) => one.dataset.items.split(" ").includes(item));
  for (const piece of pieces) piece.classList.add("lit");
  const lead = pieces.find((one) => /r-(anchor|cue)/.test(one.className)) || pieces[0];
  if (!lead) return;
  const ns = "http://www.w3.org/2000/svg", base = reading.getBoundingClientRect();
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("class", "lines");
  svg.setAttribute("aria-hidden", "true");
  const middle = (node) => { const box = node.getClientRects()[0]; return [box.left + box.width / 2 - base.left, box.top - base.top, box.bottom - base.top]; };
  const [x, top] = middle(lead);
  const roles = new Set();
  for (const piece of pieces) {
    const role = piece.className.match(/r-(actor|recipient|speaker|addressee|content|place)/)?.[0];
    if (piece === lead || !role || roles.has(role)) continue;
    roles.add(role);
    const [px, ptop] = middle(piece);
    const lift = Math.min(34, 10 + Math.abs(px - x) / 12);
    const path = document.createElementNS(ns, "path");
    path.setAttribute("d", `M${x} ${top} C${x} ${top - lift} ${px} ${ptop - lift} ${px} ${ptop}`);
    const end = document.createElementNS(ns, "circle");
    end.setAttribute("class", "end"); end.setAttribute("cx", px); end.setAttribute("cy", ptop); end.setAttribute("r", 2.5);
    svg.append(path, end);
  }
  reading.append(svg);
}

// --- review: one key a judgement
const review = document.querySelector("[data-review]");
if (review) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { document.activeElement.blur(); return; }
    if (typing(event)) return;
    const target = review.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.dataset.opens) {
      const part = document.getElementById(target.dataset.opens);
      if ("open" in part) part.open = true;
      part.querySelector("input:not([type=hidden]), select, textarea").focus();
    } else target.click();
  });
  const text = document.getElementById("article-text")?.value || "";
  for (const row of review.querySelectorAll("[data-span]")) editSpan(row, [...text]);
}

function editSpan(row, letters) { // offsets are code points, as everywhere
  const start = row.querySelector("[name$=start]"), end = row.querySelector("[name$=end]"), words = row.querySelector("textarea");
  if (!start.value) return;
  const isWord = (at) => at >= 0 && at < letters.length && /\S/.test(letters[at]);
  const left = (at) => { at--; while (at > 0 && !isWord(at)) at--; while (at > 0 && isWord(at - 1)) at--; return Math.max(at, 0); };
  const right = (at) => { while (at < letters.length && !isWord(at)) at++; while (isWord(at)) at++; return at; };
  const move = (which, way) => {
    let a = +start.value, b = +end.value;
    if (which === "start") a = way < 0 ? left(a) : right(a); else b = way < 0 ? left(b) : right(b);
    if (which === "start" && way > 0) while (a < b && !isWord(a)) a++;
    if (which === "end" && way < 0) while (b > a && !isWord(b - 1)) b--;
    if (a >= b) return;
    start.value = a; end.value = b;
    words.value = letters.slice(a, b).join("");
  };
  for (const button of row.querySelectorAll("[data-move]")) {
    button.hidden = false;
    button.addEventListener("click", () => move(...button.dataset.move.split(" ").map((part, at) => (at ? +part : part))));
  }
  words.addEventListener("keydown", (event) => {
    if (!event.altKey || !event.key.startsWith("Arrow")) return;
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      move(event.shiftKey ? "start" : "end", event.key === "ArrowLeft" ? -1 : 1);
      event.preventDefault();
    }
  });
}

function typing(event) {
  return event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
}
