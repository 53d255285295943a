// The whole handbook of a collaborative, and a single document, as sheets of paper: what stands at their edges, and what may not be torn.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { getDocumentProxy } from "unpdf";
import { launchForTests, windows } from "./browser.mjs";
import { expectNone } from "./expect.mjs";
import { byKind, publish, sites } from "./site.mjs";

const inWindow = windows(await launchForTests(), { colorScheme: "dark" });

const all = sites();
const open = await Promise.all(all.map(publish));

for (const [number, site] of all.entries()) {
  after(open[number].close);
  const largest = (kind) => byKind(site).get(kind).toSorted((one, other) => other.html.length - one.html.length)[0];
  const handbook = largest("handbook");
  const forum = largest("forum");

  describe(`${site.name}: ${handbook.path} on paper`, async () => {
    const { sheets, seen } = await inWindow((page) => print(page, open[number].address(handbook)));
    test("every sheet has its number", () => areNumbered(sheets));
    test("every sheet but the cover says what it belongs to, and which part it is", () => say(sheets, seen));
    test("every part begins a sheet", () => expectNone(seen.parts.filter((part) => !begins(sheets, part)), "these parts do not"));
    test("nothing stands in the margins", () => expectNone(sheets.flatMap(inMargins), "these words do"));
    test("no row is torn, and headings stay with what follows", () => expectNone(torn(sheets, seen.kept), "these are on two sheets"));
    test("a table's head is on each of its sheets", () => expectNone(headless(sheets, seen.tables), "these are not"));
    test("a table's head is nowhere alone", () => expectNone(alone(sheets, seen.tables), "these are"));
    test("addresses of other sites can be read", () => {
      const text = sheets.map((sheet) => sheet.text).join("");
      expectNone(seen.addresses.filter((address) => !text.includes(`<${address}>`)), "these cannot");
    });
    test("headings skip no level, and there is one of the first", () => expectNone(skips(seen.levels), "these do"));
    test("what stands on the page is linked here", () => expectNone(seen.away, "these lead to the pages of what stands here"));
  });

  describe(`${site.name}: ${forum.path} on paper`, async () => {
    const { sheets, seen } = await inWindow((page) => print(page, open[number].address(forum)));
    test("every sheet has its number", () => areNumbered(sheets));
    test("every sheet says what it belongs to and what it is", () => {
      for (const sheet of sheets) assert.ok(sheet.head.includes(closed(seen.whole)) && sheet.head.includes(closed(seen.part)), sheet.head);
    });
    test("no row is torn, and headings stay with what follows", () => expectNone(torn(sheets, seen.kept), "these are on two sheets"));
  });
}

/** Marks what must stay together, prints, and reads the sheets. */
async function print(page, address) {
  await page.goto(address);
  await page.emulateMedia({ media: "print" });
  const seen = await page.evaluate(mark);
  const bytes = await page.pdf({ preferCSSPageSize: true });
  const paper = await getDocumentProxy(new Uint8Array(bytes));
  const sheets = [];
  for (let number = 1; number <= paper.numPages; number += 1) sheets.push(read(await (await paper.getPage(number)).getTextContent(), number));
  return { sheets, seen };
}

// An A4 sheet is 842 points high; the text stands 24 mm (68 points) below its upper edge and 22 mm above its lower one.
const upper = 842 - 68;
const lower = 62;

function read({ items }, number) {
  const words = items.filter((item) => item.str.trim() !== "").map((item) => ({ text: item.str, y: item.transform[5], height: item.height }));
  const joined = (those) => closed(those.map((word) => word.text).join(""));
  const body = words.filter((word) => word.y < upper && word.y > lower);
  return {
    number,
    head: joined(words.filter((word) => word.y >= upper)),
    foot: joined(words.filter((word) => word.y <= lower)),
    text: joined(body),
    words,
  };
}

function closed(text) {
  return text.replaceAll(/\s+/g, "");
}

function areNumbered(sheets) {
  assert.ok(sheets.length > 1, "there is one sheet only");
  for (const sheet of sheets) assert.ok(sheet.foot.startsWith(`Page${sheet.number}of${sheets.length}As`) || sheet.foot.endsWith(`Page${sheet.number}of${sheets.length}`), `${sheet.number}: ${sheet.foot}`);
}

function say(sheets, seen) {
  assert.equal(sheets[0].head, "");
  for (const sheet of sheets.slice(1)) assert.ok(sheet.head.startsWith(closed(seen.whole)), sheet.head);
  for (const part of seen.parts.filter((part) => part.letter)) {
    const own = sheets.find((sheet) => sheet.text.startsWith(closed(part.letter + part.title)));
    assert.ok(own?.head.endsWith(closed(part.letter + part.title)), `${part.letter} ${part.title}: ${own?.head}`);
  }
  const last = sheets.at(-1).head;
  assert.ok(last.endsWith(closed(seen.parts.at(-1).letter + seen.parts.at(-1).title)), last);
}

