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
  const seats = [...form.querySelectorAll("input")];
  const bodies = [...new Set(seats.filter((seat) => seat.dataset.for).map((seat) => seat.dataset.for))];
  const name = (seat) => seat.labels[0].textContent;
  const lacking = (way) => {
    const votes = seats.filter((seat) => seat.checked && seat.dataset.votes === "true");
    const of = (body) => votes.filter((seat) => seat.dataset.for === body).length;
    const lacks = [];
    const short = way.seats - votes.length;
    if (short > 0) lacks.push(`${short} more with a vote`);
    if (way.each > 0) for (const body of bodies) if (of(body) < way.each) lacks.push(`${way.each} from ${body}`);
    const represented = bodies.filter((body) => of(body) > 0).length;
    if (represented < way.members) lacks.push(`${way.members - represented} more members`);
    for (const [places, number] of way.of) {
      if (places.filter((place) => seats[place].checked).length < number) lacks.push(`${number} of: ${places.map((place) => name(seats[place])).join("; ")}`);
    }
    return lacks;
  };
  const output = form.querySelector("output");
  const reckon = () => {
    const here = seats.filter((seat) => seat.checked).length;
    const best = ways.map(lacking).sort((one, other) => one.length - other.length)[0];
    output.textContent = best.length === 0 ? `Quorate, with ${here} here.` : `Not quorate, with ${here} here. Still needed: ${best.join("; and ")}.`;
  };
  form.addEventListener("input", reckon);
  form.addEventListener("submit", (event) => event.preventDefault());
  reckon();
}
