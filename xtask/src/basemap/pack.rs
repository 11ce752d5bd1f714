//! Writes the format that `hazard_map::basemap` reads; that module tells it.

use super::clip::{Step, StepPolygon};

/// Everything of one file, in steps.
pub struct Sheet {
    pub steps_per_degree: i64,
    /// West, south, east, north in whole degrees.
    pub bounds: [i64; 4],
    pub land: Vec<StepPolygon>,
    pub lakes: Vec<StepPolygon>,
    /// Each with 0 where settled, 1 where not.
    pub borders: Vec<(u8, Vec<Step>)>,
    /// Each with its rank.
    pub rivers: Vec<(u8, Vec<Step>)>,
    pub towns: Vec<TownMark>,
    pub countries: Vec<CountryMark>,
    /// Edge of a fine cell in degrees and one bit per cell; 0 and nothing in a cell's own file.
    pub cells: (u64, Vec<u8>),
}

pub struct TownMark {
    pub at: Step,
    pub population: u32,
    /// 0 town, 1 seat of a region, 2 capital.
    pub kind: u8,
    pub name: String,
}

pub struct CountryMark {
    pub at: Step,
    pub iso_numeric: u16,
    /// Width in steps.
    pub extent: i64,
    pub name: String,
}

impl Sheet {
    /// Whether there is nothing to see, so that the file need not exist.
    pub fn is_empty(&self) -> bool {
        self.land.is_empty() && self.lakes.is_empty() && self.towns.is_empty()
    }

    pub fn encode(&self) -> Vec<u8> {
        let mut out = Writer(b"HMBM\x01".to_vec(), [0, 0]);
        out.number(self.steps_per_degree.unsigned_abs());
        for degrees in self.bounds {
            out.signed(degrees);
        }
        for polygons in [&self.land, &self.lakes] {
            out.start(polygons.len());
            for polygon in polygons {
                out.number(polygon.len() as u64);
                for ring in polygon {
                    out.points(ring);
                }
            }
        }
        for lines in [&self.borders, &self.rivers] {
            out.start(lines.len());
            for (tag, line) in lines {
                out.0.push(*tag);
                out.points(line);
            }
        }
        out.start(self.towns.len());
        for town in &self.towns {
            out.point(town.at);
            out.number(town.population.into());
            out.0.push(town.kind);
            out.name(&town.name);
        }
        out.start(self.countries.len());
        for country in &self.countries {
            out.point(country.at);
            out.number(country.iso_numeric.into());
            out.number(country.extent.unsigned_abs());
            out.name(&country.name);
        }
        out.number(self.cells.0);
        out.0.extend_from_slice(&self.cells.1);
        out.0
    }
}

/// The bytes so far, and the last point of the current list.
struct Writer(Vec<u8>, Step);

impl Writer {
    fn start(&mut self, count: usize) {
        self.1 = [0, 0];
        self.number(count as u64);
    }

    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    fn point(&mut self, point: Step) {
        self.signed(point[0] - self.1[0]);
        self.signed(point[1] - self.1[1]);
        self.1 = point;
    }

    fn points(&mut self, points: &[Step]) {
        self.number(points.len() as u64);
        for point in points {
            self.point(*point);
        }
    }

    fn name(&mut self, name: &str) {
        self.number(name.len() as u64);
        self.0.extend_from_slice(name.as_bytes());
    }
}
