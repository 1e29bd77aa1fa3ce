/** The page of a lab. */

function head() {
  const failed = data.checks.filter(check => !check.holds).length;
  byId("name").textContent = `Zeuxis lab · ${data.name}`;
  byId("heading").textContent = data.title;
  byId("lead").textContent = failed === 0
    ? `Seed ${data.seed}. All ${data.checks.length} numbers are as expected.`
    : `Seed ${data.seed}. ${failed} of ${data.checks.length} numbers ${failed === 1 ? "is" : "are"} not as expected.`;
  byId("text").append(...data.text.map(paragraph => element("p", {}, paragraph)));
  byId("foot").textContent = `Written by zeuxis lab ${data.name} --seed ${data.seed}.`;
}

function checks() {
  const rows = data.checks.map(check => element("tr", {},
    element("th", {scope: "row"}, check.quantity),
    element("td", {class: "number", "data-label": ""}, element("strong", {}, number(check.measured))),
    element("td", {class: "number", "data-label": "expected"}, number(check.expected)),
    element("td", {class: "number", "data-label": "within"}, check.tolerance === 0 ? "exactly" : "± " + number(check.tolerance, 2)),
    element("td", {class: check.holds ? "agrees" : "agrees no"}, check.holds ? "✓ agrees" : "✗ does not"),
    element("td", {class: "wide notes"}, check.source)));
  byId("check-table").append(element("div", {class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "numbers-title"},
    element("table", {class: "results checks", "aria-labelledby": "numbers-title"},
      element("thead", {}, element("tr", {},
        element("th", {scope: "col"}, "Quantity"), element("th", {scope: "col", class: "number"}, "Measured"),
        element("th", {scope: "col", class: "number"}, "Expected"), element("th", {scope: "col", class: "number"}, "Within"),
        element("th", {scope: "col"}, "Agrees"), element("th", {scope: "col"}, "Source of the expected number"))),
      element("tbody", {}, ...rows))));
}

function plots() {
  const all = data.plots.map(({kind, plot}) => Picture.add(byId("charts"), plot, kind === "curves" ? Curves.add : Plane.add));
  byId("plots").hidden = all.length === 0;
  const draw = width => all.forEach(picture => picture.draw(width));
  draw();
  let pending = 0;
  addEventListener("resize", () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => draw());
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw());
  const printing = on => {
    document.documentElement.classList.toggle("printing", on);
    draw(on ? 318 : undefined); // paper has two beside each other
  };
  addEventListener("beforeprint", () => printing(true));
  addEventListener("afterprint", () => printing(false));
}

head();
checks();
plots();
