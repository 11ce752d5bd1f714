//! From the bytes of one file to geometry.

use super::bytes::Bytes;
use super::grid::CellGrid;
use super::shore::outlines;
use crate::spatial::{Geometries, PartKind};

/// One decoded file: the whole world coarsely, or one cell finely.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Basemap {
    /// West, south, east, north in whole degrees: everything lies inside.
    pub bounds: [f64; 4],
    /// One polygon per geometry.
    pub land: Geometries,
    /// One polygon per geometry; drawn over land, since land includes its lakes.
    pub lakes: Geometries,
    pub borders: Borders,
    pub rivers: Rivers,
    /// The most populous first.
    pub towns: Vec<Town>,
    pub countries: Vec<CountryLabel>,
    /// The finer cells there are; only the world's file has any.
    pub cells: CellGrid,
}

/// Lines between countries, one per geometry, each shared line once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Borders {
    pub lines: Geometries,
    /// By geometry.
    pub kinds: Vec<BorderKind>,
}

/// Whether a border is settled, as far as the sources say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BorderKind {
    Settled,
    /// Disputed, indefinite, a line of control, or with a side that is not generally recognised.
    Unsettled,
}

/// Rivers, one line per geometry.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rivers {
    pub lines: Geometries,
    /// By geometry: Natural Earth's scale rank, 0 for the greatest rivers up to 12.
    pub ranks: Vec<u8>,
}

/// A town of the ground, for orientation only; settlements to be checked come from the publisher's data.
#[derive(Debug, Clone, PartialEq)]
pub struct Town {
    pub lnglat: [f64; 2],
    pub name: String,
    /// 0 where unknown.
    pub population: u32,
    pub kind: TownKind,
}

/// What a town is the seat of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TownKind {
    Town,
    /// Seat of a first-order region.
    RegionalSeat,
    Capital,
}

/// Where a country's name goes.
#[derive(Debug, Clone, PartialEq)]
pub struct CountryLabel {
    /// Middle of the country's largest piece.
    pub lnglat: [f64; 2],
    pub name: String,
    /// ISO 3166-1 numeric; 0 where there is none.
    pub iso_numeric: u16,
    /// Width of the largest piece in degrees: the name fits once this is wide enough on screen.
    pub extent: f64,
}

/// Why a file of the ground cannot be used. The map goes on without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BasemapError {
    #[error("not a basemap file: it does not start with HMBM")]
    NotABasemap,
    #[error("a basemap file of version {0}, which this program does not know")]
    UnknownVersion(u8),
    #[error("the basemap file ends too early")]
    Truncated,
    #[error("the basemap file is damaged near byte {position}")]
    Damaged { position: usize },
}

const MAGIC: &[u8] = b"HMBM";
const VERSION: u8 = 1;

impl Basemap {
    /// Reads one file. Time and memory are linear in its length.
    ///
    /// # Errors
    /// When the bytes are not a whole basemap file of a known version. Any bytes are allowed.
    pub fn decode(bytes: &[u8]) -> Result<Self, BasemapError> {
        let mut bytes = Bytes::new(bytes);
        if bytes.take(MAGIC.len()) != Ok(MAGIC) {
            return Err(BasemapError::NotABasemap);
        }
        let version = bytes.byte()?;
        if version != VERSION {
            return Err(BasemapError::UnknownVersion(version));
        }
        let mut section = Section::open(&mut bytes)?;
        let basemap = Self {
            bounds: section.bounds.map(|degrees| degrees as f64),
            land: section.polygons()?,
            lakes: section.polygons()?,
            borders: section.borders()?,
            rivers: section.rivers()?,
            towns: section.towns()?,
            countries: section.countries()?,
            cells: section.cells()?,
        };
        if bytes.is_at_end() {
            Ok(basemap)
        } else {
            Err(BasemapError::Damaged {
                position: bytes.position(),
            })
        }
    }

    /// Coast lines, one per geometry, without the edges of the file's bounds.
    #[must_use]
    pub fn coasts(&self) -> Geometries {
        outlines(&self.land, self.bounds)
    }

    /// Shores of lakes, as [`Basemap::coasts`].
    #[must_use]
    pub fn shores(&self) -> Geometries {
        outlines(&self.lakes, self.bounds)
    }
}

/// The parts of a file, read in their order.
struct Section<'a, 'b> {
    bytes: &'a mut Bytes<'b>,
    steps_per_degree: i64,
    /// In whole degrees.
    bounds: [i64; 4],
    /// The last point read, in steps: each part starts from 0, 0.
    at: [i64; 2],
}

