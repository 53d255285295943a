// The published vocabularies that linked data is written in, read from the packages that carry them: which words there are,
// which are classes, and of what and to what a property may lead.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const packages = dirname(createRequire(import.meta.url).resolve("@vocabulary/org/package.json"));

const rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const rdfs = "http://www.w3.org/2000/01/rdf-schema#";
const owl = "http://www.w3.org/2002/07/owl#";
const classTypes = new Set([`${rdfs}Class`, `${owl}Class`]);

/** The vocabulary that a package carries, such as `org`. */
export function vocabulary(name) {
  const path = join(packages, "..", name, `${name}.nq`);
  const words = new Map();
  const word = (iri) => {
    if (!words.has(iri)) words.set(iri, { types: new Set(), domains: new Set(), ranges: new Set(), parents: new Set() });
    return words.get(iri);
  };
  for (const [, subject, predicate, object] of readFileSync(path, "utf8").matchAll(/^<([^>]+)> <([^>]+)> <([^>]+)>/gm)) {
    const key = {
      [`${rdf}type`]: "types",
      [`${rdfs}domain`]: "domains",
      "http://schema.org/domainIncludes": "domains",
      [`${rdfs}range`]: "ranges",
      "http://schema.org/rangeIncludes": "ranges",
      [`${rdfs}subClassOf`]: "parents",
      [`${rdfs}subPropertyOf`]: "parents",
    }[predicate];
    if (key) word(subject)[key].add(object);
  }
  if (words.size < 10) throw new Error(`${path} carries no vocabulary`);
  return words;
}

/** Whether a word is a class. */
export function isClass(words, iri) {
  return [...(words.get(iri)?.types ?? [])].some((type) => classTypes.has(type));
}

/** A class with all classes above it. */
export function withParents(words, iri, seen = new Set()) {
  if (seen.has(iri)) return seen;
  seen.add(iri);
  for (const parent of words.get(iri)?.parents ?? []) withParents(words, parent, seen);
  return seen;
}
