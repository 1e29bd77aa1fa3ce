/**
 * Curves over the steps, by uPlot: one cursor and one zoom for all, smoothing, a logarithmic scale,
 * and shaded gaps where a number was not finite.
 *
 * A chart is {title, better, entries}; an entry, which has a line in the legend, is {name, colour, lines};
 * a line is {steps, values, deviations, faint, smooth}. The last line of an entry is the one that is read off.
 */
const Charts = (() => {
  const HEIGHT = 220;
  const PALETTE = 8;
  const SYNC = "steps";
  const all = [];
  const settings = {smoothing: 0.6, log: false};
  let lastStep = 1;

  const colourOf = index => `--c${index % PALETTE}`;
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  /**
   * Exponential moving average without the pull of its start, as TensorBoard's. A value that is not finite
   * stays a gap and does not enter.
   */
  function smoothed(values, weight) {
    let sum = 0, norm = 0;
    return values.map(value => {
      if (value == null) return null;
      sum = sum * weight + (1 - weight) * value;
      norm = norm * weight + (1 - weight);
      return sum / norm;
    });
  }

  /** Few points are each worth seeing as they are. */
  const isSparse = line => line.steps.length <= 40;
  const isSmoothed = line => Boolean(line.smooth) && settings.smoothing > 0 && !isSparse(line);
  const lineValues = line => isSmoothed(line) ? smoothed(line.values, settings.smoothing) : line.values;

  /** All lines of a chart over the union of their steps, which reaches from 0 to the last step of the run. */
  function table(chart) {
    const tables = [[[0, lastStep]]];
    for (const {line} of chart.flat) {
      const values = lineValues(line);
      tables.push(line.deviations
        ? [line.steps, values, ...[1, -1].map(sign => values.map((v, i) => v == null ? null : v + sign * (line.deviations[i] ?? 0)))]
        : [line.steps, values]);
    }
    return uPlot.join(tables);
  }

  function hasOnlyPositive(chart) {
    return chart.flat.every(({line}) => line.values.every((v, i) => v == null || v > (line.deviations?.[i] ?? 0)));
  }

  /** Points that no line leads to or from would not be seen. */
  function lonely(u, index, show) {
    if (show) return null;
    const values = u.data[index];
    const near = (i, way) => {
      for (i += way; i >= 0 && i < values.length; i += way) if (values[i] !== undefined) return values[i];
      return null;
    };
    const found = [];
    for (let i = 0; i < values.length; i++) {
      if (values[i] != null && near(i, -1) == null && near(i, 1) == null) found.push(i);
    }
    return found;
  }

  function lineSeries(chart, {line, entry}) {
    const colour = css(entry.colour);
    const points = isSparse(line) ? {show: true} : {filter: lonely};
    const main = {
      show: entry.shown,
      stroke: line.faint ? colour + "55" : colour,
      width: line.faint ? 1 : 2,
      dash: entry.dash,
      points: line.faint ? {show: false} : {size: 5, fill: colour, ...points},
    };
    const bound = {show: entry.shown, stroke: "transparent", width: 0, points: {show: false}};
    return line.deviations ? [main, bound, {...bound}] : [main];
  }

  /** Shades the steps between the finite neighbours of what is not finite. */
  function shadeGaps(u, chart) {
    u.ctx.save();
    u.ctx.fillStyle = css("--failed-ground");
    const [steps] = u.data;
    for (const item of chart.flat) {
      if (item.line.faint || !item.entry.shown) continue;
      const values = u.data[item.column];
      for (let i = 0; i < values.length; i++) {
        if (values[i] !== null) continue;
        let end = i;
        while (end + 1 < values.length && values[end + 1] == null) end++;
        const left = Math.max(u.bbox.left, u.valToPos(steps[Math.max(0, i - 1)], "x", true));
        const right = Math.min(u.bbox.left + u.bbox.width, u.valToPos(steps[Math.min(values.length - 1, end + 1)], "x", true));
        if (right > left) u.ctx.fillRect(left, u.bbox.top, Math.max(2, right - left), u.bbox.height);
        i = end;
      }
    }
    u.ctx.restore();
  }

  const shortStep = step => step >= 1e6 ? +(step / 1e6).toFixed(2) + "M" : step >= 1e4 ? +(step / 1e3).toFixed(1) + "k" : whole(step);
  function shortValue(v) {
    if (v == null) return "";
    if (v === 0) return "0";
    return Math.abs(v) >= 1e5 || Math.abs(v) < 1e-3 ? minus(v.toExponential(0)) : minus(String(+v.toPrecision(3)));
  }

  function options(chart, width) {
    const axis = {
      stroke: css("--quiet"), font: "12px system-ui, sans-serif",
      grid: {stroke: css("--grid"), width: 1}, ticks: {show: false}, border: {show: false},
    };
    const series = [{}], bands = [];
    for (const item of chart.flat) {
      item.column = series.length;
      series.push(...lineSeries(chart, item));
      if (item.line.deviations) {
        bands.push({series: [item.column + 1, item.column + 2], fill: css(item.entry.colour) + "26"});
      }
    }
    const logarithmic = settings.log ? (hasOnlyPositive(chart) ? {distr: 3} : {distr: 4}) : {};
    return {
      width, height: HEIGHT, series, bands,
      legend: {show: false},
      scales: {x: {time: false}, y: logarithmic},
      axes: [
        {...axis, size: 28, gap: 6, values: (u, splits) => splits.map(shortStep)},
        {...axis, size: 52, gap: 6, values: (u, splits) => splits.map(shortValue)},
      ],
      cursor: {sync: {key: SYNC, scales: ["x", null]}, y: false, points: {size: (u, i) => chart.read.has(i) ? 7 : 0}},
      hooks: {
        drawClear: [u => shadeGaps(u, chart)],
        setCursor: [u => readOff(chart, u.cursor.idx)],
      },
    };
  }

  /** The legend's values at the cursor, or the last ones. */
  function readOff(chart, index) {
    const steps = chart.plot?.data[0] ?? [];
    const at = index ?? null, place = line => at == null ? line.steps.length - 1 : line.steps.indexOf(steps[at]);
    chart.at.textContent = (at == null ? "last values" : "step " + whole(steps[at]))
      + (chart.flat.some(({line}) => isSmoothed(line)) ? ", smoothed" : "");
    for (const entry of chart.entries) {
      const line = entry.lines[entry.lines.length - 1];
      const i = place(line);
      entry.output.textContent = i < 0 ? "–" : number(lineValues(line)[i], 3);
    }
  }

  function legend(chart) {
    return element("div", {class: "legend"}, ...chart.entries.map((entry, index) => {
      entry.output = element("span", {class: "value"});
      const button = element("button", {type: "button", "aria-pressed": "true", title: entry.name},
        element("span", {class: "key", style: `background: var(${entry.colour})`}),
        element("span", {class: "name"}, entry.name), entry.output);
      button.addEventListener("click", () => {
        entry.shown = !entry.shown;
        button.setAttribute("aria-pressed", entry.shown);
        draw(chart);
      });
      return button;
    }));
  }

  function draw(chart) {
    const zoom = chart.plot && {...chart.plot.scales.x};
    chart.plot?.destroy();
    const width = chart.width ?? chart.box.clientWidth;
    chart.plot = new uPlot(options(chart, width), table(chart), chart.box);
    if (zoom && zoom.min != null && (zoom.min > 0 || zoom.max < lastStep)) {
      chart.plot.setScale("x", {min: zoom.min, max: zoom.max});
    }
    readOff(chart, null);
  }

  /** Left and right move the cursor of all charts. */
  function moveByKey(chart, event) {
    const way = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (!way) return;
    event.preventDefault();
    const u = chart.plot, count = u.data[0].length;
    const next = Math.min(count - 1, Math.max(0, (u.cursor.idx ?? count) + way * (event.shiftKey ? 10 : 1)));
    u.setCursor({left: u.valToPos(u.data[0][next], "x"), top: 10}, true, true);
  }

  function describe(chart) {
    return chart.title + ", curves over the steps. Last: " + chart.entries.map(entry => {
      const values = entry.lines[entry.lines.length - 1].values;
      return entry.name + " " + number(values[values.length - 1], 3);
    }).join(", ");
  }

  /** Adds a chart to an element of the page. Draw all of them when the page is laid out. */
  function add(parent, chart) {
    chart.entries.forEach((entry, index) => {
      entry.shown = true;
      entry.colour ??= colourOf(index);
      entry.dash ??= index >= PALETTE ? [6, 3] : undefined;
    });
    chart.flat = chart.entries.flatMap(entry => entry.lines.map(line => ({entry, line})));
    chart.read = {has: column => chart.flat.some(item => item.column === column && !item.line.faint)};
    chart.at = element("p", {class: "at"});
    chart.box = element("div", {class: "canvas", tabindex: "0", role: "img", "aria-label": describe(chart)});
    chart.box.addEventListener("keydown", event => moveByKey(chart, event));
    const gaps = chart.flat.some(({line}) => line.values.includes(null));
    parent.append(element("figure", {class: "chart"},
      element("h3", {}, chart.title, chart.better ? element("span", {class: "better"}, " · " + betterText(chart.better)) : null),
      chart.at, chart.box, legend(chart), gaps ? element("p", {class: "gaps"}, "not a finite number") : null));
    for (const {line} of chart.flat) lastStep = Math.max(lastStep, ...line.steps.slice(-1));
    all.push(chart);
  }

  const drawAll = () => all.forEach(draw);

  /** Smoothing in [0,1) and whether the scale is logarithmic. */
  function set(changed) {
    Object.assign(settings, changed);
    drawAll();
  }

  let pending = 0;
  addEventListener("resize", () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => all.forEach(chart => chart.plot?.setSize({width: chart.box.clientWidth, height: HEIGHT})));
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);

  // Paper is white and has two charts beside each other.
  const PRINTED_WIDTH = 318;
  function print(isPrinting) {
    document.documentElement.classList.toggle("printing", isPrinting);
    document.querySelectorAll("details").forEach(details => {
      if (isPrinting) details.dataset.wasOpen = details.open;
      details.open = isPrinting || details.dataset.wasOpen === "true";
    });
    all.forEach(chart => { chart.width = isPrinting ? PRINTED_WIDTH : undefined; });
    drawAll();
  }
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));

  return {add, drawAll, set, colourOf};
})();
