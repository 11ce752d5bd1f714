#!/usr/bin/env python3
"""Makes assessment_cases.json, which tests/assessment_oracle.rs compares every case of: distances by PROJ's geodesics,
shares by GEOS on PROJ's local equal-area projection.

Run: pip install pyproj==3.7.2 shapely==2.2.0 && python3 tests/oracles/assessment_cases.py

Distances to an edge (straight in longitude and latitude, as GeoJSON means it) are found by measuring geodesics to many
points along it and then closer and closer around the best of them; nothing is assumed of the shape of the earth or of
the edge. Circles are geodesic; zones are drawn in the projection with their edges cut into short pieces.
"""

import json
import math
import random
from pathlib import Path

import numpy as np
import shapely
from pyproj import Geod, Transformer
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.ops import unary_union

SEED = 20_251_128
GEOD = Geod(ellps="WGS84")
CLASSES = ["confirmed", "suspected", "declared", "cleared", "reduced", "cancelled"]
KINDS = {"confirmed": 0, "suspected": 1, "unknown": 1, "declared": 2, "cleared": 3, "reduced": 3, "cancelled": 3}
WORST_FIRST = {"confirmed": 0, "suspected": 1, "unknown": 1, "declared": 2, "cleared": 3, "reduced": 4, "cancelled": 5}
RANDOM = random.Random(SEED)


def rounded(position):
    return [round(position[0], 7), round(position[1], 7)]


def ahead(position, azimuth, metres):
    lng, lat, _ = GEOD.fwd(position[0], position[1], azimuth, metres)
    # Beside where it came from, not on the other side of the map.
    lng += 360.0 * round((position[0] - lng) / 360.0)
    return [lng, lat]


def star(centre, radius, corners, rough=0.4):
    """A ring that never crosses itself."""
    ring = []
    for corner in range(corners):
        far = radius * (1.0 - rough * RANDOM.random())
        ring.append(rounded(ahead(centre, 360.0 * corner / corners, far)))
    return ring + ring[:1]


def box(west, south, east, north):
    return [rounded(p) for p in [(west, south), (east, south), (east, north), (west, north), (west, south)]]


def unrolled(ring):
    """A ring that jumps across the antimeridian, in one piece."""
    if any(abs(lng) > 180 for lng, _ in ring) or not any(abs(b[0] - a[0]) > 180 for a, b in zip(ring, ring[1:])):
        return ring
    turned, before, turns = [], ring[0][0], 0
    for lng, lat in ring:
        turns += -1 if lng - before > 180 else 1 if lng - before < -180 else 0
        before = lng
        turned.append([lng + 360 * turns, lat])
    # A ring around a pole stays as it is written.
    return turned if turned[0][0] == turned[-1][0] and len({lng for lng, _ in turned}) > 1 else ring


def shape_of(zone):
    """What a zone means in longitude and latitude, valid."""
    kind, rings = zone["kind"], zone["rings"]
    if kind == "points":
        return MultiPoint(rings[0])
    if kind == "line":
        return LineString(rings[0])
    rings = [unrolled(ring) for ring in rings]
    return areas_of(shapely.make_valid(Polygon(rings[0], rings[1:])))


def areas_of(shape):
    """What of a shape has an area: a spike is no ground."""
    if shape.geom_type == "GeometryCollection":
        return unary_union([part for part in shape.geoms if part.geom_type in ("Polygon", "MultiPolygon")])
    return shape


def lines_of(shape):
    """Arrays of coordinates: boundaries of areas, lines, and points as lines of one."""
    if shape.geom_type == "Polygon":
        return [np.asarray(ring.coords) for ring in [shape.exterior, *shape.interiors]]
    if shape.geom_type in ("Point", "LineString"):
        return [np.asarray(shape.coords)]
    return [line for part in shape.geoms for line in lines_of(part)]


def copies(shape, lng):
    west, _, east, _ = shape.bounds
    turn = 360.0 * round(((west + east) / 2 - lng) / 360.0)
    return lng + turn


