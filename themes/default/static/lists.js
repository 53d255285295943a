// Narrows lists and puts them in order, on the page itself. Without this script each value has a page of its own, to which the same
// words are links; and lists and tables stand in the order in which they were written.
// What is chosen stands in the address, so that a link keeps it and the way back undoes it.

const read = () => new URLSearchParams(location.search);

function write(parameters) {
  const query = parameters.toString();
  try {
    history.pushState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
  } catch {
    // Some browsers keep no address for a page from a folder: then the choice holds as long as the page is open.
  }
}

const collator = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true, sensitivity: "base" });

// What has no value stands last, in whatever order.
function compare(one, other, descending) {
  if (!one || !other) return (one ? 0 : 1) - (other ? 0 : 1);
  return descending ? collator.compare(other, one) : collator.compare(one, other);
}

// A row can be left out by what is chosen above its list and by what is said beside it: it is shown where neither leaves it out.
const isHidden = (entry, reason) => entry.hasAttribute(`data-not-${reason}`);

function hide(entry, reason, is) {
  entry.toggleAttribute(`data-not-${reason}`, is);
  entry.hidden = isHidden(entry, "chosen") || isHidden(entry, "said");
}

const filters = document.querySelector(".filters[data-whole]");
if (filters) narrow(filters);

function narrow(filters) {
  const entries = [...document.querySelectorAll(".body .register > li, .body table[data-entries] > tbody > tr")];
  const homes = entries.map((entry) => entry.parentElement);
  const all = entries.length;
  const facets = [...filters.querySelectorAll("details[data-facet]:not([data-fixed])")].map(choices);
  const template = filters.querySelector("template");
  filters.querySelector(":scope > .shown").replaceWith(template.content);
  const order = filters.querySelector("select");
  const status = filters.querySelector("[role=status]");
  const button = filters.querySelector("button");
  const count = status.textContent;
  const ordered = document.createElement("ul");
  ordered.className = "register";
  ordered.hidden = true;
  if (order) filters.after(ordered);

  // A summary that opens by itself on a page that was narrowed would hide the list: only its count tells.
  function choices(details) {
    const name = details.dataset.facet;
    const fieldset = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.className = "visually-hidden";
    legend.textContent = details.querySelector("summary").textContent;
    fieldset.append(legend, details.querySelector("ul"));
    const boxes = [...fieldset.querySelectorAll("a")].map((link) => {
      const box = document.createElement("input");
      const label = document.createElement("label");
      box.type = "checkbox";
      box.value = link.dataset.value;
      box.id = `part-${name}-${box.value.replaceAll("/", "-")}`;
      label.htmlFor = box.id;
      label.textContent = link.textContent;
      for (const name of ["lang", "dir"]) if (link.hasAttribute(name)) label.setAttribute(name, link.getAttribute(name));
      const line = link.parentElement;
      label.append(" ", line.querySelector(".count"));
      line.replaceChildren(box, label);
      return box;
    });
    details.append(fieldset);
    const mark = document.createElement("span");
    details.querySelector("summary").append(mark);
    return { name, details, boxes, mark };
  }

  const values = (entry, facet) => (entry.dataset[facet.name.replace(/-./g, (end) => end[1].toUpperCase())] ?? "").split(" ");
  const chosen = (facet) => facet.boxes.filter((box) => box.checked).map((box) => box.value);
  const fits = (entry, facet) => {
    const wanted = chosen(facet);
    return wanted.length === 0 || values(entry, facet).some((value) => wanted.includes(value));
  };

  function show() {
    for (const entry of entries) hide(entry, "chosen", !facets.every((facet) => fits(entry, facet)));
    const shown = entries.filter((entry) => !isHidden(entry, "chosen")).length;
    const narrowed = facets.some((facet) => chosen(facet).length > 0);
    status.textContent = narrowed ? status.dataset.says.replace("{shown}", shown).replace("{all}", all) : count;
    button.hidden = !narrowed;
    for (const facet of facets) {
      const others = facets.filter((other) => other !== facet);
      const open = entries.filter((entry) => others.every((other) => fits(entry, other)));
      for (const box of facet.boxes) {
        const number = open.filter((entry) => values(entry, facet).includes(box.value)).length;
        box.labels[0].querySelector(".count").textContent = number;
        box.parentElement.hidden = !box.checked && !entries.some((entry) => values(entry, facet).includes(box.value));
      }
      const number = chosen(facet).length;
      facet.mark.textContent = number > 0 ? ` (${number})` : "";
      // One value alone narrows nothing.
      facet.details.hidden = number === 0 && facet.boxes.filter((box) => !box.parentElement.hidden).length < 2;
    }
    if (order) arrange();
    hideEmpty();
    document.dispatchEvent(new Event("narrowed"));
  }

  function arrange() {
    const by = order.value;
    ordered.hidden = !by;
    if (!by) {
      for (const [number, entry] of entries.entries()) homes[number].append(entry);
      return;
    }
    const descending = order.selectedOptions[0].hasAttribute("data-descending");
    const key = `by${by[0].toUpperCase()}${by.slice(1)}`;
    const value = (entry) => (by === "name" ? entry.querySelector(".name").textContent : entry.dataset[key]);
    ordered.append(...[...entries].sort((one, other) => compare(value(one), value(other), descending)));
  }

  // Headings of which nothing is left, and the ways to them.
  function hideEmpty() {
    for (const list of new Set(homes)) {
      const empty = ![...list.children].some((entry) => !isHidden(entry, "chosen"));
      const section = list.closest("section");
      (section ?? list).hidden = empty;
      if (!section) continue;
      for (const way of document.querySelectorAll(`a[href="#${CSS.escape(section.getAttribute("aria-labelledby"))}"]`)) {
        const line = way.closest("li");
        if (line) line.hidden = empty;
      }
    }
  }

  function take(parameters) {
    for (const facet of facets) {
      const wanted = parameters.getAll(facet.name);
      for (const box of facet.boxes) box.checked = wanted.includes(box.value);
    }
    if (order) order.value = [...order.options].some((option) => option.value === parameters.get("order")) ? parameters.get("order") : "";
    show();
  }

  function keep() {
    const parameters = read();
    for (const facet of facets) {
      parameters.delete(facet.name);
      for (const value of chosen(facet)) parameters.append(facet.name, value);
    }
    parameters.delete("order");
    if (order?.value) parameters.set("order", order.value);
    write(parameters);
    show();
  }

  filters.addEventListener("change", keep);
  button.addEventListener("click", () => {
    for (const facet of facets) for (const box of facet.boxes) box.checked = false;
    keep();
    filters.querySelector("summary")?.focus();
  });
  addEventListener("popstate", () => take(read()));
  take(read());
}

