// The map of incidents: land and borders from the built base map, names and numbers as elements of the page, so that
// the browser shapes Arabic as it does everywhere else.
import maplibregl from "maplibre-gl/dist/maplibre-gl-csp";
import type { GeoJSONSource, LngLatBoundsLike, Map as Maplibre, Marker, StyleSpecification } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import { Protocol } from "pmtiles";
import { areasOf, inside, type Feature, type Features } from "./areas";

maplibregl.setWorkerUrl("/static/map-worker.js");
const EMPTY: Features = { type: "FeatureCollection", features: [] };
const ARABIC = "٠١٢٣٤٥٦٧٨٩";

interface Desk {
  map: Maplibre;
  box: HTMLElement;
  markers: Marker[];
  labels: Marker[];
  names: Features;
  spots: Features;
  own: Features | null;
}

let shownMap: Maplibre | null = null;

function begin(): void {
  const box = document.getElementById("map");
  if (box?.dataset.begun) return;
  shownMap?.remove(); // a filter puts a new map in its place; a browser has room for few of them
  shownMap = null;
  if (box === null) return;
  box.dataset.begun = "yes";
  try {
    const map = new maplibregl.Map({
      container: box, style: style(box.dataset.tiles ?? ""), center: [42, 30], zoom: 3.2, maxZoom: 12, minZoom: 1,
      attributionControl: false, dragRotate: false, pitchWithRotate: false, renderWorldCopies: false,
      locale: { "Map.Title": box.dataset.label ?? "" },
    });
    shownMap = map;
    map.touchZoomRotate.disableRotation();
    map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    const desk: Desk = { map, box, markers: [], labels: [], names: EMPTY, spots: EMPTY, own: null };
    map.once("load", () => void loaded(desk));
  } catch {
    box.textContent = box.dataset.failed ?? "";
  }
}

function style(tiles: string): StyleSpecification {
  const own = tiles.endsWith(".pmtiles") ? { type: "raster" as const, url: `pmtiles://${new URL(tiles, location.href)}`, tileSize: 256 }
    : { type: "raster" as const, tiles: [tiles], tileSize: 256 };
  if (tiles.endsWith(".pmtiles")) maplibregl.addProtocol("pmtiles", new Protocol().tile);
  return {
    version: 8,
    sources: { base: { type: "geojson", data: "/static/basemap.json" }, ...(tiles ? { own } : {}) },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": "#dfe7ec" } },
      { id: "land", type: "fill", source: "base", filter: ["==", ["get", "kind"], "land"], paint: { "fill-color": "#f8f6f0" } },
      ...(tiles ? [{ id: "tiles", type: "raster" as const, source: "own" }] : []),
      { id: "coast", type: "line", source: "base", filter: ["==", ["get", "kind"], "land"], paint: { "line-color": "#b9c3c9", "line-width": 0.7 } },
      { id: "border", type: "line", source: "base", filter: ["==", ["get", "kind"], "border"], paint: { "line-color": "#9aa3ad", "line-width": 1 } },
    ],
  };
}

async function loaded(desk: Desk): Promise<void> {
  const { map } = desk;
  for (const id of ["reach", "cells", "spots"]) map.addSource(id, { type: "geojson", data: EMPTY as never, ...(id === "spots" ? clustered() : {}) });
  map.addLayer({ id: "cells", type: "fill", source: "cells", paint: { "fill-color": ["coalesce", ["get", "colour"], "#cccccc"], "fill-opacity": 0.72 } });
  map.addLayer({ id: "cell-lines", type: "line", source: "cells", paint: { "line-color": "#7d1416", "line-opacity": 0.5, "line-width": 0.8 } });
  map.addLayer({ id: "reach", type: "fill", source: "reach", paint: { "fill-color": "#9f1d20", "fill-opacity": 0.1 } });
  map.addLayer({ id: "reach-lines", type: "line", source: "reach", paint: { "line-color": "#9f1d20", "line-opacity": 0.45, "line-dasharray": [3, 2] } });
  map.addLayer({ id: "spots", type: "circle", source: "spots", paint: { "circle-radius": 0, "circle-opacity": 0 } });
  map.on("sourcedata", (event) => { if (event.sourceId === "spots" && event.isSourceLoaded) pins(desk); });
  map.on("moveend", () => { pins(desk); labels(desk); });
  map.on("click", "cells", (event) => {
    const found = event.features?.[0]?.properties;
    if (found?.box) void list(desk, String(found.box));
  });
  desk.names = await get("/incidents/names.json");
  labels(desk);
  tools(desk);
  await show(desk);
  desk.box.dataset.ready = "yes";
}

