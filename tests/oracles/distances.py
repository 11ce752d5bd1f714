"""Prints the geodesic distances that the tests of src/spatial/nearest.rs hold. Needs pyproj."""

from pyproj import Geod

PAIRS = [
    ((46.75, 39.82), (46.76, 39.82)),
    ((46.75, 39.82), (46.75, 39.9)),
    ((17.0, 45.2), (19.2, 43.8)),
    ((-74.0, 4.6), (-74.3, 4.1)),
    ((105.0, 12.0), (105.001, 12.0005)),
    ((179.9, -17.0), (-179.9, -17.1)),
    ((30.0, 60.0), (31.0, 60.0)),
]

geod = Geod(ellps="WGS84")
for start, end in PAIRS:
    _, _, metres = geod.inv(*start, *end)
    print(f"({list(start)}, {list(end)}, {metres:.3f}),")