def distance_to(place, shape):
    """Geodesic distance to a shape, 0 inside."""
    if shape.geom_type in ("Polygon", "MultiPolygon", "GeometryCollection"):
        if shape.intersects(Point(copies(shape, place[0]), place[1])):
            return 0.0
    best = math.inf
    for line in lines_of(shape):
        best = min(best, distance_to_line(place, line))
    return best


def measure(place, points):
    lngs = np.full(len(points), place[0])
    lats = np.full(len(points), place[1])
    return GEOD.inv(lngs, lats, points[:, 0], points[:, 1])[2]


def distance_to_line(place, line):
    if len(line) == 1:
        return measure(place, line)[0]
    shares = np.linspace(0.0, 1.0, 65)[:, None]
    starts, ends = line[:-1], line[1:]
    samples = starts[None] + shares[..., None] * (ends - starts)[None]
    distances = measure(place, samples.reshape(-1, 2)).reshape(65, -1)
    best = distances.min()
    # Every edge whose samples come within a step of the best is searched closer.
    for edge in np.argsort(distances.min(axis=0))[:6]:
        low, high = 0.0, 1.0
        for _ in range(8):
            grid = np.linspace(low, high, 65)
            found = measure(place, starts[edge] + grid[:, None] * (ends - starts)[edge])
            at = int(found.argmin())
            best = min(best, found[at])
            low, high = grid[max(at - 1, 0)], grid[min(at + 1, 64)]
    return float(best)


def projection(centre):
    crs = f"+proj=laea +lat_0={centre[1]} +lon_0={centre[0]} +ellps=WGS84 +units=m"
    return Transformer.from_crs("EPSG:4326", crs, always_xy=True)


def dense(line, longest):
    """A line with its edges cut into pieces of at most so many metres."""
    if len(line) == 1:
        return line
    out = []
    for start, end in zip(line, line[1:]):
        across = 111_320 * math.hypot((end[0] - start[0]) * math.cos(math.radians(min(abs(start[1]), abs(end[1])))), end[1] - start[1])
        pieces = max(4, min(20_000, math.ceil(across / longest)))
        out.append(start + np.linspace(0.0, 1.0, pieces, endpoint=False)[:, None] * (end - start))
    return np.vstack([*out, line[-1:]])


def in_plane(shape, transformer, longest):
    if shape.geom_type == "Polygon":
        rings = [np.column_stack(transformer.transform(*dense(np.asarray(ring.coords), longest).T))
                 for ring in [shape.exterior, *shape.interiors]]
        return shapely.make_valid(Polygon(rings[0], rings[1:]))
    if shape.geom_type in ("MultiPolygon", "GeometryCollection"):
        return unary_union([in_plane(part, transformer, longest) for part in shape.geoms])
    return Polygon()


def shares(frame, shapes, statuses, transformer):
    """Shares of a frame by class, each spot counted for its worst class."""
    taken, found = Polygon(), []
    # A twentieth of the frame's size: so short an edge is as good as straight.
    west, south, east, north = frame.bounds
    longest = max(east - west, north - south) / 40
    for number in range(len(CLASSES)):
        covered = [in_plane(shape, transformer, longest) for shape, status in zip(shapes, statuses) if WORST_FIRST[status] == number]
        covered = unary_union(covered).intersection(frame) if covered else Polygon()
        found.append(covered.difference(taken).area / frame.area)
        taken = taken.union(covered)
    return [round(share, 6) for share in found]


def circle(centre, radius, transformer):
    azimuths = np.linspace(0.0, 360.0, 720, endpoint=False)
    ones = np.ones(720)
    lng, lat, _ = GEOD.fwd(centre[0] * ones, centre[1] * ones, azimuths, radius * ones)
    return Polygon(np.column_stack(transformer.transform(lng, lat)))


