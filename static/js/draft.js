// Keeps what one writes in textarea[data-draft] until it has been sent; goes with the tab and with signing out.
// What the house began with (data-prefilled) gives way to what was typed.
const LARGEST = 400_000; // a browser keeps some millions of characters in all
const PREFIX = "draft:";
const SENT = "draft-sent:";
const left = performance.getEntriesByType("navigation")[0]?.type === "navigate";

const areas = (within) => [...within.querySelectorAll("textarea[data-draft]")];
const forget = (key) => {
  sessionStorage.removeItem(PREFIX + key);
  sessionStorage.removeItem(SENT + key);
};

const restore = (area) => {
  const kept = sessionStorage.getItem(PREFIX + area.dataset.draft);
  // What the server has kept gives way only to what goes on from there: elsewhere one may have written more.
  if (!kept || (area.value && !("prefilled" in area.dataset) && !(kept.length > area.value.length && kept.startsWith(area.value)))) return;
  area.value = kept;
  area.dispatchEvent(new Event("input", { bubbles: true }));
};

// Sent, and another page came: the server has it, or gave it back inside the field; unless that page says it took nothing.
if (left) {
  const isNotTaken = document.querySelector("[data-not-taken]");
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith(SENT)) isNotTaken ? sessionStorage.removeItem(name) : forget(name.slice(SENT.length));
  }
}
areas(document).forEach(restore);

document.addEventListener("input", ({ target }) => {
  if (!target.matches("textarea[data-draft]")) return;
  if (target.value && target.value.length <= LARGEST) sessionStorage.setItem(PREFIX + target.dataset.draft, target.value);
  else forget(target.dataset.draft);
});
document.addEventListener("submit", ({ target }) => {
  if (target.matches("[data-sign-out]")) sessionStorage.clear();
  for (const area of areas(target)) sessionStorage.setItem(SENT + area.dataset.draft, "1");
});
document.addEventListener("htmx:afterRequest", ({ detail: { elt, successful } }) => {
  if (!elt.matches("form")) return;
  for (const area of areas(elt)) successful ? forget(area.dataset.draft) : sessionStorage.removeItem(SENT + area.dataset.draft);
});
// A draft of ours (data-gives-way) comes too late once somebody has gone on to write while it was fetched.
const written = new WeakMap();
const texts = (within) => [...within.querySelectorAll("textarea")].map((area) => area.value).join("\n");
document.addEventListener("htmx:beforeRequest", ({ detail: { target } }) => written.set(target, texts(target)));
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.matches("[data-gives-way]") && written.get(detail.target) !== texts(detail.target)) detail.shouldSwap = false;
});
document.addEventListener("htmx:load", ({ detail: { elt } }) => areas(elt).forEach(restore));
