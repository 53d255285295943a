// What only the reader's own day can tell: whether a date has passed since the site was built.
// Every page reads without this script. A label with data-due="YYYY-MM-DD" says "overdue" in the page's own language;
// the program hides it until that day, and this corrects what an old site would get wrong.
// A site built as of a chosen day says so with data-as-of on the body, and stays as it was on that day.
(() => {
  if (document.body.hasAttribute("data-as-of")) return;
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  for (const label of document.querySelectorAll("[data-due]")) {
    label.hidden = label.dataset.due >= today;
  }
})();

// Who is here, and is that enough? A page says the rule in words; this tries it for a meeting, with nothing sent anywhere.
// Without a script the page has the rule and its sum, and no form that would do nothing.
for (const template of document.querySelectorAll(".body template")) {
  const form = template.content.querySelector("form.calculator");
  if (!form) continue;
  template.replaceWith(form);
  const ways = JSON.parse(form.dataset.ways);
  const words = JSON.parse(form.dataset.words);
  const language = document.documentElement.lang || "en";
  const plural = new Intl.PluralRules(language);
  const digits = new Intl.NumberFormat(language, { numberingSystem: "latn" });
  // A phrase with values in its places; a count chooses its form.
  const told = (key, values = {}) => {
    const form = words[key][plural.select(values.count ?? 0)] ?? words[key].other;
    return form.replace(/\{([a-z]+)\}/g, (place, name) => (typeof values[name] === "number" ? digits.format(values[name]) : (values[name] ?? place)));
  };
  const seats = [...form.querySelectorAll("input")];
  const bodies = [...new Set(seats.filter((seat) => seat.dataset.for).map((seat) => seat.dataset.for))];
  const name = (seat) => seat.labels[0].textContent;
  const lacking = (way) => {
    const votes = seats.filter((seat) => seat.checked && seat.dataset.votes === "true");
    const of = (body) => votes.filter((seat) => seat.dataset.for === body).length;
    const lacks = [];
    const short = way.seats - votes.length;
    if (short > 0) lacks.push(told("more-seats", { count: short }));
    if (way.each > 0) for (const body of bodies) if (of(body) < way.each) lacks.push(told("from-body", { count: way.each, body }));
    const represented = bodies.filter((body) => of(body) > 0).length;
    if (represented < way.members) lacks.push(told("more-members", { count: way.members - represented }));
    for (const [places, number] of way.of) {
      if (places.filter((place) => seats[place].checked).length < number) lacks.push(told("of-these", { count: number, seats: places.map((place) => name(seats[place])).join(told("or")) }));
    }
    return lacks;
  };
  const output = form.querySelector("output");
  const reckon = () => {
    const here = seats.filter((seat) => seat.checked).length;
    const best = ways.map(lacking).sort((one, other) => one.length - other.length)[0];
    output.textContent = best.length === 0 ? told("quorate", { count: here }) : told("not-quorate", { count: here, lacks: best.join(told("and")) });
  };
  form.addEventListener("input", reckon);
  form.addEventListener("submit", (event) => event.preventDefault());
  reckon();
}

// How a clause is cited, to be copied. Each clause's number is a link to it, which is all that a reader without a script needs; this
// adds a control beside the clause that is pointed at, tapped or reached by the keyboard. The words stand in the page, in data-copy
// and the others. Where a browser does not let the page copy, the citation is shown, selected.
(() => {
  const texts = document.querySelectorAll(".clauses[data-citation]");
  if (texts.length === 0) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cite";
  const told = document.createElement("p");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  document.querySelector("main").append(told);
  const numberOf = (clause) => clause.querySelector(":scope > a.number");
  const words = () => button.closest(".clauses").dataset;
  const nameOf = (clause) => numberOf(clause).getAttribute("aria-label");
  const citation = (clause) => {
    const { citation, prefix = "" } = words();
    const number = numberOf(clause).dataset.number ?? numberOf(clause).textContent;
    return citation.replace("{clause}", () => number).replace("{id}", () => encodeURI(clause.id.slice(prefix.length)));
  };
  const show = (clause) => {
    if (!clause || !numberOf(clause) || button.parentElement === clause || button.matches(":focus-visible")) return;
    numberOf(clause).after(button);
    button.textContent = words().copy;
    button.setAttribute("aria-label", `${words().copy}: ${nameOf(clause)}`);
  };
  const select = (clause) => {
    const field = document.createElement("textarea");
    field.className = "cited";
    field.readOnly = true;
    field.value = citation(clause);
    field.setAttribute("aria-label", words().select);
    clause.append(field);
    field.addEventListener("blur", () => field.remove());
    field.focus();
    field.select();
  };
  button.addEventListener("click", async () => {
    const clause = button.parentElement;
    try {
      await navigator.clipboard.writeText(citation(clause));
      button.textContent = told.textContent = words().copied;
      button.removeAttribute("aria-label");
    } catch {
      select(clause);
    }
  });
  for (const text of texts) {
    text.addEventListener("pointerover", (event) => event.pointerType === "mouse" && show(event.target.closest(".clause")));
    text.addEventListener("click", (event) => show(event.target.closest(".clause")));
    text.addEventListener("focusin", (event) => event.target.matches("a.number") && show(event.target.parentElement));
  }
})();
