"use strict";

/** What every page needs: its data, elements, numbers for people. */

const data = JSON.parse(document.getElementById("data").textContent);
const byId = id => document.getElementById(id);

/**
 * Makes an element. Texts become text nodes, never markup, so that no name in a file can do harm.
 * Attributes that are null are left out.
 */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value != null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter(child => child != null));
  return made;
}

const whole = n => n.toLocaleString("en-US", {maximumFractionDigits: 0});

/** A number with so many significant digits, in scientific form where it is very large or small. */
function number(x, digits = 4) {
  if (x == null) return "not finite";
  if (x === 0) return "0";
  const size = Math.abs(x);
  if (size >= 1e7 || size < 1e-4) return minus(x.toExponential(digits - 2));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return minus(x.toLocaleString("en-US", {minimumFractionDigits: decimals, maximumFractionDigits: decimals}));
}

/** Value and deviation: the deviation with two digits, the value to the same place. */
function withDeviation(value, deviation) {
  if (value == null || deviation == null || deviation <= 0 || !(deviation < 1e7) || Math.abs(value) >= 1e7 || deviation < 1e-6) {
    return [number(value), deviation == null ? null : number(deviation, 2)];
  }
  const decimals = Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(deviation))));
  const fixed = x => minus(x.toLocaleString("en-US", {minimumFractionDigits: decimals, maximumFractionDigits: decimals}));
  return [fixed(value), fixed(deviation)];
}

const minus = text => text.replace(/-/g, "\u2212");

const METRICS = {
  fid: "FID", kid: "KID", is: "Inception score", "fid-infinity": "FID∞", "class-fid": "FID within classes",
  swd: "SWD", "ms-ssim": "MS-SSIM", "gan-train": "GAN-train", "gan-test": "GAN-test", parzen: "Parzen log-likelihood",
  "ppl-z-full": "PPL in Z", "ppl-z-end": "PPL in Z, ends", "ppl-w-full": "PPL in W", "ppl-w-end": "PPL in W, ends",
  memorisation: "Memorisation, p", "modes-kl": "KL of modes", "stacked-kl": "KL of Stacked MNIST",
};
function metricName(metric) {
  return METRICS[metric] ?? metric.charAt(0).toUpperCase() + metric.slice(1).replace(/[-_]/g, " ");
}
const betterText = better => better === "lower" ? "lower is better" : better === "higher" ? "higher is better" : "";
const betterArrow = better => better === "lower" ? " ↓" : better === "higher" ? " ↑" : "";

const ICONS = {
  play: "M5 3.5v13l11-6.5z",
  pause: "M4.5 3.5h4v13h-4zM11.5 3.5h4v13h-4z",
};
function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("width", "18");
  svg.setAttribute("height", "18");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}

/** A link, but only to the web: a recipe is a file that anyone may have written. */
function paperLink(text, link) {
  return /^https?:\/\//.test(link ?? "") ? element("a", {href: link, rel: "noreferrer"}, text) : text;
}

/** Grids keep whole multiples of their pixels where there is room, else they shrink. */
function fitWhole(image, width) {
  const room = image.parentElement.clientWidth - 2 * parseFloat(getComputedStyle(image.parentElement).paddingLeft);
  const times = Math.floor(room / width);
  image.style.width = times >= 1 ? width * times + "px" : "100%";
  image.style.imageRendering = times >= 1 ? "" : "auto";
}
