// What stands side by side on “Compare” is chosen by its reader: only that is shown, what differs is marked anew among it, and the address
// can be sent to others. Without a script all of it is there.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { launchForTests, sideBySide, windows } from "./browser.mjs";
import { publish, sites } from "./site.mjs";

const browser = await launchForTests();
const inWindow = windows(browser);
const withoutScript = windows(browser, { javaScriptEnabled: false });
const all = sites();
const open = await Promise.all(all.map(publish));

for (const [number, site] of all.entries()) {
  const published = open[number];
  after(published.close);
  const address = `${published.base}compare/index.html`;

  describe(`${site.name}: what stands side by side`, sideBySide, () => {
    test("is chosen, marked anew and kept in the address", () => inWindow((page) => pick(page, address)));
    test("with a keyboard alone", () => inWindow((page) => press(page, address)));
    test("from a folder on a disk", () => inWindow((page) => pick(page, `file://${site.folder}/compare/index.html`)));
    test("what is marked at first is what would be marked anew", () => inWindow((page) => marks(page, address)));
    test("is all of it without a script", () =>
      withoutScript(async (page) => {
        await page.goto(address);
        const table = page.locator("table").first();
        assert.equal(await table.locator("thead th:visible").count(), await table.locator("thead th").count());
        assert.equal(await page.locator(".body input:visible").count(), 0);
      }));
  });
}

// In each row, by column: what a cell says, whether it is marked, and whether it can be seen. Nothing recorded is an empty text.
const read = (page, number = 0) =>
  page.locator("table").nth(number).evaluate((table) =>
    [...table.tBodies[0].rows].map((row) =>
      [...row.cells].slice(1).map((cell) => {
        const silent = cell.children.length === 1 && cell.firstElementChild.matches(".unrecorded") && cell.textContent === cell.firstElementChild.textContent;
        return { text: silent ? "" : cell.textContent, marked: cell.querySelector("mark") !== null, seen: cell.checkVisibility() };
      }),
    ),
  );

async function pick(page, address) {
  await page.goto(address);
  const group = page.locator(".filters").first();
  const boxes = group.locator("input");
  const before = await read(page);
  const columns = await boxes.count();
  assert.ok(columns > 2 && before[0].length === columns);
  assert.ok(before.flat().some((cell) => cell.marked), "something differs");
  await group.locator("summary").click();
  for (const place of [0, 1, columns - 1]) await boxes.nth(place).check();
  await page.waitForFunction(() => location.hash.includes("="));
  const some = await read(page);
  for (const row of some) {
    assert.deepEqual(row.map((cell) => cell.seen), row.map((_, at) => [0, 1, columns - 1].includes(at)));
    assertMarks(row.filter((cell) => cell.seen));
  }
  assert.equal(await group.locator("[role=status]").textContent(), `3 of ${columns} shown`);
  const kept = page.url();
  assert.match(kept, /#collaboratives=[^,]+,[^,]+,[^,]+$/);
  await page.reload();
  assert.deepEqual(await read(page), some, "the address keeps what was chosen");
  await inWindow(async (other) => {
    await other.goto(kept);
    assert.deepEqual(await read(other), some, "and can be sent to others");
  });
  await page.evaluate(() => { location.hash = "main"; });
  assert.deepEqual(await read(page), some, "a place on the page leaves it as it is");
  await page.locator(".filters").first().getByRole("button").click();
  assert.deepEqual(await read(page), before, "all come back, with the marks that they had");
  assert.ok(!page.url().includes("="));
  await page.goBack();
  await page.goBack();
  await page.waitForFunction(() => location.hash.includes("="));
  assert.deepEqual(await read(page), some, "the way back undoes it");
}

// What the program marks and what the script marks follow one rule: with all columns chosen nothing changes.
async function marks(page, address) {
  await page.goto(address);
  const tables = await page.locator("table").count();
  assert.ok(tables > 0);
  for (let number = 0; number < tables; number += 1) {
    const before = await read(page, number);
    for (const row of before) assertMarks(row);
    const group = page.locator(".filters").nth(number);
    await group.locator("summary").click();
    for (const box of await group.locator("input").all()) await box.check();
    assert.deepEqual(await read(page, number), before);
  }
}

// What differs from what most say, of those that say something, is marked, and nothing else.
function assertMarks(cells) {
  const saying = cells.filter((cell) => cell.text !== "").map((cell) => cell.text);
  const count = (text) => saying.filter((other) => other === text).length;
  const most = Math.max(0, ...saying.map(count));
  const usual = most > 1 ? saying.find((text) => count(text) === most) : undefined;
  assert.deepEqual(cells.map((cell) => cell.marked), cells.map((cell) => usual !== undefined && cell.text !== "" && cell.text !== usual));
}

async function press(page, address) {
  await page.goto(address);
  await page.locator(".filters summary").first().focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  assert.equal(await page.evaluate(() => document.activeElement.checked), true);
  const [row] = await read(page);
  assert.deepEqual(row.map((cell) => cell.seen), row.map((_, at) => at === 0));
}
