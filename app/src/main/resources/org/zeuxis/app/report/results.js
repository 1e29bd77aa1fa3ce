/** The page of images that were made of images. */

function head() {
  byId("name").textContent = "Zeuxis results";
  byId("heading").textContent = data.run;
  byId("lead").textContent = `Step ${data.step}: measured on ${data.measured}, ${data.lines.length} shown.`;
  byId("foot").textContent = "Written by zeuxis evaluate.";
}

function table({what, metrics, rows}) {
  const columns = metrics.map(metric => element("th", {scope: "col", class: "number"}, metric));
  const lines = rows.map(({by, values}) => element("tr", {},
    element("th", {scope: "row"}, by),
    ...values.map((value, i) => element("td", {class: "number", "data-label": metrics[i]}, value === null ? "" : number(value)))));
  return element("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": what},
    element("table", {class: "results"},
      element("thead", {}, element("tr", {}, element("th", {scope: "col"}, what), ...columns)),
      element("tbody", {}, ...lines)));
}

function images() {
  const side = Math.min(256, Math.max(96, data.side));
  const row = cells => element("tr", {}, ...cells);
  byId("lines").append(element("div", {class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "images-title"},
    element("table", {class: "results pictures"},
      element("thead", {}, row(data.captions.map(caption => element("th", {scope: "col"}, caption)))),
      element("tbody", {}, ...data.lines.map(({pictures}) => row(pictures.map((source, i) =>
        element("td", {"data-label": data.captions[i]},
          element("img", {src: source, alt: data.captions[i], width: side, height: side, loading: "lazy", style: "image-rendering:pixelated"})))))))));
}

head();
byId("numbers").hidden = data.tables.length === 0;
byId("tables").append(...data.tables.map(table));
images();
