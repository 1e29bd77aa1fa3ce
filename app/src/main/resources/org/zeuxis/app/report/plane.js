/** Pictures of the plane: a field as a heat map, clouds as points or lines, two axes. */
const Plane = (() => {
  const LEFT = 58, RIGHT = 10, TOP = 8, BOTTOM = 44;

  /** Colours of clouds: over a field what stands out from blue and orange, else the palette. */
  const cloudColour = (index, overField) =>
    overField ? ["--text", "--c3", "--c2", "--c5", "--c4"][index % 5] : Picture.colourOf(index);

  /** Of all frames, so that a colour means the same in each: the middle, and how far it goes to either side. */
  function scale(plot) {
    const values = [];
    for (const frame of plot.frames) for (const row of frame.field) for (const v of row) if (v != null) values.push(v);
    if (values.length === 0) return null;
    values.sort((a, b) => a - b);
    const low = values[Math.floor(0.02 * (values.length - 1))], high = values[Math.ceil(0.98 * (values.length - 1))];
    const middle = low < 0 && high > 0 ? 0 : (low + high) / 2;
    return {middle, reach: Math.max(high - middle, middle - low) || 1, clipped: values[0] < low || values[values.length - 1] > high};
  }

  function rgb(variable) {
    const hex = css(variable).slice(1);
    return [0, 2, 4].map(i => parseInt(hex.slice(i, i + 2), 16));
  }

  /** Blue below, orange above, the ground of the card between. */
  function colourMap() {
    const low = rgb("--c0"), none = rgb("--card"), high = rgb("--c1");
    return t => {
      const end = t < 0 ? low : high, share = Math.min(1, Math.abs(t)) * 0.85;
      return none.map((c, i) => Math.round(c + share * (end[i] - c)));
    };
  }

  function ticks(from, to) {
    const raw = (to - from) / 6, power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map(m => m * power).find(s => s >= raw);
    const found = [];
    for (let k = Math.ceil(from / step); k * step <= to + 1e-9 * step; k++) found.push(Number((k * step).toPrecision(12)));
    return found;
  }

  /** Puts what is in the legend's bar of the field. */
  function scaleBar(plot, scaling) {
    const bar = element("span", {});
    const text = x => Picture.short(scaling.middle + x * scaling.reach);
    const signs = scaling.clipped ? ["≤ ", "≥ "] : ["", ""];
    const line = element("div", {class: "scale", role: "img", "aria-label": `Colours from ${text(-1)} to ${text(1)}`},
      element("span", {}, signs[0] + text(-1)), bar, element("span", {}, signs[1] + text(1)));
    return {line, paint() {
      const colour = colourMap();
      const stops = Array.from({length: 9}, (_, i) => `rgb(${colour(i / 4 - 1).join(" ")})`);
      bar.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
    }};
  }

  /** Adds a plot to its figure; returns the same as Curves.add. */
  function add(figure, plot) {
    let at = plot.frames.length - 1, width = 0;
    const [x0, y0] = plot.from, [x1, y1] = plot.to;
    const square = Math.abs((x1 - x0) - (y1 - y0)) < 1e-9 * (x1 - x0);
    const scaling = scale(plot);
    const names = [];
    for (const frame of plot.frames) {
      for (const cloud of frame.clouds) if (!names.some(other => other.name === cloud.name)) names.push(cloud);
    }
    const indexOf = name => names.findIndex(other => other.name === name);
    const shown = names.map(() => true);
    const canvas = element("canvas", {});
    figure.box.append(canvas);
    const bar = scaling == null ? null : scaleBar(plot, scaling);
    if (bar) figure.after.append(bar.line);
    figure.after.append(Picture.legend(names.map((cloud, i) => ({
      name: cloud.name, colour: cloudColour(i, bar), shape: cloud.joined ? "" : "dots",
    })), (i, on) => {
      shown[i] = on;
      paint();
    }));

    function paint() {
      if (width === 0) return;
      const ratio = Math.max(2, devicePixelRatio);
      const plotWidth = width - LEFT - RIGHT;
      const plotHeight = square ? plotWidth : Math.round(plotWidth * 0.66);
      const height = plotHeight + TOP + BOTTOM;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = width + "px";
      canvas.style.height = height + "px";
      const g = canvas.getContext("2d");
      g.scale(ratio, ratio);
      const px = x => LEFT + (x - x0) / (x1 - x0) * plotWidth;
      const py = y => TOP + (y1 - y) / (y1 - y0) * plotHeight;
      g.save();
      g.beginPath();
      g.rect(LEFT, TOP, plotWidth, plotHeight);
      g.clip();
      const frame = plot.frames[at];
      if (frame.field.length > 0) paintField(g, frame.field, plotWidth, plotHeight);
      paintGrid(g, px, py, plotWidth, plotHeight, frame.field.length > 0);
      for (const cloud of frame.clouds) {
        if (shown[indexOf(cloud.name)]) paintCloud(g, cloud, px, py);
      }
      g.restore();
      paintAxes(g, px, py, plotWidth, plotHeight);
      bar?.paint();
    }

    /** The outer values lie on the border, so the picture is half a cell larger on each side. */
    function paintField(g, field, plotWidth, plotHeight) {
      const rows = field.length, columns = field[0].length, colour = colourMap();
      const small = new OffscreenCanvas(columns, rows), h = small.getContext("2d");
      const image = h.createImageData(columns, rows);
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < columns; c++) {
          const v = field[r][c], i = 4 * ((rows - 1 - r) * columns + c);
          if (v == null) continue;
          image.data.set([...colour((v - scaling.middle) / scaling.reach), 255], i);
        }
      }
      h.putImageData(image, 0, 0);
      g.imageSmoothingEnabled = true;
      g.imageSmoothingQuality = "high";
      const cellX = plotWidth / Math.max(1, columns - 1), cellY = plotHeight / Math.max(1, rows - 1);
      g.drawImage(small, LEFT - cellX / 2, TOP - cellY / 2, plotWidth + cellX, plotHeight + cellY);
    }

    function paintGrid(g, px, py, plotWidth, plotHeight, overField) {
      g.strokeStyle = css("--grid");
      g.globalAlpha = overField ? 0.5 : 1;
      g.lineWidth = 1;
      g.beginPath();
      for (const x of ticks(x0, x1)) { g.moveTo(px(x), TOP); g.lineTo(px(x), TOP + plotHeight); }
      for (const y of ticks(y0, y1)) { g.moveTo(LEFT, py(y)); g.lineTo(LEFT + plotWidth, py(y)); }
      g.stroke();
      g.globalAlpha = 1;
    }

    function paintCloud(g, cloud, px, py) {
      const colour = css(cloudColour(indexOf(cloud.name), bar)), count = cloud.x.length;
      g.fillStyle = g.strokeStyle = colour;
      if (cloud.joined) {
        g.lineWidth = 1.75;
        g.lineJoin = "round";
        g.beginPath();
        for (let i = 0; i < count; i++) {
          if (cloud.x[i] != null && cloud.y[i] != null) g.lineTo(px(cloud.x[i]), py(cloud.y[i]));
        }
        g.stroke();
        return;
      }
      const radius = count === 1 ? 5 : count <= 50 ? 3.5 : 2;
      g.globalAlpha = count > 50 ? 0.75 : 1;
      for (let i = 0; i < count; i++) {
        if (cloud.x[i] == null || cloud.y[i] == null) continue;
        g.beginPath();
        g.arc(px(cloud.x[i]), py(cloud.y[i]), radius, 0, 2 * Math.PI);
        g.fill();
      }
      g.globalAlpha = 1;
    }

    function paintAxes(g, px, py, plotWidth, plotHeight) {
      g.strokeStyle = css("--line");
      g.strokeRect(LEFT, TOP, plotWidth, plotHeight);
      g.fillStyle = css("--quiet");
      g.font = "12px system-ui, sans-serif";
      g.textAlign = "center";
      g.textBaseline = "top";
      for (const x of ticks(x0, x1)) g.fillText(Picture.short(x), px(x), TOP + plotHeight + 6);
      g.fillText(plot.xLabel, LEFT + plotWidth / 2, TOP + plotHeight + 26);
      g.textAlign = "right";
      g.textBaseline = "middle";
      for (const y of ticks(y0, y1)) g.fillText(Picture.short(y), LEFT - 6, py(y));
      g.translate(12, TOP + plotHeight / 2);
      g.rotate(-Math.PI / 2);
      g.textAlign = "center";
      g.fillText(plot.yLabel, 0, 0);
    }

    return {
      draw(newWidth) {
        width = newWidth;
        paint();
      },
      show(frame) {
        at = frame;
        paint();
      },
    };
  }

  return {add};
})();
