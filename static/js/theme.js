// Switches light and dark at once, and saves the choice by the form that does it without scripts.
import { post } from "./request.js";

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const now = () => root.dataset.theme ?? (system.matches ? "dark" : "light");
const other = () => (now() === "dark" ? "light" : "dark");

const offer = () => {
  for (const button of document.querySelectorAll("[data-theme-form] [name=theme]")) button.value = other();
};
const changed = () => {
  offer();
  document.dispatchEvent(new CustomEvent("themechange"));
};

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-theme-form]");
  if (!form) return;
  event.preventDefault();
  root.dataset.theme = other();
  changed();
  const fields = new FormData(form);
  fields.set("theme", root.dataset.theme);
  await post(form.action, fields).catch(() => {});
});
system.addEventListener("change", changed);
offer();
