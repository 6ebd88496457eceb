// Draws <table data-chart="line"> as lines, "bars" as bars and "heat" as a field of weekdays and hours, in the tokens' colours;
// the table stays behind the chart, and a click on what is drawn follows the link in its cell. A row with data-cut parts
// what was before from what came after; data-goal on the table is a line.
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const drawn = new Map();

// What a token looks like just now, as the rgb that a canvas understands.
const paint = (within, value) => {
  const probe = document.createElement("i");
  probe.style.color = value;
  within.append(probe);
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  canvas.fillStyle = getComputedStyle(probe).color;
  canvas.fillRect(0, 0, 1, 1);
  probe.remove();
  return `rgb(${[...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)].join()})`;
};

const read = (table) => {
  const [, ...heads] = table.tHead.rows[0].cells;
  const rows = [...table.tBodies[0].rows];
  return {
    weeks: rows.map((row) => row.cells[0].textContent.trim()),
    cut: rows.findIndex((row) => "cut" in row.dataset),
    series: heads.map((head, index) => ({
      name: head.textContent.trim(),
      before: "before" in head.dataset,
      aside: "aside" in head.dataset,
      tone: paint(head, "before" in head.dataset ? "var(--ink-3)" : "var(--tone, var(--ink))"),
      values: rows.map((row) => value(row.cells[index + 1])),
    })),
  };
};
const value = (cell) => {
  const number = parseFloat(cell.dataset.value ?? cell.textContent.replaceAll(",", ""));
  return Number.isNaN(number) ? null : number;
};

// Only the last point of this period carries its number, and only where it is one line.
const points = ({ before, values }, unit, ink, isAlone) =>
  values.map((number, index) =>
    before || !isAlone || index < values.length - 1
      ? { value: number, symbol: values[index - 1] == null && values[index + 1] == null ? "circle" : "none" }
      : { value: number, symbolSize: 7, label: { show: true, position: number < values[index - 1] ? "bottom" : "top", align: "right", color: ink, fontSize: 12, fontWeight: 600, formatter: `{c}${unit}` } },
  );
const ticks = ({ dataset: { max } }) => (max ? { max: Number(max), interval: Number(max) / 4 } : { splitNumber: 3 });

// A goal is a thin line with its name at its end.
const goalOf = ({ dataset: { goal, goalName } }, ink) => goal && { silent: true, symbol: "none", animation: false, lineStyle: { color: ink, type: "solid", width: 1 }, label: { formatter: goalName, position: "insideStartTop", color: ink, fontSize: 12 }, data: [{ yAxis: Number(goal) }] };
const line = ({ name, before, tone, data, goal }, first) => ({
  name,
  type: "line",
  data,
  symbol: "circle",
  lineStyle: { width: before ? 1.5 : 2.25, type: before ? "dashed" : "solid", color: tone },
  itemStyle: { color: tone },
  markLine: goal || undefined,
  areaStyle: first && !before ? { color: tone, opacity: 0.09 } : undefined,
  emphasis: { disabled: true },
});

// What stands aside (late reports) is pale and on top; what was before the cut is grey.
const bars = ({ name, aside, tone, values }, cut, weeks, [mute, line]) => ({
  name,
  type: "bar",
  stack: "all",
  barMaxWidth: 22,
  data: values.map((value, index) => ({ value, itemStyle: { color: aside || index < cut ? mute : tone, opacity: aside ? 0.35 : 1 } })),
  itemStyle: { color: aside ? mute : tone, opacity: aside ? 0.35 : 1 },
  emphasis: { disabled: true },
  markLine: aside || cut < 0 ? undefined : { silent: true, symbol: "none", animation: false, label: { show: false }, lineStyle: { color: line, type: "solid", width: 1.5 }, data: [{ xAxis: weeks[cut] }] },
});

