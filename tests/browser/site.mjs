// A built handbook as a folder of pages: which pages there are, of which kind, and a small server
// that publishes the folder at a sub-path, as a static host would. Knows nothing of a browser.

import { createServer } from "node:http";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { extname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** The repository. */
export const root = resolve(fileURLToPath(import.meta.url), "../../..");

/** Where the tests expect the built handbooks: one folder each. */
const outputs = resolve(process.env.HANDBOOK_OUTPUTS ?? join(root, "target/handbooks"));

/** The sample, and the fictional handbook that uses every feature. */
const names = ["content", "fictional"];

/** Every handbook that the tests look at; without one of them nothing was tested. */
export function sites() {
  return names.map((name) => readSite(name, join(outputs, name)));
}

/** All pages of the handbook in `folder`. */
export function readSite(name, folder) {
  if (!existsSync(join(folder, "index.html"))) {
    throw new Error(`there is no built handbook in ${folder}: run tests/run, which builds both`);
  }
  const paths = readdirSync(folder, { recursive: true })
    .filter((path) => extname(path) === ".html" && statSync(join(folder, path)).isFile())
    .map((path) => path.split(sep).join("/"))
    .sort();
  return { name, folder, pages: paths.map((path) => readPage(folder, path)) };
}

function readPage(folder, path) {
  const html = readFileSync(join(folder, path), "utf8");
  return { path, html, kind: kindOf(html) };
}

// A page says its own kind; a redirect is a page that only leads to another.
function kindOf(html) {
  if (/<meta[^>]+http-equiv="?refresh/i.test(html)) return "redirect";
  return /<body[^>]*\sdata-page="([^"]+)"/.exec(html)?.[1];
}

/** The pages of a site, by kind, without redirects. */
export function byKind(site) {
  const kinds = new Map();
  for (const page of site.pages.filter((page) => page.kind !== "redirect")) {
    kinds.set(page.kind, [...(kinds.get(page.kind) ?? []), page]);
  }
  return kinds;
}

/** The pages to look at: of everything that a handbook shows, the fullest and the barest example. */
export function examples(site) {
  if (process.env.EVERY_PAGE) return [...byKind(site).values()].flat();
  return [...bySubject(site).values()].flatMap(extremes);
}

/** One page of everything that a handbook shows, the fullest. */
export function oneOfEach(site) {
  return [...bySubject(site).values()].map((pages) => extremes(pages)[0]);
}

/** What a page shows: its kind, and where pages of one kind show different things, its folder. */
export function subject({ kind, path }) {
  return kind === "index" || kind === "collaborative-part" ? `${kind}-${path.split("/").at(-2)}` : kind;
}

/** All pages, by what they show. */
export function bySubject(site) {
  const subjects = new Map();
  for (const page of [...byKind(site).values()].flat()) {
    subjects.set(subject(page), [...(subjects.get(subject(page)) ?? []), page]);
  }
  return subjects;
}

function extremes(pages) {
  const bySize = pages.toSorted((a, b) => b.html.length - a.html.length);
  return [...new Set([bySize[0], bySize.at(-1)])];
}

/** The anchors of a page. */
export function anchors(html) {
  return new Set(Array.from(html.matchAll(/\sid="([^"]*)"/g), (match) => match[1]));
}

const types = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

// A folder where no author expects the handbook, so that a link that begins with a slash leads out of it.
const elsewhere = "/some/sub/path/";

/**
 * Publishes a site below a sub-path, and where its page for missing addresses says that it belongs. `compressed` sends text as hosts do,
 * to browsers that ask for it.
 */
export async function publish(site, { compressed = false } = {}) {
  const home = homeOf(site);
  const server = createServer((request, response) => answer(site, [elsewhere, home], request, response, compressed));
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const base = origin + elsewhere;
  const missing = { base: origin + home, address: `${origin}${home}nowhere/at/all/` };
  const address = (page) => (page.kind === "not-found" ? missing.address : base + page.path);
  return { base, missing, address, close: () => closeServer(server) };
}

// The page for missing addresses is shown at any depth, so that it alone has to know where the handbook is published.
function homeOf(site) {
  const html = site.pages.find((page) => page.kind === "not-found")?.html ?? "";
  return /<link [^>]*href="(\/[^"]*?)static\//.exec(html)?.[1] ?? elsewhere;
}

function closeServer(server) {
  server.closeAllConnections();
  return new Promise((closed) => server.close(closed));
}

async function answer(site, prefixes, request, response, compressed) {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  // Browsers ask for it outside the sub-path, which is not the handbook's to answer.
  if (path === "/favicon.ico") return response.writeHead(204).end();
  const prefix = prefixes.find((prefix) => path.startsWith(prefix));
  const file = prefix && (await find(site.folder, path.slice(prefix.length)));
  const missing = join(site.folder, "404.html");
  const body = await readFile(file ?? missing).catch(() => "not found");
  const type = types[extname(file ?? missing)] ?? "application/octet-stream";
  const packed = compressed && /^text|json|svg|xml/.test(type) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  response.writeHead(file ? 200 : 404, { "content-type": type, ...(packed && { "content-encoding": "gzip" }) });
  response.end(packed ? gzipSync(body) : body);
}

async function find(folder, path) {
  const file = join(folder, path.endsWith("/") || path === "" ? `${path}index.html` : path);
  const inside = !relative(folder, file).startsWith("..");
  const found = inside && (await stat(file).catch(() => undefined));
  return found && found.isFile() ? file : undefined;
}
