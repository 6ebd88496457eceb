// A menu made of <details class="drop">: opening leads into it; Escape, or a click elsewhere, closes it.
const opened = () => document.querySelectorAll("details.drop[open]");

document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target.matches("details.drop[open]")) target.querySelector(".menu button, .menu a")?.focus();
  },
  true,
);
document.addEventListener("click", ({ target }) => {
  for (const menu of opened()) if (!menu.contains(target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of opened()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
