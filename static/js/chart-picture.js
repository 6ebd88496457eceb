// Every chart as a picture to take along: drawn anew from its table, with a heading, what it is of, and a legend.
import { colours, letters, paint, read } from "./chart-read.js";
import { option } from "./chart-shapes.js";

const WIDE = 1200;
const HIGH = 640;
const LEGENDS = { line: "line", bars: "bar" };
const heading = (table, [ink, mute]) => ({
  text: table.caption?.textContent.trim() ?? "",
  subtext: table.closest("[data-about]")?.dataset.about ?? "",
  left: 24,
  top: 20,
  itemGap: 6,
  textStyle: { ...letters(ink), fontSize: 20, fontWeight: 640 },
  subtextStyle: { ...letters(mute), fontSize: 13 },
});
const inFrame = (table) => {
  const told = option(table);
  const inks = colours(table);
  const titles = [heading(table, inks), ...(told.title ?? [])];
  const grid = Array.isArray(told.grid) ? told.grid : { ...told.grid, left: 24, right: 40, top: 104, bottom: 24 };
  const legend = LEGENDS[table.dataset.chart] && read(table).series.length > 1 ? { show: true, right: 32, top: 28, textStyle: letters(inks[1]), icon: LEGENDS[table.dataset.chart] === "bar" ? "roundRect" : undefined } : { show: false };
  return { ...told, title: titles, grid, legend, animation: false };
};
const take = (table) => {
  const chart = window.echarts.init(document.createElement("div"), null, { width: WIDE, height: HIGH });
  chart.setOption(inFrame(table));
  const href = chart.getDataURL({ pixelRatio: 2, backgroundColor: paint(table.parentElement, "var(--raised)") });
  chart.dispose();
  Object.assign(document.createElement("a"), { href, download: `${table.caption?.textContent.trim() || "chart"}.png` }).click();
};

export const offerPicture = (table) => {
  const tools = table.closest(".card")?.querySelector(".tools");
  if (!tools) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn quiet sm", textContent: "PNG" });
  button.addEventListener("click", () => take(table));
  tools.append(button);
};
