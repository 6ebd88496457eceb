// ⌘K opens "Find or jump"; typing narrows its list, arrows choose, Enter goes there or searches.
const palette = document.getElementById("palette");
const field = palette?.querySelector("[type=search]");

const entries = () => [...palette.querySelectorAll("li")];
const shown = () => entries().filter((entry) => !entry.hidden).map((entry) => entry.firstElementChild);
const at = () => palette.querySelector(".at");

const choose = (entry) => {
  at()?.classList.remove("at");
  entry?.classList.add("at");
  entry?.scrollIntoView({ block: "nearest" });
};
const narrow = () => {
  const words = field.value.trim().toLocaleLowerCase();
  for (const entry of entries()) {
    entry.hidden = !("always" in entry.dataset) && !entry.textContent.toLocaleLowerCase().includes(words);
  }
  for (const head of palette.querySelectorAll("h3")) {
    head.hidden = !head.nextElementSibling.querySelector("li:not([hidden])");
  }
  choose(words ? shown()[shown().length > 1 && words.length > 1 ? 1 : 0] : null);
};
const step = (by) => {
  const list = shown();
  choose(list[(list.indexOf(at()) + by + list.length) % list.length]);
};

if (palette) {
  field.addEventListener("input", narrow);
  palette.addEventListener("toggle", ({ newState }) => {
    if (newState !== "open") return;
    field.value = "";
    narrow();
    field.focus();
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && at()?.matches("a")) {
      event.preventDefault();
      at().click();
    }
  });
  // CS-12 and PB-3 are places: one goes there, whatever stage they are in.
  field.form.addEventListener("submit", (event) => {
    const [reference, room] = /^(CS|PB)-\d{1,18}$/.exec(field.value.trim().toUpperCase()) ?? [];
    if (!reference) return;
    event.preventDefault();
    location.assign(`${room === "CS" ? "/tickets/" : "/backlog/"}${reference}/`);
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.metaKey || event.ctrlKey) || event.code !== "KeyK" || event.shiftKey || event.altKey) return;
    event.preventDefault();
    palette.togglePopover();
  });
}
