// How long tickets have waited goes on while a page is left open: from the seconds that the server said, by what passed here since.
const MINUTE = 60_000;
const seen = new WeakMap();
const shapes = (document.body.dataset.span ?? "").split("|");

const said = (seconds) => {
  const [d, h, m] = [Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3600), Math.floor((seconds % 3600) / 60)];
  const shape = d ? shapes[h ? 0 : 1] : h ? shapes[m ? 2 : 3] : shapes[4];
  return shape.replace("{d}", d).replace("{h}", h).replace("{m}", m);
};

const goOn = () => {
  for (const clock of document.querySelectorAll(".clock[data-promised]")) {
    if (!seen.has(clock)) seen.set(clock, Date.now());
    const gone = Number(clock.dataset.gone) + (Date.now() - seen.get(clock)) / 1000;
    const promised = Number(clock.dataset.promised);
    const isLate = gone > promised;
    clock.lastElementChild.textContent = said(gone);
    clock.querySelector(".ring circle:last-child").setAttribute("stroke-dasharray", `${isLate ? 100 : Math.round((100 * gone) / promised)} 100`);
    if (isLate) clock.dataset.stage = "late";
  }
};

if (shapes.length === 5) {
  goOn();
  document.addEventListener("htmx:load", goOn);
  setInterval(goOn, MINUTE);
  document.addEventListener("visibilitychange", goOn);
}
