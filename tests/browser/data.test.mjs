// The files for machines are what they say they are: each parses, each JSON file has the form of its schema, each table is as
// its metadata says, and linked data uses the words of published vocabularies as these mean them.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { parse } from "csv-parse/sync";
import jsonld from "jsonld";
import { launchForTests, windows } from "./browser.mjs";
import { expectNone } from "./expect.mjs";
import { problems } from "./popolo.mjs";
import { publish, sites } from "./site.mjs";
import { isClass, vocabulary, withParents } from "./vocabulary.mjs";

const inWindow = windows(await launchForTests());

for (const site of sites()) {
  const file = (path) => readFileSync(join(site.folder, path), "utf8");
  const json = (path) => JSON.parse(file(path));
  const below = (folder, ending) => readdirSync(join(site.folder, folder)).filter((name) => name.endsWith(ending)).sort();

  test(`${site.name}: every link on the data page gives a file that parses`, async () => {
    const published = await publish(site);
    try {
      await inWindow(async (page) => {
        await page.goto(`${published.base}data/index.html`);
        const links = await page.$$eval("main a[href]", (found) => found.map((link) => link.href));
        const own = [...new Set(links.filter((link) => /\.(json|jsonld|csv|ics|xml)$/.test(link)))];
        assert.ok(own.length > 70, `only ${own.length} files are linked`);
        const broken = (await Promise.all(own.map(mistakeIn))).filter(Boolean);
        expectNone(broken, "these files do not parse");
      });
    } finally {
      await published.close();
    }
  });

  test(`${site.name}: every file for machines is linked from the data page`, () => {
    const page = file("data/index.html");
    const all = ["", "collaboratives/", "schema/"].flatMap((folder) =>
      [...below(`data/${folder}`, ".json"), ...below(`data/${folder}`, ".csv"), ...below(`data/${folder}`, ".jsonld")].map(
        (name) => folder + name,
      ),
    );
    const alone = all.filter((name) => !page.includes(`href="${name}"`));
    expectNone(alone, "these files are not linked");
  });

  test(`${site.name}: every JSON file has the form of its schema`, () => {
    const schemas = new Map();
    const schemaOf = (name) => {
      if (!schemas.has(name)) schemas.set(name, strict().compile(json(`data/schema/${name}.json`)));
      return schemas.get(name);
    };
    const registers = below("data", ".json").filter((name) => !name.includes("metadata") && name !== "popolo.json");
    const files = [
      ...registers.map((name) => [`data/${name}`, name.replace(".json", "")]),
      ...below("data/collaboratives", ".json").map((name) => [`data/collaboratives/${name}`, "collaborative"]),
      ["inventory.json", "inventory"],
    ];
    assert.ok(files.length > 20);
    const wrong = files.flatMap(([path, schema]) => {
      const document = json(path);
      const named = document.$schema.endsWith(`/schema/${schema}.json`) || document.$schema === `schema/${schema}.json`;
      const valid = schemaOf(schema);
      const mistakes = valid(document) ? [] : valid.errors.slice(0, 3).map((error) => `${error.instancePath} ${error.message}`);
      return [...(named ? [] : [`names ${document.$schema}`]), ...mistakes].map((mistake) => `${path}: ${mistake}`);
    });
    expectNone(wrong, "these are not of their form");
  });

  test(`${site.name}: a file that is not of its form is told apart`, () => {
    const valid = strict().compile(json("data/schema/organisations.json"));
    const document = json("data/organisations.json");
    document.organisations[0].from = "last spring";
    assert.equal(valid(document), false);
  });

  test(`${site.name}: every address in the data is one of the site`, () => {
    const wrong = [];
    const follow = (value, path, base) => {
      if (Array.isArray(value)) return value.forEach((one) => follow(one, path, base));
      if (value === null || typeof value !== "object") return;
      if (typeof value.href === "string") {
        const own = base && value.href.startsWith(base) ? value.href.slice(base.length) : join(dirname(path), value.href);
        const [page, anchor] = own.split("#");
        const found = page === "" || page.endsWith("/") ? `${page}index.html` : page;
        if (!existsSync(join(site.folder, found))) wrong.push(`${path}: ${value.href}`);
        else if (anchor && !file(found).includes(`id="${anchor}"`)) wrong.push(`${path}: ${value.href} (no such anchor)`);
      }
      Object.values(value).forEach((one) => follow(one, path, base));
    };
    const whole = below("data/collaboratives", ".json").map((name) => `collaboratives/${name}`);
    for (const name of [...below("data", ".json"), ...whole].filter((name) => !name.includes("metadata"))) {
      const document = json(`data/${name}`);
      follow(document, `data/${name}`, document.base);
    }
    const inventory = json("inventory.json");
    follow(inventory, "inventory.json", inventory.base);
    for (const { path } of inventory.records) {
      if (!existsSync(join(site.folder, path, "index.html"))) wrong.push(`inventory.json: ${path}`);
    }
    expectNone(wrong, "these addresses lead nowhere");
  });

  test(`${site.name}: every table is as its metadata says`, () => {
    const tables = below("data", ".csv");
    assert.ok(tables.length > 15);
    expectNone(tables.flatMap((name) => mistakesInTable(name, file(`data/${name}`), json(`data/${name}-metadata.json`))), "wrong");
  });

  test(`${site.name}: a table and its JSON have the same rows`, () => {
    const wrong = below("data", ".csv").flatMap((name) => {
      const register = name.replace(".csv", "");
      const rows = parse(file(`data/${name}`)).length - 1;
      const listed = json(`data/${register}.json`)[register].length;
      return rows === listed ? [] : [`${register}: ${rows} rows in the table, ${listed} in JSON`];
    });
    expectNone(wrong, "these differ");
  });

  test(`${site.name}: Popolo has what its specification asks for`, () => {
    expectNone(problems(json("data/popolo.json")), "this is not Popolo");
  });

  test(`${site.name}: the linked data uses the Organization Ontology as it means it`, async () => {
    const expanded = await jsonld.expand(json("data/handbook.jsonld"), { base: "https://example.org/data/handbook.jsonld" });
    assert.ok(expanded.length > 20);
    const wrong = new Set(expanded.flatMap((node) => mistakesInNode(node)));
    expectNone([...wrong], "these words do not exist, or mean something else");
    const types = new Set(expanded.flatMap((node) => node["@type"] ?? []));
    for (const type of ["FormalOrganization", "OrganizationalCollaboration", "OrganizationalUnit", "Membership", "Post", "ChangeEvent"]) {
      assert.ok(types.has(`http://www.w3.org/ns/org#${type}`), `nothing is an org:${type}`);
    }
    const names = new Set(expanded.map((node) => node["@id"]));
    const loose = expanded.flatMap(references).filter((id) => id.endsWith("#this") && !names.has(id));
    expectNone([...new Set(loose)], "these are referred to and told of nowhere");
  });

  test(`${site.name}: every page tells of itself in the words of schema.org`, async () => {
    const pages = site.pages.filter((page) => !["redirect", "not-found"].includes(page.kind));
    const silent = pages.filter((page) => dataOf(page).length !== 1).map((page) => page.path);
    expectNone(silent, "these pages tell nothing");
    const wrong = new Set();
    const types = new Set();
    for (const page of pages) {
      const expanded = await jsonld.expand(dataOf(page)[0], { base: "https://example.org/", documentLoader: schemaOnly });
      const nodes = everyNode(expanded);
      nodes.flatMap((node) => node["@type"] ?? []).forEach((type) => types.add(type.replace("http://schema.org/", "")));
      nodes.flatMap(mistakesInNode).forEach((mistake) => wrong.add(`${page.kind}: ${mistake}`));
      if (page.kind !== "home" && !nodes.some((node) => node["@type"]?.includes("http://schema.org/BreadcrumbList"))) {
        wrong.add(`${page.path} has no way to it`);
      }
    }
    expectNone([...wrong], "these words do not exist, or mean something else");
    // What the sample has nothing of, the fictional handbook has.
    if (site.name !== "fictional") return;
    const wanted = ["Person", "AdministrativeArea", "GovernmentOrganization", "Organization", "DigitalDocument", "DefinedTermSet", "DefinedTerm", "Event", "WebSite", "Dataset"];
    expectNone(wanted.filter((type) => !types.has(type)), "no page tells of any");
  });
}

