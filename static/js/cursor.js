// The row one stands on, in a list of .tk or on a board of .pb.
const ROWS = ".tk, .pb";
let anchor = null;

const rows = () => [...document.querySelectorAll(ROWS)].filter((row) => row.checkVisibility());
const at = () => document.querySelector(":is(.tk, .pb).at");
const link = (row) => row?.querySelector(".q a, h3 a");
const box = (row) => row?.querySelector(".check [type=checkbox]");

export const mark = (element) => {
  const row = element.closest?.(ROWS);
  if (!row || row === at()) return;
  at()?.classList.remove("at");
  row.classList.add("at");
};

// On a ticket's page there are no rows: j and k are its links to the next and the previous one.
export const move = (by) => {
  const list = rows();
  if (!list.length) {
    const next = document.querySelector(`[data-key="${by > 0 ? "j" : "k"}"]`);
    next?.click();
    return Boolean(next);
  }
  const here = list.indexOf(at());
  const there = list[here < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(here + by, 0), list.length - 1)];
  mark(there);
  link(there)?.focus({ preventScroll: true });
  there.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
};

export const stand = (row) => {
  if (!row.matches(ROWS)) return;
  mark(row);
  link(row)?.focus({ preventScroll: true });
};

export const open = () => {
  link(at())?.click();
  return Boolean(at());
};

// Rows out of sight keep what they count to themselves, so the bar is told.
const tell = () => {
  for (const bar of document.querySelectorAll(".ticked")) bar.dataset.n = document.querySelectorAll(".check [name=ticket]:checked").length;
};
document.addEventListener("change", tell);
document.addEventListener("reset", () => setTimeout(tell));
addEventListener("pageshow", tell);

const tick = (row, checked) => {
  if (box(row) && box(row).checked !== checked) box(row).click();
};

export const select = (range) => {
  const here = at();
  if (!box(here)) return false;
  const list = rows();
  if (range && list.includes(anchor)) {
    const [from, to] = [list.indexOf(anchor), list.indexOf(here)].sort((a, b) => a - b);
    list.slice(from, to + 1).forEach((row) => tick(row, true));
  } else {
    box(here).click();
    anchor = here;
  }
  return true;
};
