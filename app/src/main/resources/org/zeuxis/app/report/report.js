/** The page about one run. */

function head() {
  const {facts} = data;
  byId("run-name").textContent = facts.run;
  byId("run-recipe").append(facts.title, " (", paperLink(facts.paper, facts.link), ") on ", facts.data.name);
  if (data.warnings.length > 0) {
    byId("warnings").hidden = false;
    byId("warnings").append(...data.warnings.map(text => element("li", {}, text)));
  }
  byId("foot").textContent = "Written by Zeuxis from the run directory. This file is complete in itself and needs no network.";
}

function duration(seconds) {
  const s = Math.round(seconds), pad = n => String(n).padStart(2, "0");
  if (s < 60) return seconds.toFixed(seconds < 10 ? 1 : 0) + " s";
  if (s < 3600) return `${Math.floor(s / 60)} min ${pad(s % 60)} s`;
  return `${whole(Math.floor(s / 3600))} h ${pad(Math.floor(s % 3600 / 60))} min`;
}

function shapeText(shape) {
  if (shape.length !== 3) return "points in the plane";
  const [channels, height, width] = shape;
  return `${width}×${height}, ${channels === 1 ? "grey" : channels === 3 ? "colour" : channels + " channels"}`;
}

function factList() {
  const {facts} = data, {samples} = facts.data;
  const classes = samples.classNames.length;
  const steps = facts.planned == null || facts.planned === facts.steps ? whole(facts.steps)
    : facts.steps < facts.planned ? `${whole(facts.steps)} of ${whole(facts.planned)}, not at its end`
    : `${whole(facts.steps)} of ${whole(facts.planned)}`;
  const rows = {
    Recipe: facts.recipe,
    Paper: paperLink(facts.paper, facts.link),
    Data: `${facts.data.name}, ${whole(facts.data.count)} samples`,
    Shape: shapeText(samples.shape),
    Classes: classes > 1 ? whole(classes) : null,
    Seed: String(facts.seed),
    Steps: steps,
    "Images seen": facts.images > 0 ? `${whole(facts.images)}, ${number(facts.images / facts.data.count, 3)} epochs` : null,
    Time: facts.seconds > 0 ? duration(facts.seconds) : null,
    Version: facts.version,
    Fingerprint: element("code", {title: facts.data.fingerprint}, facts.data.fingerprint.slice(0, 16) + "…"),
  };
  byId("fact-list").append(...Object.entries(rows).filter(([, value]) => value != null)
    .map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))));
}

function valueText(measurement) {
  const [value, deviation] = withDeviation(measurement.value, measurement.deviation);
  return [value, deviation == null ? null : element("span", {class: "deviation"}, " ± " + deviation)];
}

/** Of each metric the last number; of several protocols the one measured at the latest step. */
function summary() {
  const last = new Map();
  for (const {last: m} of data.results) {
    if (!last.has(m.metric) || last.get(m.metric).step <= m.step) last.set(m.metric, m);
  }
  byId("summary").append(...[...last.values()].map(m => element("li", {},
    element("span", {class: "name", title: betterText(m.better)}, metricName(m.metric) + betterArrow(m.better)),
    element("span", {class: "value"}, ...valueText(m)),
    element("span", {class: "note"}, "step " + whole(m.step)))));
  byId("summary").hidden = last.size === 0;
}

