/** What pictures of a lab have in common: figure, legend, frames that play. */

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const Picture = (() => {
  const colourOf = index => `--c${index % 8}`;

  /** A number on an axis. */
  function short(v) {
    if (v == null) return "";
    if (v === 0) return "0";
    return Math.abs(v) >= 1e5 || Math.abs(v) < 1e-3 ? minus(v.toExponential(0)) : minus(String(+v.toPrecision(3)));
  }

  /** Lines of a legend, which show and hide; a line is {name, colour, shape, output}. */
  function legend(lines, change) {
    return element("div", {class: "legend"}, ...lines.map((line, i) => {
      const style = line.shape === "theory" ? `border-color: var(${line.colour})` : `background: var(${line.colour})`;
      const button = element("button", {type: "button", "aria-pressed": "true", title: line.name},
        element("span", {class: `key ${line.shape}`, style}), element("span", {class: "name"}, line.name), line.output);
      button.addEventListener("click", () => {
        const on = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", on);
        change(i, on);
      });
      return button;
    }));
  }

  /** A slider and a button that plays; both show frames. */
  function player(frames, show) {
    const last = frames.length - 1;
    const slider = element("input", {type: "range", min: "0", max: String(last), value: String(last), "aria-label": "Frame"});
    const button = element("button", {type: "button", class: "button round"});
    let timer = null;
    function to(index) {
      slider.value = String(index);
      slider.setAttribute("aria-valuetext", frames[index].caption);
      show(index);
    }
    function play(on) {
      clearInterval(timer);
      timer = null;
      if (on) {
        if (Number(slider.value) === last) to(0);
        const pause = Math.min(700, Math.max(80, 8000 / frames.length));
        timer = setInterval(() => Number(slider.value) === last ? play(false) : to(Number(slider.value) + 1), pause);
      }
      button.replaceChildren(icon(on ? "pause" : "play"));
      button.title = on ? "Pause" : "Play";
      button.setAttribute("aria-label", button.title);
    }
    slider.addEventListener("input", () => {
      play(false);
      to(Number(slider.value));
    });
    button.addEventListener("click", () => play(timer == null));
    play(false);
    return element("div", {class: "player"}, element("div", {class: "bar"}, button, slider));
  }

  /**
   * Adds a plot to the page.
   *
   * @param kind Curves.add or Plane.add
   */
  function add(parent, plot, kind) {
    const caption = element("span", {}), last = plot.frames.length - 1;
    const figure = {
      reading: element("span", {}),
      box: element("div", {class: "canvas", role: "img", "aria-label": `${plot.title}. ${plot.xLabel}, ${plot.yLabel}. ${plot.frames[last].caption}`}),
      after: element("div", {}),
    };
    const separator = element("span", {}, " · ");
    const picture = kind(figure, plot);
    const show = index => {
      caption.textContent = plot.frames[index].caption;
      picture.show(index);
    };
    parent.append(element("figure", {class: "chart lab"}, element("h3", {}, plot.title),
      element("p", {class: "at"}, caption, separator, figure.reading), figure.box,
      last > 0 ? player(plot.frames, show) : null, figure.after));
    const reading = () => { separator.hidden = figure.reading.textContent === ""; };
    new MutationObserver(reading).observe(figure.reading, {childList: true, characterData: true, subtree: true});
    show(last);
    reading();
    return {draw: width => picture.draw(width ?? figure.box.clientWidth)};
  }

  return {add, legend, short, colourOf};
})();
