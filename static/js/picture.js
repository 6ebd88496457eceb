// Pictures of a page open large in one dialog: arrows go to the next one, Escape closes it, the focus goes back to the one last seen.
const dialog = document.getElementById("picture");
const image = dialog.querySelector("img");
let at = null;

const all = () => [...document.querySelectorAll("a[data-picture]")];
const show = (link) => {
  at = link;
  const pictures = all();
  image.src = link.href;
  image.alt = dialog.querySelector("h2").textContent = link.dataset.picture;
  dialog.querySelector("a[download]").href = link.dataset.file;
  const place = dialog.dataset.of.replace("{at}", pictures.indexOf(link) + 1).replace("{all}", pictures.length);
  dialog.querySelector("[role=status]").textContent = pictures.length > 1 ? place : "";
  for (const button of dialog.querySelectorAll("[data-by]")) button.hidden = pictures.length < 2;
};
const step = (by) => {
  const pictures = all();
  show(pictures[(pictures.indexOf(at) + by + pictures.length) % pictures.length]);
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-picture]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  show(link);
  dialog.showModal();
});
dialog.addEventListener("click", ({ target }) => {
  const by = target.closest("[data-by]")?.dataset.by;
  if (by) step(Number(by));
  else if (target === dialog || target.closest("[data-shut]")) dialog.close();
});
dialog.addEventListener("keydown", (event) => {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!by) return;
  event.preventDefault();
  step(by);
});
dialog.addEventListener("close", () => {
  image.removeAttribute("src");
  at?.focus();
});
