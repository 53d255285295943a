// The preview: every save shows by itself where the reader was, and a mistake shows on the page while it stands.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { launchForTests, windows } from "./browser.mjs";
import { root } from "./site.mjs";

const program = process.env.HANDBOOK ?? join(root, "target/debug/handbook");

// A save shows within the fraction of a second; a machine that is busy with other tests gets longer.
const patience = { timeout: 15_000 };

const folder = copyOfTheFictionalHandbook();
const record = longestTermsOfReference();
const written = readFileSync(join(folder, record), "utf8");
const { address, stop } = await serve();
after(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});
// A low window, so that the page is long enough to scroll.
const inWindow = windows(await launchForTests(), { viewport: { width: 1024, height: 300 } });
const pageOfRecord = address + record.replace(/\.md$/, "/");

test(`${record}: a save shows by itself, and the page stays where it was scrolled to`, () =>
  onThePage(async (page) => {
    const place = await scrollDown(page);
    await save(`${written}\nA sentence that was not here before.\n`);
    await page.getByText("A sentence that was not here before.").waitFor({ state: "attached", ...patience });
    assert.ok(place > 0, "the page is too short to scroll");
    await page.waitForFunction((place) => Math.abs(scrollY - place) <= 2, place, { timeout: 2000 }).catch(async () => {
      assert.fail(`the page was scrolled to ${place} and is now at ${await page.evaluate(() => scrollY)}`);
    });
    await save(written);
    await page.getByText("A sentence that was not here before.").waitFor({ state: "detached", ...patience });
  }));

test(`${record}: a mistake shows on the page with its file and line, until it is mended`, () =>
  onThePage(async (page) => {
    await save(written.replace("+++\n", "+++\nthis is = = no field\n"));
    const place = page.getByText(`${record}:2`);
    await place.first().waitFor(patience);
    await save(written);
    await place.first().waitFor({ state: "hidden", ...patience });
    assert.ok(await page.locator("main h1").isVisible(), "the page did not come back");
  }));

test(`${record}: half a file is survived`, () =>
  onThePage(async (page) => {
    await save(written.slice(0, written.length / 3));
    await save("");
    rmSync(join(folder, record));
    await save(`${written}\nWhole again.\n`);
    await page.getByText("Whole again.").waitFor({ state: "attached", ...patience });
    await save(written);
    await page.getByText("Whole again.").waitFor({ state: "detached", ...patience });
  }));

test("what is not there is answered with 404, and says so", async () => {
  const response = await fetch(`${address}nowhere/`);
  assert.equal(response.status, 404);
  assert.match(await response.text(), /<h1/);
});

test("it listens to this machine alone", () => {
  assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/$/);
});

function copyOfTheFictionalHandbook() {
  const folder = mkdtempSync(join(tmpdir(), "handbook-serve-"));
  cpSync(join(root, "tests/handbook"), folder, { recursive: true });
  return folder;
}

function longestTermsOfReference() {
  const paths = readdirSync(folder, { recursive: true }).map((path) => path.split(sep).join("/"));
  const terms = paths.filter((path) => /^collaboratives\/[^/]+\/terms-of-reference\/[^/]+\.md$/.test(path));
  const size = (path) => statSync(join(folder, path)).size;
  assert.ok(terms.length > 0, "the fictional handbook has no terms of reference to edit");
  return terms.toSorted((a, b) => size(b) - size(a))[0];
}

// Starts the preview on a free port, and waits for the address that it prints.
async function serve() {
  const child = spawn(program, ["serve", folder, "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  const ended = new Promise((resolve) => child.once("exit", resolve));
  createInterface({ input: child.stderr }).on("line", (line) => said.push(line));
  const address = await new Promise((resolve, reject) => {
    child.once("error", reject);
    createInterface({ input: child.stdout }).on("line", (line) => {
      said.push(line);
      const match = /http:\/\/[^\s/]+\//.exec(line);
      if (match) resolve(match[0]);
    });
    ended.then((code) => reject(new Error(`serve ended with ${code}:\n${said.join("\n")}`)));
  });
  return { address, stop: () => (child.kill("SIGINT"), ended) };
}

function onThePage(look) {
  return inWindow(async (page) => {
    const response = await page.goto(pageOfRecord);
    assert.equal(response.status(), 200, `${pageOfRecord} is not there`);
    await look(page);
  });
}

async function scrollDown(page) {
  await page.evaluate(() => scrollTo(0, 200));
  return page.evaluate(() => scrollY);
}

// As editors do it: the whole file, a moment after the last time.
async function save(text) {
  await new Promise((later) => setTimeout(later, 150));
  writeFileSync(join(folder, record), text);
}
