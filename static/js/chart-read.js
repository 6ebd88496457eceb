// What a table says to a chart, and how the page is painted.
export const root = document.documentElement;

// What a token looks like just now, as the rgb that a canvas understands.
export const paint = (within, value) => {
  const probe = document.createElement("i");
  probe.style.color = value;
  within.append(probe);
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  canvas.fillStyle = getComputedStyle(probe).color;
  canvas.fillRect(0, 0, 1, 1);
  probe.remove();
  return `rgb(${[...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)].join()})`;
};
export const colours = (table) => ["--ink", "--ink-3", "--line", "--raised"].map((name) => paint(table.parentElement, `var(${name})`));
export const letters = (color) => ({ color, fontSize: 12, fontFamily: getComputedStyle(document.body).fontFamily });

const value = (cell) => {
  const number = parseFloat(cell?.dataset.value ?? cell?.textContent.replaceAll(",", ""));
  return Number.isNaN(number) ? null : number;
};

// Rows are the places along the chart, columns its series. A row with data-cut parts what was before from what came after.
export const read = (table) => {
  const [, ...heads] = table.tHead.rows[0].cells;
  const rows = [...table.tBodies[0].rows];
  return {
    places: rows.map((row) => row.cells[0].textContent.trim()),
    tones: rows.map((row) => row.dataset.stage && paint(row, "var(--tone)")),
    cut: rows.findIndex((row) => "cut" in row.dataset),
    series: heads.map((head, index) => ({
      name: head.textContent.trim(),
      before: head.dataset.before,
      aside: "aside" in head.dataset,
      tone: paint(head, "before" in head.dataset ? "var(--ink-3)" : "var(--tone, var(--ink))"),
      values: rows.map((row) => value(row.cells[index + 1])),
    })),
  };
};