impl<'a, 'b> Section<'a, 'b> {
    fn open(bytes: &'a mut Bytes<'b>) -> Result<Self, BasemapError> {
        let steps_per_degree = bytes.number()?.cast_signed();
        let bounds = [
            bytes.signed()?,
            bytes.signed()?,
            bytes.signed()?,
            bytes.signed()?,
        ];
        let [west, south, east, north] = bounds;
        let in_world = -180 <= west
            && west < east
            && east <= 180
            && -90 <= south
            && south < north
            && north <= 90;
        if !in_world || !(1..=1_000_000).contains(&steps_per_degree) {
            return Err(BasemapError::Damaged {
                position: bytes.position(),
            });
        }
        Ok(Self {
            bytes,
            steps_per_degree,
            bounds,
            at: [0, 0],
        })
    }

    fn damaged(&self) -> BasemapError {
        BasemapError::Damaged {
            position: self.bytes.position(),
        }
    }

    /// The next point, which must lie within the bounds.
    fn point(&mut self) -> Result<[f64; 2], BasemapError> {
        for axis in [0, 1] {
            self.at[axis] += self.bytes.signed()?;
            let inside = self.bounds[axis] * self.steps_per_degree
                ..=self.bounds[axis + 2] * self.steps_per_degree;
            if !inside.contains(&self.at[axis]) {
                return Err(self.damaged());
            }
        }
        // Whole degrees come out exact, which the search for cuts relies on.
        Ok(self
            .at
            .map(|steps| steps as f64 / self.steps_per_degree as f64))
    }

    fn polygons(&mut self) -> Result<Geometries, BasemapError> {
        self.at = [0, 0];
        let mut polygons = Geometries::default();
        for _ in 0..self.bytes.count(8)? {
            for _ in 0..self.bytes.count(7)? {
                let points = self.bytes.count(2)?;
                if points < 3 {
                    return Err(self.damaged());
                }
                let first = self.point()?;
                polygons.push_coordinate(first);
                for _ in 1..points {
                    let point = self.point()?;
                    polygons.push_coordinate(point);
                }
                polygons.push_coordinate(first);
                polygons.end_ring();
            }
            polygons.end_part(PartKind::Polygon);
            polygons.end_geometry();
        }
        Ok(polygons)
    }

    /// Lines and the tag of each.
    fn lines<T>(&mut self, tag: fn(u8) -> Option<T>) -> Result<(Geometries, Vec<T>), BasemapError> {
        self.at = [0, 0];
        let mut lines = Geometries::default();
        let mut tags = Vec::new();
        for _ in 0..self.bytes.count(6)? {
            let code = self.bytes.byte()?;
            tags.push(tag(code).ok_or_else(|| self.damaged())?);
            let points = self.bytes.count(2)?;
            if points < 2 {
                return Err(self.damaged());
            }
            for _ in 0..points {
                let point = self.point()?;
                lines.push_coordinate(point);
            }
            lines.end_ring();
            lines.end_part(PartKind::Line);
            lines.end_geometry();
        }
        Ok((lines, tags))
    }

    fn borders(&mut self) -> Result<Borders, BasemapError> {
        let (lines, kinds) = self.lines(|code| match code {
            0 => Some(BorderKind::Settled),
            1 => Some(BorderKind::Unsettled),
            _ => None,
        })?;
        Ok(Borders { lines, kinds })
    }

    fn rivers(&mut self) -> Result<Rivers, BasemapError> {
        let (lines, ranks) = self.lines(|code| (code <= 12).then_some(code))?;
        Ok(Rivers { lines, ranks })
    }

    fn towns(&mut self) -> Result<Vec<Town>, BasemapError> {
        self.at = [0, 0];
        let count = self.bytes.count(5)?;
        let mut towns = Vec::new();
        for _ in 0..count {
            let lnglat = self.point()?;
            let population = u32::try_from(self.bytes.number()?).map_err(|_| self.damaged())?;
            let kind = match self.bytes.byte()? {
                0 => TownKind::Town,
                1 => TownKind::RegionalSeat,
                2 => TownKind::Capital,
                _ => return Err(self.damaged()),
            };
            towns.push(Town {
                lnglat,
                name: self.bytes.name()?,
                population,
                kind,
            });
        }
        Ok(towns)
    }

    fn countries(&mut self) -> Result<Vec<CountryLabel>, BasemapError> {
        self.at = [0, 0];
        let count = self.bytes.count(5)?;
        let mut countries = Vec::new();
        for _ in 0..count {
            let lnglat = self.point()?;
            let iso_numeric = u16::try_from(self.bytes.number()?).map_err(|_| self.damaged())?;
            let extent = self.bytes.number()? as f64 / self.steps_per_degree as f64;
            countries.push(CountryLabel {
                lnglat,
                name: self.bytes.name()?,
                iso_numeric,
                extent,
            });
        }
        Ok(countries)
    }

    fn cells(&mut self) -> Result<CellGrid, BasemapError> {
        let degrees = self.bytes.number()?;
        if degrees == 0 {
            return Ok(CellGrid::default());
        }
        let bytes = CellGrid::bytes(degrees).ok_or_else(|| self.damaged())?;
        let present = self.bytes.take(bytes)?.to_vec();
        Ok(CellGrid::new(degrees as u16, present))
    }
}