// Places near each other are drawn as one circle with their sums; the map lets them apart as it comes closer.
const clustered = () => ({
  cluster: true, clusterRadius: 34, clusterMaxZoom: 9,
  clusterProperties: { incidents: ["+", ["get", "incidents"]], killed: ["+", ["get", "killed"]] },
});

const value = (id: string): string => (document.getElementById(id) as HTMLSelectElement | null)?.value ?? "";
const source = (desk: Desk, id: string): GeoJSONSource => desk.map.getSource(id) as GeoJSONSource;

async function get(address: string): Promise<Features> {
  const answer = await fetch(address, { credentials: "same-origin" });
  return answer.ok ? ((await answer.json()) as Features) : EMPTY;
}

async function show(desk: Desk): Promise<void> {
  const layer = value("layer") || "spots";
  const query = desk.box.dataset.query ?? "";
  desk.spots = layer === "provinces" ? desk.spots : await get(`/incidents/map.json?${query}&layer=spots`);
  const set = (id: string, data: Features) => source(desk, id).setData(data as never);
  set("cells", EMPTY);
  set("reach", EMPTY);
  set("spots", EMPTY);
  clear(desk.markers);
  if (layer === "spots") {
    set("reach", areasOf(desk.spots));
    set("spots", desk.spots);
    fit(desk, desk.spots);
  } else if (layer === "provinces") {
    const found = await get(`/incidents/map.json?${query}&layer=provinces`);
    circles(desk, found);
    fit(desk, found);
  } else if (layer === "hexagons") {
    const size = Math.round(Math.min(6, Math.max(2, desk.map.getZoom() - 1)));
    cells(desk, await get(`/incidents/map.json?${query}&layer=hexagons&size=${size}`));
  } else {
    desk.own ??= await get("/boundaries.json");
    cells(desk, summed(desk.own, desk.spots));
    fit(desk, desk.own);
  }
}

// Cells are drawn as areas; for the keyboard and for screen readers each that holds incidents has a button in its middle.
function cells(desk: Desk, found: Features): void {
  const drawn = coloured(found, value("measure"));
  source(desk, "cells").setData(drawn as never);
  for (const cell of drawn.features.filter((f) => Number(f.properties.incidents ?? 0) > 0)) {
    const box = String(cell.properties.box);
    const [west, south, east, north] = box.split(",").map(Number) as [number, number, number, number];
    const name = cell.properties.name ?? cell.properties.place;
    const button = marked(desk, `${name ? `${String(name)}: ` : ""}${counts(desk, cell.properties)}`, "cell");
    button.addEventListener("click", () => void list(desk, box));
    desk.markers.push(new maplibregl.Marker({ element: button }).setLngLat([(west + east) / 2, (south + north) / 2]).addTo(desk.map));
  }
}

function counts(desk: Desk, properties: Record<string, unknown>): string {
  const said = (desk.box.dataset.count ?? "").replace("{incidents}", digits(desk, Number(properties.incidents ?? 0)));
  return said.replace("{killed}", digits(desk, Number(properties.killed ?? 0)));
}

function marked(desk: Desk, label: string, kind: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `pin ${kind}`;
  button.setAttribute("aria-label", label);
  button.title = label;
  return button;
}

function summed(areas: Features, spots: Features): Features {
  const features = areas.features.map((area) => {
    const here = spots.features.filter((spot) => inside(spot.geometry.coordinates as [number, number], area));
    const sum = (name: string) => here.reduce((total, spot) => total + Number(spot.properties[name] ?? 0), 0);
    return { ...area, properties: { ...area.properties, incidents: sum("incidents"), killed: sum("killed") } };
  });
  return { type: "FeatureCollection", features };
}

// Five shades by powers, so that one great toll does not leave the rest white.
function coloured(areas: Features, measure: string): Features {
  const shades = ["#f6e7e2", "#ecc0b6", "#dd8f86", "#c4565a", "#8e1518"];
  const most = Math.max(1, ...areas.features.map((f) => Number(f.properties[measure] ?? 0)));
  const features = areas.features.map((f) => {
    const share = Math.log1p(Number(f.properties[measure] ?? 0)) / Math.log1p(most);
    const colour = share === 0 ? "#f4f4f2" : shades[Math.min(4, Math.floor(share * 5))];
    return { ...f, properties: { ...f.properties, colour, box: edges(f).join(",") } };
  });
  return { type: "FeatureCollection", features };
}

