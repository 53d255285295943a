// Search: answers in the reader's browser, from the parts of the index that a question needs; nothing is sent anywhere.
//
// The index is made by the program (src/site/search). Each part is a script that hands JSON to `handbookSearch`, because a page that was
// opened from a folder may load scripts and may not read files. The page reads without this script: it lists everything.
// Text from the index and from the reader is only ever set as text, never as markup.
(() => {
  const place = document.querySelector(".body template.search-place");
  if (!place) return;

  // ── The parts of the index ─────────────────────────────────────────────────────────────────────────────────────────

  const handed = new Map();
  const asked = new Map();
  window.handbookSearch = (name, value) => handed.set(name, value);

  // A part by its name; nothing where there is none.
  const part = (name) => {
    if (!asked.has(name)) asked.set(name, new Promise((done) => {
      const script = document.createElement("script");
      script.src = `${name}.js`;
      script.onload = script.onerror = () => {
        script.remove();
        if (!handed.has(name)) asked.delete(name);
        done(handed.get(name));
      };
      document.head.append(script);
    }));
    return asked.get(name);
  };

  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const bitsOf = new Map([...letters].map((letter, bits) => [letter, bits]));

  // Calls `take` with each number of an encoded list, and how much it counts there: see postings.rs.
  const decode = (text, take) => {
    let weight = 0, last = 0, step = 0, shift = 0;
    for (const letter of text) {
      if (letter === "/") {
        weight += 1;
        last = 0;
      } else if (bitsOf.has(letter)) {
        const bits = bitsOf.get(letter);
        step += (bits & 31) * 2 ** shift;
        shift += 5;
        if (bits < 32) {
          last += step;
          take(last, weight);
          step = shift = 0;
        }
      }
    }
  };

  // ── Words ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  // As spelling.rs folds them.
  const others = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i" };
  const fold = (text) => text.normalize("NFKD").replace(/[\p{M}'’ʼ‘\u00ad]/gu, "").toLowerCase().replace(/[ßæœøđðþłı]/g, (letter) => others[letter]);
  const short = (word) => [...word].slice(0, manifest.longest).join("");
  const wordsOf = (text) => fold(text).split(/[^\p{Alphabetic}\p{N}]+/u).filter(Boolean).map(short);

  // A word without its ending: what comes before is the same in "delegate", "delegated" and "delegations".
  const root = (word) => {
    if (word.length < 4 || /\d/.test(word)) return word;
    const single = word.replace(/ies$/, "y").replace(/([^siu])s$/, "$1");
    const bare = single.replace(/(?:ing|ed|ion|ment|er|or|al|e|y)$/, "");
    return bare.length >= 4 ? bare : single;
  };

  // How much a word counts by where it stands; a name that something else bears alone finds nothing.
  const weights = [20, 14, 12, 9, 7, 4, 2, .01];
  const seldom = .5;

  // The bounds of the parts in which words that begin so may stand.
  const boundsFor = (beginning) => {
    const first = Math.max(0, manifest.parts.findLastIndex((bound) => bound <= beginning));
    return manifest.parts.filter((bound, number) => number === first || (number > first && bound.startsWith(beginning)));
  };
  const fileOf = (bound) => `words/${[...bound].map((letter) => (/[A-Za-z0-9]/.test(letter) ? letter : `-${letter.codePointAt(0).toString(16)}-`)).join("") || "0"}`;

  // No more parts than this are read for one word: where more would be needed, too little of it is typed.
  const mostParts = 4;

  // All words of the index that begin so, with what is told of each.
  const beginningWith = async (beginning, exact) => {
    let bounds = boundsFor(beginning);
    if (bounds.length > mostParts) bounds = boundsFor(exact).slice(0, 1);
    const parts = await Promise.all(bounds.map((bound) => part(fileOf(bound))));
    return parts.flatMap((words) => Object.entries(words ?? {})).filter(([word]) => word.startsWith(beginning));
  };

  const postingsOf = (told) => (Array.isArray(told) ? told[0] : told);
  const samesOf = (told) => (Array.isArray(told) ? told.slice(1) : []);

  // The entries that have a word, in one of its forms. `open` says that the word may still go on.
  const lookUp = async (word, open) => {
    const stem = root(word);
    const found = { word, open, stem, scores: new Map(), cut: false, known: false, sames: [] };
    for (const [other, told] of await beginningWith(stem, word)) {
      const likeness = other === word ? 1 : open && other.startsWith(word) ? .7 + .2 * word.length / other.length : root(other) === stem ? .7 : 0;
      if (likeness === 0) continue;
      const postings = postingsOf(told);
      found.known = true;
      if (postings.endsWith("!")) found.cut = true;
      if (other === word || (!open && root(other) === stem)) found.sames.push(...samesOf(told));
      decode(postings, (number, weight) => {
        const score = weights[weight] * likeness;
        if (score > (found.scores.get(number) ?? 0)) found.scores.set(number, score);
      });
    }
    return found;
  };

  // The entries that have all of these: a word of which some entries were left out may stand in any.
  const all = (founds) => {
    const whole = founds.filter((found) => !found.cut).sort((one, other) => one.scores.size - other.scores.size);
    const cut = founds.filter((found) => found.cut);
    let numbers = whole.length > 0 ? [...whole[0].scores.keys()].filter((number) => whole.every((found) => found.scores.has(number))) : undefined;
    numbers ??= [...new Set(cut.flatMap((found) => [...found.scores.keys()]))];
    const score = (number) => founds.reduce((sum, found) => sum + (found.scores.get(number) ?? seldom), 0);
    return { scores: new Map(numbers.map((number) => [number, score(number)])), cut: whole.length === 0 };
  };

  // What the words mean, also in other words of the glossary: for each need the ways to meet it.
  const needsOf = async (founds) => {
    const left = new Set(founds);
    const needs = [];
    const names = founds.flatMap((found) => found.sames).map((line) => line.split("|"));
    const said = (name) => name.split(" ").map((word) => founds.find((found) => found.word === word || (!found.open && root(word) === found.stem)));
    const known = names.flatMap((line) => line.map((name) => ({ line, name, own: said(name) })));
    known.sort((one, other) => other.own.length - one.own.length);
    for (const { line, name, own } of known) {
      if (!own.every((found) => left.has(found))) continue;
      own.forEach((found) => left.delete(found));
      const ways = await Promise.all(line.filter((other) => other !== name).map((other) => Promise.all(other.split(" ").map((word) => lookUp(word, false)))));
      needs.push([own, ...ways]);
    }
    return [...needs, ...[...left].map((found) => [[found]])];
  };

  // The entries that meet every need, each with how well it does.
  const meeting = (needs) => {
    const met = needs.map((ways) => {
      const scores = new Map();
      let cut = true;
      ways.forEach((way, number) => {
        const found = all(way);
        cut = cut && found.cut;
        // Many words for one count no more than the one.
        const worth = number === 0 ? 1 : .8 * ways[0].length / way.length;
        for (const [entry, score] of found.scores) scores.set(entry, Math.max(scores.get(entry) ?? 0, score * worth));
      });
      return { scores, cut };
    });
    const { scores, cut } = all(met);
    return { results: [...scores].filter(([, score]) => score >= 1), cut };
  };

  // ── One slip of the pen ────────────────────────────────────────────────────────────────────────────────────────────

  // How many letters have to be changed, added, left out or exchanged; more than `most` is as good as any.
  const slips = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [], last = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let row = 1; row <= one.length; row += 1) {
      const now = [row];
      for (let at = 1; at <= other.length; at += 1) {
        const same = one[row - 1] === other[at - 1];
        now[at] = Math.min(last[at] + 1, now[at - 1] + 1, last[at - 1] + (same ? 0 : 1));
        const exchanged = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
        if (exchanged) now[at] = Math.min(now[at], before[at - 2] + 1);
      }
      [before, last] = [last, now];
    }
    return last[other.length];
  };

  // The word that was probably meant: the nearest, and of those the most frequent.
  const meant = async (word) => {
    const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    if (most === 0) return undefined;
    const beginnings = [word, word[1] + word[0] + word.slice(2), word.slice(1)];
    const bounds = new Set(beginnings.map((beginning) => boundsFor(beginning)[0]));
    const parts = await Promise.all([...bounds].map((bound) => part(fileOf(bound))));
    const near = parts.flatMap((words) => Object.entries(words ?? {})).map(([other, told]) => ({ other, slips: slips(word, other, most), size: postingsOf(told).length }));
    return near.filter((one) => one.slips <= most).sort((one, two) => one.slips - two.slips || two.size - one.size)[0]?.other;
  };

  // ── Answers ────────────────────────────────────────────────────────────────────────────────────────────────────────

  let manifest;

  const answer = async (text) => {
    const words = wordsOf(text);
    const telling = words.filter((word, at) => !manifest.idle.includes(word) || (at === words.length - 1 && words.length === 1));
    const isOpen = (at) => at === telling.length - 1 && telling[at] === words.at(-1) && !/\s$/u.test(text);
    const founds = await Promise.all(telling.map((word, at) => lookUp(word, isOpen(at))));
    return { founds, ...meeting(await needsOf(founds)), idle: founds.length === 0 || founds.every((found) => !found.known && manifest.idle.includes(found.word)) };
  };

  // What was probably meant by words that stand nowhere; nothing where all are known or none is like another.
  const corrected = async (text, founds) => {
    const unknown = founds.filter((found) => !found.known);
    if (unknown.length === 0) return undefined;
    const better = await Promise.all(unknown.map(({ word }) => meant(word)));
    if (better.some((word) => !word)) return undefined;
    return wordsOf(text).map((word) => better[unknown.findIndex((found) => found.word === word)] ?? word).join(" ");
  };

  const groupOf = (number) => Math.floor(number / 2 ** manifest.placeBits);
  const entryOf = async (number) => {
    const size = 2 ** manifest.blockBits;
    const place = number % 2 ** manifest.placeBits;
    const block = await part(`entries/${manifest.groups[groupOf(number)][0]}-${Math.floor(place / size)}`);
    return block?.[place % size];
  };

  // The entries that the choices of collaborative and area leave; nothing where nothing is chosen. What an address names and the index
  // does not know is no choice, and nothing is loaded for it.
  const chosen = async (state) => {
    if (!state.collaborative && !state.area) return undefined;
    const { collaboratives, areas } = (await part("filters")) ?? { collaboratives: [], areas: [] };
    const lists = [];
    if (collaboratives.some(([name]) => name === state.collaborative)) lists.push([`filters/collaborative-${state.collaborative}`]);
    if (areas.some(([name]) => name === state.area)) {
      const within = new Set([state.area]);
      for (let size = 0; size < within.size; ) {
        size = within.size;
        for (const [name, , parent] of areas) if (within.has(parent)) within.add(name);
      }
      lists.push([...within].map((name) => `filters/area-${name}`));
    }
    const sets = await Promise.all(lists.map(async (names) => {
      const numbers = new Set();
      for (const text of await Promise.all(names.map(part))) decode(text ?? "", (number) => numbers.add(number));
      return numbers;
    }));
    return sets.length === 0 ? undefined : (number) => sets.every((numbers) => numbers.has(number));
  };

  // ── The page ───────────────────────────────────────────────────────────────────────────────────────────────────────

  const content = place.content;
  const form = content.querySelector("form");
  const box = form.querySelector("input");
  const status = content.querySelector(".search-status");
  const filters = content.querySelector(".search-filters");
  const kinds = content.querySelector(".search-kinds");
  const results = content.querySelector(".search-results");
  const say = JSON.parse(form.dataset.words);
  const base = form.dataset.root;
  place.replaceWith(content);

  const language = document.documentElement.lang || "en";
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language, { numberingSystem: "latn" });
  // A phrase with values in its places; a count chooses its form.
  const told = (key, values = {}) => {
    const forms = say[key];
    const form = forms[plural.select(values.count ?? 0)] ?? forms.other;
    return form.replace(/\{([a-z]+)\}/g, (place, name) => (typeof values[name] === "number" ? number.format(values[name]) : (values[name] ?? place)));
  };

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(attribute, value);
    made.append(...children.filter((child) => child !== undefined));
    return made;
  };

  // A text in pieces, words at the odd places; and which of the words that were asked for one is, from 0.
  const pieces = (text) => text.split(/([\p{Alphabetic}\p{N}\p{M}'’ʼ‘\u00ad]+)/u);
  const askedFor = (piece, founds) => {
    const word = short(fold(piece));
    return founds.findIndex((found) => word === found.word || root(word) === found.stem || (found.open && word.startsWith(found.word)));
  };

  // A text with the words that were asked for marked.
  const marked = (text, founds) => pieces(text).map((piece, at) => (at % 2 === 1 && askedFor(piece, founds) >= 0 ? element("mark", {}, piece) : piece));

  // Where in a text which of them stand.
  const placesOf = (text, founds) => {
    let from = 0;
    const all = pieces(text).map((piece, number) => ({ at: (from += piece.length) - piece.length, need: number % 2 === 1 ? askedFor(piece, founds) : -1 }));
    return all.filter(({ need }) => need >= 0);
  };

  const addressOf = (address) => {
    const [path, anchor] = address.split("#");
    return `${base}${path}${path === "" || path.endsWith("/") ? "index.html" : ""}${anchor ? `#${anchor}` : ""}`;
  };

  const resultOf = ([title, address, note, line, short, language], founds) => {
    const link = element("a", { href: addressOf(address), lang: language || undefined }, ...marked(title, founds));
    const name = element("p", { class: "name" }, link, ...(short ? [" (", ...marked(short, founds), ")"] : []));
    const meta = note ? element("p", { class: "meta" }, ...marked(note, founds)) : undefined;
    const text = line ? element("p", { class: "excerpt", lang: language || undefined }, ...marked(line, founds)) : undefined;
    return element("li", {}, name, meta, text);
  };

  // Shows below a result what its page says of the words, in place of how it begins; whoever hears the link hears that with it.
  const showExcerpt = (result, { text, language }, founds) => {
    const id = `part-excerpt-${[...results.querySelectorAll("li")].indexOf(result)}`;
    const told = element("p", { class: "excerpt", id, lang: language || undefined }, ...marked(text, founds));
    result.querySelector(".excerpt")?.remove();
    result.append(told);
    result.querySelector(".name a").setAttribute("aria-describedby", id);
  };

  // How many results of each sort are shown at first, and with each wish for more.
  const few = 4;
  const many = 20;

  let state = { q: "", kind: "", collaborative: "", area: "" };
  let shown = many;
  let turn = 0;

  const fromAddress = () => {
    const parameters = new URLSearchParams(location.search);
    return Object.fromEntries(Object.keys(state).map((key) => [key, parameters.get(key) ?? ""]));
  };

  const title = document.title;
  const toAddress = (push) => {
    const parameters = new URLSearchParams(Object.entries(state).filter(([, value]) => value !== ""));
    const query = parameters.size > 0 ? `?${parameters}` : "";
    document.title = state.q ? `${state.q} – ${title}` : title;
    if (query === location.search) return;
    // Some browsers keep the address of a page in a folder as it is.
    try {
      history[push ? "pushState" : "replaceState"](null, "", `${location.pathname}${query}`);
    } catch {}
  };

  const change = (changes, push) => {
    state = { ...state, ...changes };
    shown = many;
    toAddress(push);
    return show();
  };

  const empty = (text) => {
    window.handbookExcerpts?.([]);
    status.textContent = text;
    kinds.replaceChildren();
    kinds.hidden = true;
    results.replaceChildren();
  };

  const show = async () => {
    const own = (turn += 1);
    form.parentElement.classList.toggle("search-space--asked", state.q.trim() !== "");
    manifest ??= await part("index");
    if (!manifest) return empty(told("failed"));
    if (state.q.trim() === "") return own === turn && empty(told("start"));
    const isLeft = await chosen(state);
    let found = await answer(state.q);
    let meant = found.results.length === 0 ? await corrected(state.q, found.founds) : undefined;
    if (meant) found = await answer(meant);
    if (meant && found.results.length === 0) meant = undefined;
    const left = found.results.filter(([entry]) => !isLeft || isLeft(entry));
    if (own !== turn) return undefined;
    if (left.length === 0) return empty(told(found.idle ? "idle" : isLeft ? "none-chosen" : "none", { query: state.q.trim() }));
    const groups = grouped(left);
    const kind = groups.some(({ name }) => name === state.kind) ? state.kind : "";
    const wanted = groups.filter(({ name }) => kind === "" || name === kind).map((group) => ({ ...group, first: group.results.slice(0, kind === "" ? few : shown) }));
    const sections = await Promise.all(wanted.map(async (group) => ({ ...group, entries: await Promise.all(group.first.map(([entry]) => entryOf(entry))) })));
    if (own !== turn) return undefined;
    tell(left.length, found, meant);
    showKinds(groups, kind, left.length);
    results.replaceChildren(...sections.map((section) => sectionOf(section, found.founds, kind)));
    const { founds } = found;
    window.handbookExcerpts?.([...results.querySelectorAll("li")], (text) => placesOf(text, founds), (result, excerpt) => showExcerpt(result, excerpt, founds));
    return undefined;
  };

  // Results by sort, the sort with the best result first; of equals those that stand together in the index.
  const grouped = (left) => {
    const groups = new Map();
    for (const result of left) {
      const group = groupOf(result[0]);
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push(result);
    }
    return [...groups].map(([group, own]) => {
      own.sort(([one, score], [other, otherScore]) => otherScore - score || one - other);
      const [name, title] = manifest.groups[group];
      return { group, name, title, results: own, best: own[0][1] };
    }).sort((one, other) => other.best - one.best || one.group - other.group);
  };

  const tell = (count, found, meant) => {
    const query = meant ?? state.q.trim();
    const line = told(found.cut ? "more" : "results", { count, query });
    if (!meant) {
      status.textContent = line;
      return;
    }
    const link = element("a", { href: `?${new URLSearchParams({ q: meant })}` }, told("meant", { query: meant }));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      box.value = meant;
      box.focus();
      change({ q: meant }, true);
    });
    status.replaceChildren(told("none", { query: state.q.trim() }), " ", link, " ", line);
  };

  const showKinds = (groups, kind, count) => {
    const button = (name, title, size) => {
      const made = element("button", { type: "button", "aria-pressed": String(name === kind), "data-kind": name }, title, " ", element("span", { class: "count" }, number.format(size)));
      made.addEventListener("click", async () => {
        await change({ kind: name }, true);
        kinds.querySelector(`[data-kind="${name}"]`)?.focus();
      });
      return made;
    };
    const buttons = [button("", told("all"), count), ...groups.map(({ name, title, results }) => button(name, title, results.length))];
    kinds.replaceChildren(...(groups.length > 1 ? buttons : []));
    kinds.hidden = groups.length < 2;
  };

  const sectionOf = ({ name, title, results: own, entries }, founds, kind) => {
    const id = `part-found-${name}`;
    const list = element("ul", { class: "register" }, ...entries.filter(Boolean).map((entry) => resultOf(entry, founds)));
    const heading = element("h2", { id }, title, " ", element("span", { class: "count" }, number.format(own.length)));
    const rest = own.length > entries.length ? element("button", { type: "button", class: "search-more" }, kind === "" ? told("show-all", { count: own.length }) : told("show-more")) : undefined;
    rest?.setAttribute("aria-describedby", id);
    rest?.addEventListener("click", async () => {
      const at = entries.length;
      if (kind === "") {
        await change({ kind: name }, true);
      } else {
        shown += many;
        await show();
      }
      links()[at]?.focus();
    });
    return element("section", { "aria-labelledby": id }, heading, list, rest);
  };

  // ── Choices ────────────────────────────────────────────────────────────────────────────────────────────────────────

  const selects = Object.fromEntries([...filters.querySelectorAll("select")].map((select) => [select.name, select]));

  const fillChoices = async () => {
    const known = await part("filters");
    if (!known) return;
    for (const [name, choices] of [["collaborative", known.collaboratives], ["area", known.areas]]) {
      const select = selects[name];
      if (select.options.length === 1) select.append(...choices.map(([value, title]) => element("option", { value }, title)));
      select.value = state[name];
      if (select.selectedIndex < 0) select.value = "";
      select.closest("p").hidden = choices.length < 2;
    }
  };
  filters.addEventListener("toggle", fillChoices);
  for (const select of Object.values(selects)) select.addEventListener("change", () => change({ [select.name]: select.value }, true));

  // ── Typing, keys, the way back ─────────────────────────────────────────────────────────────────────────────────────

  const links = () => [...results.querySelectorAll("li .name a")];

  let timer;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => change({ q: box.value, kind: "" }, false), 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    change({ q: box.value }, true);
  });

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const all = links();
    const at = all.indexOf(target);
    if (key === "Escape" && target === box && box.value !== "") {
      box.value = "";
      clearTimeout(timer);
      change({ q: "", kind: "" }, false);
    } else if (key === "Escape" && at >= 0) {
      box.focus();
    } else if (key === "ArrowDown" && (target === box || at >= 0) && all[at + 1]) {
      all[at + 1].focus();
    } else if (key === "ArrowUp" && at >= 0) {
      (all[at - 1] ?? box).focus();
    } else {
      return;
    }
    event.preventDefault();
  });

  const arrive = () => {
    state = fromAddress();
    shown = many;
    box.value = state.q;
    document.title = state.q ? `${state.q} – ${title}` : title;
    if (state.collaborative || state.area) filters.open = true;
    if (filters.open) fillChoices();
    return show();
  };
  addEventListener("popstate", arrive);
  arrive();
  // Whoever followed a link to the box wants to type; others begin at the top of the page, as on every other.
  if (location.hash === `#${box.id}`) box.focus();
})();