class Cases:
    def __init__(self):
        self.maps, self.places, self.areas, self.routes = [], [], [], []

    def map(self, name, zones):
        zones = [{"status": status, "kind": kind, "rings": rings} for status, kind, rings in zones]
        self.maps.append({"name": name, "zones": zones})
        return len(self.maps) - 1

    def of(self, number):
        zones = self.maps[number]["zones"]
        return [shape_of(zone) for zone in zones], [zone["status"] for zone in zones]

    def nearest(self, distances, statuses):
        nearest = [None] * 4
        for distance, status in zip(distances, statuses):
            kind = KINDS[status]
            nearest[kind] = distance if nearest[kind] is None else min(nearest[kind], distance)
        return [None if distance is None else round(distance, 3) for distance in nearest]

    def place(self, number, place, radius):
        place = rounded(place)
        shapes, statuses = self.of(number)
        transformer = projection(place)
        self.places.append({
            "map": number,
            "at": place,
            "radius": radius,
            "nearest": self.nearest([distance_to(place, shape) for shape in shapes], statuses),
            "shares": shares(circle(place, radius, transformer), shapes, statuses, transformer),
        })

    def area(self, number, ring):
        shapes, statuses = self.of(number)
        question = Polygon(ring)
        centre = question.centroid.coords[0]
        transformer = projection(centre)
        self.areas.append({
            "map": number,
            "ring": ring,
            "nearest": self.nearest([between(question, shape) for shape in shapes], statuses),
            "shares": shares(in_plane(question, transformer, 200.0), shapes, statuses, transformer),
        })

    def route(self, number, line, width):
        shapes, statuses = self.of(number)
        way = LineString(line)
        transformer = projection(way.interpolate(0.5, normalized=True).coords[0])
        flat = LineString(np.column_stack(transformer.transform(*dense(np.asarray(line), 500.0).T)))
        frame = flat.buffer(width / 2, quad_segs=64)
        self.routes.append({
            "map": number,
            "line": line,
            "width": width,
            "length": round(GEOD.line_length(*dense(np.asarray(line), 100.0).T), 2),
            "nearest": self.nearest([between(way, shape) for shape in shapes], statuses),
            "shares": shares(frame, shapes, statuses, transformer),
        })


def between(question, shape):
    """Distance of two shapes: 0 where they meet, else the least between two edges, one of each."""
    if question.intersects(shape):
        return 0.0
    edges = lambda shape: [pair for line in lines_of(shape) for pair in zip(line, line[1:])]
    pairs = [(one, other) for one in edges(question) for other in edges(shape)]
    rough = [grid_between(*pair, np.linspace(0, 1, 9), np.linspace(0, 1, 9))[0] for pair in pairs]
    best = math.inf
    for at in np.argsort(rough)[:8]:
        low, high = np.zeros(2), np.ones(2)
        for _ in range(14):
            grids = [np.linspace(low[axis], high[axis], 13) for axis in (0, 1)]
            found, shares = grid_between(*pairs[at], *grids)
            best = min(best, found)
            # Only by half each time: the best of a grid may be a step or two beside the least.
            half = (high - low) / 4
            low, high = np.clip(shares - half, 0, 1), np.clip(shares + half, 0, 1)
    return best