test("a word that schema.org does not have is told apart", async () => {
  const node = { "@context": "https://schema.org", "@type": "Organisation", foundedOn: "2020" };
  const expanded = await jsonld.expand(node, { documentLoader: schemaOnly });
  assert.equal(everyNode(expanded).flatMap(mistakesInNode).length, 2);
});

test("a table that is not as its metadata says is told apart", () => {
  const columns = [
    { name: "day", titles: "day", datatype: { base: "date", format: "yyyy-MM-dd" } },
    { name: "what", titles: "what", datatype: "string" },
  ];
  const metadata = { "@context": "http://www.w3.org/ns/csvw", url: "x.csv", tableSchema: { columns } };
  assert.deepEqual(mistakesInTable("x.csv", "day,what\r\n2026-11-24,'=1\r\n", metadata), []);
  assert.equal(mistakesInTable("x.csv", "day,what\r\nsoon,=1\r\n", metadata).length, 2);
  assert.equal(mistakesInTable("x.csv", "what,day\n", metadata).length, 2);
});

function strict() {
  // Numbers say how many bits they have, which is no format of JSON Schema's own.
  const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: false });
  formats(ajv);
  for (const format of ["uint64", "uint32", "double"]) ajv.addFormat(format, true);
  return ajv;
}

async function mistakeIn(address) {
  const response = await fetch(address);
  if (response.status !== 200) return `${address}: ${response.status}`;
  const text = await response.text();
  try {
    if (/\.json(ld)?$/.test(address)) JSON.parse(text);
    else if (address.endsWith(".csv")) parse(text);
    else assert.ok(text.length > 0);
  } catch (error) {
    return `${address}: ${error.message}`;
  }
  return undefined;
}

