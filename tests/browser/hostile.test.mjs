// A handbook whose authors mean harm, in a browser: nothing that they wrote runs, loads, submits, or leads away.
//
// Every text of every field of every kind carries every harmful string (tests/filled). What would run calls `hb`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { launchForTests, sideBySide, windows } from "./browser.mjs";
import { expectNone } from "./expect.mjs";
import { publish, readSite, root } from "./site.mjs";

const handbook = process.env.HANDBOOK ?? join(root, "target/debug/handbook");
const folder = mkdtempSync(join(tmpdir(), "hostile-"));
after(() => rmSync(folder, { recursive: true }));

const [content, output] = [join(folder, "content"), join(folder, "site")];
execFileSync("cargo", ["run", "--locked", "--quiet", "--example", "hostile", "--", content], { cwd: root });
execFileSync(handbook, ["build", content, "--output", output], { stdio: "ignore" });

const site = readSite("hostile", output);
const published = await publish(site);
after(published.close);
const inWindow = windows(await launchForTests(), {}, prepare);

// Whatever an author could make happen is noted in the page before anything of it is read.
async function prepare(page) {
  await page.addInitScript(() => {
    globalThis.happened = [];
    globalThis.hb = (...words) => void globalThis.happened.push(`hb ran ${words}`);
    for (const name of ["alert", "confirm", "prompt", "open"]) globalThis[name] = () => void globalThis.happened.push(`${name} ran`);
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
      globalThis.happened.push(`the policy refused ${blockedURI} (${violatedDirective}, ${sourceFile}:${lineNumber})`),
    );
  });
  page.on("dialog", (dialog) => dialog.dismiss());
}

describe("pages of harmful words", sideBySide, () => {
  for (const page of site.pages.filter(({ kind }) => kind !== "redirect")) {
    test(page.path, () => isHarmless(published.address(page), page.kind === "not-found"));
  }
});

describe("old addresses of harmful records", sideBySide, () => {
  for (const { path } of site.pages.filter(({ kind }) => kind === "redirect")) {
    test(path, () =>
      inWindow(async (page, seen) => {
        await page.goto(published.base + path);
        await page.locator("body[data-page] main").waitFor({ timeout: 5000 });
        assert.ok(page.url().startsWith(published.base), `it leads to ${page.url()}`);
        await expectNothing(page, seen);
      }),
    );
  }
});

test("what a reader's address asks the search for stays words", () =>
  inWindow(async (page, seen) => {
    const asked = "<img src=x onerror=hb()>\"'><script>hb()</script>";
    await page.goto(`${published.base}search/index.html?q=${encodeURIComponent(asked)}`);
    await page.waitForLoadState("networkidle");
    assert.equal(await page.locator("main input[type=search]").first().inputValue(), asked);
    assert.equal(await page.locator("main img, main script").count(), 0);
    await expectNothing(page, seen);
  }));

test("what the search finds stays words", () =>
  inWindow(async (page, seen) => {
    await page.goto(`${published.base}search/index.html?q=hb`);
    await page.waitForLoadState("networkidle");
    assert.ok(await page.locator("main a[href*='filled']").count(), "nothing is found");
    // Excerpts come from pages of harmful words, as text, once results can be seen.
    await page.locator(".search-results li").first().scrollIntoViewIfNeeded();
    await page.locator(".search-results [aria-describedby^=part-excerpt]").first().waitFor();
    assert.equal(await page.locator("main img, main script, main svg *[onbegin]").count(), 0);
    await expectNothing(page, seen);
  }));

