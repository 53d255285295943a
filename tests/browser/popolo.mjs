// What Popolo asks of its classes, in our own words: no published package carries its JSON Schemas. Of each class the properties
// that it has, what they hold, and which are needed for a thing of it to mean something.

const text = (value) => value === null || typeof value === "string";
const date = (value) => value === null || /^[0-9]{4}(-[0-9]{2}){0,2}$/.test(value);
const address = (value) => typeof value === "string" && URL.canParse(value, "https://example.org/");
const list = (of) => (value) => Array.isArray(value) && value.every(of);
const thing = (properties, needed) => (value) =>
  value !== null &&
  typeof value === "object" &&
  needed.every((key) => typeof value[key] === "string" && value[key] !== "") &&
  Object.entries(value).every(([key, one]) => properties[key]?.(one));

const otherName = thing({ name: text, start_date: date, end_date: date, note: text }, ["name"]);
const identifier = thing({ identifier: text, scheme: text }, ["identifier"]);
const link = thing({ url: address, note: text }, ["url"]);
const contact = thing({ label: text, type: text, value: text, note: text, valid_from: date, valid_until: date }, ["type", "value"]);
const party = thing({ id: text, name: text }, ["id"]);
const vote = thing({ voter_id: text, voter: party, option: text, role: text, weight: Number.isInteger }, ["voter_id", "option"]);

const sourced = { links: list(link), sources: list(link) };

const classes = {
  persons: {
    needed: ["id", "name"],
    properties: { id: text, name: text, other_names: list(otherName), identifiers: list(identifier), email: text, summary: text, contact_details: list(contact), ...sourced },
  },
  organizations: {
    needed: ["id", "name"],
    properties: { id: text, name: text, other_names: list(otherName), identifiers: list(identifier), classification: text, parent_id: text, area_id: text, founding_date: date, dissolution_date: date, contact_details: list(contact), ...sourced },
    refers: { parent_id: ["organizations"], area_id: ["areas"] },
  },
  posts: {
    needed: ["id", "label", "organization_id"],
    properties: { id: text, label: text, role: text, organization_id: text, area_id: text, start_date: date, end_date: date, contact_details: list(contact), ...sourced },
    refers: { organization_id: ["organizations"] },
  },
  memberships: {
    needed: ["id", "organization_id"],
    properties: { id: text, label: text, role: text, member: party, person_id: text, organization_id: text, post_id: text, on_behalf_of_id: text, area_id: text, start_date: date, end_date: date, ...sourced },
    refers: { organization_id: ["organizations"], person_id: ["persons"], post_id: ["posts"], on_behalf_of_id: ["organizations"] },
  },
  areas: {
    needed: ["id", "name"],
    properties: { id: text, name: text, identifier: text, classification: text, parent_id: text, ...sourced },
    refers: { parent_id: ["areas"] },
  },
  motions: {
    needed: ["id", "text"],
    properties: { id: text, organization_id: text, creator_id: text, text, classification: text, date, requirement: text, result: text, ...sourced },
    refers: { organization_id: ["organizations"] },
  },
  vote_events: {
    needed: ["id", "motion_id"],
    properties: { id: text, organization_id: text, motion_id: text, start_date: date, end_date: date, result: text, votes: list(vote), ...sourced },
    refers: { organization_id: ["organizations"], motion_id: ["motions"] },
  },
  events: {
    needed: ["id", "name"],
    properties: { id: text, name: text, description: text, classification: text, start_date: date, end_date: date, location: text, status: text, organization_id: text, ...sourced },
    refers: { organization_id: ["organizations"] },
  },
};

/** What of a Popolo file is not as the specification asks, in words. */
export function problems(file) {
  const found = [];
  const ids = Object.fromEntries(Object.keys(classes).map((name) => [name, new Set(file[name]?.map((one) => one.id))]));
  for (const [name, { needed, properties, refers = {} }] of Object.entries(classes)) {
    if (!Array.isArray(file[name])) {
      found.push(`there is no list of ${name}`);
      continue;
    }
    if (ids[name].size !== file[name].length) found.push(`two of the ${name} have one id`);
    for (const one of file[name]) {
      const missing = needed.filter((key) => typeof one[key] !== "string" || one[key] === "");
      const wrong = Object.entries(one).filter(([key, value]) => !properties[key]?.(value));
      const loose = Object.entries(refers).filter(([key, within]) => one[key] && !within.some((other) => ids[other].has(one[key])));
      found.push(...missing.map((key) => `${name} ${one.id} has no ${key}`));
      found.push(...wrong.map(([key, value]) => `${name} ${one.id}: ${key} cannot be ${JSON.stringify(value)}`));
      found.push(...loose.map(([key]) => `${name} ${one.id}: ${key} leads to nothing (${one[key]})`));
    }
  }
  for (const one of file.memberships ?? []) {
    if (!one.person_id && !one.member) found.push(`membership ${one.id} is nobody's`);
  }
  return found;
}
