// A text that nobody could send is said to be so while it still stands in its field: nothing is cut off, nothing is lost.
export const LIMIT = 100_000;
const sentence = document.getElementById("toasts")?.dataset.tooLong ?? "";
const notes = new WeakMap();

const over = (area) => [...area.value].length - LIMIT;
const tooLong = (form) => [...form.querySelectorAll("textarea")].find((area) => area.value.length > LIMIT && over(area) > 0);

const note = (area) => {
  if (!notes.has(area)) {
    const line = document.createElement("p");
    line.className = "err";
    line.setAttribute("role", "alert");
    area.after(line);
    notes.set(area, line);
  }
  return notes.get(area);
};
const judge = (area) => {
  const rest = area.value.length > LIMIT ? over(area) : 0;
  if (rest <= 0 && !notes.has(area)) return;
  const said = rest > 0 ? sentence.replace("{n}", rest.toLocaleString()) : "";
  if (note(area).textContent !== said) note(area).textContent = said;
  note(area).hidden = !said;
  said ? area.setAttribute("aria-invalid", "true") : area.removeAttribute("aria-invalid");
};

// Megabytes that are pasted would freeze the page before anything could be said; where files go along they become one (enclose.js).
document.addEventListener("paste", (event) => {
  const { target: area, clipboardData } = event;
  const more = clipboardData.getData("text/plain").length - LIMIT;
  if (more <= 0 || !area.matches?.("textarea") || area.form?.querySelector("[data-encloses]")) return;
  event.preventDefault();
  note(area).textContent = sentence.replace("{n}", more.toLocaleString());
  note(area).hidden = false;
});
document.addEventListener("input", ({ target }) => target.matches("textarea") && judge(target));
document.addEventListener(
  "submit",
  (event) => {
    const area = tooLong(event.target);
    if (!area) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    judge(area);
    area.focus();
  },
  true,
);
// What asks while one types does not carry megabytes to and fro.
document.addEventListener("htmx:confirm", (event) => {
  const form = event.detail.elt.closest("form");
  if (form && tooLong(form)) event.preventDefault();
});