function begins(sheets, { letter, title }) {
  return sheets.some((sheet) => sheet.text.startsWith(closed(letter + title)));
}

// At the edges stand only what belongs there: the body's words end well below the head.
function inMargins(sheet) {
  const edges = sheet.words.filter((word) => word.y >= upper - 2 || word.y <= lower);
  const between = edges.filter((word) => (word.y > 40 && word.y <= lower) || (word.y >= upper - 2 && word.y < upper + 8));
  return between.map((word) => `${sheet.number}: ${word.text} at ${Math.round(word.y)}`);
}

function on(sheets, mark) {
  return sheets.filter((sheet) => sheet.text.includes(mark)).map((sheet) => sheet.number);
}

function torn(sheets, kept) {
  assert.ok(kept.length > 5, "hardly anything was marked");
  const places = kept.map(({ name, marks }) => ({ name, places: new Set(marks.flatMap((mark) => on(sheets, mark))), lost: marks.some((mark) => on(sheets, mark).length === 0) }));
  return places.filter(({ places, lost }) => places.size !== 1 || lost).map(({ name, places }) => `${name}: ${[...places].join(", ")}`);
}

// A head repeated is printed with its mark on every sheet.
function headless(sheets, tables) {
  const lacking = ({ head, rows }) => new Set(without(rows.flatMap((row) => on(sheets, row)), on(sheets, head)));
  return tables.flatMap((table) => [...lacking(table)].map((sheet) => `${table.name} on sheet ${sheet}`));
}

function alone(sheets, tables) {
  return tables.flatMap(({ name, head, rows }) => without(on(sheets, head), rows.flatMap((row) => on(sheets, row))).map((sheet) => `${name} on sheet ${sheet}`));
}

function without(some, others) {
  return some.filter((one) => !others.includes(one));
}

function skips(levels) {
  const wrong = levels.filter(({ level }, index) => index > 0 && level > levels[index - 1].level + 1).map(({ title }) => title);
  return levels.filter(({ level }) => level === 1).length === 1 ? wrong : [...wrong, "the first level"];
}

// Runs in the page: puts small words at the beginning and the end of what must stay together, and tells what there is.
function mark() {
  let count = 0;
  const put = (part, place) => {
    const word = `qz${(count += 1)}zq`;
    const span = document.createElement("span");
    span.textContent = word;
    span.style.cssText = "font-size: 1px; white-space: nowrap; position: static";
    part[place](span);
    return word;
  };
  const shown = (part) => part.checkVisibility();
  const kept = [];
  const tables = [];
  for (const table of [...document.querySelectorAll(".body table")].filter(shown)) {
    const rows = [];
    for (const row of table.tBodies[0]?.rows ?? []) {
      const marks = [put(row.cells[0], "prepend"), ...[...row.cells].filter((cell) => shown(cell) && cell.textContent).map((cell) => put(cell, "append"))];
      kept.push({ name: `a row of “${table.caption?.textContent ?? "a table"}”: ${row.textContent.slice(0, 60)}`, marks });
      rows.push(marks[0]);
    }
    if (table.tHead && rows.length > 0) tables.push({ name: table.caption?.textContent ?? table.tHead.textContent, head: put(table.tHead.rows[0].cells[0], "append"), rows });
  }
  for (const heading of [...document.querySelectorAll(".body :is(h2, h3, h4, h5)")].filter(shown)) {
    const next = heading.nextElementSibling;
    const first = next?.matches("p, h3, h4, h5") ? next : next?.querySelector("caption, dt, li, th, td");
    if (first && shown(first)) kept.push({ name: `the heading “${heading.textContent}”`, marks: [put(heading, "append"), put(first, "prepend")] });
  }
  const parts = [...document.querySelectorAll(".sheet > h2")].map((heading) => {
    const letter = heading.querySelector(".number")?.textContent ?? "";
    const title = [...heading.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join("").trim();
    return { letter, title };
  });
  const links = [...document.querySelectorAll(".body a[href]")];
  const folder = location.pathname.replace(/handbook\/index\.html$/, "");
  const own = [...document.querySelectorAll(".sheet")].map((part) => part.id || part.getAttribute("aria-labelledby"));
  const isHere = (link) => {
    const { pathname } = new URL(link.getAttribute("href"), location);
    const name = /\/terms-of-reference\/([^/]+)\/index\.html$/.exec(pathname)?.[1];
    return pathname.startsWith(folder) && name && own.includes(`forum-${name}`);
  };
  return {
    kept,
    tables,
    parts,
    whole: document.documentElement.dataset.whole,
    part: document.documentElement.dataset.part,
    addresses: [...new Set(links.map((link) => link.getAttribute("href")).filter((href) => href.startsWith("http")))],
    levels: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((heading) => ({ level: Number(heading.localName[1]), title: heading.textContent })),
    away: document.body.dataset.page === "handbook" ? links.filter(isHere).map((link) => link.textContent) : [],
  };
}
