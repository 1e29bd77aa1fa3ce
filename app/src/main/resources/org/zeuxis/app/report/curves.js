/** Curves of a lab, by uPlot; the axes stay as they are from frame to frame. */
const Curves = (() => {
  const HEIGHT = 300;
  const DASHES = [[7, 4], [3, 4], [10, 3, 2, 3]];

  /** The number of one digit below, or as many after it: where a logarithmic scale has its marks. */
  function firstDigit(x, after) {
    const power = 10 ** Math.floor(Math.log10(x));
    return (Math.floor(x / power) + after) * power;
  }

  /** Values of all frames, without what a logarithmic scale cannot show. */
  function range(plot) {
    let low = Infinity, high = -Infinity;
    for (const frame of plot.frames) {
      for (const series of frame.series) {
        for (const y of series.y) {
          if (y == null || plot.logarithmic && y <= 0) continue;
          low = Math.min(low, y);
          high = Math.max(high, y);
        }
      }
    }
    if (low > high) return plot.logarithmic ? [0.1, 1] : [0, 1];
    if (plot.logarithmic) return [firstDigit(low, 0), firstDigit(high, 1)];
    const margin = 0.04 * (high - low || Math.abs(high) || 1);
    return [low - margin, high + margin];
  }

  function style(series, index, theories) {
    return series.theory
      ? {colour: "--quiet", dash: DASHES[theories % DASHES.length]}
      : {colour: Picture.colourOf(index), dash: undefined};
  }

  /**
   * Adds a plot to its figure.
   *
   * @return what shows a frame, and what draws anew after the width or the colours changed
   */
  function add(figure, plot) {
    let at = plot.frames.length - 1, drawn = null;
    const names = plot.frames[0].series;
    const styles = [];
    let measured = 0, theories = 0;
    for (const series of names) {
      styles.push(style(series, measured, theories));
      if (series.theory) theories++;
      else measured++;
    }
    const shown = names.map(() => true);
    const outputs = names.map(() => element("span", {class: "value"}));
    const legend = Picture.legend(names.map((series, i) => ({
      name: series.name, colour: styles[i].colour, shape: series.theory ? "theory" : "", output: outputs[i],
    })), (i, on) => {
      shown[i] = on;
      drawn?.setSeries(i + 1, {show: on});
    });
    figure.after.append(legend);

    const clean = y => plot.logarithmic ? y.map(v => v > 0 ? v : null) : y;
    const table = () => [plot.x, ...plot.frames[at].series.map(series => clean(series.y))];

    function readOff(index) {
      const x = index == null ? "" : `${plot.xLabel} ${Picture.short(plot.x[index])}`;
      figure.reading.textContent = x;
      plot.frames[at].series.forEach((series, i) => {
        outputs[i].textContent = index == null || series.y[index] == null ? "" : number(series.y[index], 3);
      });
    }

    function options(width) {
      const axis = {
        stroke: css("--quiet"), font: "12px system-ui, sans-serif", labelFont: "12px system-ui, sans-serif",
        labelSize: 20, grid: {stroke: css("--grid"), width: 1}, ticks: {show: false}, border: {show: false},
      };
      const sparse = plot.x.length <= 40;
      return {
        width, height: HEIGHT, legend: {show: false},
        series: [{}, ...names.map((series, i) => ({
          show: shown[i], stroke: css(styles[i].colour), width: 2, dash: styles[i].dash,
          points: sparse && !series.theory ? {show: true, size: 5, fill: css(styles[i].colour)} : {show: false},
        }))],
        scales: {x: {time: false}, y: {range: () => range(plot), ...(plot.logarithmic ? {distr: 3} : {})}},
        axes: [
          {...axis, size: 26, gap: 5, label: plot.xLabel, values: (u, splits) => splits.map(Picture.short)},
          {...axis, size: 48, gap: 5, label: plot.yLabel, values: (u, splits) => splits.map(Picture.short)},
        ],
        cursor: {y: false},
        hooks: {setCursor: [u => readOff(u.cursor.idx)]},
      };
    }

    function draw(width) {
      drawn?.destroy();
      drawn = new uPlot(options(width), table(), figure.box);
      readOff(null);
    }

    function show(frame) {
      at = frame;
      drawn?.setData(table(), false);
      drawn?.redraw();
      readOff(drawn?.cursor.idx ?? null);
    }

    return {draw, show};
  }

  return {add};
})();
