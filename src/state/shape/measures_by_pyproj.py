"""Writes measures_by_pyproj.json: lengths and areas on WGS 84 as GeographicLib has them, through PROJ. Needs pyproj.

Run: pip install pyproj==3.7.2 && python3 src/state/shape/measures_by_pyproj.py > src/state/shape/measures_by_pyproj.json
"""

import json
import math
import random

from pyproj import Geod

random.seed(20250601)
geod = Geod(ellps="WGS84")


def around(lng, lat, metres, corners):
    """A star-shaped ring about a place."""
    ring = []
    for corner in range(corners):
        bearing = 360.0 * (corner + random.uniform(0.1, 0.9)) / corners
        x, y, _ = geod.fwd(lng, lat, bearing, metres * random.uniform(0.4, 1.0))
        ring.append([round(x, 6), round(y, 6)])
    return ring


cases = []
for _ in range(40):
    lng, lat = random.uniform(-170, 170), random.uniform(-70, 70)
    metres = 10 ** random.uniform(1.3, 5.2)
    ring = around(lng, lat, metres, random.randint(3, 12))
    ring.append(ring[0])
    area, length = geod.polygon_area_perimeter([x for x, _ in ring], [y for _, y in ring])
    cases.append({"geometry": {"type": "Polygon", "coordinates": [ring]}, "length_m": length, "area_m2": abs(area)})
for _ in range(40):
    lng, lat = random.uniform(-180, 180), random.uniform(-85, 85)
    metres = 10 ** random.uniform(0.5, 6.0)
    line = [[round(lng, 6), round(lat, 6)]]
    bearing = random.uniform(0, 360)
    for _ in range(random.randint(1, 8)):
        bearing += random.uniform(-60, 60)
        x, y, _ = geod.fwd(*line[-1], bearing, metres * random.uniform(0.2, 1.0))
        line.append([round(x, 6), round(y, 6)])
    length = math.fsum(geod.inv(*start, *end)[2] for start, end in zip(line, line[1:]))
    cases.append({"geometry": {"type": "LineString", "coordinates": line}, "length_m": length})

print("[" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "]")
