// A field whose words are looked up, after WAI-ARIA's "combobox with list autocomplete": the list is drawn by the server while
// one types, arrows choose in it, Enter takes what is chosen, Escape closes it; the field keeps the focus, and how many were
// found is said. Without a script it is the field alone.
let asked = 0;
let waits = 0;

const listOf = (field) => document.getElementById(field.dataset.lookUp);
const options = (field) => [...listOf(field).querySelectorAll("[role=option]")];
const isOpen = (field) => !listOf(field).hidden;
const tell = (field, words) => (document.getElementById(`${field.dataset.lookUp}-said`).textContent = words);

const choose = (field, option) => {
  listOf(field).querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
};
const show = (field, open) => {
  listOf(field).hidden = !open;
  field.setAttribute("aria-expanded", String(open));
  if (!open) choose(field, null);
};
const fetched = async (address) => {
  const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").body : null;
};
const within = (field, said) => {
  const address = new URL(listOf(field).dataset.source, location.href);
  for (const [name, words] of Object.entries(said)) address.searchParams.set(name, words);
  return address;
};

const ask = async (field) => {
  const mine = (asked += 1);
  const q = field.value.trim();
  const found = q ? await fetched(within(field, { q })) : null;
  if (mine !== asked) return; // somebody typed on
  listOf(field).replaceChildren(...(found?.querySelectorAll("[role=option]") ?? []));
  tell(field, found?.querySelector("[role=status]").textContent.trim() ?? "");
  show(field, options(field).length > 0 && document.activeElement === field);
};
const take = async (field, option) => {
  const { shows, goes } = listOf(field).dataset;
  asked += 1;
  clearTimeout(waits);
  show(field, false);
  if (goes) return location.assign(goes + option.dataset.value);
  field.value = option.dataset.label;
  tell(field, "");
  const chosen = shows && (await fetched(within(field, { chosen: option.dataset.value })));
  if (chosen) document.getElementById(shows).replaceWith(chosen.firstElementChild);
  field.dispatchEvent(new Event("change", { bubbles: true }));
};
const letGo = (field) => {
  const place = document.getElementById(listOf(field).dataset.shows);
  place?.classList.remove("pick");
  place?.removeAttribute("role");
  place?.removeAttribute("aria-label");
  place?.replaceChildren();
};
const step = (field, by) => {
  if (!isOpen(field)) {
    show(field, options(field).length > 0);
    if (!isOpen(field)) return ask(field);
  }
  const all = options(field);
  const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  choose(field, all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length]);
};

const press = (field, { key }) => {
  const at = isOpen(field) && listOf(field).querySelector("[aria-selected=true]");
  if (key === "ArrowDown" || key === "ArrowUp") step(field, key === "ArrowDown" ? 1 : -1);
  else if (key === "Enter" && at) take(field, at);
  else if (key === "Escape" && isOpen(field)) show(field, false);
  else return false;
  return true;
};

const begin = (field) => {
  const said = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": field.dataset.lookUp, autocomplete: "off" };
  for (const [name, words] of Object.entries(said)) field.setAttribute(name, words);
  field.addEventListener("input", () => {
    letGo(field);
    clearTimeout(waits);
    waits = setTimeout(ask, 200, field);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.metaKey || event.ctrlKey || !press(field, event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  field.addEventListener("focusout", () => show(field, false));
  listOf(field).addEventListener("mousedown", (event) => {
    event.preventDefault(); // the field keeps the focus
    const option = event.target.closest("[role=option]");
    if (option) take(field, option);
  });
};
const beginAll = (within) => within.querySelectorAll("[data-look-up]:not([role])").forEach(begin);
beginAll(document);
document.addEventListener("htmx:load", ({ detail: { elt } }) => beginAll(elt));
