// The base map: Natural Earth's countries as world-atlas packs them, turned into GeoJSON that a page can draw by itself.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { feature, mesh } from "topojson-client";

const OUT = new URL("../src/marsad/web/static/", import.meta.url);
const topology = JSON.parse(readFileSync(new URL("node_modules/world-atlas/countries-50m.json", import.meta.url)));
const round = (value) => (typeof value === "number" ? Math.round(value * 100) / 100 : value.map(round));
const slim = (geometry) => ({ type: geometry.type, coordinates: round(geometry.coordinates) });

const land = feature(topology, topology.objects.land);
const lands = (land.features ?? [land]).map((f) => ({ type: "Feature", properties: { kind: "land" }, geometry: slim(f.geometry) }));
const borders = mesh(topology, topology.objects.countries, (a, b) => a !== b);
const features = [...lands, { type: "Feature", properties: { kind: "border" }, geometry: slim(borders) }];
mkdirSync(OUT, { recursive: true });
writeFileSync(new URL("basemap.json", OUT), JSON.stringify({ type: "FeatureCollection", features }));
