//! From JSON to [`Figures`].

use super::{Bound, Claim, Figure, Figures, Group, Part, Series, SeriesPoint, Source, Unit};
use crate::json::{FromJson, Value, Wrong, choice, expected};
use crate::manifest::LocalText;

/// Reads the figures.
///
/// # Errors
/// The first thing that is not as it should be.
pub(super) fn read(value: &Value) -> Result<Figures, Wrong> {
    let mut wrong = None;
    let figures = <Figures as Readable>::read(value, &mut wrong);
    wrong.map_or(Ok(figures), Err)
}

/// What is read into. The first thing that is wrong is kept and refuses the whole file: what is read besides does not
/// matter then, and reading goes on, which takes a fraction of the code of stopping everywhere.
trait Readable: Default {
    fn read(value: &Value, wrong: &mut Option<Wrong>) -> Self;
}

macro_rules! parts {
    ($($made:ident { $($field:ident: $how:ident),+ })+) => {
        $(impl Readable for $made {
            fn read(value: &Value, wrong: &mut Option<Wrong>) -> Self {
                Self { $($field: $how(value, stringify!($field), wrong)),+ }
            }
        })+
    };
}

parts! {
    Figures { title: required, note: optional, sources: required, groups: required }
    Source { id: required, name: required, date: required }
    Group { id: required, title: required, figures: optional, series: optional }
    Figure { id: required, label: required, unit: required, claims: required }
    Claim {
        source: required, value: optional, bound: optional, since: optional, denominator: optional,
        statement: required, parts: optional
    }
    Part { label: required, value: required }
    Series { id: required, title: required, unit: required, cumulative: required, points: required }
    SeriesPoint { from: optional, to: required, value: required, source: required }
}

macro_rules! plain_parts {
    ($($made:ty),+) => {
        $(impl Readable for $made {
            fn read(value: &Value, wrong: &mut Option<Wrong>) -> Self {
                FromJson::from_json(value).unwrap_or_else(|found| {
                    wrong.get_or_insert(found);
                    Self::default()
                })
            }
        })+
    };
}

plain_parts!(String, LocalText, f64, bool, Unit, Bound);

impl<T: Readable> Readable for Option<T> {
    fn read(value: &Value, wrong: &mut Option<Wrong>) -> Self {
        Some(T::read(value, wrong))
    }
}

impl<T: Readable> Readable for Vec<T> {
    fn read(value: &Value, wrong: &mut Option<Wrong>) -> Self {
        let Some(entries) = value.entries() else {
            wrong.get_or_insert(expected("a list", value));
            return Self::new();
        };
        let read = |(place, entry)| {
            let mut found = None;
            let read = T::read(entry, &mut found);
            note(wrong, found, &format!("[{place}]"));
            read
        };
        entries.iter().enumerate().map(read).collect()
    }
}

fn required<T: Readable>(value: &Value, name: &str, wrong: &mut Option<Wrong>) -> T {
    let Some(member) = written(value, name) else {
        note(wrong, Some(Wrong::new("is missing".to_owned())), name);
        return T::default();
    };
    let mut found = None;
    let read = T::read(member, &mut found);
    note(wrong, found, name);
    read
}

fn optional<T: Readable>(value: &Value, name: &str, wrong: &mut Option<Wrong>) -> T {
    match written(value, name) {
        Some(_) => required(value, name, wrong),
        None => T::default(),
    }
}

fn written<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.get(name).filter(|member| !member.is_null())
}

/// Keeps what was found wrong with a member, unless something was before.
fn note(wrong: &mut Option<Wrong>, found: Option<Wrong>, name: &str) {
    if let (None, Some(found)) = (&wrong, found) {
        *wrong = Some(found.in_member(name));
    }
}

impl FromJson for Unit {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        let all = [
            Self::People,
            Self::Hectares,
            Self::Devices,
            Self::Percent,
            Self::Settlements,
        ];
        choice(value, &all, |unit| match unit {
            Self::People => "people",
            Self::Hectares => "hectares",
            Self::Devices => "devices",
            Self::Percent => "percent",
            Self::Settlements => "settlements",
        })
    }
}

impl FromJson for Bound {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        let all = [Self::Exact, Self::About, Self::MoreThan];
        choice(value, &all, |bound| match bound {
            Self::Exact => "exact",
            Self::About => "about",
            Self::MoreThan => "more_than",
        })
    }
}