function samplePlayer() {
  const {grids, total} = data.samples, player = byId("player");
  byId("samples-about").textContent = data.facts.data.samples.shape.length === 3
    ? "Each picture of the grid is made of the same latent vector at every step."
    : "The same latent vectors at every step, over the data in grey.";
  if (grids.length === 0) {
    player.append(element("p", {class: "empty"}, "The run has no sample grids yet."));
    return;
  }
  const images = grids.map((grid, i) => element("img", {
    src: grid.source, width: grid.width, height: grid.height, alt: `Samples of step ${grid.step}`,
    class: i === grids.length - 1 ? "last" : null, hidden: i < grids.length - 1,
  }));
  const stage = element("div", {class: "stage"}, ...images);
  const slider = element("input", {type: "range", min: "0", max: String(grids.length - 1), value: String(grids.length - 1), "aria-label": "Step of the samples"});
  const step = element("output", {});
  const button = element("button", {type: "button", class: "button round"});
  player.append(stage);
  if (grids.length > 1) player.append(element("div", {class: "bar"}, button, slider, step));
  else player.append(element("p", {class: "about"}, `Step ${whole(grids[0].step)}`));
  if (grids.length < total) player.append(element("p", {class: "about"}, `${grids.length} of the run's ${whole(total)} grids, evenly spread.`));

  const fit = () => images.forEach((image, i) => fitWhole(image, grids[i].width));
  fit();
  addEventListener("resize", fit);

  let timer = null;
  const at = () => Number(slider.value);
  function show(index) {
    slider.value = String(Math.min(grids.length - 1, Math.max(0, index)));
    images.forEach((image, i) => { image.hidden = i !== at(); });
    step.textContent = "step " + whole(grids[at()].step);
    slider.setAttribute("aria-valuetext", step.textContent);
  }
  function play(on) {
    clearInterval(timer);
    timer = null;
    if (on) {
      if (at() === grids.length - 1) show(0);
      const pause = Math.min(500, Math.max(120, 8000 / grids.length));
      timer = setInterval(() => at() === grids.length - 1 ? play(false) : show(at() + 1), pause);
    }
    button.replaceChildren(icon(on ? "pause" : "play"));
    button.setAttribute("aria-label", on ? "Pause" : "Play");
    button.title = on ? "Pause" : "Play";
  }
  slider.addEventListener("input", () => { play(false); show(at()); });
  button.addEventListener("click", () => play(timer == null));
  stage.tabIndex = 0;
  stage.setAttribute("aria-label", "Samples; left and right arrow keys change the step");
  stage.setAttribute("role", "group");
  stage.addEventListener("keydown", event => {
    const index = {ArrowLeft: at() - 1, ArrowRight: at() + 1, Home: 0, End: grids.length - 1}[event.key];
    if (index === undefined) return;
    event.preventDefault();
    play(false);
    show(index);
  });
  show(grids.length - 1);
  play(false);
}

const settingsText = remedy => remedy.settings.map(setting => "--set " + setting).join(" ");

function evidenceText(evidence) {
  return (evidence.vital ? evidence.vital + ", " : "") + `${evidence.meaning}: ${number(evidence.value, 3)}`
    + (evidence.threshold == null ? "" : ` (threshold ${number(evidence.threshold, 3)})`);
}

function finding(found) {
  const steps = found.from === found.to ? `step ${whole(found.to)}` : `steps ${whole(found.from)} to ${whole(found.to)}`;
  return element("li", {class: "finding " + found.severity},
    element("h3", {}, element("span", {class: "severity"}, found.severity), " ",
      found.title + (found.detail ? ", " + found.detail : "")),
    element("p", {class: "notes"}, element("code", {}, found.name), ", " + steps),
    element("p", {}, found.explanation),
    element("ul", {class: "notes"}, ...found.evidence.map(e => element("li", {}, evidenceText(e)))),
    found.remedies.length === 0 ? null : element("p", {class: "try"}, "Try, in this order:"),
    element("ol", {}, ...found.remedies.map(remedy => element("li", {},
      ...(remedy.settings.length === 0 ? [remedy.reason]
        : [element("code", {}, settingsText(remedy)), element("span", {class: "notes"}, " " + remedy.reason)])))));
}

function doctor() {
  const {checkups, until, findings} = data.health;
  const looked = `${whole(checkups)} ${checkups === 1 ? "checkup" : "checkups"} up to step ${whole(until)}`;
  byId("doctor-about").textContent = checkups === 0 ? "The run holds no checkups; 'zeuxis doctor' looks at its checkpoints."
    : findings.length === 0 ? `The doctor found nothing, by ${looked}.`
    : `What the doctor found, by ${looked}, the worst first.`;
  byId("findings").append(...findings.map(finding));
  byId("findings").hidden = findings.length === 0;
}

/** Players keep their colour from chart to chart. */
function playerColour(name) {
  if (/discriminator|^real|critic/.test(name)) return Charts.colourOf(0);
  if (/generator|^fake/.test(name)) return Charts.colourOf(1);
  return undefined;
}

function scoreChart(chart) {
  const coloured = chart.series.map(s => playerColour(s.name));
  const all = !coloured.includes(undefined) && new Set(coloured).size === coloured.length;
  return {
    title: chart.title, better: chart.better,
    entries: chart.series.map((s, i) => ({
      name: s.name, colour: all ? coloured[i] : undefined,
      lines: [{steps: s.steps, values: s.values, faint: true}, {steps: s.steps, values: s.values, smooth: true}],
    })),
  };
}

function metricChart(chart) {
  return {
    title: metricName(chart.title), better: chart.better,
    entries: chart.series.map(s => ({
      name: s.name === chart.title ? metricName(s.name) : s.name,
      lines: [{steps: s.steps, values: s.values, deviations: s.deviations.length > 0 ? s.deviations : undefined}],
    })),
  };
}

