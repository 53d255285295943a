// Clauses: the number of each is a link to it, and with a script beside it stands a control that copies how it is cited.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launchForTests, sideBySide, windows } from "./browser.mjs";
import { byKind, publish, sites } from "./site.mjs";

const browser = await launchForTests();
const allowed = windows(browser, { permissions: ["clipboard-read", "clipboard-write"] });
const refused = windows(browser, {}, (page) => page.addInitScript(() => delete Navigator.prototype.clipboard));
const touched = windows(browser, { permissions: ["clipboard-read", "clipboard-write"], hasTouch: true, viewport: { width: 390, height: 800 } });
const withoutScript = windows(browser, { javaScriptEnabled: false });

const all = sites();
const open = await Promise.all(all.map(publish));

for (const [number, site] of all.entries()) {
  after(open[number].close);
  const texts = [...byKind(site).values()].flat().filter((page) => page.html.includes("data-citation="));
  const [page] = texts.filter((page) => page.kind === "forum").toSorted((one, other) => other.html.length - one.html.length);
  const address = open[number].address(page);

  describe(`${site.name}: clauses of ${page.path}`, sideBySide, () => {
    test("without a script each number leads to its clause", () => withoutScript((window) => numbersLead(window, address)));
    test("with a pointer", () => allowed((window) => byPointer(window, address)));
    test("by the keyboard", () => allowed((window) => byKeyboard(window, address)));
    test("by touch", () => touched((window) => byTouch(window, address)));
    test("where a page may not copy, the citation is selected", () => refused((window) => bySelection(window, address)));
    test("from a folder", () => refused((window) => bySelection(window, pathToFileURL(join(site.folder, page.path)).href)));
    test("on paper there is no control", () => allowed((window) => onPaper(window, address)));
  });
}

const clauses = ".clauses .clause:has(> a.number)";

async function numbersLead(page, address) {
  await page.goto(address);
  const broken = await page.locator(clauses).evaluateAll((found) =>
    found.filter((clause) => !clause.id || clause.querySelector("a.number").getAttribute("href") !== `#${clause.id}`).length);
  assert.equal(broken, 0);
  const link = page.locator(`${clauses} > a.number`).last();
  await link.click();
  assert.equal(new URL(page.url()).hash, await link.getAttribute("href"));
  assert.equal(await page.locator(".cite").count(), 0);
}

async function expected(page, clause) {
  const words = await clause.evaluate((clause) => clause.closest(".clauses").dataset.citation);
  const link = clause.locator("> a.number");
  const number = (await link.getAttribute("data-number")) ?? (await link.textContent());
  const canonical = await page.locator("link[rel=canonical]").getAttribute("href");
  const citation = words.replace("{clause}", number).replace("{id}", encodeURI(await clause.getAttribute("id")));
  assert.ok(citation.includes(`, clause ${number} (`), citation);
  assert.ok(citation.endsWith(`, ${canonical}#${encodeURI(await clause.getAttribute("id"))}`), citation);
  return citation;
}

async function isCopied(page, clause) {
  const status = page.locator("main [role=status]").last();
  await page.waitForFunction(() => document.querySelector(".cite").textContent === "Citation copied");
  assert.equal(await status.textContent(), "Citation copied");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await expected(page, clause));
}

async function byPointer(page, address) {
  await page.goto(address);
  const clause = page.locator(clauses).last();
  await clause.hover();
  await clause.locator("> .cite").click();
  await isCopied(page, clause);
  const heading = page.locator(clauses).first();
  await heading.hover();
  assert.equal(await heading.locator("> .cite").textContent(), "Copy citation");
}

async function byKeyboard(page, address) {
  await page.goto(address);
  const clause = page.locator(clauses).first();
  await clause.locator("> a.number").focus();
  await page.keyboard.press("Tab");
  const name = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  assert.match(name, /^Copy citation: Clause \d/);
  await page.keyboard.press("Enter");
  await isCopied(page, clause);
}

async function byTouch(page, address) {
  await page.goto(address);
  const clause = page.locator(clauses).last();
  await clause.locator("> :last-child").tap({ position: { x: 2, y: 8 } });
  const box = await clause.locator("> .cite").boundingBox();
  assert.ok(box.height >= 24 && box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
  await clause.locator("> .cite").tap();
  await isCopied(page, clause);
}

async function bySelection(page, address) {
  await page.goto(address);
  const clause = page.locator(clauses).first();
  await clause.locator("> a.number").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const field = page.getByRole("textbox", { name: "Citation, to copy" });
  assert.equal(await field.inputValue(), await expected(page, clause));
  const selected = await field.evaluate((field) => document.activeElement === field && field.selectionEnd - field.selectionStart === field.value.length);
  assert.ok(selected, "the citation is not selected");
  await page.keyboard.press("Tab");
  assert.equal(await field.count(), 0);
}

async function onPaper(page, address) {
  await page.goto(address);
  await page.locator(clauses).last().hover();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".cite").isVisible(), false);
  await page.emulateMedia({ media: "screen" });
}
