// What may be taken back says for how long, and stops to offer it when it is too late.
const later = (form) => new Date(form.dataset.until) - Date.now();
const tick = () => {
  for (const form of document.querySelectorAll("form[data-until]")) {
    const rest = Math.ceil(later(form) / 1000);
    if (rest <= 0) form.remove();
    else {
      const said = form.querySelector("[data-left]");
      said.textContent = said.dataset.left.replace("{n}", rest);
    }
  }
};
if (document.querySelector("form[data-until]")) {
  tick();
  setInterval(tick, 1000);
}
