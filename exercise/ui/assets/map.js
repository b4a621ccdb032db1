// The schematic map: what the author drew, what the teams posted on it. Everything is built from text, nothing is markup.

import { once, stylesheet } from "./live.js";

const SVG = "http://www.w3.org/2000/svg";
const EDGE = 28; // px around the map, room for markers at its rim
const TALL = 0.9; // of the width, and
const SEEN = 0.72; // of the window, at most
const SIZE = 11; // px, the letters of place names
const MARK = 12; // px, the radius of an entry
const FOUND = 2_000; // an entry that was sought stays marked so long

const sheet = await stylesheet("map.css");

export default once((parent) => {
  parent.adoptedStyleSheets = [sheet];
  const box = document.createElement("div");
  box.className = "box";
  parent.append(box);
  let data = null;
  let drawn = "";

  const draw = () => {
    const width = box.clientWidth;
    if (!data || !width) return;
    const state = JSON.stringify([width, data]);
    if (state === drawn) return;
    drawn = state;
    box.replaceChildren(picture(data, width));
  };
  const watch = new ResizeObserver(draw);
  watch.observe(box);
  return {
    update(component) {
      data = component.data;
      draw();
    },
    leave: () => watch.disconnect(),
  };
});

function picture({ features, entries, label }, width) {
  const points = [...features.flatMap(({ geometry }) => corners(geometry)), ...entries.map(({ place }) => place)];
  const [left, right, low, high] = [
    Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x)),
    Math.min(...points.map(([, y]) => y)), Math.max(...points.map(([, y]) => y)),
  ];
  const inner = width - 2 * EDGE;
  const scale = Math.min(inner / (right - left || 1), Math.min(inner * TALL, innerHeight * SEEN) / (high - low || 1));
  const height = (high - low) * scale + 2 * EDGE;
  const shift = (width - (right - left) * scale) / 2;
  // North is up.
  const at = ([x, y]) => [shift + (x - left) * scale, height - EDGE - (y - low) * scale];

  const svg = node("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": label });
  for (const shape of ["Polygon", "LineString", "Point"])
    for (const feature of features.filter(({ geometry }) => geometry.type === shape)) svg.append(shaped(feature, at));
  const taken = [];
  const marks = entries.map((entry) => [entry, free(at(entry.place), taken)]);
  for (const shape of ["Polygon", "Point", "LineString"])
    for (const feature of features.filter(({ geometry }) => geometry.type === shape)) name(svg, feature, at, taken, width);
  for (const [, { place, spot: end }] of marks)
    if (place[0] !== end[0] || place[1] !== end[1])
      svg.append(node("line", { x1: place[0], y1: place[1], x2: end[0], y2: end[1], class: "leader" }));
  for (const [entry, found] of marks) svg.append(marked(entry, found.spot));
  return svg;

  function shaped({ geometry, look, name: title }, project) {
    const shape = geometry.type === "Point" ? spot(project(geometry.coordinates)) : path(geometry, project);
    shape.setAttribute("class", `${geometry.type.toLowerCase()} ${look}`);
    if (title) shape.append(node("title", {}, title));
    return shape;
  }
}

function path({ type, coordinates }, project) {
  const rings = type === "Polygon" ? coordinates : [coordinates];
  const line = (ring) => ring.map((point) => project(point).map((figure) => figure.toFixed(1)).join(" ")).join(" L ");
  return node("path", { d: rings.map((ring) => `M ${line(ring)}${type === "Polygon" ? " Z" : ""}`).join(" ") });
}

function spot([x, y]) {
  return node("rect", { x: x - 3, y: y - 3, width: 6, height: 6 });
}

/** Write a name where there is room for it; elsewhere the pointer brings it up. */
function name(svg, { geometry, name: title }, project, taken, width) {
  if (!title) return;
  const [x, y] = project(middle(geometry));
  const half = (title.length * SIZE * 0.56) / 2;
  const centre = Math.min(Math.max(x, half + 2), width - half - 2);
  for (const base of rows(geometry, project, y)) {
    const rect = [centre - half, base - SIZE, centre + half, base + 3];
    if (taken.some((other) => overlap(rect, other))) continue;
    taken.push(rect);
    svg.append(node("text", { x: centre, y: base, class: `name ${geometry.type.toLowerCase()}` }, title));
    return;
  }
}

/** The lines a name may stand on: at a point above or below it, in an area or at its edges, on a line nowhere else. */
function rows({ type, coordinates }, project, y) {
  if (type === "Point") return [y - 8, y + 8 + SIZE];
  if (type === "LineString") return [y + SIZE / 3];
  const ends = coordinates.flat().map((point) => project(point)[1]);
  return [y + SIZE / 3, Math.max(...ends) + SIZE, Math.min(...ends) - 3];
}

/** The nearest spot around a place where a marker covers no other. */
function free([x, y], taken) {
  for (let ring = 0; ring < 12; ring += 1)
    for (let turn = 0; turn < (ring ? 8 : 1); turn += 1) {
      const angle = (turn * Math.PI) / 4;
      const [across, up] = [x + ring * MARK * Math.cos(angle), y + ring * MARK * Math.sin(angle)];
      const rect = [across - MARK, up - MARK, across + MARK, up + MARK];
      if (taken.some((other) => overlap(rect, other))) continue;
      taken.push(rect);
      return { place: [x, y], spot: [across, up] };
    }
  return { place: [x, y], spot: [x, y] };
}

function marked(entry, [x, y]) {
  const group = node("g", { class: `entry ${entry.look}`, tabindex: 0, role: "button", "aria-label": entry.label });
  const square = entry.look.startsWith("held");
  group.append(
    node("title", {}, entry.label),
    square
      ? node("rect", { x: x - MARK + 2, y: y - MARK + 2, width: 2 * MARK - 4, height: 2 * MARK - 4, rx: 3 })
      : node("circle", { cx: x, cy: y, r: MARK }),
    node("text", { x, y: y + 4 }, entry.sign),
  );
  const seek = () => find(entry.id);
  group.addEventListener("click", seek);
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    seek();
  });
  return group;
}

function find(id) {
  const row = document.getElementById(`entry-${id}`);
  if (!row) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  row.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  row.classList.add("wc-found");
  setTimeout(() => row.classList.remove("wc-found"), FOUND);
}

function corners({ type, coordinates }) {
  return type === "Point" ? [coordinates] : type === "LineString" ? coordinates : coordinates.flat();
}

function middle(geometry) {
  const points = corners(geometry);
  if (geometry.type === "LineString") return points[Math.floor(points.length / 2)];
  const mean = (axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  return [mean(0), mean(1)];
}

function overlap([left, top, right, bottom], [otherLeft, otherTop, otherRight, otherBottom]) {
  return left < otherRight && right > otherLeft && top < otherBottom && bottom > otherTop;
}

function node(tag, attributes, text = "") {
  const made = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}
