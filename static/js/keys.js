// Single keys for what one does all day. None fires while typing; the sheet behind "?" turns them off.
import { mark, move, open, select, stand } from "./cursor.js";

const root = document.documentElement;
const OFF = "keys-off";
const SHORTCUTS = "ladtosrnvmzcqpf";
let going = 0;

const typing = (element) =>
  element?.isContentEditable || element?.matches?.("textarea, select, input:not([type=checkbox], [type=radio])");
const busy = () => document.querySelector("dialog[open], [popover]:popover-open");

// The letter on the key, also while a Korean keyboard types 한글.
const letter = ({ key, code }) => (/^[ -~]$/.test(key) ? key.toLowerCase() : /^Key[A-Z]$/.test(code) ? code[3].toLowerCase() : key);

const press = (key) => {
  const name = `[data-key="${CSS.escape(key)}"]`;
  const target = document.querySelector(`.at ${name}`) ?? [...document.querySelectorAll(name)].find((each) => each.checkVisibility());
  if (!target) return false;
  if (target.matches("a, button, summary, [type=radio], label")) target.click();
  const inside = target.matches("label, [type=radio]") ? target.closest("form") : target.matches("details[open] > summary") && target.parentElement;
  // Where a label chooses among kinds of a text, one begins to write it.
  const writes = target.matches("label") && inside?.querySelector("textarea");
  const field = writes || (inside ? inside.querySelector("[type=radio], textarea, input[list]") : target);
  if (field?.matches("input, textarea, select, [tabindex]")) field.focus();
  return true;
};
const go = (key) => {
  const place = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
  place?.click();
  return Boolean(place);
};
const back = () => press("u") || (history.length > 1 && (history.back(), true));
const filter = () => press("/") || (document.getElementById("palette")?.showPopover(), true);
const sheet = () => (document.getElementById("keys")?.togglePopover(), true);

const answer = (key, event) => {
  if (Date.now() - going < 1200) {
    going = 0;
    return go(key);
  }
  if (key === "g") return (going = Date.now()), true;
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  if (key === "x") return select(event.shiftKey);
  if (key === "Enter") return event.target === document.body && open();
  if (key === "u") return back();
  if (key === "/") return filter();
  return SHORTCUTS.includes(key) && !event.shiftKey && press(key);
};

const send = (event) => {
  const form = event.target.form ?? event.target.closest?.("form");
  if (!form || form.method === "dialog") return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-default]") ?? undefined);
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  if ((event.metaKey || event.ctrlKey) && event.key === "Enter") return send(event);
  // Escape leaves the field; from there the keys work again, and Tab goes on where one was.
  if (event.key === "Escape" && typing(event.target) && !busy()) return event.target.blur();
  if (event.metaKey || event.ctrlKey || event.altKey || root.dataset.keys === "off" || typing(event.target)) return;
  if (event.key === "?" && (!busy() || busy().id === "keys")) return event.preventDefault(), sheet();
  if (!busy() && answer(letter(event), event)) event.preventDefault();
});
document.addEventListener("focusin", ({ target }) => mark(target));

// Elsewhere than on a Mac the key is called Ctrl.
if (!/Mac|iPhone|iPad/.test(navigator.userAgent)) {
  for (const cap of document.querySelectorAll("kbd")) cap.textContent = cap.textContent.replace("⌘", "Ctrl ");
}

// Come back to the row that one had acted upon, after the browser has scrolled to it and let go of the focus.
const row = location.hash && document.getElementById(location.hash.slice(1));
if (row) addEventListener("load", () => setTimeout(stand, 0, row));

const apply = (off) => (off ? (root.dataset.keys = "off") : delete root.dataset.keys);
const knob = document.querySelector("[data-keys-switch]");
apply(localStorage.getItem(OFF) === "1");
if (knob) {
  knob.checked = root.dataset.keys !== "off";
  knob.addEventListener("change", () => {
    if (knob.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    apply(!knob.checked);
  });
}
