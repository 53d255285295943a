// Search finds by the words that people use, as they type, on a server's sub-path and from a folder on a disk, with nothing sent anywhere.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launchForTests, sideBySide, windows } from "./browser.mjs";
import { expectNone } from "./expect.mjs";
import { anchors, publish, sites } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const browser = await launchForTests();
const inWindow = windows(browser);
const onPhone = windows(browser, { viewport: { width: 390, height: 800 } });
const withoutScript = windows(browser, { javaScriptEnabled: false });

const all = sites();
const fictional = all.find((site) => site.name === "fictional");
const content = all.find((site) => site.name === "content");
const places = new Map();
for (const site of all) {
  const published = await publish(site);
  after(published.close);
  places.set(site, { "at a sub-path": published.base, "from a folder": `${pathToFileURL(site.folder).href}/` });
}

const box = (page) => page.getByRole("searchbox", { name: "Search this handbook" });
const links = (page) => page.locator(".search-results li .name a");

// Opens the page and waits for an answer.
async function ask(page, base, query) {
  await page.goto(`${base}search/index.html?${new URLSearchParams(query)}`);
  await page.waitForFunction(() => document.querySelector(".search-status")?.textContent !== "");
}

async function type(page, words) {
  await box(page).fill("");
  await box(page).pressSequentially(words);
  await page.waitForFunction((words) => document.querySelector(".search-status").textContent.includes(`“${words}”`), words);
}

async function hrefs(page) {
  const base = await page.evaluate(() => new URL("..", location.href.split("?")[0]).href);
  const found = await links(page).evaluateAll((links) => links.map((link) => link.href));
  return found.map((href) => href.slice(base.length));
}

// ── What is found ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Words that people type, and a page that has to be among the first results. */
const questions = {
  "ICB": "glossary/index.html#term-integrated-care-board",
  "integrated care board": "organisations/arden-wolds-icb/index.html",
  "quorum": "collaboratives/awap/terms-of-reference/provider-board/index.html#quorum",
  "quorate": "collaboratives/awap/terms-of-reference/provider-board/index.html",
  "Arden Acute Alliance": "collaboratives/awap/index.html",
  "saltmere and district": "organisations/wolds-coast/index.html",
  "awap": "collaboratives/awap/index.html",
  "awap quorum": "collaboratives/awap/terms-of-reference/provider-board/index.html#quorum",
  "chief executives meeting": "collaboratives/awap/terms-of-reference/provider-board/index.html",
  "committee in common": "glossary/index.html#term-committees-in-common",
  "agence regionale": "organisations/ars-brumaire/index.html",
  "provi": "collaboratives/awap/terms-of-reference/provider-board/index.html",
};

