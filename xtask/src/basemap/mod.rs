//! `cargo xtask basemap`: packs the built-in ground into `public/basemap/`.
//!
//! The files are committed, so that nobody needs the sources to build the map; this command makes them again. The
//! coarse world comes with the page, fine cells are fetched for what is in view. See `src/basemap` for the format.

mod cities;
mod clip;
mod ground;
mod json;
mod lines;
mod pack;
mod shapefile;
mod sheets;
mod sources;
mod topology;
mod unsettled;

#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;

use crate::arguments::Arguments;
use crate::failure::{AtPath, Outcome};
use crate::project;
use crate::shell::say;
use ground::Ground;
use sheets::{CELL_DEGREES, Stepped};
use sources::{Scale, Sources};

const WORLD: [i64; 4] = [-180, -90, 180, 90];
/// About 500 m: a third of a pixel where the fine cells take over.
const WORLD_STEPS_PER_DEGREE: i64 = 200;
/// About 100 m, finer than the source is rounded.
const CELL_STEPS_PER_DEGREE: i64 = 1_000;
/// Rivers of this rank and greater ones are on the coarse map.
const WORLD_RIVER_RANK: u8 = 4;

/// `cargo xtask basemap`
pub fn run(arguments: Arguments) -> Outcome {
    arguments.finish()?;
    let sources = Sources::fetch()?;
    let folder = project::root().join("public").join("basemap");
    let cells_folder = folder.join("cells");
    if cells_folder.exists() {
        fs::remove_dir_all(&cells_folder).at("empty", &cells_folder)?;
    }
    fs::create_dir_all(&cells_folder).at("create", &cells_folder)?;

    say("cutting the cells");
    let fine = Ground::read(&sources, Scale::Cells)?;
    let present = write_cells(&fine, &cells_folder)?;

    say("packing the world");
    let mut coarse = Ground::read(&sources, Scale::World)?;
    coarse.rivers.retain(|(rank, _)| *rank <= WORLD_RIVER_RANK);
    let mut world = Stepped::new(&coarse, WORLD_STEPS_PER_DEGREE)
        .cut(WORLD)
        .sheet(WORLD);
    world.cells = (CELL_DEGREES.unsigned_abs(), present);
    let bytes = world.encode();
    let path = folder.join("world.bin");
    fs::write(&path, &bytes).at("write", &path)?;
    println!("    world.bin: {} KB", bytes.len() / 1000);
    Ok(())
}

/// Writes each cell that holds anything and returns one bit per cell, row by row from the south-west.
fn write_cells(ground: &Ground, folder: &Path) -> Outcome<Vec<u8>> {
    let stepped = Stepped::new(ground, CELL_STEPS_PER_DEGREE);
    let (columns, rows) = (360 / CELL_DEGREES, 180 / CELL_DEGREES);
    let mut present = vec![0; ((columns * rows) as usize).div_ceil(8)];
    let (mut files, mut total, mut largest) = (0, 0, 0);
    for x in 0..columns {
        let (west, east) = (x * CELL_DEGREES - 180, (x + 1) * CELL_DEGREES - 180);
        let strip = stepped.cut([west, -90, east, 90]);
        for y in 0..rows {
            let bounds = [
                west,
                y * CELL_DEGREES - 90,
                east,
                (y + 1) * CELL_DEGREES - 90,
            ];
            let sheet = strip.cut(bounds).sheet(bounds);
            if sheet.is_empty() {
                continue;
            }
            let bytes = sheet.encode();
            let path = folder.join(format!("{x}_{y}.bin"));
            fs::write(&path, &bytes).at("write", &path)?;
            let index = (y * columns + x) as usize;
            present[index / 8] |= 1 << (index % 8);
            (files, total, largest) = (files + 1, total + bytes.len(), largest.max(bytes.len()));
        }
    }
    println!(
        "    {files} cells: {} KB, the largest {} KB",
        total / 1000,
        largest / 1000
    );
    Ok(present)
}
