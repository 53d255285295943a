// Writes a handbook that is made for pictures: every diagram with one, five and thirty boxes, and with names longer than any box.
//
//     node tests/gallery/make.mjs FOLDER
//
// Nothing in it means anything. It is written rather than kept, since thirty bodies differ only by their names; the same is written
// each time.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** How many boxes a picture has: one, as many as most have, and as many as it has to bear. */
export const sizes = [1, 5, 30];

const places = ["Alder", "Birch", "Cedar", "Damson", "Elder", "Fir", "Gorse", "Hazel", "Ivy", "Juniper", "Kestrel", "Larch", "Maple", "Nettle", "Oak"];
const long = "University Hospitals of Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch and the Borders NHS Foundation Trust";

/** The pictures of governance: a model, the form in law of its first forum, and what else its picture needs. */
export const models = [
  { id: "lead-provider", kind: "nhs-led-provider-collaborative", model: "lead-provider", form: "contractual-board", lead: true },
  { id: "shared-leadership", kind: "provider-collaborative", model: "shared-leadership", form: "advisory-group" },
  { id: "provider-leadership-board", kind: "provider-collaborative", model: "provider-leadership-board", form: "joint-committee" },
  { id: "committees-in-common", kind: "provider-collaborative", model: "provider-leadership-board", form: "committees-in-common" },
  { id: "joint-committee", kind: "provider-collaborative", form: "joint-committee" },
  { id: "advisory-group", kind: "provider-collaborative", form: "advisory-group" },
  { id: "individual-decision-makers", kind: "provider-collaborative", form: "individual-decision-makers" },
  { id: "contractual-venture", kind: "provider-collaborative", model: "contractual-joint-venture", form: "contractual-board", host: true },
  { id: "group", kind: "group", model: "group", form: "trust-board" },
  { id: "hospital-group", kind: "hospital-group-of-territory", model: "hospital-group-of-territory", jurisdiction: "france", form: "strategic-committee", host: true },
];

const unsound = [
  "delegation/not-in-terms",
  "delegation/receiver-not-eligible",
  "delegation/two-deciders",
  "form/advisory-group-decides",
  "form/committees-do-not-match",
  "form/nothing-to-exercise-jointly",
  "model/not-stated",
  "model/requirement-missing",
  "terms/incomplete",
  "terms/missing",
];

/** Writes the handbook into a folder, in place of what stood there. */
export function make(folder) {
  rmSync(folder, { recursive: true, force: true });
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  // What it says is not sound, and need not be.
  const levels = unsound.map((check) => `"${check}" = "advice"\n`).join("");
  write("handbook.toml", `title = "A gallery of pictures"\njurisdiction = "england"\n[checks.levels]\n${levels}`);
  bodies(write);
  for (const model of models) for (const size of sizes) collaborative(write, model, size);
  areas(write);
  reporting(write);
  successions(write);
}

const name = (number) => (number === 3 ? long : `${places[number % places.length]} ${number < places.length ? "Hospitals" : "Community Health"} NHS Trust`);
const body = (number) => `body-${number}`;
const count = (number) => Array.from({ length: number }, (_, index) => index);
const member = (id, more = "") => `[[members]]\norganisation = "${id}"\nclass = "full"\n${more}`;

// Thirty bodies of a system; each has a time at which several things happened to it, the first few and the last ones many.
function bodies(write) {
  for (const number of count(32)) {
    write(`organisations/${body(number)}.toml`, `name = "${name(number)}"\nkind = "nhs-trust"\nsectors = ["acute"]\nareas = ["shire"]\nfrom = ${1990 + number}-04-01\n`);
  }
  write("organisations/board.toml", 'name = "Shire Integrated Care Board"\nkind = "integrated-care-board"\nareas = ["shire"]\n');
  write("functions/one.toml", 'name = "Decide what is paid for together"\ncategory = "service-change"\nholder = ["nhs-trust"]\n');
  for (const [index, size] of sizes.entries()) {
    write(`functions/path-${size}.toml`, `name = "Path of ${size}: ${index === 1 ? `the matter of ${long}` : "a plain matter"}"\ncategory = "service-change"\nholder = ["nhs-trust"]\n`);
  }
}

