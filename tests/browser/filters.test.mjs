// Lists are narrowed and put in order: on the page itself with a script, by pages of each value without one; tables by their columns.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { launchForTests, sideBySide, windows } from "./browser.mjs";
import { expectNone } from "./expect.mjs";
import { publish, sites } from "./site.mjs";

const browser = await launchForTests();
const inWindow = windows(browser);
const withoutScript = windows(browser, { javaScriptEnabled: false });

const all = sites();
const open = await Promise.all(all.map(publish));

for (const [number, site] of all.entries()) {
  const published = open[number];
  after(published.close);
  const lists = site.pages.filter((page) => ["index", "filtered"].includes(page.kind) && page.html.includes("data-whole"));
  // A list of which all entries are alike in everything can be put in order, and has nothing to narrow it by.
  const isList = (page) => page.kind === "index" || page.kind === "reviews";
  const indexes = site.pages.filter((page) => isList(page) && page.html.includes("data-whole") && page.html.includes("data-facet"));

  describe(`${site.name}: ${lists.length} lists that can be narrowed`, sideBySide, () => {
    test("there are some", () => assert.ok(indexes.length > 3));
    test("collaboratives by model, sector, area and stage", () => {
      const { html } = site.pages.find((page) => page.path === "collaboratives/index.html");
      const facets = Array.from(html.matchAll(/data-facet="([^"]+)"/g), (match) => match[1]);
      const wanted = ["model", "sector", "area", "stage"].filter((facet) => facet !== "sector" || site.name === "content");
      assert.deepEqual(facets, wanted);
    });
    test("what is due by its state, its kind and its collaborative, where there is enough of it", () => {
      const { html } = site.pages.find((page) => page.path === "reviews/index.html");
      const facets = Array.from(html.matchAll(/data-facet="([^"]+)"/g), (match) => match[1]);
      assert.deepEqual(facets, site.name === "fictional" ? ["standing", "matter", "collaborative"] : []);
    });
    if (site.name === "fictional") {
      test("what is due, narrowed and by what its rows say", () => inWindow((window) => say(window, `${published.base}reviews/index.html`)));
    }
    for (const page of indexes) {
      test(`${page.path}: on the page`, () => inWindow((window) => narrow(window, published.address(page))));
      test(`${page.path}: without a script`, () => withoutScript((window) => follow(window, published.address(page))));
    }
    test("from a folder on a disk", () => inWindow((window) => narrow(window, `file://${site.folder}/collaboratives/index.html`)));
    test("put in order", () => inWindow((window) => order(window, `${published.base}organisations/index.html`)));
    test("with a keyboard alone", () => inWindow((window) => press(window, `${published.base}collaboratives/index.html`)));
  });

  describe(`${site.name}: tables are put in order by their columns`, sideBySide, () => {
    const tables = site.pages.filter((page) => page.html.includes(" data-sorts"));
    test("there are some", () => assert.ok(tables.length > 0));
    for (const page of tables.slice(0, 12)) {
      test(page.path, () => inWindow((window) => sort(window, published.address(page))));
    }
  });
}

// What lists list: entries, or rows of tables.
const listed = ".body .register > li, .body table[data-entries] > tbody > tr";
const shown = (page) => page.locator(listed).filter({ visible: true }).count();

// Chooses the first value of every facet in turn; what is shown is what the value's own count says, and the address keeps it.
async function narrow(page, address) {
  await page.goto(address);
  const number = await shown(page);
  const facets = page.locator("details[data-facet]:not([data-fixed]):visible");
  for (const facet of await facets.all()) {
    await facet.locator("summary").click();
    const box = facet.locator("input:visible").first();
    const count = Number(await facet.locator("li:visible .count").first().textContent());
    await box.check();
    assert.equal(await shown(page), count, "the count beside a value is that of what it leaves");
    assert.equal(await page.locator("[role=status]").first().textContent(), `${count} of ${number} shown`);
    expectNone(await page.evaluate(emptySections), "headings of which nothing is left");
    const narrowed = page.url();
    assert.match(narrowed, /\?[a-z-]+=/);
    await page.reload();
    assert.equal(await shown(page), count, "the address keeps what was chosen");
    await page.goBack();
    assert.equal(await shown(page), number, "the way back undoes it");
    await page.goForward();
    assert.equal(await shown(page), count);
    await page.getByRole("button", { name: "Show all" }).click();
    assert.equal(await shown(page), number);
  }
}

// Runs in the page.
function emptySections() {
  const sections = [...document.querySelectorAll(".body section:not([hidden])")];
  const isList = (section) => section.querySelector(".register, table[data-entries]");
  const empty = sections.filter((section) => isList(section) && !section.querySelector("li:not([hidden]), tbody > tr:not([hidden])"));
  return empty.map((section) => section.querySelector("h2").textContent);
}

