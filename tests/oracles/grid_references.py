"""Writes grid_references.csv: UTM and MGRS by PROJ and by GeoTrans (through mgrs), Plus Codes by Google's library.

Run: pip install pyproj==3.7.2 mgrs==1.6.0 openlocationcode==1.0.1
     python3 tests/oracles/grid_references.py > tests/oracles/grid_references.csv
"""

import math
import random

from mgrs import MGRS
from openlocationcode import openlocationcode
from pyproj import Transformer

random.seed(20201110)
grid = MGRS()
print("form,text,lng,lat,within_m")


def utm_zone(lng):
    return int((lng + 180) // 6) + 1


def middle(epsg, easting, northing, cell):
    east = math.floor(easting / cell) * cell + cell / 2
    north = math.floor(northing / cell) * cell + cell / 2
    return Transformer.from_crs(epsg, 4326, always_xy=True).transform(east, north)


def is_special(lng, lat):
    """Norway and Svalbard, whose zones are wider."""
    return (56 <= lat < 64 and 3 <= lng < 12) or lat >= 72


count = 0
while count < 120:
    lng, lat = random.uniform(-180, 180), random.uniform(-79, 71)
    if is_special(lng, lat):
        continue
    zone = utm_zone(lng)
    epsg = (32600 if lat >= 0 else 32700) + zone
    easting, northing = Transformer.from_crs(4326, epsg, always_xy=True).transform(lng, lat)
    digits = random.randint(1, 5)
    text = grid.toMGRS(lat, lng, MGRSPrecision=digits)
    cell = 10 ** (5 - digits)
    # The nearest metre of a cell's edge may be rounded either way.
    if min(easting % cell, northing % cell, cell - easting % cell, cell - northing % cell) < 0.01:
        continue
    x, y = middle(epsg, easting, northing, cell)
    print(f"mgrs,{text},{x!r},{y!r},{cell / 2}")
    band = text[len(text) - 2 * digits - 3]
    easting, northing = round(easting), round(northing)
    x, y = Transformer.from_crs(epsg, 4326, always_xy=True).transform(easting, northing)
    print(f"utm,{zone}{band} {easting} {northing},{x!r},{y!r},0")
    count += 1

for _ in range(80):
    lng, lat = random.uniform(-180, 180), random.uniform(-89, 89)
    code = openlocationcode.encode(lat, lng, random.choice([2, 4, 6, 8, 10, 11, 12, 13, 15]))
    area = openlocationcode.decode(code)
    side = max(area.latitudeHi - area.latitudeLo, area.longitudeHi - area.longitudeLo)
    print(f"plus,{code},{area.longitudeCenter!r},{area.latitudeCenter!r},{side / 2 * 111_700}")
