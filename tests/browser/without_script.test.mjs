// Without JavaScript everything is there to read, and every way through the handbook is open.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { launchForTests, sideBySide, windows } from "./browser.mjs";
import { expectNone } from "./expect.mjs";
import { examples, publish, sites } from "./site.mjs";

const inWindow = windows(await launchForTests(), { javaScriptEnabled: false });

for (const site of sites()) {
  const published = await publish(site);
  after(published.close);
  const ways = new Set();

  describe(`${site.name}: reads without JavaScript`, () => {
    describe("pages", sideBySide, () => {
      for (const page of examples(site)) {
        test(`${page.kind}: ${page.path}`, async () => {
          for (const way of await read(published.address(page))) ways.add(way);
          ways.delete(published.missing.address);
        });
      }
    });

    test("every link of their navigation leads to a page", async () => {
      assert.ok(ways.size > 0, "no page has a link in a nav");
      await inWindow(async (page) => {
        for (const way of ways) await follow(page, way);
      });
    });
  });
}

// Reads one page, and returns where its navigation leads.
function read(address) {
  return inWindow(async (page) => {
    await page.goto(address);
    const { main, heading, navigation, hidden, ways } = await page.evaluate(readable);
    assert.ok(main, "the main part is not visible or has no text");
    assert.ok(heading, "the first heading is not visible");
    assert.ok(navigation, "no navigation with a link is visible");
    expectNone(hidden, "these parts of the text cannot be seen");
    return ways;
  });
}

// Runs in the page.
function readable() {
  const seen = (part) => part?.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const main = document.querySelector("main");
  const folded = (part) => part.closest("details:not([open])") && !part.closest("summary");
  // A label that says what is overdue waits for its day.
  const waiting = (part) => part.matches("[data-due][hidden]");
  const parts = [...main.querySelectorAll("h1, h2, h3, p, table, li")];
  const links = [...document.querySelectorAll("nav a[href]")];
  return {
    main: seen(main) && main.innerText.trim() !== "",
    heading: seen(document.querySelector("h1")),
    navigation: links.some(seen),
    hidden: parts.filter((part) => !seen(part) && !folded(part) && !waiting(part)).map((part) => part.textContent.trim().slice(0, 80)),
    ways: links.filter((link) => link.origin === location.origin).map((link) => link.href.split("#")[0]),
  };
}

async function follow(page, way) {
  const response = await page.goto(way);
  assert.equal(response.status(), 200, `${way} is not there`);
  assert.equal(await page.locator("main h1").count(), 1, `${way} has no first heading in its main part`);
}