function curves() {
  data.scores.forEach(chart => Charts.add(byId("score-charts"), scoreChart(chart)));
  data.metrics.filter(chart => chart.series.some(s => s.steps.length > 1))
    .forEach(chart => Charts.add(byId("metric-charts"), metricChart(chart)));
  data.diagnostics.forEach(chart => Charts.add(byId("diagnostic-charts"), scoreChart(chart)));
  if (data.scores.length === 0) {
    byId("controls").hidden = true;
    byId("score-charts").replaceWith(element("p", {class: "empty"}, "The event log has no scores yet."));
  }
  const smoothing = byId("smoothing"), log = byId("log");
  smoothing.addEventListener("input", () => {
    byId("smoothing-value").textContent = Number(smoothing.value).toFixed(2);
    Charts.set({smoothing: Number(smoothing.value)});
  });
  log.addEventListener("change", () => Charts.set({log: log.checked}));
  byId("controls").addEventListener("submit", event => event.preventDefault());
}

function protocol(measurement) {
  const keys = Object.entries(measurement.protocol);
  if (keys.length === 0) return "not recorded";
  const {extractor, real, generated, reference, split} = measurement.protocol;
  const short = [extractor, reference && [reference, split].filter(Boolean).join(" "), generated && `${whole(Number(generated))} against ${whole(Number(real))}`].filter(Boolean);
  return element("details", {}, element("summary", {}, short.join(", ") || "protocol"),
    element("dl", {class: "protocol"}, ...keys.flatMap(([key, value]) => [element("dt", {}, key), element("dd", {}, value)])));
}

function parts(measurement) {
  const entries = Object.entries(measurement.parts);
  if (entries.length === 0) return [];
  return [element("details", {}, element("summary", {}, `made of ${entries.length} numbers`),
    element("dl", {class: "protocol"}, ...entries.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, number(value))])))];
}

function metricTable() {
  if (data.results.length === 0) {
    byId("metric-table").append(element("p", {class: "empty"}, "None have been measured. With metrics, this section shows each number with its protocol: how it was measured, on how many images, against which data."));
    return;
  }
  const rows = data.results.map(({last, best, count}) => element("tr", {},
    element("th", {scope: "row"}, metricName(last.metric),
      element("div", {class: "notes"}, betterText(last.better))),
    element("td", {class: "number", "data-label": ""}, element("strong", {}, ...valueText(last))),
    element("td", {class: "number", "data-label": "at step"}, whole(last.step)),
    element("td", {class: "number", "data-label": "best"}, best == null || count < 2 ? "" : `${number(best.value)} at ${whole(best.step)}`),
    element("td", {class: "wide"}, protocol(last), ...parts(last), ...last.notes.map(note => element("p", {class: "notes"}, note)))));
  byId("metric-table").append(element("div", {class: "scroll"}, element("table", {class: "results", "aria-labelledby": "metrics-title"},
    element("thead", {}, element("tr", {},
      element("th", {scope: "col"}, "Metric"), element("th", {scope: "col", class: "number"}, "Value"),
      element("th", {scope: "col", class: "number"}, "Step"), element("th", {scope: "col", class: "number"}, "Best"),
      element("th", {scope: "col"}, "Protocol and notes"))),
    element("tbody", {}, ...rows))));
}

function recipe() {
  for (const line of data.yaml.split(/(?<=\n)/)) {
    const [, indent, key, rest] = /^(\s*(?:- )?)([\w.-]+:)?([^]*)$/.exec(line);
    byId("yaml").append(indent, key ? element("span", {class: "key"}, key) : "", rest);
  }
  const button = byId("copy");
  button.addEventListener("click", async () => {
    let copied = true;
    try {
      await navigator.clipboard.writeText(data.yaml);
    } catch {
      getSelection().selectAllChildren(byId("yaml")); // some browsers keep the clipboard from files
      copied = document.execCommand("copy");
    }
    button.textContent = copied ? "Copied" : "Press Ctrl+C";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
}

function contents() {
  byId("diagnostics").hidden = data.diagnostics.length === 0;
  for (const section of document.querySelectorAll("section:not([hidden])")) {
    byId("contents").append(element("a", {href: "#" + section.id}, section.querySelector("h2").textContent));
  }
}

head();
summary();
contents();
factList();
samplePlayer();
doctor();
curves();
metricTable();
recipe();
Charts.drawAll();
