//! What a browser keeps of the published map, filled into `src/web/offline.js`.

use std::fs;
use std::path::Path;

use hazard_map::basemap::Basemap;

use super::copy::{Names, Site, fingerprint};
use super::replaced;
use crate::check::Checked;
use crate::failure::{AtPath, Failure, Outcome};

pub const SCRIPT: &str = "offline.js";
/// The longest stretch of ground, in degrees, whose details are kept ahead: a country, not a continent.
const WIDEST: f64 = 20.0;
/// The shortest stretch that a map shows at first, in degrees.
const LEAST_SEEN: f64 = 1.0;

/// The files to keep: program, configuration, data, and the ground where the data lie.
///
/// # Errors
/// Where the built ground cannot be read.
pub fn files(
    checked: &Checked,
    site: &Site,
    data: &Names,
    manifest: &str,
    built: &Path,
) -> Outcome<Vec<String>> {
    let path = built.join("basemap/world.bin");
    let bytes = fs::read(&path).at("read", &path)?;
    let ground = Basemap::decode(&bytes).map_err(|error| {
        Failure::new(
            format!("the built ground cannot be read: {error}"),
            "build the map again with `cargo xtask build`",
        )
    })?;
    let mut files = site.program.clone();
    files.push(site.icon.clone());
    files.push(manifest.to_owned());
    files.extend(data.iter().map(|(_, name)| name.clone()));
    files.push(format!("{}world.bin", site.ground));
    let mut cells = Vec::new();
    for bounds in checked
        .files
        .iter()
        .flatten()
        .filter_map(|file| file.bounds)
    {
        let [west, south, east, north] = bounds;
        if east - west <= WIDEST && north - south <= WIDEST {
            cells.extend(ground.cells.cells_in(seen_around(bounds)));
        }
    }
    cells.sort();
    cells.dedup();
    files.extend(
        cells
            .into_iter()
            .map(|cell| format!("{}{}", site.ground, cell.path())),
    );
    Ok(files)
}

/// What a screen shows around data that it holds as a whole, in degrees: screens are wider than most data, or higher.
fn seen_around([west, south, east, north]: [f64; 4]) -> [f64; 4] {
    let margin = (east - west).max(north - south).max(LEAST_SEEN) / 2.0;
    [west - margin, south - margin, east + margin, north + margin]
}

/// Names this version of the map: the same files, the same version.
pub fn version(page: &str, files: &[String]) -> String {
    fingerprint(format!("{page}\n{}", files.join("\n")).as_bytes())
}

/// The service worker of this version.
///
/// # Errors
/// Where the built one is not as `src/web/offline.js` makes it.
pub fn filled_in(built: &Path, version: &str, files: &[String]) -> Outcome<String> {
    let path = built.join(SCRIPT);
    let script = fs::read_to_string(&path).at("read", &path)?;
    let script = replaced(&script, "\"VERSION\"", &format!("\"{version}\""))?;
    replaced(&script, "\"FILES\"", &format!("\"{}\"", files.join(" ")))
}