function edges(feature: Feature): number[] {
  const flat = (feature.geometry.coordinates as unknown[]).flat(3) as number[];
  const longitudes = flat.filter((_, n) => n % 2 === 0);
  const latitudes = flat.filter((_, n) => n % 2 === 1);
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)];
}

function fit(desk: Desk, found: Features): void {
  const boxes = found.features.map(edges);
  if (boxes.length === 0) return;
  const bounds = [
    Math.min(...boxes.map((b) => b[0]!)) - 0.3, Math.min(...boxes.map((b) => b[1]!)) - 0.3,
    Math.max(...boxes.map((b) => b[2]!)) + 0.3, Math.max(...boxes.map((b) => b[3]!)) + 0.3,
  ];
  desk.map.fitBounds(bounds as LngLatBoundsLike, { padding: 50, maxZoom: 8, animate: false });
}

function digits(desk: Desk, number: number): string {
  const text = number.toLocaleString("en");
  return desk.box.dataset.digits === "arab" ? text.replace(/\d/g, (d) => ARABIC[Number(d)]!) : text;
}

function clear(markers: Marker[]): void {
  for (const marker of markers.splice(0)) marker.remove();
}

function pins(desk: Desk): void {
  if ((value("layer") || "spots") !== "spots") return;
  clear(desk.markers);
  const seen = new Set<string>();
  for (const found of desk.map.querySourceFeatures("spots")) {
    const properties = found.properties;
    const at = (found.geometry as { coordinates: [number, number] }).coordinates;
    const key = properties.cluster ? `c${properties.cluster_id}` : `${at}${properties.place}`;
    if (seen.has(key)) continue;
    seen.add(key);
    pin(desk, at, properties, properties.cluster ? () => closer(desk, properties.cluster_id, at) : undefined);
  }
}

function circles(desk: Desk, found: Features): void {
  for (const one of found.features) pin(desk, one.geometry.coordinates as [number, number], one.properties, undefined, "province");
}

function pin(desk: Desk, at: [number, number], properties: Record<string, unknown>, act?: () => void, kind = ""): void {
  const measured = Number(properties[value("measure") || "killed"] ?? 0);
  const size = Math.min(76, 18 + 5.2 * Math.sqrt(measured) * (kind ? 0.75 : 0.62));
  const label = properties.place ? `${String(properties.place)}: ${counts(desk, properties)}` : counts(desk, properties);
  const button = marked(desk, label, `${kind} ${act ? "many" : ""} ${measured ? "" : "none"}`);
  button.style.inlineSize = button.style.blockSize = `${size}px`;
  if (size > 22) button.textContent = digits(desk, measured);
  button.addEventListener("click", act ?? (() => void list(desk, kind ? "" : around([exact(properties, at)]), kind ? String(properties.place) : "")));
  desk.markers.push(new maplibregl.Marker({ element: button }).setLngLat(at).addTo(desk.map));
}

