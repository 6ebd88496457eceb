// Draws <table data-chart="line|bars|heat"> in the tokens' colours; the table stays behind the chart, and a click on what is
// drawn follows the link in its cell. What is a picture already (data-seen) is only offered to be taken along.
import { read, root } from "./chart-read.js";
import { offerPicture, pictureOf } from "./chart-picture.js";
import { option } from "./chart-shapes.js";

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const drawn = new Map();
const shaped = (table) => ({ animation: !still && table.dataset.chart !== "heat", animationDuration: 300, ...option(table) });

// Which cell a place of the drawing stands for: in a field the one below it, else the nearest line or bar.
const cellAt = (table, chart, place) => {
  if (!chart.containPixel({ gridIndex: 0 }, place)) return null;
  const [across, up] = chart.convertFromPixel({ gridIndex: 0 }, place);
  const rows = table.tBodies[0].rows;
  if (table.dataset.chart === "heat") return rows[Math.round(up)]?.cells[Math.round(across) + 1];
  const row = Math.round(across);
  const far = read(table).series.map(({ values }) => (values[row] == null ? Infinity : Math.abs(values[row] - up)));
  return rows[row]?.cells[far.indexOf(Math.min(...far)) + 1];
};
const follow = (table, chart) => {
  const linkAt = ({ offsetX, offsetY }) => cellAt(table, chart, [offsetX, offsetY])?.querySelector("a");
  const sky = chart.getZr();
  sky.on("click", (event) => linkAt(event)?.click());
  sky.on("mousemove", (event) => sky.setCursorStyle(linkAt(event) ? "pointer" : "default"));
};

const draw = (table) => {
  const details = table.closest("details");
  const box = document.createElement("div");
  box.className = "draw";
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", table.caption?.textContent.trim() ?? "");
  details.before(box);
  const chart = window.echarts.init(box);
  chart.setOption(shaped(table));
  details.open = false;
  new ResizeObserver(() => chart.resize()).observe(box);
  drawn.set(table, chart);
  follow(table, chart);
};
const again = () => {
  for (const [table, chart] of drawn) chart.setOption(shaped(table));
};

// Paper is white, whatever the screen is, and has its own width: each chart is drawn anew for it, at once and finely.
const PAPER = 680;
let screen;
let closed = [];
let papers = [];
const onPaperOf = ([table, chart]) => {
  const sheet = chart.getDom();
  const box = document.createElement("div");
  box.className = "draw";
  box.dataset.paper = "";
  box.append(pictureOf({ ...option(table), animation: false }, { width: PAPER, height: sheet.clientHeight || 220, pixelRatio: 3 }));
  sheet.after(box);
  return box;
};
const onPaper = () => {
  closed = [...document.querySelectorAll(".plot details:not([open])")];
  for (const details of closed) details.open = true;
  screen = root.dataset.theme;
  root.dataset.theme = "light";
  papers = [...drawn].map(onPaperOf);
};
const onScreen = () => {
  for (const box of papers) box.remove();
  for (const details of closed) details.open = false;
  if (screen) root.dataset.theme = screen;
  else delete root.dataset.theme;
};

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
if (window.echarts) {
  for (const table of document.querySelectorAll("details table[data-chart]")) {
    if (!("seen" in table.dataset)) draw(table);
    offerPicture(table);
  }
  document.addEventListener("themechange", again);
  addEventListener("beforeprint", onPaper);
  addEventListener("afterprint", onScreen);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
}
