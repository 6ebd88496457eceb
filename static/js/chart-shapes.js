// What is drawn of a table: data-chart is "line", "bars", "heat", "steps" or "multiples". data-goal on the table is a line.
import { colours, letters, paint, read } from "./chart-read.js";

const axis = { axisTick: { show: false }, axisLine: { show: false } };
const ticks = ({ dataset: { max } }) => (max ? { max: Number(max), interval: Number(max) / 4 } : { splitNumber: 3 });

// Only the last point of this period carries its number, and only where it is one line.
const points = ({ before, values }, unit, ink, isAlone) =>
  values.map((number, index) =>
    before !== undefined || !isAlone || index < values.length - 1
      ? { value: number, symbol: values[index - 1] == null && values[index + 1] == null ? "circle" : "none" }
      : { value: number, symbolSize: 7, label: { show: true, position: number < values[index - 1] ? "bottom" : "top", align: "right", color: ink, fontSize: 12, fontWeight: 600, formatter: `{c}${unit}` } },
  );

// A goal is a thin line with its name at its end.
const goalOf = ({ dataset: { goal, goalName } }, ink) => goal && { silent: true, symbol: "none", animation: false, lineStyle: { color: ink, type: "solid", width: 1 }, label: { formatter: goalName, position: "insideStartTop", color: ink, fontSize: 12 }, data: [{ yAxis: Number(goal) }] };
const DASHES = { "": "dashed", year: "dotted" };
const line = ({ name, before, tone, data, goal }, first) => ({
  name,
  type: "line",
  data,
  symbol: "circle",
  lineStyle: { width: before === undefined ? 2.25 : 1.5, type: DASHES[before] ?? "solid", color: tone },
  itemStyle: { color: tone },
  markLine: goal || undefined,
  areaStyle: first && before === undefined ? { color: tone, opacity: 0.09 } : undefined,
  emphasis: { disabled: true },
});

// What stands aside (late reports) is pale and on top; what was before the cut is grey.
const bars = ({ name, aside, tone, values }, cut, places, [mute, ink]) => ({
  name,
  type: "bar",
  stack: "all",
  barMaxWidth: 22,
  data: values.map((value, index) => ({ value, itemStyle: { color: aside || index < cut ? mute : tone, opacity: aside ? 0.35 : 1 } })),
  itemStyle: { color: aside ? mute : tone, opacity: aside ? 0.35 : 1 },
  emphasis: { disabled: true },
  markLine: aside || cut < 0 ? undefined : { silent: true, symbol: "none", animation: false, label: { show: false }, lineStyle: { color: ink, type: "solid", width: 1.5 }, data: [{ xAxis: places[cut] }] },
});
const along = (table) => {
  const { places, series, cut } = read(table);
  const isBars = table.dataset.chart === "bars";
  const isAlone = series.filter(({ before }) => before === undefined).length === 1;
  const [ink, mute, hair, raised] = colours(table);
  const unit = table.dataset.unit ?? "";
  const text = letters(mute);
  return {
    grid: { left: 4, right: 12, top: 24, bottom: 4, containLabel: true },
    xAxis: { type: "category", data: places, boundaryGap: isBars, axisTick: { show: false }, axisLine: { lineStyle: { color: hair } }, axisLabel: { ...text, hideOverlap: true, showMinLabel: true, showMaxLabel: true, alignMinLabel: "left", alignMaxLabel: "right" } },
    yAxis: { type: "value", min: 0, minInterval: 1, ...ticks(table), splitLine: { lineStyle: { color: hair, type: [2, 4] } }, axisLabel: { ...text, formatter: `{value}${unit}` } },
    tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: raised, borderColor: hair, textStyle: { ...text, color: ink }, valueFormatter: (number) => (number === null ? "–" : `${number}${unit}`) },
    series: series.map((each, index) => (isBars ? bars(each, cut, places, [mute, ink]) : line({ ...each, data: points(each, unit, ink, isAlone), goal: index === 0 && goalOf(table, ink) }, index === 0))),
  };
};