// Without a script each value is a link to its page, which lists as many as were promised.
async function follow(page, address) {
  await page.goto(address);
  const facets = await page.locator("details[data-facet]").evaluateAll((facets) =>
    facets.map((facet) => ({ href: facet.querySelector("a").href, count: Number(facet.querySelector(".count").textContent) })),
  );
  assert.ok(facets.length > 0);
  for (const { href, count } of facets) {
    const response = await page.goto(href);
    assert.equal(response.status(), 200);
    assert.equal(await page.locator(".body :is(.register > li, tbody > tr)").count(), count, `${href} lists something else than was promised`);
  }
}

// What a row says and what is chosen above narrow the same rows: both have to let a row stand.
async function say(page, address) {
  await page.goto(address);
  const all = await shown(page);
  const table = page.locator("table[data-entries]").filter({ has: page.locator("tr:nth-child(20)") }).first();
  const rows = table.locator("tbody > tr");
  const field = page.getByLabel("Rows that say").first();
  const [heading, box] = [page.locator("section", { has: field }).locator("h2"), field];
  const gap = (await box.boundingBox()).y - (await heading.boundingBox()).y - (await heading.boundingBox()).height;
  assert.ok(gap > 16, `the field stands ${gap} px below its heading`);
  const word = (await rows.nth(3).locator("td").last().textContent()).trim() || (await rows.nth(3).locator("td").nth(1).textContent()).trim();
  await field.fill(word);
  const said = await rows.filter({ visible: true }).count();
  assert.ok(said > 0 && said < (await rows.count()), `“${word}” leaves ${said}`);
  const facet = page.locator("details[data-facet=collaborative]");
  await facet.locator("summary").click();
  await facet.locator("input:visible").first().check();
  const both = await rows.filter({ visible: true }).count();
  const chosen = await facet.locator("input").first().getAttribute("value");
  const fit = await rows.evaluateAll((rows, [word, chosen]) => rows.filter((row) => row.textContent.includes(word) && row.dataset.collaborative === chosen).length, [word, chosen]);
  assert.equal(both, fit);
  await field.fill("");
  assert.equal(await rows.filter({ visible: true }).count(), await table.locator(`tbody > tr[data-collaborative="${chosen}"]`).count());
  await page.getByRole("button", { name: "Show all" }).click();
  assert.equal(await shown(page), all);
}

async function order(page, address) {
  await page.goto(address);
  const names = () => page.locator(".body .register:visible > li:visible .name").allTextContents();
  const before = await names();
  await page.getByLabel("Order").selectOption("collaboratives");
  const numbers = await page.locator(".body .register:visible > li").evaluateAll((entries) => entries.map((entry) => Number(entry.dataset.byCollaboratives)));
  assert.equal(numbers.length, before.length);
  assert.deepEqual(numbers, numbers.toSorted((one, other) => other - one));
  assert.match(page.url(), /\?order=collaboratives/);
  await page.getByLabel("Order").selectOption("");
  assert.deepEqual(await names(), before, "the list’s own order comes back");
}

async function press(page, address) {
  await page.goto(address);
  await page.locator("details[data-facet] summary").first().focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  assert.equal(await page.evaluate(() => document.activeElement.checked), true);
  assert.match(await page.locator("[role=status]").first().textContent(), /^\d+ of \d+ shown$/);
}

async function sort(page, address) {
  await page.goto(address);
  const table = page.locator("table[data-sorts]").first();
  const rows = () => table.locator("tbody tr").allTextContents();
  const before = await rows();
  for (const [place, button] of (await table.locator("button.sort").all()).entries()) {
    const heading = button.locator("xpath=..");
    await button.press("Enter");
    assert.equal(await heading.getAttribute("aria-sort"), "ascending");
    const ascending = await rows();
    await button.press("Enter");
    assert.equal(await heading.getAttribute("aria-sort"), "descending");
    assert.deepEqual((await rows()).toSorted(), before.toSorted(), "no row is lost");
    await button.press("Enter");
    assert.equal(await heading.getAttribute("aria-sort"), null);
    assert.deepEqual(await rows(), before, "the table’s own order comes back");
    assert.deepEqual(ascending.toSorted(), before.toSorted(), `column ${place}`);
  }
  expectNone(await table.evaluate(outOfOrder), "these stand out of order");
}

// Runs in the page: sorts by each column with values for machines, and says which stand before a smaller one.
function outOfOrder(table) {
  const wrong = [];
  for (const heading of table.tHead.rows[0].cells) {
    const place = heading.cellIndex;
    const values = () => [...table.tBodies[0].rows].map((row) => row.cells[place].dataset.sort).filter(Boolean);
    if (values().length < 2 || !heading.querySelector("button")) continue;
    heading.querySelector("button").click();
    const sorted = values();
    const number = (value) => (/^\d+$/.test(value) ? Number(value) : value);
    sorted.forEach((value, at) => at > 0 && number(sorted[at - 1]) > number(value) && wrong.push(`${sorted[at - 1]}, ${value}`));
  }
  return wrong;
}
