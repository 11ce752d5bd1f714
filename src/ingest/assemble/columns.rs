//! The canonical columns of one dataset.

use super::casualties::casualty_columns;
use super::categories::{category_column, set_column};
use super::dates::date_column;
use super::numbers::number_column;
use super::rows::Rows;
use crate::hazard::{
    CategoryColumn, Column, Columns, Field, FieldKind, HazardStatus, NumberColumn, RowKind,
};
use crate::spatial::{Geometries, PartKind, ground_area};

/// Makes every column that the file feeds. `statuses` are those of zones.
pub(super) fn make(
    rows: &Rows<'_>,
    kind: RowKind,
    geometries: &Geometries,
    statuses: &[HazardStatus],
) -> Columns {
    let mut columns: Vec<(Field, Column)> = Field::of(kind)
        .iter()
        .filter_map(|&field| Some((field, column(rows, field, geometries, statuses)?)))
        .collect();
    if kind == RowKind::Incident {
        let people = casualty_columns(rows)
            .into_iter()
            .map(|(field, values)| (field, Column::Number(NumberColumn { values })));
        columns.extend(people);
    }
    Columns {
        rows: rows.features.len(),
        columns,
    }
}

fn column(
    rows: &Rows<'_>,
    field: Field,
    geometries: &Geometries,
    statuses: &[HazardStatus],
) -> Option<Column> {
    match field {
        Field::Status => Some(Column::Category(status_column(statuses))),
        Field::ComputedAreaM2 => areas(geometries).map(Column::Number),
        _ if is_casualty_count(field) => None,
        _ => match field.kind() {
            FieldKind::Category => category_column(rows, field).map(Column::Category),
            FieldKind::Set => set_column(rows, field).map(Column::Set),
            FieldKind::Date => date_column(rows, field).map(Column::Date),
            FieldKind::Number => {
                number_column(rows, field).map(|values| Column::Number(NumberColumn { values }))
            }
            FieldKind::Text => None,
        },
    }
}

/// Counted together in `casualties`, because they are derived from one another.
fn is_casualty_count(field: Field) -> bool {
    (Field::Killed..=Field::StatusUnknown).contains(&field)
}

fn status_column(statuses: &[HazardStatus]) -> CategoryColumn {
    CategoryColumn {
        dictionary: HazardStatus::SLUGS
            .iter()
            .map(|slug| (*slug).to_owned())
            .collect(),
        codes: statuses
            .iter()
            .map(|status| u16::from(status.code()))
            .collect(),
    }
}

/// Areas on the ground; NaN for what has no area, `None` where nothing has one.
fn areas(geometries: &Geometries) -> Option<NumberColumn> {
    let mut any = false;
    let values = geometries
        .iter()
        .map(|geometry| {
            if geometry.parts().any(|part| part.kind == PartKind::Polygon) {
                any = true;
                ground_area(&geometry).0 as f32
            } else {
                f32::NAN
            }
        })
        .collect();
    any.then_some(NumberColumn { values })
}
