//! Cuts the ground into files: one of the whole world, one per cell that holds anything.

use super::clip::{Step, StepPolygon, clip_line, clip_polygon, signed_area, without_repeats};
use super::ground::{Ground, Rings};
use super::pack::{CountryMark, Sheet, TownMark};
use super::topology::LngLat;

/// Edge of a cell in degrees; it divides 180.
pub const CELL_DEGREES: i64 = 10;

/// The ground in whole steps.
pub struct Stepped<'a> {
    ground: &'a Ground,
    steps_per_degree: i64,
    land: Vec<StepPolygon>,
    lakes: Vec<StepPolygon>,
    borders: Vec<(u8, Vec<Step>)>,
    rivers: Vec<(u8, Vec<Step>)>,
}

impl<'a> Stepped<'a> {
    pub fn new(ground: &'a Ground, steps_per_degree: i64) -> Self {
        let steps = |point: &LngLat| {
            point.map(|degrees| (degrees * steps_per_degree as f64).round() as i64)
        };
        let polygons = |polygons: &[Rings]| {
            polygons
                .iter()
                .flat_map(|rings| on_the_map(rings, &steps))
                .collect()
        };
        let lines = |lines: &[(u8, Vec<LngLat>)]| {
            lines
                .iter()
                .map(|(tag, line)| (*tag, line.iter().map(steps).collect()))
                .collect()
        };
        Self {
            steps_per_degree,
            land: polygons(&ground.land),
            lakes: polygons(&ground.lakes),
            borders: lines(&ground.borders),
            rivers: lines(&ground.rivers),
            ground,
        }
    }

    /// The part within west, south, east, north in whole degrees.
    pub fn cut(&self, bounds: [i64; 4]) -> Self {
        let limits = bounds.map(|degrees| degrees * self.steps_per_degree);
        let polygons = |polygons: &[StepPolygon]| {
            let near = polygons.iter().filter(|polygon| meets(&polygon[0], limits));
            near.flat_map(|polygon| clip_polygon(polygon.clone(), limits))
                .collect()
        };
        let lines = |lines: &[(u8, Vec<Step>)]| {
            let near = lines.iter().filter(|(_, line)| meets(line, limits));
            near.flat_map(|(tag, line)| {
                clip_line(line, limits)
                    .into_iter()
                    .map(|piece| (*tag, piece))
            })
            .collect()
        };
        Self {
            ground: self.ground,
            steps_per_degree: self.steps_per_degree,
            land: polygons(&self.land),
            lakes: polygons(&self.lakes),
            borders: lines(&self.borders),
            rivers: lines(&self.rivers),
        }
    }

    /// A file of what is here, which must have been cut to `bounds`.
    pub fn sheet(self, bounds: [i64; 4]) -> Sheet {
        let step = |point: LngLat| {
            point.map(|degrees| (degrees * self.steps_per_degree as f64).round() as i64)
        };
        let limits = bounds.map(|degrees| degrees * self.steps_per_degree);
        // On a shared edge a point belongs to the cell east or north of it, and to the last cell at the world's end.
        let within = |point: &Step| {
            [0, 1].into_iter().all(|axis| {
                let end = limits[axis + 2] + i64::from(bounds[axis + 2] == [180, 90][axis]);
                (limits[axis]..end).contains(&point[axis])
            })
        };
        let towns = self.ground.towns.iter().map(|city| TownMark {
            at: step(city.lnglat),
            population: city.population,
            kind: match city.code.as_str() {
                "PPLC" => 2,
                "PPLA" => 1,
                _ => 0,
            },
            name: city.name.clone(),
        });
        let countries = self.ground.countries.iter().map(|country| CountryMark {
            at: step(country.middle),
            iso_numeric: country.iso_numeric,
            extent: (country.extent * self.steps_per_degree as f64).round() as i64,
            name: country.name.clone(),
        });
        Sheet {
            steps_per_degree: self.steps_per_degree,
            bounds,
            towns: towns.filter(|town| within(&town.at)).collect(),
            countries: countries.filter(|country| within(&country.at)).collect(),
            land: self.land,
            lakes: self.lakes,
            borders: self.borders,
            rivers: self.rivers,
            cells: (0, Vec::new()),
        }
    }
}

/// The polygon in steps, once more on the other side where it crosses the antimeridian; outer rings anticlockwise.
fn on_the_map(rings: &Rings, steps: &impl Fn(&LngLat) -> Step) -> Vec<StepPolygon> {
    let turn = steps(&[360.0, 0.0])[0];
    let shifted = |turns: i64| -> StepPolygon {
        let rings = rings.iter().enumerate().map(|(index, ring)| {
            let mut ring = without_repeats(
                ring.iter()
                    .map(steps)
                    .map(|[x, y]| [x + turns * turn, y])
                    .collect::<Vec<_>>(),
            );
            if (signed_area(&ring) > 0) != (index == 0) {
                ring.reverse();
            }
            ring
        });
        rings
            .filter(|ring| ring.len() >= 3 && signed_area(ring) != 0)
            .collect()
    };
    let half = turn / 2;
    let meets_world = |polygon: &StepPolygon| {
        polygon
            .first()
            .is_some_and(|outer| signed_area(outer) > 0 && meets(outer, [-half, -half, half, half]))
    };
    let copies = [-1, 0, 1].map(shifted).into_iter().filter(meets_world);
    copies
        .flat_map(|polygon| clip_polygon(polygon, [-half, -half / 2, half, half / 2]))
        .collect()
}

/// Whether the box around the points overlaps another box.
fn meets(points: &[Step], [west, south, east, north]: [i64; 4]) -> bool {
    let range = |axis: usize| {
        let values = points.iter().map(|point| point[axis]);
        values.fold((i64::MAX, i64::MIN), |(least, most), value| {
            (least.min(value), most.max(value))
        })
    };
    let ((least_x, most_x), (least_y, most_y)) = (range(0), range(1));
    least_x < east && most_x > west && least_y < north && most_y > south
}