test("this test sees what would run, load or be refused", () =>
  inWindow(async (page) => {
    await page.goto(`${published.base}index.html`);
    await page.evaluate(() => document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=hb()><p style=color:red onclick=hb()>x</p>"));
    const happened = await page.evaluate(() => globalThis.happened);
    assert.ok(happened.some((words) => words.includes("the policy refused")), `${happened}`);
    const strange = await page.evaluate(strangeParts);
    assert.ok(strange.some((words) => words.startsWith("img onerror")) && strange.some((words) => words.startsWith("p style")), `${strange}`);
  }));

function isHarmless(address, isMissing) {
  return inWindow(async (page, seen) => {
    await page.goto(address, { waitUntil: "load" });
    assert.equal(page.url(), address, "it leads away by itself");
    await page.evaluate(tryEverything);
    assert.equal(page.url().split("#")[0], address, "it leads away");
    const strange = await page.evaluate(strangeParts);
    expectNone(strange, "these parts of the page are none of its own");
    assert.ok(await page.evaluate(readsTheSameAgain), "what is read, written and read again is another page");
    await expectNothing(page, seen, isMissing);
  });
}

async function expectNothing(page, seen, isMissing = false) {
  const happened = await page.evaluate(() => globalThis.happened);
  const own = [published.base, published.missing.base];
  const elsewhere = seen.addresses.filter((address) => !own.some((base) => address.startsWith(base)) && !address.startsWith("data:image/"));
  const mistakes = seen.mistakes.filter((mistake) => !isMissing || !mistake.includes("nowhere/at/all"));
  expectNone([...happened, ...elsewhere.map((address) => `${address} was asked for`), ...mistakes], "this happened");
}

// Runs in the page: does to every element what a reader may do without meaning to.
function tryEverything() {
  for (const details of document.querySelectorAll("details")) details.open = true;
  for (const element of document.querySelectorAll("*")) {
    for (const name of ["mouseover", "mouseenter", "focus", "toggle", "load", "error", "animationstart", "begin"]) element.dispatchEvent(new Event(name));
    if (element.matches("a[href], button, input, summary, [tabindex]")) element.focus();
  }
}

// Runs in the page: what an author can never make.
function strangeParts() {
  const found = [];
  const scripts = ["/static/excerpts.js", "/static/handbook.js", "/static/lists.js", "/static/search.js", "/search/filters.js"];
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (["iframe", "object", "embed", "base", "style", "video", "audio", "math", "noscript", "frame"].includes(name)) found.push(name);
    if (name === "script" && element.type !== "application/ld+json" && !scripts.some((own) => element.src.split("?")[0].endsWith(own))) found.push(`script ${element.src}`);
    for (const { name: attribute, value } of element.attributes) {
      if (attribute.startsWith("on") || attribute === "style" || attribute === "srcdoc") found.push(`${name} ${attribute}="${value.slice(0, 60)}"`);
      if (!["href", "src", "action", "formaction", "xlink:href", "poster"].includes(attribute)) continue;
      const { protocol, origin } = new URL(value, document.baseURI);
      const leads = attribute === "href" && name === "a";
      if (!(leads ? ["http:", "https:", "mailto:", "tel:"] : ["http:", "https:"]).includes(protocol)) found.push(`${name} ${attribute}="${value.slice(0, 60)}"`);
      if (!leads && origin !== location.origin && !element.matches("link[rel=canonical], link[rel=alternate]")) found.push(`${name} ${attribute}="${value.slice(0, 60)}"`);
      if (leads && origin !== location.origin && protocol.startsWith("http") && !element.rel.split(" ").includes("noopener")) found.push(`a link without noopener: ${value.slice(0, 60)}`);
    }
  }
  return [...new Set(found)];
}

// Runs in the page: a text that changes its meaning when it is written down and read again is a way in.
function readsTheSameAgain() {
  const once = new DOMParser().parseFromString(document.documentElement.outerHTML, "text/html").documentElement.outerHTML;
  const twice = new DOMParser().parseFromString(once, "text/html").documentElement.outerHTML;
  const marks = (html) => new DOMParser().parseFromString(html, "text/html").querySelectorAll("*").length;
  return once === twice && marks(once) === document.querySelectorAll("*").length;
}
