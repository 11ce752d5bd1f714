"""Writes utm_by_pyproj.csv: places in UTM zones as PROJ has them. Needs pyproj."""

import random

from pyproj import Transformer

random.seed(20201110)
print("epsg,easting,northing,lng,lat")
for _ in range(60):
    zone = random.randint(1, 60)
    south = random.random() < 0.5
    epsg = (32700 if south else 32600) + zone
    easting = random.uniform(166_000, 834_000)
    northing = random.uniform(1_200_000, 9_900_000) if south else random.uniform(0, 9_200_000)
    to_lnglat = Transformer.from_crs(epsg, 4326, always_xy=True)
    lng, lat = to_lnglat.transform(easting, northing)
    print(f"{epsg},{easting!r},{northing!r},{lng!r},{lat!r}")
