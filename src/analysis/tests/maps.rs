//! Small maps to ask questions of: layers drawn in metres around a middle, each zone a rectangle.

use crate::analysis::{
    AnalysisLayer, Assessment, Condition, Expected, LayerFacts, Reach, Records, Subject,
};
use crate::hazard::{Column, Columns, DateColumn, Field, HazardStatus, NumberColumn, Role};
use crate::spatial::{Geometries, PartKind, RowIndex};
use crate::units::{Day, Metres, PartialDate};

/// Where the maps are.
pub const MIDDLE: [f64; 2] = [46.75, 39.82];

pub const REACH: Reach = Reach {
    zones: Metres(1_000.0),
    accidents: Metres(1_000.0),
    ring: Metres(1_000.0),
};

pub fn today() -> Day {
    Day::from_ymd(2025, 6, 1).expect("exists")
}

/// A position some metres east and north of the middle.
pub fn at(east: f64, north: f64) -> [f64; 2] {
    let [lng, lat] = MIDDLE;
    let degree = 111_195.0;
    [
        lng + east / (degree * lat.to_radians().cos()),
        lat + north / degree,
    ]
}

/// A layer being drawn.
pub struct Layer {
    pub role: Role,
    pub geometries: Geometries,
    pub columns: Columns,
    pub statuses: Vec<HazardStatus>,
    index: RowIndex,
}

impl Layer {
    pub fn new(role: Role) -> Self {
        let geometries = Geometries::default();
        Self {
            role,
            columns: Columns::default(),
            statuses: Vec::new(),
            index: RowIndex::build(&geometries),
            geometries,
        }
    }

    /// Adds a rectangle from west, south, east, north in metres from the middle.
    pub fn zone(self, status: HazardStatus, [west, south, east, north]: [f64; 4]) -> Self {
        let ring = [
            at(west, south),
            at(east, south),
            at(east, north),
            at(west, north),
            at(west, south),
        ];
        self.shape(status, PartKind::Polygon, &[&ring])
    }

    /// Adds a zone or anything else of one part.
    pub fn shape(mut self, status: HazardStatus, kind: PartKind, rings: &[&[[f64; 2]]]) -> Self {
        for ring in rings {
            ring.iter()
                .for_each(|position| self.geometries.push_coordinate(*position));
            self.geometries.end_ring();
        }
        self.geometries.end_part(kind);
        self.geometries.end_geometry();
        self.statuses.push(status);
        self.index = RowIndex::build(&self.geometries);
        self.columns.rows = self.geometries.len();
        self
    }

    /// Adds an accident some metres east and north of the middle.
    pub fn accident(self, east: f64, north: f64) -> Self {
        self.shape(
            HazardStatus::Unknown,
            PartKind::Points,
            &[&[at(east, north)]],
        )
    }

    /// Adds a column of numbers.
    pub fn numbers(mut self, field: Field, values: &[f32]) -> Self {
        let column = NumberColumn {
            values: values.to_vec(),
        };
        self.columns.columns.push((field, Column::Number(column)));
        self
    }

    /// Adds a column of dates.
    pub fn dates(mut self, field: Field, dates: &[&str]) -> Self {
        let mut column = DateColumn::default();
        dates
            .iter()
            .for_each(|date| column.push(PartialDate::from_iso(date)));
        self.columns.columns.push((field, Column::Date(column)));
        self
    }

    pub fn view(&self) -> AnalysisLayer<'_> {
        AnalysisLayer {
            role: self.role,
            geometries: &self.geometries,
            index: &self.index,
            columns: &self.columns,
            statuses: &self.statuses,
        }
    }

    /// The layer with nothing amiss.
    pub fn loaded(&self) -> Expected<'_> {
        expected(Condition::Loaded(self.view()))
    }
}

/// Facts of a layer that is up to date.
pub fn expected(condition: Condition<'_>) -> Expected<'_> {
    Expected {
        facts: LayerFacts {
            id: "layer",
            source: "a survey",
            as_of: PartialDate::from_iso("2025-05-01"),
            stale_after_days: 365,
            positional_accuracy: None,
            published: true,
        },
        condition,
    }
}

pub fn assess(layers: &[Expected<'_>], lnglat: [f64; 2]) -> Assessment {
    let place = Subject::place(lnglat).expect("on earth");
    Records::new(layers, today()).assess(&place, REACH)
}

pub fn codes(assessment: &Assessment) -> Vec<&'static str> {
    let codes = assessment.caveats.iter().map(|caveat| caveat.code());
    codes.collect()
}
