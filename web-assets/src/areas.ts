// Shapes on the map: how far an uncertain place may reach, and which area a point lies in.
export interface Feature {
  type: "Feature";
  properties: Record<string, unknown>;
  geometry: { type: string; coordinates: unknown };
}
export interface Features {
  type: "FeatureCollection";
  features: Feature[];
}

const KM_PER_DEGREE = 111.32;

export function areasOf(spots: Features): Features {
  const wide = spots.features.filter((f) => Number(f.properties.reach) > 0);
  return { type: "FeatureCollection", features: wide.map(disc) };
}

function disc(spot: Feature): Feature {
  const [longitude, latitude] = spot.geometry.coordinates as [number, number];
  const reach = Number(spot.properties.reach) / KM_PER_DEGREE;
  const squeeze = Math.cos((latitude * Math.PI) / 180) || 1;
  const ring = Array.from({ length: 49 }, (_, n) => {
    const turn = (n / 48) * 2 * Math.PI;
    return [longitude + (reach / squeeze) * Math.cos(turn), latitude + reach * Math.sin(turn)];
  });
  return { type: "Feature", properties: spot.properties, geometry: { type: "Polygon", coordinates: [ring] } };
}

type Ring = [number, number][];

export function inside(point: [number, number], area: Feature): boolean {
  const { type, coordinates } = area.geometry;
  const polygons = (type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : []) as Ring[][];
  return polygons.some((rings) => rings.length > 0 && within(point, rings[0]!) && !rings.slice(1).some((hole) => within(point, hole)));
}

function within([x, y]: [number, number], ring: Ring): boolean {
  let found = false;
  for (let n = 0, before = ring.length - 1; n < ring.length; before = n++) {
    const [ax, ay] = ring[n]!;
    const [bx, by] = ring[before]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) found = !found;
  }
  return found;
}
