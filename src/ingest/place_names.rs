//! How columns that say where a row lies are called.

/// In small letters, letters and digits only; the surest first.
pub(super) const WKT_NAMES: [&str; 7] = [
    "wkt", "wktgeom", "geomwkt", "thegeom", "geom", "geometry", "shape",
];
pub(super) const LNG_NAMES: [&str; 13] = [
    "longitude",
    "lon",
    "lng",
    "long",
    "londd",
    "longdd",
    "gpslon",
    "longitud",
    "uzunluq",
    "pointx",
    "xcoord",
    "coordx",
    "x",
];
pub(super) const LAT_NAMES: [&str; 10] = [
    "latitude", "lat", "latdd", "gpslat", "latitud", "enlik", "pointy", "ycoord", "coordy", "y",
];

/// The position of the first column that is called by one of the names, whatever its case and punctuation.
pub(super) fn column_named(columns: &[&str], names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| {
        columns
            .iter()
            .position(|column| plain(column).eq(name.chars()))
    })
}

fn plain(column: &str) -> impl Iterator<Item = char> {
    column
        .chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
}