for (const [place, base] of Object.entries(places.get(fictional))) {
  describe(`${fictional.name}: search, ${place}`, sideBySide, () => {
    for (const [words, wanted] of Object.entries(questions)) {
      test(`“${words}” finds ${wanted}`, () =>
        inWindow(async (page, seen) => {
          await ask(page, base, {});
          await type(page, words);
          const found = await hrefs(page);
          assert.ok(found.includes(wanted), `found only ${found.join(", ")}`);
          expectNone(seen.mistakes, "this went wrong");
          expectNone(seen.addresses.filter((address) => !address.startsWith(base)), "this was asked of somebody else");
        }));
    }

    test("a clause is found by its heading, and its link leads to it", () =>
      inWindow(async (page) => {
        await ask(page, base, { q: "quorum" });
        await page.locator('.search-results a[href$="provider-board/index.html#quorum"]').click();
        await page.waitForURL(/provider-board\/index\.html#quorum$/);
        assert.equal(await page.locator(":target").evaluate((heading) => heading.textContent.includes("Quorum")), true);
        await page.goBack();
        await page.waitForFunction(() => document.querySelector(".search-status")?.textContent.includes("“quorum”"));
        assert.equal(await box(page).inputValue(), "quorum");
      }));

    test("a person is found by the post and its body", () =>
      inWindow(async (page) => {
        await ask(page, base, { q: "chief executive" });
        assert.ok((await hrefs(page)).some((href) => href.startsWith("people/")));
      }));
  });
}

for (const [place, base] of Object.entries(places.get(content))) {
  test(`${content.name}, ${place}: “SoRD” finds its word, and what says it in full`, () =>
    inWindow(async (page) => {
      await ask(page, base, { q: "SoRD" });
      assert.ok((await hrefs(page)).includes("glossary/index.html#term-scheme-of-reservation-and-delegation"));
      await type(page, "scheme of delegation");
      const full = await hrefs(page);
      assert.ok(full.includes("glossary/index.html#term-scheme-of-reservation-and-delegation"), full.join(", "));
    }));
}

// ── How it is asked ──────────────────────────────────────────────────────────────────────────────────────────────────

const base = places.get(fictional)["at a sub-path"];

describe(`${fictional.name}: asking`, sideBySide, () => {
  test("every page asks from its header, and so does home", () =>
    inWindow(async (page, seen) => {
      for (const path of ["organisations/index.html", "index.html"]) {
        await page.goto(base + path);
        await box(page).fill("quorum");
        await box(page).press("Enter");
        await page.waitForURL(/search\/index\.html\?q=quorum$/);
        await links(page).first().waitFor();
      }
      expectNone(seen.mistakes, "this went wrong");
    }));

  test("a box in a folder asks as well", () =>
    inWindow(async (page, seen) => {
      await page.goto(`${places.get(fictional)["from a folder"]}organisations/index.html`);
      await box(page).fill("quorum");
      await box(page).press("Enter");
      await page.waitForURL(/search\/index\.html\?q=quorum$/);
      await links(page).first().waitFor();
      expectNone(seen.mistakes, "this went wrong");
    }));

  test("on a phone the header has a link", () =>
    onPhone(async (page) => {
      await page.goto(`${base}organisations/index.html`);
      assert.equal(await box(page).isVisible(), false);
      await page.getByRole("link", { name: "Search", exact: true }).click();
      await page.waitForURL(/search\/index\.html#part-search$/);
      assert.equal(await box(page).evaluate((box) => box === document.activeElement), true);
    }));

  test("results stand by sort with their numbers, and one sort can be chosen; Back takes it back", () =>
    inWindow(async (page) => {
      await ask(page, base, { q: "board" });
      const count = Number(/^(\d+) results for “board”$/.exec(await page.locator(".search-status").textContent())[1]);
      const kinds = page.locator(".search-kinds button");
      const counts = await kinds.locator(".count").allTextContents();
      assert.equal(Number(counts[0]), count);
      assert.equal(counts.slice(1).reduce((sum, one) => sum + Number(one), 0), count);
      assert.equal(await page.locator(".search-results section").count(), counts.length - 1);
      await page.getByRole("button", { name: /^Forums/ }).click();
      await page.waitForFunction(() => document.querySelectorAll(".search-results section").length === 1);
      assert.equal(await page.getByRole("button", { name: /^Forums/ }).getAttribute("aria-pressed"), "true");
      assert.match(page.url(), /kind=forums/);
      await page.goBack();
      await page.waitForFunction((all) => document.querySelectorAll(".search-results section").length === all, counts.length - 1);
    }));

  test("more results of a sort come when they are wished for", () =>
    inWindow(async (page) => {
      await ask(page, base, { q: "hospital" });
      const more = page.locator(".search-more").first();
      const before = await links(page).count();
      await more.click();
      await page.waitForFunction((before) => document.querySelectorAll(".search-results section").length === 1 || document.querySelectorAll(".search-results li").length > before, before);
      assert.equal(await page.evaluate(() => document.activeElement.closest(".search-results li") !== null), true);
    }));

  test("a collaborative and an area can be chosen, also by address", () =>
    inWindow(async (page) => {
      await ask(page, base, { q: "board" });
      const before = await page.locator(".search-status").textContent();
      await page.getByText("Only of one collaborative or area").click();
      await page.getByRole("combobox", { name: "Collaborative" }).selectOption("awap");
      await page.waitForFunction((before) => document.querySelector(".search-status").textContent !== before, before);
      const found = await hrefs(page);
      assert.ok(found.length > 0 && found.every((href) => href.startsWith("collaboratives/awap/")), found.join(", "));
      const address = page.url();
      assert.match(address, /collaborative=awap/);
      await ask(page, base, Object.fromEntries(new URL(address).searchParams));
      assert.deepEqual(await hrefs(page), found);
      assert.equal(await page.getByRole("combobox", { name: "Collaborative" }).inputValue(), "awap");
      await page.getByRole("combobox", { name: "Collaborative" }).selectOption("");
      await page.waitForFunction((before) => document.querySelector(".search-status").textContent === before, before);
      // An area holds what is in the areas within it.
      await page.getByRole("combobox", { name: "Area" }).selectOption("wolds");
      await page.waitForFunction((before) => document.querySelector(".search-status").textContent !== before, before);
      assert.ok((await links(page).count()) > 0);
    }));

  test("a choice that nobody knows is none", () =>
    inWindow(async (page) => {
      await ask(page, base, { q: "board", kind: "nonsense" });
      assert.ok((await links(page).count()) > 0);
    }));

  test("one slip of the pen is forgiven, and asked about", () =>
    inWindow(async (page) => {
      for (const slip of ["quorun", "qourum", "quorrum", "uqorum", "Quorm"]) {
        await ask(page, base, { q: slip });
        const meant = page.getByRole("link", { name: "Did you mean “quorum”?" });
        assert.equal(await meant.count(), 1, `${slip}: ${await page.locator(".search-status").textContent()}`);
        assert.ok((await links(page).count()) > 0);
      }
      await page.getByRole("link", { name: "Did you mean “quorum”?" }).click();
      await page.waitForFunction(() => /^\d+ results? for “quorum”$/.test(document.querySelector(".search-status").textContent));
      assert.equal(await box(page).inputValue(), "quorum");
    }));

  test("what is not there is said to be not there", () =>
    inWindow(async (page) => {
      await ask(page, base, { q: "xylophone zither" });
      assert.equal(await page.locator(".search-status").textContent(), "Nothing was found for “xylophone zither”.");
      assert.equal(await links(page).count(), 0);
      await type(page, "of the");
      assert.match(await page.locator(".search-status").textContent(), /says too little/);
    }));

  test("what was asked for is marked, in other spellings too", () =>
    inWindow(async (page) => {
      await ask(page, base, { q: "regionale sante" });
      const marks = await page.locator(".search-results mark").allTextContents();
      assert.ok(marks.includes("régionale") && marks.includes("santé"), marks.join(", "));
    }));

  test("an excerpt of its page stands below a result, with the words marked", () =>
    inWindow(async (page, seen) => {
      await ask(page, base, { q: "seat belongs to a post" });
      const result = page.locator(".search-results li", { has: page.locator('a[href$="provider-board/index.html#membership"]') });
      const excerpt = result.locator(".excerpt");
      await result.locator(".name a[aria-describedby]").waitFor();
      assert.equal(await excerpt.textContent(), "Every trust fills the seats below. A seat belongs to a post, not to a person.");
      assert.deepEqual(await excerpt.locator("mark").allTextContents(), ["seats", "seat", "belongs", "post"]);
      // Whoever hears the link hears the excerpt with it.
      const described = await result.locator(".name a").evaluate((link) => document.getElementById(link.getAttribute("aria-describedby")).textContent);
      assert.equal(described, await excerpt.textContent());
      expectNone(seen.addresses.filter((address) => !address.startsWith(base)), "this was asked of somebody else");
      expectNone(seen.mistakes, "this went wrong");
    }));

  test("where the words stand in the title alone, a result says what it did before", () =>
    inWindow(async (page) => {
      await ask(page, base, { q: "quorum" });
      await page.waitForTimeout(1_500);
      const said = await page.locator(".search-results li").evaluateAll((all) => all.map((one) => [one.querySelector(".name a").textContent.trim(), one.querySelector(".excerpt")?.textContent.trim()]));
      assert.ok(said.some(([title]) => title === "Quorum"), JSON.stringify(said));
      expectNone(said.filter(([title, excerpt]) => title === excerpt).map(([title]) => title), "this only says its title again");
    }));

  test("an excerpt is cut around the words, and each page is read once", () =>
    inWindow(async (page, seen) => {
      await ask(page, base, { q: "quorum trusts decide" });
      await page.waitForFunction(() => document.querySelectorAll("[aria-describedby^=part-excerpt]").length > 2);
      const told = await page.locator(".search-results li:has([aria-describedby]) .excerpt").evaluateAll((all) => all.map((one) => ({ text: one.textContent, marks: one.querySelectorAll("mark").length })));
      assert.ok(told.length > 2 && told.every(({ text, marks }) => marks > 0 && text.length < 200), JSON.stringify(told));
      const read = () => seen.addresses.filter((address) => address.startsWith(base) && /index\.html$/.test(address) && !address.includes("/search/"));
      assert.equal(new Set(read()).size, read().length);
      // Each typed letter asks anew; pages are read once the reader has stopped.
      const before = read().length;
      await page.evaluate(() => scrollTo(0, 0));
      await type(page, "trusts");
      await page.waitForTimeout(900);
      assert.ok(read().length <= before + (await links(page).count()), `${read().length} pages for ${await links(page).count()} results`);
    }));

  test("from a folder a result shows how its page begins", () =>
    inWindow(async (page, seen) => {
      await ask(page, places.get(fictional)["from a folder"], { q: "seat belongs to a post" });
      await page.waitForTimeout(600);
      assert.equal(await page.locator("[aria-describedby^=part-excerpt]").count(), 0);
      assert.ok((await page.locator(".search-results .excerpt").count()) > 0);
      expectNone(seen.mistakes, "this went wrong");
    }));

  test("what a reader types stays text", () =>
    inWindow(async (page, seen) => {
      const hostile = ['<img src=x onerror="window.hurt=1">', '"><script>window.hurt=1</script>', "__proto__", "constructor", "\u0000 ../ \\ %00", "{}", "a".repeat(5000), "🏥", "$& $1"];
      for (const query of hostile) {
        await ask(page, base, { q: query, collaborative: "../../x", area: "<b>" });
        await ask(page, base, { q: query });
        assert.equal(await page.evaluate(() => window.hurt), undefined, query);
        assert.equal(await page.locator("main img, main script").count(), 0, query);
      }
      // Nothing that an address names is loaded unless the index knows it.
      expectNone(seen.mistakes, "this went wrong");
    }));
});

// ── With keys, with a screen reader, without a script ────────────────────────────────────────────────────────────────

describe(`${fictional.name}: for everybody`, sideBySide, () => {
  test("keys lead from the box to the results, along them, and back", () =>
    inWindow(async (page) => {
      await ask(page, base, { q: "board" });
      const at = () => page.evaluate(() => [...document.querySelectorAll(".search-results li .name a")].indexOf(document.activeElement));
      await box(page).focus();
      await page.keyboard.press("ArrowDown");
      assert.equal(await at(), 0);
      await page.keyboard.press("ArrowDown");
      assert.equal(await at(), 1);
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      assert.equal(await box(page).evaluate((box) => box === document.activeElement), true);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Escape");
      assert.equal(await box(page).evaluate((box) => box === document.activeElement), true);
      await page.keyboard.press("Escape");
      assert.equal(await box(page).inputValue(), "");
      await page.waitForFunction(() => document.querySelectorAll(".search-results li").length === 0);
      assert.equal(new URL(page.url()).search, "");
    }));

  test("a screen reader is told what there is", () =>
    inWindow(async (page) => {
      await ask(page, base, { q: "quorum" });
      assert.equal(await page.getByRole("status").textContent(), await page.locator(".search-status").textContent());
      assert.equal(await page.getByRole("search").count(), 1);
      for (const section of await page.locator(".search-results section").all()) {
        assert.ok(await section.evaluate((section) => document.getElementById(section.getAttribute("aria-labelledby")).tagName === "H2"));
      }
      assert.equal(await page.getByRole("group", { name: "Sorts of results" }).isVisible(), true);
    }));

  for (const colorScheme of ["light", "dark"]) {
    test(`no violation of WCAG 2.2 AA with results, ${colorScheme}`, () =>
      inWindow(async (page) => {
        await page.emulateMedia({ colorScheme });
        for (const query of [{ q: "board" }, { q: "qourum" }, { q: "board", kind: "forums", collaborative: "awap" }]) {
          await ask(page, base, query);
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
          expectNone(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`), "axe found");
        }
      }));
  }

  test("without a script there is no box, and every list", () =>
    withoutScript(async (page) => {
      await page.goto(`${base}search/index.html`);
      assert.equal(await page.locator("input").count(), 0);
      const lists = await page.locator("#part-lists ~ ul a").evaluateAll((links) => links.map((link) => link.textContent));
      for (const list of ["Collaboratives", "Organisations", "Forums", "Glossary"]) assert.ok(lists.includes(list), lists.join(", "));
      await page.goto(`${base}organisations/index.html`);
      assert.equal(await page.locator("header input").isVisible(), false);
      await page.getByRole("link", { name: "Search", exact: true }).click();
      await page.waitForURL(/search\/index\.html#part-search$/);
    }));

  test("nothing spills on a phone", () =>
    onPhone(async (page) => {
      await ask(page, base, { q: "board", collaborative: "awap" });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    }));
});

// ── What it costs ────────────────────────────────────────────────────────────────────────────────────────────────────

for (const site of all) {
  test(`${site.name}: a first question reads few small files`, () =>
    inWindow(async (page, seen) => {
      await ask(page, places.get(site)["at a sub-path"], { q: "quorum" });
      const files = seen.addresses.filter((address) => /\/search\/.*\.js$/.test(address));
      const sizes = files.map((address) => readFileSync(join(site.folder, new URL(address).pathname.split("/sub/path/")[1])).length);
      const sum = sizes.reduce((sum, size) => sum + size, 0);
      assert.ok(files.length <= 14 && sum < 120_000, `${files.length} files, ${sum} bytes`);
      assert.ok(Math.max(...sizes) <= 32_000, sizes.join(", "));
    }));

  test(`${site.name}: every address in the index is there, with its anchor`, () => {
    const entries = site.pages.length > 0 ? addressesInIndex(site.folder) : [];
    assert.ok(entries.length >= site.pages.filter((page) => page.kind !== "redirect").length / 2, `${entries.length} entries`);
    const html = new Map(site.pages.map((page) => [page.path, page.html]));
    const ids = new Map();
    const missing = entries.filter((address) => {
      const [path, anchor] = address.split("#");
      const file = `${path}index.html`;
      if (!html.has(file)) return true;
      if (!ids.has(file)) ids.set(file, anchors(html.get(file)));
      return anchor !== undefined && !ids.get(file).has(anchor);
    });
    expectNone(missing, "these addresses lead nowhere");
  });
}

function addressesInIndex(folder) {
  const files = ["collaboratives", "organisations", "functions", "forums", "clauses", "people", "agreements", "decisions", "policies", "documents", "areas", "words", "law", "pages"];
  return files.flatMap((group) => Array.from({ length: 40 }, (_, number) => readEntries(join(folder, `search/entries/${group}-${number}.js`)))).flat();
}

function readEntries(file) {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [];
  }
  const [, entries] = JSON.parse(`[${text.trim().slice("handbookSearch(".length, -2)}]`);
  return Object.values(entries).map((entry) => entry[1]);
}

// ── Both sides fold words in the same way ────────────────────────────────────────────────────────────────────────────

test("the browser folds words as the program does", () =>
  inWindow(async (page) => {
    const rust = readFileSync(fileURLToPath(new URL("../../src/record/spelling.rs", import.meta.url)), "utf8");
    const examples = [...rust.matchAll(/assert_eq!\(words\("((?:[^"\\]|\\.)*)"\), \[(.*)\]\);/g)].map(([, text, words]) => ({
      text: text.replace(/\\u\{([0-9a-f]+)\}/g, (_, code) => String.fromCodePoint(parseInt(code, 16))),
      words: [...words.matchAll(/"([^"]*)"/g)].map(([, word]) => word).filter(Boolean),
    }));
    assert.ok(examples.length >= 6, `${examples.length} examples`);
    const script = readFileSync(join(fictional.folder, "static/search.js"), "utf8");
    const folding = /const others = [\s\S]*?const wordsOf = .*;/.exec(script)[0];
    await page.goto("about:blank");
    for (const { text, words } of examples) {
      const folded = await page.evaluate(([folding, text]) => new Function("text", `const manifest = { longest: 32 }; ${folding} return wordsOf(text);`)(text), [folding, text]);
      const idle = new Set(["the", "a", "of", "and", "s", "de", "act in"]);
      assert.deepEqual(folded.filter((word) => !idle.has(word)), words, text);
    }
  }));