// The darker, the more complaints reach us at this hour.
const field = (table) => {
  const { places, series } = read(table);
  const [ink, mute, hair, raised] = colours(table);
  const text = letters(mute);
  const cells = series.flatMap(({ values }, hour) => values.map((value, day) => [hour, day, value]));
  return {
    grid: { left: 4, right: 4, top: 8, bottom: 4, containLabel: true },
    xAxis: { type: "category", data: series.map(({ name }) => name), ...axis, axisLabel: text },
    yAxis: { type: "category", data: places, inverse: true, ...axis, axisLabel: text },
    visualMap: { show: false, min: 0, max: Math.max(1, ...cells.map((cell) => cell[2])), inRange: { color: [paint(table.parentElement, "var(--sunken)"), series[0].tone] } },
    tooltip: { renderMode: "richText", backgroundColor: raised, borderColor: hair, textStyle: { ...text, color: ink }, formatter: ({ value: [hour, day, n] }) => `${places[day]} ${hour}:00  ${n}` },
    series: [{ type: "heatmap", data: cells, itemStyle: { borderColor: raised, borderWidth: 2, borderRadius: 3 }, emphasis: { disabled: true } }],
  };
};

// One bar under the other, each with its number.
const steps = (table) => {
  const { places, series: [{ values, tone }], tones } = read(table);
  const [ink, mute] = colours(table);
  const text = letters(mute);
  return {
    grid: { left: 4, right: 48, top: 8, bottom: 4, containLabel: true },
    xAxis: { type: "value", show: false, min: 0 },
    yAxis: { type: "category", data: places, inverse: true, ...axis, axisLabel: { ...text, color: ink } },
    series: [{ type: "bar", barMaxWidth: 24, data: values.map((value, index) => ({ value, itemStyle: { color: tones[index] || tone, borderRadius: 3 } })), label: { show: true, position: "right", color: ink, fontSize: 12, fontWeight: 600 } }],
  };
};

// A small chart for each column, side by side; data-scale="one": all as high as the loudest of them.
const ACROSS = 4;
const multiples = (table) => {
  const { places, series, cut } = read(table);
  const [ink, mute, hair] = colours(table);
  const down = Math.ceil(series.length / ACROSS);
  const most = (values) => Math.max(1, ...values.map((number) => number ?? 0));
  const loudest = table.dataset.scale === "one" ? most(series.flatMap(({ values }) => values)) : null;
  const box = (index) => ({ left: `${(100 / ACROSS) * (index % ACROSS) + 1}%`, width: `${100 / ACROSS - 2}%`, top: 96 + (500 / down) * Math.floor(index / ACROSS) + 28, height: 500 / down - 48 });
  const shown = (index) => ({ gridIndex: index, axisLabel: { show: false }, splitLine: { show: false }, ...axis });
  return {
    title: series.map(({ name, values }, index) => ({ text: name, subtext: values.some((number) => number !== null) ? "" : "–", left: box(index).left, top: box(index).top - 30, itemGap: 2, textStyle: { ...letters(ink), fontSize: 13, fontWeight: 600, width: 250, overflow: "truncate" } })),
    grid: series.map((_, index) => box(index)),
    xAxis: series.map((_, index) => ({ ...shown(index), type: "category", data: places, axisLine: { show: true, lineStyle: { color: hair } } })),
    yAxis: series.map(({ values }, index) => ({ ...shown(index), type: "value", min: 0, max: loudest ?? most(values) })),
    series: series.map((each, index) => ({ ...bars(each, cut, places, [mute, ink]), stack: undefined, xAxisIndex: index, yAxisIndex: index })),
  };
};

const SHAPES = { line: along, bars: along, heat: field, steps, multiples };
export const option = (table) => SHAPES[table.dataset.chart](table);
