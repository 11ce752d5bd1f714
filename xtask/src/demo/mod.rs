//! `cargo xtask demo`: writes the demonstration map's data into `public/demo/`.
//!
//! Settlements are real places (see [`places`] for where they come from); **every zone, every accident and every
//! return is invented** from one seed, so that the files can be made again byte for byte and nobody can take them for
//! a register. `map.json` and `figures.json` beside them are written by hand.

mod attributes;
mod calendar;
mod incidents;
mod places;
mod plane;
mod random;
mod record;
mod region;
mod settlements;
mod shapes;
mod zones;

use std::fs;
use std::path::PathBuf;

use crate::arguments::Arguments;
use crate::failure::{AtPath, Outcome};
use crate::project;

use random::Random;
use record::feature_collection;
use settlements::Return;
use zones::Status;

/// Changes the whole demonstration; nothing depends on its value.
const SEED_DEMONSTRATION: u64 = 0x1991_2025;

/// The generated files: name and text.
fn files() -> [(&'static str, String); 5] {
    let random = Random::new(SEED_DEMONSTRATION);
    let returns: Vec<Return> = {
        let mut random = random.fork(10);
        places::PLACES
            .iter()
            .map(|place| Return::of(&mut random, place))
            .collect()
    };
    let zones = zones::invent(&mut random.fork(11), &returns);
    let of = |part: u64, prefix: &str, wanted: fn(Status) -> bool| {
        feature_collection(&attributes::records(
            &mut random.fork(part),
            &zones,
            prefix,
            wanted,
        ))
    };
    [
        (
            "contaminated.geojson",
            of(20, "DEMO-H", Status::is_contaminated),
        ),
        (
            "declared.geojson",
            of(21, "DEMO-D", |status| status == Status::Declared),
        ),
        (
            "cleared.geojson",
            of(22, "DEMO-R", |status| {
                !status.is_contaminated() && status != Status::Declared
            }),
        ),
        (
            "incidents.geojson",
            feature_collection(&incidents::records(&mut random.fork(23), &zones, &returns)),
        ),
        (
            "settlements.geojson",
            feature_collection(&settlements::records(&mut random.fork(24), &returns)),
        ),
    ]
}

/// `cargo xtask demo`
pub fn run(arguments: Arguments) -> Outcome {
    arguments.finish()?;
    let folder = folder();
    fs::create_dir_all(&folder).at("create", &folder)?;
    for (name, text) in files() {
        let path = folder.join(name);
        fs::write(&path, &text).at("write", &path)?;
        println!("{name} ({} KB)", text.len() / 1024);
    }
    Ok(())
}

fn folder() -> PathBuf {
    project::root().join("public").join("demo")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_files_are_those_the_seed_gives() {
        for (name, text) in files() {
            let committed = fs::read_to_string(folder().join(name)).unwrap();
            assert!(
                committed == text,
                "{name} differs: run `cargo xtask demo` and look at what changed"
            );
        }
    }

    #[test]
    fn the_whole_demonstration_stays_small_enough_for_a_poor_network() {
        let total: usize = files().iter().map(|(_, text)| text.len()).sum();
        assert!(total < 1_500_000, "{total} bytes");
    }
}
