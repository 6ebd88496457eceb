// Says what a promise costs a month while one types: cost each time × times per month.
const number = (field) => {
  const typed = field?.value.replaceAll(",", "").trim();
  return typed ? Number(typed) : NaN;
};

const say = (form) => {
  const output = form.querySelector("output[name=monthly_cost]");
  const sum = number(form.elements.cost_each_time) * number(form.elements.times_per_month);
  const currency = form.dataset.currency || "KRW";
  const format = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency, maximumFractionDigits: 0 });
  if (output) output.value = Number.isFinite(sum) ? format.format(sum) : "";
};

document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-sums]");
  if (form) say(form);
});
document.querySelectorAll("form[data-sums]").forEach(say);
// How often such complaints come is worked out after the page is there; what somebody typed meanwhile stays.
const begin = ({ dataset, form = document.querySelector("form[data-sums]") }) => {
  const field = form?.elements.times_per_month;
  if (!dataset.times || !field || field.value || field.hasAttribute("aria-invalid")) return;
  field.value = dataset.times;
  say(form);
};

document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (elt.id === "evidence") begin(elt);
  for (const form of elt.querySelectorAll("form[data-sums]")) say(form);
});
