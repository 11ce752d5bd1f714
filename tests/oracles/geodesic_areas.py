#!/usr/bin/env python3
"""Prints the geodesic areas that the tests of src/spatial/area.rs hold: PROJ's, on WGS 84, in square metres.

Run: pip install pyproj==3.7.2 shapely==2.2.0 && python3 tests/oracles/geodesic_areas.py
"""

from pyproj import Geod
from shapely.geometry import Polygon

SHAPES = {
    "a garden of 20 metres in Karabakh": [[(46.75, 39.82), (46.75023, 39.82), (46.75023, 39.82018), (46.75, 39.82018)]],
    "a field of some hectares in Bosnia": [[(17.02, 45.20), (17.025, 45.2), (17.027, 45.2035), (17.021, 45.205)]],
    "a district with a hole": [
        [(46.5, 39.5), (47.3, 39.5), (47.3, 40.1), (46.5, 40.1)],
        [(46.8, 39.7), (46.8, 39.9), (47.0, 39.9), (47.0, 39.7)],
    ],
    "at the equator": [[(-75.0, -0.5), (-74.0, -0.5), (-74.0, 0.5), (-75.0, 0.5)]],
    "far north": [[(25.0, 70.0), (26.0, 70.0), (26.0, 70.4), (25.0, 70.4)]],
    "across the 180th meridian": [[(179.9, -17.0), (180.1, -17.0), (180.1, -16.8), (179.9, -16.8)]],
}

geod = Geod(ellps="WGS84")
for name, (shell, *holes) in SHAPES.items():
    area, _ = geod.geometry_area_perimeter(Polygon(shell, holes))
    print(f"{name}: {abs(area):.3f}")
