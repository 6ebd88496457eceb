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
// A canvas with all of it at once. Fields are drawn in portions, a frame each: here they are drawn whole, so that no frame is
// still to come when the drawing is put away.
export const pictureOf = (told, { width, height, ...how }) => {
  const chart = window.echarts.init(document.createElement("div"), null, { width, height, devicePixelRatio: 1 });
  chart.setOption(told);
  const sky = chart.getZr();
  for (const part of sky.storage.getDisplayList()) part.incremental = 0;
  sky.refreshImmediately();
  const picture = chart.renderToCanvas(how);
  chart.dispose();
  return picture;
};
const take = (table) => {
  const href = pictureOf(inFrame(table), { width: WIDE, height: HIGH, pixelRatio: 2, backgroundColor: paint(table.parentElement, "var(--raised)") }).toDataURL();
  Object.assign(document.createElement("a"), { href, download: `${table.caption?.textContent.trim() || "chart"}.png` }).click();
};

export const offerPicture = (table) => {
  const tools = table.closest(".card")?.querySelector(".tools");
  if (!tools) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn quiet sm", textContent: "PNG" });
  button.addEventListener("click", () => take(table));
  tools.append(button);
};
