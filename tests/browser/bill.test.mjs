// The bill of materials that comes with a release has the form of CycloneDX 1.5, by its published schema.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import Ajv from "ajv";
import formats from "ajv-formats";
import { root } from "./site.mjs";

// The package gives its schemas no names of their own, so they are read beside its entry.
let folder = dirname(createRequire(import.meta.url).resolve("@cyclonedx/cyclonedx-library"));
while (!folder.endsWith("cyclonedx-library")) folder = dirname(folder);
const schema = (name) => JSON.parse(readFileSync(join(folder, "res/schema", `${name}.SNAPSHOT.schema.json`), "utf8"));
const ajv = new Ajv({ strict: false });
formats(ajv);
// Addresses in other alphabets are not what it is about, and the library knows no such formats.
for (const format of ["iri-reference", "idn-email"]) ajv.addFormat(format, true);
ajv.addSchema(schema("spdx"), "http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json");
ajv.addSchema(schema("jsf-0.82"), "http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json");
const valid = ajv.compile(schema("bom-1.5"));

const made = (moment) => {
  const { stdout, stderr, status } = spawnSync(join(root, "release/bill-of-materials"), [], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, SOURCE_DATE_EPOCH: moment },
  });
  assert.equal(status, 0, stderr);
  return stdout;
};

test("the bill of materials has the form of CycloneDX 1.5", () => {
  const bill = JSON.parse(made("1795521600"));
  assert.ok(valid(bill), JSON.stringify(valid.errors?.slice(0, 3)));
  assert.equal(bill.specVersion, "1.5");
});

test("it is the same each time, and names every library that the program is built with, with its digest", () => {
  const text = made("1795521600");
  assert.equal(made("1795521600"), text);
  const bill = JSON.parse(text);
  assert.ok(bill.components.length > 100, `${bill.components.length} libraries`);
  for (const component of bill.components) {
    assert.match(component.hashes[0].content, /^[0-9a-f]{64}$/, component.name);
    assert.notEqual(component.licenses[0].expression, "NOASSERTION", component.name);
  }
  const references = new Set([bill.metadata.component, ...bill.components].map((component) => component["bom-ref"]));
  for (const { ref, dependsOn } of bill.dependencies) {
    for (const other of [ref, ...dependsOn]) assert.ok(references.has(other), `${other} is needed and is not in the bill`);
  }
  // What only tests need is not in it.
  assert.ok(!text.includes("pkg:cargo/proptest@"));
});

test("a bill of another form is told apart", () => {
  const bill = JSON.parse(made("1795521600"));
  for (const change of [{ specVersion: 1.5 }, { components: [{ type: "book", name: "x" }] }, { serialNumber: "1" }]) {
    assert.equal(valid({ ...bill, ...change }), false, JSON.stringify(change));
  }
});
