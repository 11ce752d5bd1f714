//! `map.json`: what a publisher configures, read forgivingly and reported exactly.
//!
//! A visitor must get a map even when one line of the configuration is wrong, and the publisher must learn which.
//! So only a file that is not a JSON object is refused ([`ManifestError`]). A wrong value costs that value alone:
//! its default is used and a [`ManifestProblem`] names the field, what was found and what was expected. A layer
//! that cannot be loaded at all counts as lost ([`ManifestReading::lost_layers`]), because on a hazard map a
//! missing layer must never read as free ground.
//!
//! Coordinates are WGS 84 degrees, longitude first; distances are metres; zooms count the world as 512·2^zoom CSS
//! pixels wide. Addresses stay as written, relative to the manifest: resolving them is the page's job.
//! The same structure, for editors and other programs, is `public/map.schema.json`.

mod checks;
mod colours;
mod fields;
mod local_text;
mod model;
mod problem;
mod reading;

pub use colours::{Colours, Font, GREATEST_RADIUS, Palette, Rgb, ThemeColours};
pub use local_text::LocalText;
pub use model::{
    AnalysisDefaults, Basemap, EmergencyContact, LayerEntry, LayerFormat, Limits, Manifest, Notice,
    ReferrerPolicy, StartView,
};
pub use problem::{Consequence, Expected, ManifestError, ManifestProblem};
pub use reading::{MOST_MEGABYTES, ManifestReading};

#[cfg(test)]
mod schema_tests;
#[cfg(test)]
mod tests;