// What the model for tabular data asks of a table beside its metadata, and RFC 4180 of both.
function mistakesInTable(name, text, metadata) {
  const columns = metadata.tableSchema.columns;
  const rows = parse(text);
  const header = rows.shift();
  const mistakes = [];
  const context = [metadata["@context"]].flat()[0];
  if (context !== "http://www.w3.org/ns/csvw") mistakes.push("its metadata has another context");
  if (metadata.url !== name) mistakes.push(`its metadata is about ${metadata.url}`);
  const unquoted = text.replaceAll(/"[^"]*"/g, "").replaceAll("\r\n", "");
  if (/[\r\n]/.test(unquoted) || !text.endsWith("\r\n")) mistakes.push("its lines do not end as RFC 4180 asks");
  const titles = columns.map((column) => [column.titles].flat());
  if (header.length !== titles.length || header.some((title, at) => !titles[at].includes(title))) mistakes.push("its header is another");
  if (new Set(header).size !== header.length) mistakes.push("two of its columns have one name");
  if (columns.some((column) => !/^[a-z][a-z0-9_]*$/.test(column.name))) mistakes.push("a column's name is none");
  for (const row of rows) {
    row.forEach((cell, at) => {
      const column = columns[at];
      if (/^[=+\-@\t\r]/.test(cell)) mistakes.push(`“${cell}” would be taken for a formula`);
      const values = column.separator ? cell.split(column.separator) : [cell];
      const sound = cell === "" || values.every((value) => isOf(column.datatype, value));
      if (!sound) mistakes.push(`“${cell}” is no ${JSON.stringify(column.datatype)}`);
    });
  }
  return [...new Set(mistakes)].map((mistake) => `${name}: ${mistake}`);
}

