// Who is here, and is that enough? The calculator on a forum's page reckons it without a server, and is not there without a script.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { launchForTests, sideBySide, windows } from "./browser.mjs";
import { byKind, publish, sites } from "./site.mjs";

const browser = await launchForTests();
const inWindow = windows(browser);
const withoutScript = windows(browser, { javaScriptEnabled: false });

// Both are published before any test is named: a program whose tests have all ended closes its browser.
const all = sites();
const open = await Promise.all(all.map(publish));

for (const [number, site] of all.entries()) {
  const published = open[number];
  after(published.close);
  const forums = (byKind(site).get("forum") ?? []).filter((page) => page.html.includes('class="calculator"'));

  describe(`${site.name}: the calculator on ${forums.length} pages`, sideBySide, () => {
    test("the fictional handbook has some", () => assert.ok(site.name !== "fictional" || forums.length > 0));
    for (const page of forums.slice(0, 4)) {
      test(page.path, () => inWindow((window) => tryIt(window, published.address(page))));
      test(`${page.path} without a script`, () => withoutScript((window) => isAbsent(window, published.address(page))));
    }
  });
}

async function tryIt(page, address) {
  await page.goto(address);
  const seats = page.locator("form.calculator input");
  const answer = page.locator("form.calculator output");
  assert.match(await answer.textContent(), /^Not quorate, with 0 here\. Still needed: /);
  for (const seat of await seats.all()) await seat.check();
  assert.equal(await answer.textContent(), `Quorate, with ${await seats.count()} here.`);
  await seats.first().focus();
  await page.keyboard.press("Space");
  assert.equal(await seats.first().isChecked(), false);
  assert.match(await answer.textContent(), new RegExp(`with ${(await seats.count()) - 1} here`));
}

async function isAbsent(page, address) {
  await page.goto(address);
  assert.equal(await page.locator("form.calculator").isVisible(), false);
  assert.equal(await page.locator(".quorum-rule, .quorum-number").first().isVisible(), true);
}
