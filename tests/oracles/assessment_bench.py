#!/usr/bin/env python3
"""The same questions on the same data as benches/assessment.rs, with shapely's STRtree. Prints medians and sums.

Run: pip install pyproj==3.7.2 shapely==2.2.0 && python3 tests/oracles/assessment_bench.py

Everything is projected before the clock starts; the trees are built before it, too.
"""

import math
import statistics
import time

import numpy as np
import shapely
from pyproj import Transformer

SEED, ZONES, ACCIDENTS, SETTLEMENTS = 20_251_128, 10_000, 100_000, 1_000
WEST, SOUTH, EAST, NORTH = 45.0, 38.5, 49.0, 41.5
ROUNDS = 9
MASK = (1 << 64) - 1


class Random:
    """Sebastiano Vigna's splitmix64."""

    def __init__(self, seed):
        self.state = seed

    def share(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        bits = self.state
        bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & MASK
        return ((bits ^ (bits >> 31)) >> 11) / (1 << 53)

    def position(self):
        across, up = self.share(), self.share()
        return [WEST + across * (EAST - WEST), SOUTH + up * (NORTH - SOUTH)]


def zone(random):
    lng, lat = random.position()
    corners = 5 + int(random.share() * 14.0)
    size = 0.0005 * 20.0 ** random.share()
    ring = []
    for corner in range(corners):
        far = size * (0.6 + 0.4 * random.share())
        angle = math.tau * corner / corners
        ring.append([lng + far * math.cos(angle) * 1.3, lat + far * math.sin(angle)])
    return np.array(ring)


def main():
    random = Random(SEED)
    zones = [zone(random) for _ in range(ZONES)]
    accidents = np.array([random.position() for _ in range(ACCIDENTS)])
    settlements = np.array([random.position() for _ in range(SETTLEMENTS)])
    crs = f"+proj=laea +lat_0={(SOUTH + NORTH) / 2} +lon_0={(WEST + EAST) / 2} +ellps=WGS84"
    transformer = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    flat = lambda points: np.column_stack(transformer.transform(points[:, 0], points[:, 1]))
    zones = np.array([shapely.Polygon(flat(ring)) for ring in zones])
    accidents = shapely.points(flat(accidents))
    settlements = shapely.points(flat(settlements))
    started = time.perf_counter()
    zone_tree, accident_tree = shapely.STRtree(zones), shapely.STRtree(accidents)
    zone_tree.query(settlements[0]), accident_tree.query(settlements[0])
    print(f"trees: {time.perf_counter() - started:.4f} s")
    times = {"nearest": [], "zones": [], "accidents": [], "shares": [], "all of it": []}
    for _ in range(ROUNDS):
        marks = [time.perf_counter()]
        _, distances = zone_tree.query_nearest(settlements, return_distance=True, all_matches=False)
        marks.append(time.perf_counter())
        within = zone_tree.query(settlements, predicate="dwithin", distance=1_000.0)
        marks.append(time.perf_counter())
        near = accident_tree.query(settlements, predicate="dwithin", distance=5_000.0)
        marks.append(time.perf_counter())
        circles = shapely.buffer(settlements, 2_000.0, quad_segs=32)
        places, rows = zone_tree.query(circles, predicate="intersects")
        contaminated = np.zeros(SETTLEMENTS)
        starts = np.flatnonzero(np.diff(places, prepend=-1))
        for start, end in zip(starts, [*starts[1:], len(places)]):
            place = places[start]
            union = shapely.union_all(zones[rows[start:end]])
            contaminated[place] = shapely.area(shapely.intersection(union, circles[place]))
        contaminated /= shapely.area(circles)
        marks.append(time.perf_counter())
        for name, before, after in zip(times, marks, marks[1:]):
            times[name].append(after - before)
        times["all of it"].append(marks[-1] - marks[0])
    for name, taken in times.items():
        print(f"{name}: {statistics.median(taken):.4f} s, at least {min(taken):.4f} s")
    print(f"nearest {distances.sum():.0f} m, zones {within.shape[1]}, accidents {near.shape[1]}, contaminated {contaminated.sum():.4f}")


if __name__ == "__main__":
    main()