function collaborative(write, model, size) {
  const id = `${model.id}-${size}`;
  const folder = `collaboratives/${id}`;
  const lines = [
    `name = "${model.id.replaceAll("-", " ")}, ${size}"`,
    `kind = "${model.kind}"`,
    model.model && `model = "${model.model}"`,
    model.jurisdiction && `jurisdiction = "${model.jurisdiction}"`,
    'stage = "live"',
    "from = 2020-04-01",
    'footprint = ["shire-small"]',
    model.lead && `lead = "${body(0)}"`,
    model.host && `host = "${body(0)}"`,
    'commissioners = [{ organisation = "board" }]',
  ];
  const events = count(size).map((event) => `[[events]]\non = ${2001 + event}-0${1 + (event % 9)}-15\ntext = "${event === 4 ? `A long thing happened to ${long}` : `Something happened for the ${event + 1}th time`}"\n`);
  const members = count(size).map((number) => member(body(number)));
  write(`${folder}/collaborative.toml`, `${lines.filter(Boolean).join("\n")}\n${members.join("")}${events.join("")}`);
  const seat = '[[seats]]\ntitle = "Chief executive"\neach = "member"\n';
  write(`${folder}/terms-of-reference/first.md`, `+++\nname = "Board of ${model.id.replaceAll("-", " ")}"\nlegal_form = "${model.form}"\nresponsibilities = ["one"]\nreports_to = [{ each = "member" }]\n${seat}+++\nText.\n`);
  for (const number of count(Math.min(size, 6))) {
    write(`${folder}/terms-of-reference/group-${number}.md`, `+++\nname = "${number === 3 ? long : `Group ${number + 1}`}"\nlegal_form = "advisory-group"\nreports_to = [{ forum = "${number < 2 ? "first" : "group-0"}" }]\n${seat}+++\nText.\n`);
  }
  const rows = ["one", ...(model.id === "joint-committee" ? [`path-${size}`] : [])].map((matter) => `[[delegations]]\nfunction = "${matter}"\nfrom = { each = "member" }\nto = { forum = "first" }\nvalid = { from = 2021-04-01 }\n`);
  const further = count(model.id === "joint-committee" ? Math.min(size, 6) : 0).map((number) => `[[delegations]]\nfunction = "path-${size}"\nfrom = { forum = "first" }\nto = { forum = "group-${number}" }\nup_to = ${(number + 1) * 100_000}\nvalid = { from = 2021-04-01 }\n`);
  write(`${folder}/delegations.toml`, [...rows, ...further].join(""));
}

// Areas with one, five and thirty bodies: some in a collaborative, some in two, some in none.
function areas(write) {
  write("areas/shire.toml", 'name = "Shire"\nkind = "system"\n');
  write("areas/shire-small.toml", 'name = "Smallshire"\nkind = "system"\n');
  for (const size of sizes) {
    write(`areas/area-${size}.toml`, `name = "Area of ${size}"\nkind = "system"\n`);
    const ids = count(size).map((number) => `area-${size}-${number}`);
    for (const [number, id] of ids.entries()) {
      write(`organisations/${id}.toml`, `name = "${number === 3 ? long : `${places[number % places.length]} Trust ${number} of ${size}`}"\nkind = "nhs-trust"\nsectors = ["acute"]\nareas = ["area-${size}"]\n`);
    }
    for (const group of ["north", "south", "west"].slice(0, Math.ceil(size / 2))) {
      const own = ids.filter((_, number) => (group === "north" ? number % 3 < 2 : group === "south" ? number % 3 > 0 : number % 7 === 0));
      const members = [...own.map((id) => member(id)), member("body-30")];
      write(`collaboratives/${group}-${size}/collaborative.toml`, `name = "The ${group} of ${size}"\nkind = "provider-collaborative"\nstage = "live"\nfootprint = ["area-${size}"]\n${members.join("")}`);
    }
  }
}

// Forums above and below each other: a line of one, of five, and thirty below one.
function reporting(write) {
  for (const size of sizes) {
    const folder = `collaboratives/reporting-${size}`;
    write(`${folder}/collaborative.toml`, `name = "Reporting, ${size}"\nkind = "provider-collaborative"\nstage = "live"\n${member(body(0))}${member(body(1))}`);
    for (const number of count(size)) {
      const above = number === 0 ? '{ each = "member" }, { organisation = "board" }' : `{ forum = "forum-${size > 5 ? Math.floor((number - 1) / 5) : number - 1}" }`;
      write(`${folder}/terms-of-reference/forum-${number}.md`, `+++\nname = "${number === 3 ? `Committee of ${long}` : `Committee ${number + 1}`}"\nlegal_form = "${number === 0 ? "joint-committee" : "advisory-group"}"\nreports_to = [${above}]\n[[seats]]\ntitle = "Chief executive"\neach = "member"\n+++\nText.\n`);
    }
  }
}

// A new name; a split after a merger; and twenty bodies that became one.
function successions(write) {
  const gone = (id, title, until, after) => {
    const successors = after.map(([to, how]) => `[[successors]]\norganisation = "${to}"\non = ${until + 1}-04-01\nhow = "${how}"\n`);
    write(`organisations/${id}.toml`, `name = "${title}"\nkind = "nhs-trust"\nareas = ["shire"]\nfrom = ${until - 9}-04-01\nto = ${until + 1}-03-31\n${successors.join("")}`);
  };
  const now = (id, title) => write(`organisations/${id}.toml`, `name = "${title}"\nkind = "nhs-trust"\nareas = ["shire"]\nfrom = 2016-04-01\n`);
  now("renamed", "Elder and Fir NHS Trust");
  gone("before-renamed", "Elder NHS Trust", 2015, [["renamed", "rename"]]);
  now("split-one", "The first half");
  now("split-two", long);
  gone("merged", "Gorse and Hazel United NHS Trust", 2015, [["split-one", "split"], ["split-two", "split"]]);
  gone("gorse", "Gorse Hospitals NHS Trust", 2005, [["merged", "merger"]]);
  gone("hazel", "Hazel Hospitals NHS Trust", 2005, [["merged", "merger"]]);
  now("one-of-many", "All together NHS Trust");
  for (const number of count(20)) gone(`many-${number}`, `${places[number % places.length]} ${number} NHS Trust`, 2015, [["one-of-many", "merger"]]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder] = process.argv.slice(2);
  if (!folder) {
    console.error("usage: node tests/gallery/make.mjs FOLDER");
    process.exit(2);
  }
  make(folder);
}