// A circle of many places opens as the map comes closer; where it cannot, its incidents are listed.
async function closer(desk: Desk, cluster: number, at: [number, number]): Promise<void> {
  const zoom = await source(desk, "spots").getClusterExpansionZoom(cluster);
  desk.map.easeTo({ center: at, zoom: Math.min(zoom + 0.3, 12), animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
  const leaves = await source(desk, "spots").getClusterLeaves(cluster, 500, 0);
  await list(desk, around(leaves.map((leaf) => exact(leaf.properties ?? {}, (leaf.geometry as { coordinates: [number, number] }).coordinates))));
}

// What a map draws is rounded; where a place is exactly stands among its properties.
function exact(properties: Record<string, unknown>, drawn: [number, number]): [number, number] {
  const at = typeof properties.at === "string" ? (JSON.parse(properties.at) as [number, number]) : properties.at;
  return Array.isArray(at) ? (at as [number, number]) : drawn;
}

function around(places: [number, number][]): string {
  const all = edges({ type: "Feature", properties: {}, geometry: { type: "MultiPoint", coordinates: places } });
  return all.map((edge, n) => edge + (n < 2 ? -0.0001 : 0.0001)).join(",");
}

async function list(desk: Desk, box: string, place = ""): Promise<void> {
  const query = new URLSearchParams(desk.box.dataset.query ?? "");
  if (box) query.set("box", box);
  if (place) query.set("place", place);
  const side = document.getElementById("at");
  if (side === null) return;
  const answer = await fetch(`/incidents/at?${query}`, { credentials: "same-origin" });
  if (!answer.ok) return;
  // The answer is the workbench's own page, escaped by its templates.
  side.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
  side.scrollTop = 0;
}

function labels(desk: Desk): void {
  clear(desk.labels);
  const zoom = desk.map.getZoom();
  const wanted = zoom < 4.8 ? ["country"] : zoom < 7 ? ["country", "province"] : ["province", "place"];
  const bounds = desk.map.getBounds();
  const taken: [number, number][] = [];
  const rank = (f: Feature) => (f.properties.kind === "country" ? 1e12 : f.properties.kind === "province" ? 1e10 : Number(f.properties.people));
  const near = desk.names.features.filter((f) => wanted.includes(String(f.properties.kind)) && bounds.contains(f.geometry.coordinates as [number, number]));
  for (const found of near.sort((a, b) => rank(b) - rank(a))) {
    const at = desk.map.project(found.geometry.coordinates as [number, number]);
    if (taken.some(([x, y]) => Math.abs(x - at.x) < 84 && Math.abs(y - at.y) < 22)) continue;
    taken.push([at.x, at.y]);
    const label = document.createElement("span");
    label.className = `maplabel ${String(found.properties.kind)}`;
    label.textContent = String(found.properties.name);
    label.setAttribute("aria-hidden", "true");
    desk.labels.push(new maplibregl.Marker({ element: label }).setLngLat(found.geometry.coordinates as [number, number]).addTo(desk.map));
  }
}

function tools(desk: Desk): void {
  for (const id of ["layer", "measure"]) document.getElementById(id)?.addEventListener("change", () => void show(desk));
  document.getElementById("own")?.addEventListener("change", async (event) => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file === undefined) return;
    try {
      const read = JSON.parse(await file.text()) as Features;
      if (!Array.isArray(read.features)) throw new Error("no features");
      desk.own = read;
    } catch {
      return say(desk.box.dataset.failed ?? "");
    }
    const select = document.getElementById("layer") as HTMLSelectElement;
    if (![...select.options].some((o) => o.value === "areas")) select.add(new Option(file.name, "areas"));
    select.value = "areas";
    await show(desk);
  });
  document.getElementById("draw")?.addEventListener("click", (event) => drawing(desk, event.currentTarget as HTMLButtonElement));
  document.getElementById("inview")?.addEventListener("click", () => {
    const seen = desk.map.getBounds();
    filtered([seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()]);
  });
}

function say(words: string): void {
  const said = document.getElementById("mapsaid");
  if (said) said.textContent = words;
}

// An area becomes the filter's: west, south, east, north.
function filtered(edges: [number, number, number, number]): void {
  const form = document.querySelector<HTMLFormElement>("form[data-filter]");
  const field = form?.elements.namedItem("box");
  if (!form || !(field instanceof HTMLInputElement)) return;
  field.value = edges.map((edge) => edge.toFixed(3)).join(",");
  form.requestSubmit();
}

// A rectangle dragged over the map becomes the area of the filter.
function drawing(desk: Desk, button: HTMLButtonElement): void {
  const canvas = desk.map.getCanvasContainer();
  button.setAttribute("aria-pressed", "true");
  say(desk.box.dataset.drawing ?? "");
  desk.map.dragPan.disable();
  desk.box.classList.add("drawing");
  const drawn = document.createElement("div");
  drawn.className = "drawn";
  const place = (event: PointerEvent): [number, number] => {
    const edge = desk.box.getBoundingClientRect();
    return [event.clientX - edge.left, event.clientY - edge.top];
  };
  canvas.addEventListener("pointerdown", (first) => {
    const from = place(first);
    desk.box.append(drawn);
    const move = (event: PointerEvent) => {
      const to = place(event);
      drawn.style.left = `${Math.min(from[0], to[0])}px`;
      drawn.style.top = `${Math.min(from[1], to[1])}px`;
      drawn.style.width = `${Math.abs(from[0] - to[0])}px`;
      drawn.style.height = `${Math.abs(from[1] - to[1])}px`;
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", (last) => {
      window.removeEventListener("pointermove", move);
      const ends = [desk.map.unproject(from), desk.map.unproject(place(last))];
      const sorted = (name: "lng" | "lat") => ends.map((end) => end[name]).sort((a, b) => a - b);
      const [west, east] = sorted("lng"), [south, north] = sorted("lat");
      filtered([west!, south!, east!, north!]);
    }, { once: true });
  }, { once: true });
}

begin();
document.addEventListener("htmx:afterSwap", begin);