// Tables are put in order by their columns. The order of rows that are equal stays.
for (const table of document.querySelectorAll("table[data-sorts]")) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  for (const heading of table.tHead.rows[0].cells) {
    if (heading.querySelector("a") || heading.textContent.trim() === "") continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const next = { ascending: "descending", descending: "" }[heading.getAttribute("aria-sort")] ?? "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      if (!next) return body.append(...rows);
      heading.setAttribute("aria-sort", next);
      const place = heading.cellIndex;
      const said = (cell) => (cell.querySelector(".unrecorded") ? "" : cell.textContent.trim());
      const value = (row) => row.cells[place].dataset.sort || said(row.cells[place]);
      body.append(...[...rows].sort((one, other) => compare(value(one), value(other), next === "descending")));
    });
  }
}

// Long tables are narrowed to the rows that say something.
for (const template of document.querySelectorAll("template.rows")) {
  const table = template.previousElementSibling.querySelector("table");
  const parts = template.content;
  const input = parts.querySelector("input");
  const status = parts.querySelector("[role=status]");
  const rows = [...table.tBodies[0].rows];
  template.previousElementSibling.before(parts);
  template.remove();
  const wanted = () => input.value.trim().toLocaleLowerCase();
  input.addEventListener("input", () => {
    for (const row of rows) hide(row, "said", !row.textContent.toLocaleLowerCase().includes(wanted()));
    tell();
  });
  document.addEventListener("narrowed", tell);

  function tell() {
    const all = rows.filter((row) => !isHidden(row, "chosen"));
    const shown = all.filter((row) => !row.hidden).length;
    status.textContent = wanted() ? status.dataset.says.replace("{shown}", shown).replace("{all}", all.length) : "";
  }
}

