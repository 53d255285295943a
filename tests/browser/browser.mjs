// Chromium, as the tests use it: one browser for each test program, one fresh window for each page,
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

/** Starts the browser; whoever starts it closes it. */
export function launch() {
  return chromium.launch({ executablePath, args: flags });
}

/** Starts the browser of a test program, which is closed after its last test. */
export async function launchForTests() {
  const browser = await launch();
  after(() => browser.close());
  return browser;
}

/** Opens a fresh window, lets `look` look at it, and closes it whatever was seen. */
export async function inWindow(browser, options, look) {
  const window = await browser.newContext({ reducedMotion: "reduce", ...options });
  try {
    const page = await window.newPage();
    return await look(page, watch(page));
  } finally {
    await window.close();
  }
}

// What went wrong by itself while a page was open.
function watch(page) {
  const seen = { addresses: [], mistakes: [] };
  page.on("request", (request) => seen.addresses.push(request.url()));
  page.on("requestfailed", (request) => seen.mistakes.push(`${request.url()} failed: ${request.failure()?.errorText}`));
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
