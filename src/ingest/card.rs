//! Everything known of one row, for its card: canonical fields first, then the file's own values as text.
//!
//! Values stay typed (a date knows its precision, a number its field's unit) so that the page can write them in the
//! reader's language. Nothing here is markup: hostile texts are texts.

use super::assemble::{Dataset, Source};
use super::json::texts_of_list;
use super::mapping::Meaning;
use super::raw_table::RawValue;
use super::value::spelling::is_blank;
use crate::hazard::{Column, Field, FieldKind, HazardType, Role};
use crate::units::PartialDate;

/// Letters of a value that are shown: a page that lays out millions stands still.
const MOST_SHOWN: usize = 20_000;
/// The same of a name.
const MOST_NAMED: usize = 300;

/// A text for the page; of one that is too long the beginning, and how much there is besides.
#[must_use]
pub fn cut(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        None => text.to_owned(),
        Some((end, _)) => {
            let more = (text.len() - end).to_string();
            [&text[..end], "… (+", &more, ")"].concat()
        }
    }
}

/// One row, for its card.
#[derive(Debug, Clone, PartialEq)]
pub struct RowDetails {
    pub role: Role,
    /// Name or id; `None` where the file gives neither.
    pub title: Option<String>,
    /// Position of the feature in the file, counted from 0.
    pub feature: u32,
    /// Known canonical values in the order in which a person wants to read them.
    pub fields: Vec<(Field, DetailValue)>,
    /// The file's own keys and values, as it spells them.
    pub raw: Vec<(String, String)>,
}

/// A canonical value.
#[derive(Debug, Clone, PartialEq)]
pub enum DetailValue {
    Text(String),
    /// In the field's own unit: metres, square metres, percent, people. Seven digits count; see [`DetailValue::written`].
    Number(f32),
    Date(PartialDate),
    /// A slug of a closed list (its text is `<field>.<slug>`), or of an open one the text as recorded.
    Category(String),
    HazardTypes(Vec<HazardType>),
}

impl DetailValue {
    /// A number as it was written: its 32 bits hold seven digits, and the rest would be noise.
    #[must_use]
    pub fn written(number: f32) -> f64 {
        let exact = f64::from(number);
        let with = |decimals: i32| {
            let unit = 10_f64.powi(decimals);
            (exact * unit).round() / unit
        };
        (0..10)
            .map(with)
            .find(|rounded| *rounded as f32 == number)
            .unwrap_or(exact)
    }
}

/// The details of a row.
///
/// # Panics
/// Where the dataset has no such row.
#[must_use]
pub fn row_details(source: &Source, dataset: &Dataset, row: u32) -> RowDetails {
    let feature = dataset.source_index[row as usize];
    let fields: Vec<_> = Field::of(dataset.role.row_kind())
        .iter()
        .filter_map(|&field| Some((field, value(source, dataset, field, row as usize)?)))
        .collect();
    let title = [Field::Name, Field::Id]
        .into_iter()
        .find_map(|field| text(source, field, feature))
        .map(|title| cut(&title, MOST_NAMED));
    let raw = source
        .table
        .row(feature as usize)
        .map(|(key, value)| (cut(key, MOST_NAMED), cut(value.as_written(), MOST_SHOWN)))
        .collect();
    RowDetails {
        role: dataset.role,
        title,
        feature,
        fields,
        raw,
    }
}

/// The name of a row, or its id, for a list; `None` where the file gives neither.
#[must_use]
pub fn row_title(source: &Source, dataset: &Dataset, row: u32) -> Option<String> {
    let feature = dataset.source_index[row as usize];
    [Field::Name, Field::Id]
        .into_iter()
        .find_map(|field| text(source, field, feature))
        .map(|title| cut(&title, MOST_NAMED))
}

/// A text field of a row, as the file spells it; `None` where it gives none.
///
/// # Panics
/// Where the dataset has no such row.
#[must_use]
pub fn row_text(source: &Source, dataset: &Dataset, row: u32, field: Field) -> Option<String> {
    text(source, field, dataset.source_index[row as usize])
}

fn value(source: &Source, dataset: &Dataset, field: Field, row: usize) -> Option<DetailValue> {
    if field.kind() == FieldKind::Text {
        return text(source, field, dataset.source_index[row])
            .map(|text| DetailValue::Text(cut(&text, MOST_SHOWN)));
    }
    match dataset.columns.get(field)? {
        Column::Category(column) => {
            let code = usize::from(column.codes[row]);
            (code != 0 || field == Field::Status)
                .then(|| DetailValue::Category(cut(&column.dictionary[code], MOST_SHOWN)))
        }
        Column::Set(column) => {
            let bits = column.bits[row];
            let types: Vec<_> = HazardType::ALL
                .into_iter()
                .filter(|kind| bits & (1 << kind.code()) != 0)
                .collect();
            (!types.is_empty()).then_some(DetailValue::HazardTypes(types))
        }
        Column::Date(column) => column.date(row).map(DetailValue::Date),
        Column::Number(column) => Some(column.values[row])
            .filter(|value| !value.is_nan())
            .map(DetailValue::Number),
    }
}

/// A text field of a feature; several keys are joined by line breaks.
fn text(source: &Source, field: Field, feature: u32) -> Option<String> {
    let meaning = Meaning::Field(field);
    let known = |key: &String| {
        let value = source
            .table
            .value(source.table.column_of(key)?, feature as usize)?;
        if let RawValue::Nested(json) = value
            && let Some(listed) = texts_of_list(json)
        {
            return (!listed.is_empty()).then(|| listed.join(", "));
        }
        let text = value.as_written().trim();
        (!is_blank(text)).then(|| text.to_owned())
    };
    let mut texts: Vec<String> = source
        .mapping
        .keys(meaning)
        .iter()
        .filter_map(known)
        .collect();
    if field == Field::Id && texts.is_empty() {
        let own = source
            .ids
            .value(feature as usize)
            .map(|id| id.as_written().trim().to_owned());
        texts.extend(own.filter(|id| !is_blank(id)));
    }
    if matches!(field, Field::Id | Field::Name) {
        texts.truncate(1);
    }
    (!texts.is_empty()).then(|| texts.join("\n"))
}