function isOf(datatype, value) {
  const base = datatype.base ?? datatype;
  switch (base) {
    case "string":
      return datatype.format === undefined || new RegExp(`^(?:${datatype.format})$`, "u").test(value);
    case "date":
      return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
    case "boolean":
      return datatype.format.split("|").includes(value);
    case "nonNegativeInteger":
      return /^\d+$/.test(value);
    case "anyURI":
      return URL.canParse(value, "https://example.org/data/");
    default:
      return false;
  }
}

function dataOf(page) {
  const found = [...page.html.matchAll(/<script type="application\/ld\+json">([^<]*)<\/script>/g)];
  return found.map(([, text]) => JSON.parse(text));
}

// The one context that pages name: every word is one of schema.org's, and of these some lead to things.
async function schemaOnly(address) {
  assert.equal(address, "https://schema.org");
  const things = ["item", "isPartOf", "url", "contentUrl", "license", "eventStatus"];
  const terms = Object.fromEntries(things.map((term) => [term, { "@type": "@id" }]));
  return { contextUrl: null, documentUrl: address, document: { "@context": { "@vocab": "http://schema.org/", ...terms } } };
}

const known = {
  "http://schema.org/": vocabulary("schema"),
  "https://schema.org/": vocabulary("schema"),
  "http://www.w3.org/ns/org#": vocabulary("org"),
  "http://xmlns.com/foaf/0.1/": vocabulary("foaf"),
  "http://www.w3.org/2004/02/skos/core#": vocabulary("skos"),
  "http://purl.org/dc/terms/": vocabulary("dcterms"),
  "http://www.w3.org/2006/time#": vocabulary("time"),
};

function everyNode(value) {
  if (Array.isArray(value)) return value.flatMap(everyNode);
  if (value === null || typeof value !== "object" || "@value" in value) return [];
  const own = Object.keys(value).some((key) => key !== "@id" && key !== "@graph") ? [value] : [];
  return [...own, ...Object.values(value).flatMap(everyNode)];
}

function mistakesInNode(node) {
  const mistakes = [];
  for (const inner of everyNode(node)) {
    const types = inner["@type"] ?? [];
    for (const type of types) {
      const { words, iri } = lookUp(type);
      if (!words || !isClass(words, iri)) mistakes.push(`${type} is no class`);
    }
    for (const key of Object.keys(inner).filter((key) => !key.startsWith("@"))) {
      const { words, iri } = lookUp(key);
      const word = words?.get(iri);
      if (!word || isClass(words, iri)) mistakes.push(`${key} is no property`);
      else if (words === known["http://schema.org/"] && !fits(words, word.domains, types)) {
        mistakes.push(`${key} says nothing of ${types.join(", ")}`);
      } else if (words === known["http://www.w3.org/ns/org#"] && !fits(words, word.domains, types)) {
        mistakes.push(`${key} says nothing of ${types.join(", ")}`);
      }
    }
  }
  return mistakes;
}

function lookUp(iri) {
  const namespace = Object.keys(known).find((namespace) => iri.startsWith(namespace));
  if (!namespace) return { iri };
  return { words: known[namespace], iri: iri.replace("https://schema.org/", "http://schema.org/") };
}

// Whether a property may say something of a thing of these types; of a thing of another vocabulary it may.
function fits(words, domains, types) {
  const own = types.map((type) => type.replace("https://schema.org/", "http://schema.org/")).filter((type) => words.has(type));
  const narrow = [...domains].filter((domain) => words.has(domain));
  if (narrow.length === 0 || own.length === 0) return true;
  return own.some((type) => [...withParents(words, type)].some((parent) => narrow.includes(parent)));
}

function references(node) {
  if (Array.isArray(node)) return node.flatMap(references);
  if (node === null || typeof node !== "object") return [];
  const keys = Object.keys(node);
  const own = keys.length === 1 && keys[0] === "@id" ? [node["@id"]] : [];
  return [...own, ...Object.values(node).flatMap(references)];
}
