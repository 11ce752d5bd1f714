//! The zones around a subject: all that are within reach, and the nearest of each kind however far.

use super::approach::Approach;
use super::class::{NearestKind, ZoneClass};
use super::earth::chord_of;
use super::layers::{AnalysisLayer, Expected};
use super::records::rows_within;
use super::subject::{Scratch, Subject};
use crate::hazard::{
    CategoryColumn, Columns, DateColumn, Field, HazardStatus, NumberColumn, Reliability, RowKind,
};
use crate::spatial::PartKind;
use crate::units::{Metres, PartialDate};

/// Percentages of reliability below this count as low.
const LOW_PERCENT: f32 = 50.0;

/// A zone as seen from a subject.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZoneFound {
    /// The layer's place in the list that the records were made of.
    pub layer: usize,
    pub row: u32,
    pub class: ZoneClass,
    pub status: HazardStatus,
    /// To the nearest boundary; 0 inside.
    pub distance: Metres,
    /// From the subject to the nearest point, degrees clockwise from north.
    pub bearing_deg: f64,
    /// The nearest point of the zone, longitude and latitude.
    pub nearest_lnglat: [f64; 2],
    /// When the status was last recorded: its own date, else that of clearance, else that of survey.
    pub date: Option<PartialDate>,
    /// How far the zone may be from where it is recorded.
    pub uncertainty: Option<Metres>,
    pub reliability: Reliability,
    /// Whether the zone is recorded as an area.
    pub has_extent: bool,
}

impl ZoneFound {
    /// The distance that may be left if the position is as wrong as it can be.
    #[must_use]
    pub fn least_distance(&self) -> Metres {
        let uncertainty = self.uncertainty.unwrap_or_default();
        Metres((self.distance.0 - uncertainty.0).max(0.0))
    }
}

/// A zone layer with what is asked of it again and again.
pub(super) struct ZoneLayer<'a> {
    /// Its place among the expected layers.
    number: usize,
    layer: &'a AnalysisLayer<'a>,
    dates: [Option<&'a DateColumn>; 3],
    accuracy: Accuracy<'a>,
    reliability: Option<&'a CategoryColumn>,
    reliability_percent: Option<&'a NumberColumn>,
    /// Bits of the kinds that occur.
    kinds: u8,
}

impl<'a> ZoneLayer<'a> {
    /// `None` where the layer holds no zones or none of it is here.
    pub fn of(number: usize, expected: &'a Expected<'a>) -> Option<Self> {
        let layer = expected.condition.layer()?;
        if layer.role.row_kind() != RowKind::Zone {
            return None;
        }
        let columns = layer.columns;
        let dates = [Field::StatusDate, Field::ClearedDate, Field::SurveyDate];
        let mut zones = Self {
            number,
            layer,
            dates: dates.map(|field| columns.date(field)),
            accuracy: Accuracy::of(columns, expected.facts.positional_accuracy),
            reliability: columns.category(Field::Reliability),
            reliability_percent: columns.number(Field::ReliabilityPercent),
            kinds: 0,
        };
        zones.kinds = (0..layer.geometries.len() as u32)
            .map(|row| 1 << NearestKind::of(zones.class(row)) as u8)
            .fold(0, |kinds, kind| kinds | kind);
        Some(zones)
    }

    fn status(&self, row: u32) -> HazardStatus {
        let status = self.layer.statuses.get(row as usize);
        status.copied().unwrap_or(HazardStatus::Unknown)
    }

    fn class(&self, row: u32) -> ZoneClass {
        ZoneClass::of(self.status(row))
    }

    fn reliability(&self, row: u32) -> Reliability {
        let row = row as usize;
        let recorded = self
            .reliability
            .and_then(|column| column.codes.get(row))
            .map_or(Reliability::Unknown, |code| {
                Reliability::from_code(u8::try_from(*code).unwrap_or(0))
            });
        let percent = self
            .reliability_percent
            .and_then(|column| column.values.get(row));
        match (recorded, percent) {
            (Reliability::Unknown, Some(percent)) if *percent < LOW_PERCENT => Reliability::Low,
            (Reliability::Unknown, Some(percent)) if *percent >= LOW_PERCENT => Reliability::High,
            _ => recorded,
        }
    }

