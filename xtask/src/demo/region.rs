//! Where invented zones may lie: the region's outline and the lines they follow.
//!
//! The outline is the country's border of Natural Earth 1:10m, generalised to about a kilometre and closed in the east
//! by hand; the lines are drawn by hand on general maps along the former line of contact and behind it. None of it is
//! a statement about any boundary.

use super::plane::{Line, Point, Ring, contains};

/// Longitude and latitude, clockwise from the south-east.
const OUTLINE: &[(f64, f64)] = &[
    (47.52, 39.515),
    (47.407, 39.482),
    (47.292, 39.39),
    (47.101, 39.318),
    (47.022, 39.2),
    (46.953, 39.17),
    (46.867, 39.173),
    (46.745, 39.048),
    (46.651, 39.0),
    (46.586, 38.915),
    (46.52, 38.892),
    (46.485, 38.951),
    (46.503, 39.083),
    (46.488, 39.115),
    (46.41, 39.168),
    (46.41, 39.19),
    (46.514, 39.178),
    (46.614, 39.212),
    (46.528, 39.279),
    (46.506, 39.328),
    (46.384, 39.382),
    (46.373, 39.408),
    (46.41, 39.446),
    (46.503, 39.46),
    (46.503, 39.508),
    (46.54, 39.539),
    (46.533, 39.56),
    (46.478, 39.588),
    (46.395, 39.586),
    (46.345, 39.627),
    (46.187, 39.603),
    (46.14, 39.66),
    (46.05, 39.697),
    (45.985, 39.777),
    (45.867, 39.815),
    (45.825, 39.848),
    (45.755, 39.948),
    (45.6, 39.98),
    (45.639, 40.018),
    (45.805, 39.998),
    (45.893, 40.012),
    (45.92, 40.078),
    (45.972, 40.135),
    (45.993, 40.22),
    (46.1, 40.34),
    (46.5, 40.4),
    (46.75, 40.44),
    (47.0, 40.42),
    (47.25, 40.2),
    (47.35, 39.95),
    (47.5, 39.7),
];

/// One line that belts follow.
pub struct Front {
    pub line: Line,
    pub rows: &'static [Row],
}

/// A row of belts beside a line.
pub struct Row {
    /// Metres to the left of the line's direction.
    pub offset: f64,
    /// Share of the line's length that belts cover.
    pub density: f64,
    /// Half the usual width, in metres.
    pub half_width: f64,
}

const fn row(offset: f64, density: f64, half_width: f64) -> Row {
    Row {
        offset,
        density,
        half_width,
    }
}

/// North to south: left of the line is east.
const CONTACT: &[(f64, f64)] = &[
    (46.25, 40.33),
    (46.45, 40.345),
    (46.62, 40.36),
    (46.74, 40.405),
    (46.83, 40.385),
    (46.85, 40.33),
    (46.88, 40.27),
    (46.95, 40.235),
    (46.95, 40.17),
    (46.99, 40.10),
    (46.99, 40.04),
    (47.03, 39.98),
    (47.06, 39.92),
    (47.10, 39.875),
    (47.15, 39.83),
    (47.17, 39.77),
    (47.22, 39.72),
    (47.23, 39.66),
    (47.29, 39.61),
    (47.30, 39.56),
    (47.28, 39.51),
    (47.30, 39.46),
    (47.275, 39.41),
];
const SECOND: &[(f64, f64)] = &[
    (46.77, 40.36),
    (46.80, 40.29),
    (46.86, 40.20),
    (46.89, 40.12),
    (46.88, 40.05),
    (46.92, 40.0),
    (46.95, 39.93),
    (47.02, 39.87),
    (47.06, 39.80),
    (47.10, 39.72),
    (47.13, 39.65),
    (47.17, 39.57),
    (47.16, 39.50),
    (47.19, 39.42),
];
const SOUTH: &[(f64, f64)] = &[
    (47.22, 39.41),
    (47.11, 39.36),
    (47.03, 39.28),
    (46.96, 39.22),
    (46.86, 39.21),
    (46.78, 39.15),
    (46.71, 39.09),
    (46.64, 39.05),
];
const RIDGE: &[(f64, f64)] = &[
    (47.06, 39.52),
    (46.99, 39.55),
    (46.92, 39.62),
    (46.84, 39.66),
    (46.79, 39.72),
    (46.72, 39.72),
    (46.66, 39.64),
    (46.61, 39.55),
];

/// The lines, each with its rows.
pub fn fronts() -> [Front; 4] {
    const STEP_M: f64 = 400.0;
    [
        Front {
            line: Line::through(CONTACT, STEP_M),
            rows: &const {
                [
                    row(-1_900.0, 0.3, 60.0),
                    row(-850.0, 0.45, 85.0),
                    row(-160.0, 0.55, 120.0),
                    row(420.0, 0.4, 75.0),
                    row(1_150.0, 0.2, 55.0),
                ]
            },
        },
        Front {
            line: Line::through(SECOND, STEP_M),
            rows: &const {
                [
                    row(-500.0, 0.25, 50.0),
                    row(0.0, 0.4, 70.0),
                    row(600.0, 0.25, 55.0),
                ]
            },
        },
        Front {
            line: Line::through(SOUTH, STEP_M),
            rows: &const { [row(-300.0, 0.35, 60.0), row(400.0, 0.25, 50.0)] },
        },
        Front {
            line: Line::through(RIDGE, STEP_M),
            rows: &const { [row(0.0, 0.4, 55.0), row(700.0, 0.2, 45.0)] },
        },
    ]
}

/// The region on the drawing board.
pub struct Region(Ring);

impl Region {
    pub fn new() -> Self {
        Self(
            OUTLINE
                .iter()
                .map(|(lng, lat)| Point::from_lnglat(*lng, *lat))
                .collect(),
        )
    }

    /// Whether all of the ring lies inside.
    pub fn holds(&self, ring: &[Point]) -> bool {
        ring.iter().all(|point| contains(&self.0, *point))
    }
}
