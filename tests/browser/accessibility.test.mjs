// WCAG 2.2 AA, as far as axe can tell, in light and in dark.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, describe, test } from "node:test";
import { launchForTests, sideBySide, windows } from "./browser.mjs";
import { expectNone } from "./expect.mjs";
import { examples, publish, sites } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] };

const inWindow = windows(await launchForTests());

for (const site of sites()) {
  const published = await publish(site);
  after(published.close);

  describe(`${site.name}: no violation of WCAG 2.2 AA`, sideBySide, () => {
    for (const page of examples(site)) {
      for (const colorScheme of ["light", "dark"]) {
        test(`${page.kind}, ${colorScheme}: ${page.path}`, () => examine(published.address(page), colorScheme));
      }
    }
  });
}

function examine(address, colorScheme) {
  return inWindow(async (page) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(address);
    await openEverything(page);
    // Evaluated from outside the page, so that its content security policy stays as readers have it.
    await page.evaluate(axe);
    const { violations } = await page.evaluate((rules) => globalThis.axe.run(document, rules), rules);
    expectNone(violations.flatMap(inWords), "axe found");
  });
}

// What is folded away is examined as well.
function openEverything(page) {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
}

function inWords({ id, help, nodes }) {
  return nodes.map(({ target, failureSummary }) => `${id}: ${help}\n    at ${target.join(" ")}\n    ${failureSummary.replaceAll("\n", "\n    ")}`);
}