def grid_between(one, other, shares, other_shares):
    """The least distance between points of two edges, and where."""
    points = one[0] + shares[:, None] * (one[1] - one[0])
    others = other[0] + other_shares[:, None] * (other[1] - other[0])
    left, right = np.repeat(points, len(others), axis=0), np.tile(others, (len(points), 1))
    found = GEOD.inv(left[:, 0], left[:, 1], right[:, 0], right[:, 1])[2]
    at = int(found.argmin())
    return float(found[at]), np.array([shares[at // len(others)], other_shares[at % len(others)]])


def somewhere_around(zones, metres):
    """A position about so far from the boundary of one of the zones."""
    shape = shape_of(RANDOM.choice(zones))
    line = RANDOM.choice(lines_of(shape))
    at = RANDOM.randrange(len(line))
    start, end = line[at], line[(at + 1) % len(line)]
    share = RANDOM.choice([0.0, RANDOM.random()])
    position = ahead(start + share * (end - start), 360.0 * RANDOM.random(), metres)
    return [position[0], max(-90.0, min(90.0, position[1]))]


def ladder():
    """Distances from 1 m to 200 km."""
    return [1.0, 7.0, 50.0, 400.0, 3_000.0, 20_000.0, 90_000.0, 200_000.0]


def main():
    cases = Cases()
    # Stars of every size at every latitude, asked from everywhere.
    for lat in [-54.8, -33.3, -8.0, 0.0, 12.5, 39.8, 45.2, 62.0, 70.5, 79.9]:
        lng = RANDOM.uniform(-170, 170)
        size = 10 ** RANDOM.uniform(1.5, 4.3)
        zones = [
            (RANDOM.choice(["confirmed", "suspected", "declared", "unknown", "cleared"]), "polygon",
             [star(ahead([lng, lat], 360 * RANDOM.random(), 4 * size * RANDOM.random()), size, RANDOM.randrange(3, 14))])
            for _ in range(4)
        ]
        number = cases.map(f"stars at {lat}", zones)
        for metres in ladder():
            cases.place(number, somewhere_around(cases.maps[number]["zones"], metres), round(max(200.0, 1.5 * size)))
        for ring in [zones[0][2][0], zones[1][2][0]]:
            share = RANDOM.random()
            edge = RANDOM.randrange(len(ring) - 1)
            on_edge = [ring[edge][axis] + share * (ring[edge + 1][axis] - ring[edge][axis]) for axis in (0, 1)]
            cases.place(number, on_edge, round(max(100.0, size)))
            cases.place(number, ring[0], round(max(100.0, size)))
            middle = Polygon(ring).representative_point().coords[0]
            cases.place(number, middle, round(max(100.0, 0.6 * size)))
    # Holes.
    for lat in [-20.0, 3.0, 41.0, 66.0]:
        centre, size = [RANDOM.uniform(-170, 170), lat], 10 ** RANDOM.uniform(2.0, 4.5)
        zone = ("confirmed", "polygon", [star(centre, size, 18, 0.2), star(centre, size / 2, 9, 0.2)])
        island = ("declared", "polygon", [star(centre, size / 8, 7)])
        number = cases.map(f"a hole at {lat}", [zone, island])
        for share in [0.0, 0.05, 0.2, 0.35, 0.45, 0.55, 0.9, 1.3]:
            cases.place(number, ahead(centre, 360 * RANDOM.random(), share * size), round(0.7 * size))
    # Long edges: along parallels and across them, where straight in degrees is far from straight on the ground.
    for south, height, width in [(30, 1.5, 4), (55, 2, 6), (68, 1, 10), (-48, 3, 2), (74, 0.5, 15), (-2, 4, 3)]:
        west = RANDOM.uniform(-160, 140)
        lean = [rounded(p) for p in [(west, south), (west + width, south + height / 3), (west + width / 2, south + height), (west, south)]]
        number = cases.map(f"long edges at {south}", [
            ("suspected", "polygon", [box(west, south, west + width, south + height)]),
            ("confirmed", "polygon", [lean]),
        ])
        for metres in ladder():
            cases.place(number, somewhere_around(cases.maps[number]["zones"], metres), RANDOM.choice([2_000, 20_000, 90_000]))
        for share in [0.25, 0.5]:
            cases.place(number, [west + share * width, south], 5_000)
            cases.place(number, ahead([west + share * width, south + height], 0.0, 150_000), 60_000)
    # Across the antimeridian, written in one piece, or with a jump.
    for lat in [-17.0, 0.5, 52.0, 66.5, 71.0]:
        for writing in ["beyond 180", "beyond -180", "jumping"]:
            size = 10 ** RANDOM.uniform(2.0, 4.3)
            turn = {"beyond 180": 180.0, "beyond -180": -180.0, "jumping": 180.0}[writing]
            rings = [star([turn, lat], size, 11), star(ahead([turn, lat], 100.0, 3 * size), size, 6)]
            if writing == "jumping":
                rings = [[rounded([(lng + 180.0) % 360.0 - 180.0, lat]) for lng, lat in ring] for ring in rings]
            number = cases.map(f"antimeridian at {lat}, {writing}", [
                ("confirmed", "polygon", rings[:1]), ("cleared", "polygon", rings[1:]),
            ])
            for metres in [3.0, 60.0, 2_000.0, 40_000.0, 180_000.0]:
                lng, at = somewhere_around(cases.maps[number]["zones"], metres)
                cases.place(number, [(lng + 180.0) % 360.0 - 180.0, at], round(max(300.0, 2 * size)))
            cases.place(number, [RANDOM.choice([180.0, -180.0]), lat], round(max(300.0, size)))
    # At the poles: beside them, and around them.
    for pole in [1.0, -1.0]:
        cap = box(-180.0, 88.9, 180.0, 90.0) if pole > 0 else box(-180.0, -90.0, 180.0, -88.9)
        number = cases.map(f"around the pole {pole:+}", [("suspected", "polygon", [cap])])
        for lat in [90.0, 89.95, 89.0, 88.89, 88.7, 87.5]:
            cases.place(number, [RANDOM.uniform(-180, 180), pole * lat], 50_000)
        for lat, size in [(85.2, 900.0), (86.5, 5_000.0), (88.0, 20_000.0), (89.7, 4_000.0)]:
            centre = [RANDOM.uniform(-175, 175), pole * lat]
            number = cases.map(f"beside the pole {pole * lat}", [
                ("confirmed", "polygon", [star(centre, size, 9)]),
                ("declared", "polygon", [star(ahead(centre, 77.0, 2.5 * size), size, 6)]),
            ])
            for metres in [2.0, 90.0, 1_500.0, 30_000.0, 150_000.0]:
                cases.place(number, somewhere_around(cases.maps[number]["zones"], metres), round(2 * size))
            cases.place(number, [0.0, pole * 90.0], 30_000)
            cases.place(number, [centre[0] + 180.0, pole * 89.9], 40_000)
    # Slivers.
    for lat in [5.0, 38.0, 59.0]:
        start = rounded([RANDOM.uniform(-170, 170), lat])
        for metres, width in [(5_000, 1.0), (80_000, 3.0), (600, 0.3)]:
            end = ahead(start, RANDOM.uniform(0, 90), metres)
            side = ahead(end, 130.0, width)
            ring = [start, rounded(end), rounded(side), start]
            number = cases.map(f"sliver at {lat}", [("confirmed", "polygon", [ring])])
            for far in [0.6, 2.0, 30.0, 1_000.0, 30_000.0]:
                cases.place(number, somewhere_around(cases.maps[number]["zones"], far), 1_000)
    # Points and lines as zones.
    for lat in [-30.0, 10.0, 50.0]:
        centre = [RANDOM.uniform(-170, 170), lat]
        points = [rounded(ahead(centre, 360 * RANDOM.random(), 5_000 * RANDOM.random())) for _ in range(6)]
        way = [rounded(ahead(centre, 360 * RANDOM.random(), 9_000 * RANDOM.random())) for _ in range(5)]
        number = cases.map(f"points and a line at {lat}", [("suspected", "points", [points]), ("declared", "line", [way])])
        for metres in ladder():
            cases.place(number, somewhere_around(cases.maps[number]["zones"], metres), 1_000)
    # Zones of all classes over one another.
    for lat in [-40.0, 0.1, 35.0, 44.0, 58.0, 69.0]:
        centre = [RANDOM.uniform(-170, 170), lat]
        for size in [300.0, 4_000.0, 60_000.0]:
            zones = [
                (status, "polygon", [star(ahead(centre, 360 * RANDOM.random(), size * RANDOM.random()), size * RANDOM.uniform(0.3, 1.2), RANDOM.randrange(3, 12))])
                for status in CLASSES + ["unknown", "confirmed", "declared", "cleared"]
            ]
            number = cases.map(f"all classes at {lat}, {size:.0f} m", zones)
            for _ in range(5):
                place = ahead(centre, 360 * RANDOM.random(), 1.5 * size * RANDOM.random())
                cases.place(number, place, round(size * RANDOM.uniform(0.3, 2.0)))
    # Faulty rings of which every reading is the same, once mended.
    for lat in [-12.0, 43.0, 64.0]:
        x, y = rounded([RANDOM.uniform(-170, 170), lat])
        d = 0.01

        def ring(*corners):
            return [rounded([x + d * a, y + d * b]) for a, b in corners]

        faults = {
            "bow-tie": [ring((0, 0), (2, 2), (2, 0), (0, 2), (0, 0))],
            "spike": [ring((0, 0), (2, 0), (2, 2), (5, 5), (2, 2), (0, 2), (0, 0))],
            "repeated points": [ring((0, 0), (0, 0), (2, 0), (2, 2), (2, 2), (0, 2), (0, 0))],
            "hole outside": [ring((0, 0), (2, 0), (2, 2), (0, 2), (0, 0)), ring((3, 0), (4, 0), (4, 1), (3, 0))],
            "touching itself": [ring((0, 0), (4, 0), (2, 2), (4, 4), (0, 4), (2, 2), (0, 0))],
            "wound the wrong way": [ring((0, 0), (0, 2), (2, 2), (2, 0), (0, 0)), ring((0.5, 0.5), (1.5, 0.5), (1, 1.5), (0.5, 0.5))],
        }
        for name, rings in faults.items():
            number = cases.map(f"{name} at {lat}", [("confirmed", "polygon", rings)])
            for a, b in [(1, 0.5), (1, 1.7), (3.5, 0.3), (1, 1), (-1, 1), (2.5, 2.2)]:
                cases.place(number, [x + d * a, y + d * b], 2_000)
    # Areas.
    for lat in [-25.0, 2.0, 40.0, 60.0, 68.0]:
        centre = [RANDOM.uniform(-170, 170), lat]
        for size in [500.0, 8_000.0, 90_000.0]:
            zones = [
                (status, "polygon", [star(ahead(centre, 360 * RANDOM.random(), 3 * size * RANDOM.random()), size * RANDOM.uniform(0.2, 0.9), RANDOM.randrange(3, 9))])
                for status in ["confirmed", "suspected", "declared", "cleared", "suspected"]
            ]
            number = cases.map(f"areas at {lat}, {size:.0f} m", zones)
            for _ in range(3):
                place = ahead(centre, 360 * RANDOM.random(), 2 * size * RANDOM.random())
                cases.area(number, star(place, size * RANDOM.uniform(0.2, 1.5), RANDOM.randrange(3, 10)))
            start = ahead(centre, 360 * RANDOM.random(), 2 * size)
            line = [rounded(start)]
            for _ in range(RANDOM.randrange(1, 5)):
                line.append(rounded(ahead(line[-1], RANDOM.uniform(0, 360), size * RANDOM.uniform(0.5, 2.0))))
            cases.route(number, line, round(size * RANDOM.uniform(0.05, 0.6)))
    out = Path(__file__).with_suffix(".json")
    lists = {"maps": cases.maps, "places": cases.places, "areas": cases.areas, "routes": cases.routes}
    with out.open("w") as file:
        file.write("{\n")
        for index, (name, entries) in enumerate(lists.items()):
            lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in entries)
            file.write(f'"{name}":[\n{lines}\n]{"," if index + 1 < len(lists) else ""}\n')
        file.write("}\n")
    print({name: len(entries) for name, entries in lists.items()}, f"{out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