    fn found(&self, row: u32, approach: &Approach) -> ZoneFound {
        let geometry = self.layer.geometries.get(row as usize);
        ZoneFound {
            layer: self.number,
            row,
            class: self.class(row),
            status: self.status(row),
            distance: approach.distance(),
            bearing_deg: approach.bearing(),
            nearest_lnglat: approach.there,
            date: self
                .dates
                .iter()
                .flatten()
                .find_map(|column| column.date(row as usize)),
            uncertainty: self.accuracy.of_row(row),
            reliability: self.reliability(row),
            has_extent: geometry.parts().any(|part| part.kind == PartKind::Polygon),
        }
    }

    /// Every zone that is, or may be, within a distance, and every zone within a chord, which may be more.
    pub fn within(
        &self,
        subject: &Subject<'_>,
        reach: Metres,
        chord: f64,
        scratch: &mut Scratch,
        into: &mut Vec<(ZoneFound, Approach)>,
    ) {
        let farthest = chord_of(Metres(reach.0 + self.accuracy.worst.0)).max(chord);
        // A limit is not reached; what is just there is within.
        let limit = farthest * (1.0 + 1e-9) + 1e-6;
        for row in rows_within(subject, self.layer.index, limit) {
            let geometry = self.layer.geometries.get(row as usize);
            if let Some(approach) = subject.approach(&geometry, limit, scratch) {
                let found = self.found(row, &approach);
                if approach.chord <= chord || found.least_distance() <= reach {
                    into.push((found, approach));
                }
            }
        }
    }

    /// Finds the nearest zone of each kind that `best` does not know a nearer one of, and puts it there. Of several
    /// just as near the first layer and row are taken.
    pub fn nearest(
        &self,
        subject: &Subject<'_>,
        scratch: &mut Scratch,
        best: &mut [Option<(ZoneFound, Approach)>; NearestKind::ALL.len()],
    ) {
        let mut least =
            best.map(|known| known.map_or(f64::INFINITY, |(_, approach)| approach.chord));
        let mut rows: [Option<(u32, Approach)>; NearestKind::ALL.len()] = [None; _];
        let bound = |bounds| subject.chord_to_box(bounds);
        self.layer.index.visit_nearest(&bound, &mut |row, bound| {
            let kind = NearestKind::of(self.class(row)) as usize;
            if bound <= least[kind] {
                let is_before = rows[kind].is_some_and(|(known, _)| row < known);
                let limit = if is_before {
                    least[kind].next_up()
                } else {
                    least[kind]
                };
                let geometry = self.layer.geometries.get(row as usize);
                if let Some(approach) = subject.approach(&geometry, limit, scratch) {
                    least[kind] = approach.chord;
                    rows[kind] = Some((row, approach));
                }
            }
            // As far as any kind that occurs here may still be found nearer.
            let wanted = (0..least.len()).filter(|kind| self.kinds & (1 << kind) != 0);
            wanted.map(|kind| least[kind]).fold(0.0, f64::max)
        });
        for (row, best) in rows.into_iter().zip(best) {
            if let Some((row, approach)) = row {
                *best = Some((self.found(row, &approach), approach));
            }
        }
    }

    /// When the row was last surveyed, where it is recorded.
    pub fn surveyed(&self, row: u32) -> Option<PartialDate> {
        let [_, _, surveyed] = self.dates;
        surveyed?.date(row as usize)
    }

    /// The geometry of a row of this layer.
    pub fn geometry(&self, row: u32) -> crate::spatial::GeometryView<'a> {
        self.layer.geometries.get(row as usize)
    }

    pub fn is(&self, number: usize) -> bool {
        self.number == number
    }
}

/// How exact the positions of a layer's rows are.
pub(super) struct Accuracy<'a> {
    by_row: Option<&'a NumberColumn>,
    of_layer: Option<Metres>,
    /// The least exact of all.
    pub worst: Metres,
}

impl<'a> Accuracy<'a> {
    fn of(columns: &'a Columns, of_layer: Option<Metres>) -> Self {
        let by_row = columns.number(Field::PositionalAccuracyM);
        let known = by_row.map_or(&[][..], |column| &column.values);
        let worst = known
            .iter()
            .copied()
            .filter(|metres| metres.is_finite())
            .map(f64::from)
            .chain(of_layer.map(|metres| metres.0))
            .fold(0.0, f64::max);
        Self {
            by_row,
            of_layer,
            worst: Metres(worst),
        }
    }

    fn of_row(&self, row: u32) -> Option<Metres> {
        self.by_row
            .and_then(|column| column.values.get(row as usize))
            .filter(|metres| metres.is_finite() && **metres >= 0.0)
            .map(|metres| Metres(f64::from(*metres)))
            .or(self.of_layer)
    }
}