// The darker, the more complaints reach us at this hour.
const field = (table) => {
  const { weeks, series } = read(table);
  const [ink, mute, hair, raised] = colours(table);
  const text = { color: mute, fontSize: 12, fontFamily: getComputedStyle(document.body).fontFamily };
  const cells = series.flatMap(({ values }, hour) => values.map((value, day) => [hour, day, value]));
  return {
    animation: false,
    grid: { left: 4, right: 4, top: 8, bottom: 4, containLabel: true },
    xAxis: { type: "category", data: series.map(({ name }) => name), axisTick: { show: false }, axisLine: { show: false }, axisLabel: text },
    yAxis: { type: "category", data: weeks, inverse: true, axisTick: { show: false }, axisLine: { show: false }, axisLabel: text },
    visualMap: { show: false, min: 0, max: Math.max(1, ...cells.map((cell) => cell[2])), inRange: { color: [paint(table.parentElement, "var(--sunken)"), series[0].tone] } },
    tooltip: { renderMode: "richText", backgroundColor: raised, borderColor: hair, textStyle: { ...text, color: ink }, formatter: ({ value: [hour, day, n] }) => `${weeks[day]} ${hour}:00  ${n}` },
    series: [{ type: "heatmap", data: cells, itemStyle: { borderColor: raised, borderWidth: 2, borderRadius: 3 }, emphasis: { disabled: true } }],
  };
};
const colours = (table) => ["--ink", "--ink-3", "--line", "--raised"].map((name) => paint(table.parentElement, `var(${name})`));

const option = (table) => {
  if (table.dataset.chart === "heat") return field(table);
  const { weeks, series, cut } = read(table);
  const isBars = table.dataset.chart === "bars";
  const isAlone = series.filter(({ before }) => !before).length === 1;
  const [ink, mute, hair, raised] = colours(table);
  const unit = table.dataset.unit ?? "";
  const text = { color: mute, fontSize: 12, fontFamily: getComputedStyle(document.body).fontFamily };
  return {
    animation: !still,
    animationDuration: 300,
    grid: { left: 4, right: 12, top: 24, bottom: 4, containLabel: true },
    xAxis: { type: "category", data: weeks, boundaryGap: isBars, axisTick: { show: false }, axisLine: { lineStyle: { color: hair } }, axisLabel: { ...text, hideOverlap: true, showMinLabel: true, showMaxLabel: true, alignMinLabel: "left", alignMaxLabel: "right" } },
    yAxis: { type: "value", min: 0, minInterval: 1, ...ticks(table), splitLine: { lineStyle: { color: hair, type: [2, 4] } }, axisLabel: { ...text, formatter: `{value}${unit}` } },
    tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: raised, borderColor: hair, textStyle: { ...text, color: ink }, valueFormatter: (number) => (number === null ? "–" : `${number}${unit}`) },
    series: series.map((each, index) => (isBars ? bars(each, cut, weeks, [mute, ink]) : line({ ...each, data: points(each, unit, ink, isAlone), goal: index === 0 && goalOf(table, ink) }, index === 0))),
  };
};

const draw = (table) => {
  const details = table.closest("details");
  const box = document.createElement("div");
  box.className = "draw";
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", table.caption?.textContent.trim() ?? "");
  details.before(box);
  const chart = window.echarts.init(box);
  chart.setOption(option(table));
  details.open = false;
  new ResizeObserver(() => chart.resize()).observe(box);
  drawn.set(table, chart);
  chart.on("click", ({ dataIndex, seriesIndex, value }) => {
    const [row, column] = table.dataset.chart === "heat" ? [value[1], value[0]] : [dataIndex, seriesIndex];
    table.tBodies[0].rows[row]?.cells[column + 1]?.querySelector("a")?.click();
  });
  offerPicture(details, chart, table);
};
// The picture as a file, on the ground that it is seen on.
const offerPicture = (details, chart, table) => {
  const tools = details.parentElement.querySelector(".tools");
  if (!tools) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn quiet sm", textContent: "PNG" });
  button.addEventListener("click", () => {
    const ground = paint(details, "var(--raised)");
    const link = Object.assign(document.createElement("a"), { href: chart.getDataURL({ pixelRatio: 2, backgroundColor: ground }), download: `${table.caption?.textContent.trim() || "chart"}.png` });
    link.click();
  });
  tools.append(button);
};
const again = () => {
  for (const [table, chart] of drawn) chart.setOption(option(table));
};

// Paper is white, whatever the screen is.
const root = document.documentElement;
let screen;
let closed = [];
const onPaper = () => {
  closed = [...document.querySelectorAll(".plot details:not([open])")];
  for (const details of closed) details.open = true;
  screen = root.dataset.theme;
  root.dataset.theme = "light";
  again();
};
const onScreen = () => {
  for (const details of closed) details.open = false;
  if (screen) root.dataset.theme = screen;
  else delete root.dataset.theme;
  again();
};

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
if (window.echarts) {
  for (const table of document.querySelectorAll("details table[data-chart]")) draw(table);
  document.addEventListener("themechange", again);
  addEventListener("beforeprint", onPaper);
  addEventListener("afterprint", onScreen);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
}
