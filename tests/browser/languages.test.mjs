// A handbook in another language has a table of its own and no template of its own: what a browser makes of its language, its direction, the
// dates of its pages and the words of its scripts.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, test } from "node:test";
import { launchForTests, windows } from "./browser.mjs";
import { root } from "./site.mjs";

const program = process.env.HANDBOOK ?? join(root, "target/debug/handbook");
const folder = mkdtempSync(join(tmpdir(), "handbook-languages-"));
after(() => rmSync(folder, { recursive: true }));
cpSync(join(root, "tests/languages"), join(folder, "theme/phrases"), { recursive: true });
const [welsh, arabic] = ["cy", "ar"].map(build);
const inWindow = windows(await launchForTests());

// The fictional handbook in another language.
function build(language) {
  const content = join(folder, language);
  cpSync(join(root, "tests/handbook"), content, { recursive: true });
  const handbook = join(content, "handbook.toml");
  const text = readFileSync(handbook, "utf8")
    .replace(/^language = .*$/m, `language = "${language}"`)
    .replace(/^theme = .*$/m, 'theme = "../theme"');
  assert.ok(text.includes(`"${language}"`) && text.includes('"../theme"'));
  writeFileSync(handbook, text);
  const output = join(folder, `public-${language}`);
  execFileSync(program, ["build", content, "--output", output, "--as-of", "2026-11-01"], { stdio: "pipe" });
  return `${pathToFileURL(output).href}/`;
}

const directions = (page, selector) => page.locator(selector).evaluateAll((found) => found.map((one) => getComputedStyle(one).direction));

test("Welsh: the page, its dates and its menu are in Welsh, a French record is French", () =>
  inWindow(async (page) => {
    await page.goto(`${welsh}collaboratives/index.html`);
    assert.equal(await page.locator("html").getAttribute("lang"), "cy");
    assert.equal(await page.getByRole("link", { name: "Neidio i’r cynnwys" }).count(), 1);
    assert.match(await page.locator("body").textContent(), /Yn gywir ar 1af Tachwedd 2026/);
    await page.goto(`${welsh}collaboratives/groupement-valbrume/agreements/convention/index.html`);
    assert.equal(await page.locator("h1").getAttribute("lang"), "fr");
    assert.ok(await page.locator(".clauses[lang=fr]").count() > 0);
  }));

test("Arabic: everything runs from the right, but for records in languages that do not", () =>
  inWindow(async (page) => {
    await page.goto(`${arabic}collaboratives/groupement-valbrume/agreements/convention/index.html`);
    assert.deepEqual(await directions(page, "html, main, .breadcrumb, footer"), await directions(page, "html, main, .breadcrumb, footer").then((all) => all.map(() => "rtl")));
    assert.deepEqual([...new Set(await directions(page, "h1, .clauses, .clauses p"))], ["ltr"]);
    await page.setViewportSize({ width: 390, height: 800 });
    const [width, wide] = await page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
    assert.ok(wide <= width, `the page is ${wide} wide on a phone of ${width}`);
  }));

test("Arabic: the calculator counts by Arabic’s categories, and says in English what the table lacks", () =>
  inWindow(async (page) => {
    await page.goto(`${arabic}collaboratives/awap/terms-of-reference/provider-board/index.html`);
    const answer = page.locator("form.calculator output");
    assert.match(await answer.textContent(), /^Not quorate, with 0 here\. Still needed: /);
    for (const seat of await page.locator("form.calculator input").all()) await seat.check();
    assert.match(await answer.textContent(), /^النصاب مكتمل، والحاضرون \d+\.$/);
  }));
