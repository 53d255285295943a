// Chromium, as the tests use it: one browser for each test program, a window for each page that is looked at,
// and a record of everything in that window that a reader should never meet.

import { after } from "node:test";
import { chromium } from "playwright-core";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How many pages are looked at side by side. */
export const sideBySide = { concurrency: 2 };

/** Starts the browser, with more flags where a test needs them; whoever starts it closes it. */
export function launch(more = []) {
  return chromium.launch({ executablePath, args: [...flags, ...more] });
}

/** Starts the browser of a test program, which is closed after its last test. */
export async function launchForTests() {
  const browser = await launch();
  after(() => browser.close());
  return browser;
}

/** Windows of one sort: lets each `look` have one, which is used again unless something went wrong in it. */
export function windows(browser, options = {}, prepare = async () => {}) {
  const free = [];
  return async (look) => {
    const window = free.pop() ?? (await open(browser, options, prepare));
    const found = await lookInto(window, look);
    free.push(window);
    return found;
  };
}

async function open(browser, options, prepare) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  await prepare(page);
  return { context, page, seen: watch(page) };
}

async function lookInto({ context, page, seen }, look) {
  seen.addresses = [];
  seen.mistakes = [];
  try {
    const found = await look(page, seen);
    await page.goto("about:blank");
    return found;
  } catch (failure) {
    await context.close();
    throw failure;
  }
}

// What went wrong by itself while a page was open.
function watch(page) {
  const seen = { addresses: [], mistakes: [] };
  page.on("request", (request) => seen.addresses.push(request.url()));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    // A page that is left before its icon has come is no mistake.
    if (reason !== "net::ERR_ABORTED") seen.mistakes.push(`${request.url()} failed: ${reason}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) seen.mistakes.push(`${response.url()} answered ${response.status()}`);
  });
  page.on("pageerror", (error) => seen.mistakes.push(`a script failed: ${error.message}`));
  // A refusal by the page's content security policy is told here as well.
  page.on("console", (message) => {
    if (message.type() === "error") seen.mistakes.push(`the console says, of ${message.location().url}: ${message.text()}`);
  });
  return seen;
}
