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