// What stands side by side is chosen by the reader, and stands behind the # of the address, so that it can be sent to others. What differs
// is marked anew among what is shown. Without this script all of it is shown.
for (const template of document.querySelectorAll("template.columns")) choose(template);

function choose(template) {
  const key = template.dataset.key;
  const table = template.nextElementSibling.matches(".order") ? template.nextElementSibling.nextElementSibling : template.nextElementSibling;
  const rows = [...table.querySelector("table").rows];
  const parts = template.content.firstElementChild;
  const boxes = [...parts.querySelectorAll("input")];
  const status = parts.querySelector("[role=status]");
  const button = parts.querySelector("button");
  const said = rows.slice(1).map((row) => [...row.cells].map(words));
  template.replaceWith(parts);

  // What a cell says, without its marks; nothing where it says that nothing is recorded.
  function words(cell) {
    const copy = cell.cloneNode(true);
    for (const mark of copy.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
    const silent = copy.childNodes.length === 1 && copy.firstElementChild?.matches(".unrecorded");
    return { html: copy.innerHTML, text: copy.textContent, silent, before: cell.innerHTML };
  }

  const place = (box) => Number(box.dataset.place);
  const chosen = () => boxes.filter((box) => box.checked);

  function show() {
    const some = chosen();
    const shown = (some.length > 0 ? some : boxes).map(place);
    for (const row of rows) for (const box of boxes) row.cells[place(box)].hidden = !shown.includes(place(box));
    for (const [number, cells] of said.entries()) {
      if (some.length > 0) remark(rows[number + 1], cells, shown);
      else for (const at of shown) rows[number + 1].cells[at].innerHTML = cells[at].before;
    }
    button.hidden = some.length === 0;
    status.textContent = some.length > 0 ? status.dataset.says.replace("{shown}", some.length).replace("{all}", boxes.length) : "";
  }

  // What reads otherwise than what most of those say that say something.
  function remark(row, cells, shown) {
    const saying = shown.filter((at) => !cells[at].silent).map((at) => cells[at].text);
    const count = (text) => saying.filter((other) => other === text).length;
    const most = Math.max(0, ...saying.map(count));
    const usual = most > 1 ? saying.find((text) => count(text) === most) : undefined;
    for (const at of shown) {
      const { html, text, silent } = cells[at];
      const differs = usual !== undefined && !silent && text !== usual;
      row.cells[at].innerHTML = differs ? `<mark>${html}</mark>` : html;
    }
  }

  // An address that leads to a place on the page says nothing of columns, and leaves them as they are.
  const holds = () => location.hash === "" || location.hash.includes("=");

  function take() {
    if (!holds()) return;
    const wanted = new URLSearchParams(location.hash.slice(1)).get(key)?.split(",") ?? [];
    if (wanted.length === 0 && chosen().length === 0) return;
    for (const box of boxes) box.checked = wanted.includes(box.value);
    show();
  }

  function keep() {
    const parameters = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    parameters.delete(key);
    const some = chosen().map((box) => box.value);
    if (some.length > 0) parameters.set(key, some.join(","));
    const hash = parameters.toString().replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%3A", ":");
    try {
      history.pushState(null, "", `${location.pathname}${location.search}${hash ? `#${hash}` : ""}`);
    } catch {
      // As above: from a folder the choice may hold as long as the page is open.
    }
    show();
  }

  parts.addEventListener("change", keep);
  button.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    keep();
    parts.querySelector("summary").focus();
  });
  addEventListener("popstate", take);
  addEventListener("hashchange", take);
  take();
}
