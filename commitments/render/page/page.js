// Searches, filters and draws the list, switches language and light, and makes CSV. It asks the network for
// nothing, and writes every text by textContent.
"use strict";
(() => {
  const MOST = 32 * 1024 * 1024, STEP = 100, LONGEST = 200;
  const root = document.documentElement;
  const at = (id) => document.getElementById(id);
  let lang = root.lang, texts, data, shown = STEP, found = [], open = new Set(), state = {}, folded, marks, facts = [];

  const make = (tag, text, attributes) => {
    const element = document.createElement(tag);
    if (text !== undefined && text !== "") element.textContent = text;
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    return element;
  };
  const say = (number) => {
    const text = texts[number];
    return typeof text === "string" ? text : text[lang === "vi" ? 1 : 0];
  };
  const amount = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, lang === "vi" ? "." : ",");
  const word = (name, values) =>
    say(data.words[name]).replace(/\{(\w+)\}/g, (_, key) => amount(values[key]));
  const fold = (text) =>
    text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "");

  // Deflated data: inflated within a bound, and only when it is needed.
  const inflate = async (text) => {
    const bytes = Uint8Array.from(atob(text.trim()), (sign) => sign.charCodeAt(0));
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
    const parts = [];
    for (let size = 0; ;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > MOST) { await reader.cancel(); throw new Error("too large"); }
      parts.push(value);
    }
    return JSON.parse(await new Blob(parts).text());
  };

  // The address holds the state: only names and values that the page knows are read from it.
  const FACETS = ["state", "with", "side", "lead", "kind", "member", "tag", "mark"].filter((name) => at("f-" + name));
  const many = new Set(["state", "side"]);
  const readAddress = () => {
    const given = new Map();
    for (const part of location.hash.slice(1).split("&").slice(0, 20)) {
      const [name, value = ""] = part.split("=", 2);
      try { given.set(name, decodeURIComponent(value).slice(0, LONGEST)); } catch { /* no text: passed over */ }
    }
    const read = { q: given.get("q") || "" };
    for (const name of [...FACETS, "sort"]) {
      const known = (value) => data.choices[name].findIndex((choice) => choice[0] === value);
      const values = (many.has(name) ? (given.get(name) || "").split(",") : [given.get(name)]).map(known);
      read[name] = values.filter((place) => place >= 0);
    }
    read.id = given.has("id") && data.rows.id.includes(given.get("id")) ? given.get("id") : "";
    if (given.get("lang") === "en" || given.get("lang") === "vi") speak(given.get("lang"));
    return read;
  };
  const isEmpty = () => !state.q && !state.id && FACETS.every((name) => !state[name].length);
  const writeAddress = () => {
    const parts = [];
    if (state.q) parts.push("q=" + encodeURIComponent(state.q));
    for (const name of [...FACETS, "sort"]) {
      const values = state[name].map((place) => encodeURIComponent(data.choices[name][place][0]));
      if (values.length && !(name === "sort" && state[name][0] === 0)) parts.push(name + "=" + values.join(","));
    }
    if (state.id) parts.push("id=" + encodeURIComponent(state.id));
    history.replaceState(null, "", "#" + parts.join("&"));
  };

  const haystack = () => {
    const { rows, choices } = data;
    const both = (number) => { const text = texts[number]; return typeof text === "string" ? text : text.join("\n"); };
    return rows.id.map((id, place) => fold([
      id, both(rows.title[place]), both(rows.lead[place]),
      ...rows.partners[place].map((number) => both(choices.with[Math.floor(number / choices.side.length)][1])),
      ...rows.tags[place].map((number) => both(choices.tag[number][1])),
    ].join("\n")));
  };
  const tests = () => {
    const { rows, choices } = data, list = [], sides = choices.side.length;
    if (state.id) list.push((place) => rows.id[place] === state.id);
    if (state.q) {
      folded ||= haystack();
      for (const part of fold(state.q).split(/\s+/)) list.push((place) => folded[place].includes(part));
    }
    const within = (name) => new Set(state[name]);
    if (state.state.length) { const set = within("state"); list.push((place) => set.has(rows.state[place])); }
    if (state.kind.length) list.push((place) => rows.kind[place] === state.kind[0]);
    if (state.member?.length) list.push((place) => rows.member[place] === state.member[0]);
    if (state.lead.length) list.push((place) => rows.leads[place].includes(state.lead[0]));
    if (state.tag.length) list.push((place) => rows.tags[place].includes(state.tag[0]));
    if (state.mark.length) list.push((place) => (rows.marks[place] >> state.mark[0]) & 1);
    if (state.with.length || state.side.length) {
      const set = within("side"), partner = state.with[0];
      list.push((place) => rows.partners[place].some((number) =>
        (partner === undefined || Math.floor(number / sides) === partner) && (!set.size || set.has(number % sides))));
    }
    return list;
  };
  const orders = {
    due: (a, b) => (data.rows.day[a] || 1e7) - (data.rows.day[b] || 1e7),
    heard: (a, b) => data.rows.heard[a] - data.rows.heard[b],
    title: (a, b) => say(data.rows.title[a]).localeCompare(say(data.rows.title[b]), lang),
    id: (a, b) => (data.rows.id[a] < data.rows.id[b] ? -1 : data.rows.id[a] > data.rows.id[b] ? 1 : 0),
  };
  const find = () => {
    const all = tests();
    found = [];
    for (let place = 0; place < data.rows.id.length; place++)
      if (all.every((test) => test(place))) found.push(place);
    const order = state.sort.length && orders[data.choices.sort[state.sort[0]][0]];
    if (order) found.sort((a, b) => order(a, b) || a - b);
  };

  // Rows.
  const stateCell = (place) => {
    const number = data.rows.state[place], [key, label] = data.choices.state[number];
    const cell = make("td"), badge = make("b", "", { class: "s-" + key });
    badge.append(make("i", data.signs[number], { "aria-hidden": "true" }), say(label));
    cell.append(badge);
    return cell;
  };
  const row = (place) => {
    const { rows } = data, line = make("tr"), head = make("th", "", { scope: "row" });
    const button = make("button", say(rows.title[place]), { type: "button", "aria-expanded": open.has(place) });
    button.dataset.place = place;
    const title = make("span", "", { class: "title" });
    title.append(button);
    head.append(title, make("code", rows.id[place]));
    const due = make("td", say(rows.due[place]), { class: "due" });
    if (say(rows.when[place])) due.append(make("small", say(rows.when[place])));
    const news = make("td", say(rows.news[place]), { class: "news" });
    if (say(rows.quiet[place])) news.append(make("small", say(rows.quiet[place])));
    line.append(stateCell(place), head, make("td", say(rows.lead[place])), due,
      news);
    return line;
  };
  // Marks stand for messages, dates and names that both languages share; the innermost are written out first.
  const writeOut = (text, messages) => {
    for (let depth = 0; depth < 8 && text.includes("ǁ"); depth++)
      text = text.replace(/ǁ([^ǁǂ]*)ǂ/g, (_, inside) => {
        const [key, ...values] = inside.split("ǃ");
        if (!key && values.length === 2) return values[lang === "vi" ? 1 : 0];
        const pair = key[0] === "m" ? messages[key.slice(1)] : Object.hasOwn(marks, key) && marks[key];
        if (!pair) return values.join(" ");
        return pair[lang === "vi" ? 1 : 0].replace(/\{(\d)\}/g, (_, place) => values[place] ?? "");
      });
    return text;
  };
  const linked = (element, text) => {
    let end = 0;
    for (const match of text.matchAll(/https?:\/\/[^\s<>"\u0000-\u0020]+/g)) {
      const address = match[0].replace(/[.,;:)\]]+$/, "");
      let isAddress = true;
      try { isAddress = /^https?:$/.test(new URL(address).protocol); } catch { isAddress = false; }
      if (!isAddress) continue;
      element.append(text.slice(end, match.index), make("a", address, { href: address, rel: "noreferrer" }));
      end = match.index + address.length;
    }
    element.append(text.slice(end));
  };
  const factList = async (place) => {
    const list = make("dl"), why = say(data.rows.why[place]);
    const placed = data.details[place];
    if (why) list.append(make("dt", say(data.heads[0])), make("dd", why));
    if (!placed) return list;
    try {
      const block = document.querySelectorAll("template.details")[placed[0]];
      const chunk = await (facts[placed[0]] ||= inflate(block.content.textContent));
      marks ||= await inflate(at("marks").content.textContent);
      let last;
      for (const [label, en, vi] of chunk.records[placed[1]]) {
        const text = vi === undefined ? writeOut(en, chunk.messages) : lang === "vi" ? vi : en, name = chunk.labels[label][lang === "vi" ? 1 : 0];
        if (!text) continue;
        if (name || !last) { last = make("dd"); list.append(make("dt", name), last); }
        for (const part of text.split("\n")) {
          const line = make("p");
          linked(line, part);
          last.append(line);
        }
      }
    } catch { list.append(make("dt", ""), make("dd", word("broken", {}))); }
    return list;
  };
  const factRow = (place) => {
    const line = make("tr", "", { class: "facts-of" }), cell = make("td", "", { colspan: 5 });
    line.append(cell);
    factList(place).then((list) => cell.replaceChildren(list));
    return line;
  };
  const draw = (number) => {
    const rows = document.createDocumentFragment();
    for (const place of found.slice(0, number)) {
      rows.append(row(place));
      if (open.has(place)) rows.append(factRow(place));
    }
    at("records").tBodies[0].replaceChildren(rows);
    const rest = found.length - number, more = at("more");
    more.replaceChildren();
    if (!found.length) more.textContent = word("none", {});
    if (rest > 0) {
      const button = make("button", word("more", { n: Math.min(STEP, rest) }), { type: "button" });
      button.onclick = () => {
        const next = shown;
        draw(shown += STEP);
        at("records").querySelector(`button[data-place="${found[next]}"]`)?.focus();
      };
      more.append(button);
    }
    at("shown").textContent = word("shown", { n: found.length, all: data.rows.id.length });
    at("clear").hidden = isEmpty();
  };
  const answer = () => { find(); draw(shown = STEP); };

  // Controls.
  const fill = (name) => {
    const select = at("f-" + name), chosen = state[name];
    const options = data.choices[name].map(([value, text]) => make("option", say(text), { value }));
    if (!many.has(name) && !["sort", "mark"].includes(name)) options.sort((a, b) => a.text.localeCompare(b.text, lang));
    const several = chosen.length > 1;
    if (several) options.unshift(make("option", chosen.map((place) => say(data.choices[name][place][1])).join(", "), { value: "*" }));
    if (name !== "sort") options.unshift(make("option", word("any", {}), { value: "" }));
    select.replaceChildren(...options);
    select.value = several ? "*" : chosen.length ? data.choices[name][chosen[0]][0] : name === "sort" ? data.choices.sort[0][0] : "";
    select.closest("label").hidden = data.choices[name].length < 2;
  };
  const showControls = () => {
    if (at("q").value !== state.q) at("q").value = state.q;
    [...FACETS, "sort"].forEach(fill);
  };
  const speak = (next) => {
    lang = root.lang = next;
    for (const element of document.querySelectorAll("[data-t]")) element.textContent = say(element.dataset.t);
    for (const element of document.querySelectorAll("[data-a]"))
      for (const pair of element.dataset.a.split(" ")) {
        const [name, number] = pair.split(":");
        element.setAttribute(name, say(number));
      }
    for (const button of document.querySelectorAll("[data-lang]"))
      button.setAttribute("aria-pressed", button.dataset.lang === lang);
    for (const button of document.querySelectorAll(".csv"))
      button.setAttribute("aria-label", "CSV: " + button.previousElementSibling.querySelector("caption").textContent);
    document.title = document.querySelector("h1").textContent;
  };
  const follow = (jump) => {
    state = readAddress();
    open = new Set(state.id ? [data.rows.id.indexOf(state.id)] : []);
    showControls();
    answer();
    if (jump && !isEmpty()) {
      at(state.id ? "records" : "list").scrollIntoView({ behavior: "instant" });
      (state.id ? at("records").querySelector("button") : at("q")).focus({ preventScroll: true });
    }
  };

  // CSV of the list as filtered, and of every other table as it stands.
  const cell = (text) => {
    const first = text.trimStart().normalize("NFKC")[0] || "";
    const safe = "=+-@".includes(first) && first || "\t\r\n".includes(text[0] || " ") ? "'" + text : text;
    return /[",\n\r]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  };
  const take = (name, lines) => {
    const text = "\ufeff" + lines.map((line) => line.map(cell).join(",") + "\r\n").join("");
    const link = make("a", "", { download: name + ".csv", href: URL.createObjectURL(new Blob([text], { type: "text/csv" })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const listLines = () => {
    const { rows, choices, heads } = data;
    return [["id", ...heads.map(say)], ...found.map((place) => [
      rows.id[place], say(choices.state[rows.state[place]][1]), say(rows.title[place]), say(rows.lead[place]),
      [say(rows.due[place]), say(rows.when[place])].filter(Boolean).join("; "),
      [say(rows.news[place]), say(rows.quiet[place])].filter(Boolean).join("; "),
    ])];
  };
  const tableLines = (table) =>
    [...table.rows].map((line) => [...line.cells].map((item) => item.textContent.trim().replace(/\s+/g, " ")));
  const addTakers = () => {
    for (const table of document.querySelectorAll("table")) {
      const button = make("button", "CSV", { type: "button", class: "csv" });
      button.setAttribute("aria-label", "CSV: " + table.caption.textContent);
      button.onclick = () => take(table.id, table.id === "records" ? listLines() : tableLines(table));
      table.parentElement.after(button);
    }
  };

  const start = async () => {
    data = await inflate(at("data").content.textContent);
    texts = data.texts;
    speak(lang);
    for (const id of ["controls", "switches"]) at(id).hidden = false;
    addTakers();
    follow(location.hash.length > 1);
    at("q").oninput = (event) => { state.q = event.target.value.slice(0, LONGEST); state.id = ""; writeAddress(); answer(); };
    for (const name of [...FACETS, "sort"])
      at("f-" + name).onchange = (event) => {
        const place = data.choices[name].findIndex((choice) => choice[0] === event.target.value);
        state[name] = place < 0 ? [] : [place];
        if (name !== "sort") state.id = "";
        writeAddress();
        fill(name);
        answer();
      };
    at("clear").onclick = () => { history.replaceState(null, "", "#"); follow(false); at("q").focus(); };
    at("records").onclick = (event) => {
      const button = event.target.closest("button[data-place]");
      if (!button) return;
      const place = Number(button.dataset.place), isOpen = open.has(place);
      isOpen ? open.delete(place) : open.add(place);
      button.setAttribute("aria-expanded", !isOpen);
      const line = button.closest("tr");
      isOpen ? line.nextElementSibling.remove() : line.after(factRow(place));
    };
    for (const button of document.querySelectorAll("[data-lang]"))
      button.onclick = () => { speak(button.dataset.lang); showControls(); find(); draw(shown); };
    at("theme").onclick = () => {
      const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = isDark ? "light" : "dark";
    };
    addEventListener("hashchange", () => { if (location.hash !== "#list") follow(true); });
    addEventListener("beforeprint", () => draw(found.length));
    addEventListener("afterprint", () => draw(shown));
    root.dataset.ready = "1";
    setTimeout(() => { folded ||= haystack(); });
  };
  start();
})();
