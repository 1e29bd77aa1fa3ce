/** The page about several runs. */

const count = (n, one, many) => `${n} ${n === 1 ? one : many}`;
const key = index => element("span", {class: "group-key", style: `background: var(${Charts.colourOf(index)})`});

function head() {
  const runs = data.groups.reduce((sum, group) => sum + group.runs.length, 0);
  byId("lead").textContent = `${count(runs, "run", "runs")} in ${count(data.groups.length, "group", "groups")}`
    + "; the runs of a group differ only in their seed.";
  if (data.protocolDifferences.length > 0) {
    byId("differences").hidden = false;
    byId("differences").querySelector("ul").append(...data.protocolDifferences.map(text => element("li", {}, text)));
  }
}

/** The metrics of all groups, the one that ranks first. */
function metrics() {
  const all = new Map();
  data.groups.forEach(group => group.figures.forEach(figure => all.set(figure.metric, figure.better)));
  return [...all].sort(([a], [b]) => (b === data.rankedBy) - (a === data.rankedBy));
}

const figureOf = (group, metric) => group.figures.find(figure => figure.metric === metric);

function bestMean(metric, better) {
  const means = data.groups.map(group => figureOf(group, metric)?.mean).filter(mean => mean != null);
  if (better == null || means.length < 2) return null;
  return better === "lower" ? Math.min(...means) : Math.max(...means);
}

function cell(group, metric, best) {
  const figure = figureOf(group, metric);
  const label = {"data-label": metricName(metric)};
  if (figure == null) return element("td", {class: "number", ...label}, "–");
  const [mean, error] = withDeviation(figure.mean, figure.standardError);
  return element("td", {class: figure.mean != null && figure.mean === best ? "number best" : "number", ...label},
    element("strong", {}, mean), error == null ? null : element("span", {class: "deviation"}, " ± " + error),
    figure.values.length > 1 ? element("div", {class: "notes"}, figure.values.map(v => number(v, 3)).join(", ")) : null);
}

function ranks() {
  const columns = metrics();
  byId("ranks-about").textContent = `By ${metricName(data.rankedBy)}. Mean ± standard error over the seeds, below it each seed's value; the best mean of a column is shaded.`;
  const best = new Map(columns.map(([metric, better]) => [metric, bestMean(metric, better)]));
  const header = element("tr", {}, element("th", {scope: "col"}, "Rank"), element("th", {scope: "col"}, "Group"),
    ...columns.map(([metric, better]) => element("th", {scope: "col", class: "number", title: betterText(better)},
      metricName(metric) + betterArrow(better))));
  const rows = data.groups.map((group, index) => element("tr", {},
    element("td", {class: "number rank"}, String(group.rank)),
    element("th", {scope: "row"}, key(index), group.name,
      element("div", {class: "notes"}, `${count(group.runs.length, "seed", "seeds")}: ${group.runs.map(run => run.seed).join(", ")}`)),
    ...columns.map(([metric]) => cell(group, metric, best.get(metric)))));
  byId("rank-table").append(element("div", {class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "ranks-title"},
    element("table", {class: "ranks"}, element("thead", {}, header), element("tbody", {}, ...rows))));
}

function grids() {
  const fits = [];
  data.groups.forEach((group, index) => group.runs.forEach(run => run.lastGrid.forEach(grid => {
    const image = element("img", {class: "crisp", src: grid.source, width: grid.width, height: grid.height, alt: `Samples of ${run.name}, step ${grid.step}`});
    byId("grids").append(element("figure", {},
      element("figcaption", {}, key(index), group.name, element("span", {}, ` · ${run.name}, step ${whole(grid.step)}`)), image));
    fits.push(() => fitWhole(image, grid.width));
  })));
  if (fits.length === 0) byId("grids").replaceWith(element("p", {class: "empty"}, "The runs have no sample grids."));
  const fit = () => fits.forEach(one => one());
  fit();
  addEventListener("resize", fit);
}

function curves() {
  const order = new Map(data.groups.map((group, index) => [group.name, index]));
  for (const chart of data.charts) {
    Charts.add(byId("metric-charts"), {
      title: metricName(chart.metric), better: chart.better,
      entries: chart.groups.map(group => ({
        name: group.name, colour: Charts.colourOf(order.get(group.name)),
        lines: [...(group.seeds.length > 1 ? group.seeds.map(s => ({steps: s.steps, values: s.values, faint: true})) : []),
          {steps: group.mean.steps, values: group.mean.values}],
      })),
    });
  }
  byId("log").addEventListener("change", event => Charts.set({log: event.target.checked}));
  if (data.charts.length === 0) {
    byId("controls").hidden = true;
    byId("metric-charts").replaceWith(element("p", {class: "empty"}, "The runs were not evaluated while they were trained."));
  }
}

head();
ranks();
grids();
curves();
Charts.drawAll();
