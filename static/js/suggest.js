// What one may want to write next: colleagues after "@", saved replies after ";". A list above the field, led by the arrows;
// the field keeps the focus.
import { say } from "./say.js";

const SOURCES = {
  "@": {
    addresses: () => ["/api/v1/colleagues/?limit=8&q=", "/api/v1/teams/?limit=4&q="],
    rows: (people, teams) => [...people.results.map(person), ...teams.results.map(team)],
  },
  ";": { addresses: (list) => [`${list.dataset.replies}?q=`], rows: (found) => found.map(reply) },
};
const BEGUN = /(?:^|[\s(])([@;])([^\s@;](?:[^\n@;]{0,39}))?$/u;
const reply = ({ name, text, language, note }) => ({ label: name, more: text.replace(/\s+/g, " ").slice(0, 120), text, language, note });
let asked = 0;

const person = ({ name, email }, _at, all) => {
  const isOnlyOne = all.filter((other) => other.name === name).length === 1;
  return { label: name, more: email, text: `@${isOnlyOne ? name : email} ` };
};
const team = ({ name, members }) => ({ label: name, more: members.join(", "), text: `@${name} ` });
const listOf = (area) => document.getElementById(area.getAttribute("aria-controls"));
const close = (area) => {
  const list = listOf(area);
  list.hidden = true;
  list.replaceChildren();
  area.removeAttribute("aria-activedescendant");
};
const choose = (area, option) => {
  listOf(area).querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  area.setAttribute("aria-activedescendant", option.id);
};
const take = (area, option) => {
  const begun = BEGUN.exec(area.value.slice(0, area.selectionStart));
  const from = begun ? area.selectionStart - begun[1].length - (begun[2] ?? "").length : area.selectionStart;
  area.setRangeText(option.dataset.text, from, area.selectionStart, "end");
  say(option.dataset.note);
  close(area);
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
};
const draw = (area, rows) => {
  const list = listOf(area);
  list.replaceChildren(
    ...rows.map(({ label, more, text, language = "", note = "" }, number) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${number}`;
      option.setAttribute("role", "option");
      option.dataset.text = text;
      option.dataset.note = note;
      const name = document.createElement("b");
      name.textContent = label;
      const rest = document.createElement("span");
      rest.textContent = more;
      if (language) rest.lang = language;
      option.append(name, rest);
      return option;
    }),
  );
  list.hidden = false;
  choose(area, list.firstElementChild);
};
const suggest = async (area) => {
  const begun = BEGUN.exec(area.value.slice(0, area.selectionStart));
  const mine = (asked += 1);
  if (!begun) return close(area);
  const { addresses, rows } = SOURCES[begun[1]];
  if (begun[1] === ";" && !listOf(area).dataset.replies) return close(area);
  const ask = (address) => fetch(address + encodeURIComponent(begun[2] ?? ""), { headers: { Accept: "application/json" } });
  const answers = await Promise.all(addresses(listOf(area)).map(ask)).catch(() => []);
  if (mine !== asked) return; // somebody typed on
  const found = answers.length && answers.every(({ ok }) => ok) ? rows(...(await Promise.all(answers.map((one) => one.json())))) : [];
  found.length && document.activeElement === area ? draw(area, found) : close(area);
  return found.length;
};
// A button writes the sign for one, with a space before it where there is none, and leads into the field.
const begin = async (area, sign) => {
  const before = area.value.slice(0, area.selectionStart);
  area.focus();
  area.setRangeText(/(^|[\s(])$/.test(before) ? sign : ` ${sign}`, area.selectionStart, area.selectionEnd, "end");
  if (!(await suggest(area))) say(listOf(area).dataset.none);
};
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-begin]");
  if (button) begin(button.form.querySelector("textarea[data-suggest]"), button.dataset.begin);
});

document.addEventListener("input", ({ target }) => target.matches("textarea[data-suggest]") && suggest(target));
document.addEventListener("focusout", ({ target }) => target.matches("textarea[data-suggest]") && setTimeout(close, 150, target));
document.addEventListener("mousedown", (event) => {
  const option = event.target.closest(".suggestions [role=option]");
  if (!option) return;
  event.preventDefault();
  take(document.querySelector(`[aria-controls="${option.parentElement.id}"]`), option);
});
document.addEventListener(
  "keydown",
  (event) => {
    const area = event.target;
    if (!area.matches?.("textarea[data-suggest]") || listOf(area).hidden || event.isComposing) return;
    const options = [...listOf(area).children];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose(area, options[(at + step + options.length) % options.length]);
    else if ((event.key === "Enter" || event.key === "Tab") && !event.metaKey && !event.ctrlKey) take(area, options[at]);
    else if (event.key === "Escape") close(area);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);
