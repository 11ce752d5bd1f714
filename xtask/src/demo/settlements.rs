//! The settlements' layer: real names and places, invented return.

use super::places::{PLACES, Place, Position};
use super::random::Random;
use super::record::{Properties, Record, Shape};

/// Settlements that people have returned to on the demonstration map, and when. Invented.
const RETURNED: &[(&str, &str)] = &[
    ("Ağalı", "2022-07"),
    ("Talış", "2023-04"),
    ("Laçın", "2023-05"),
    ("Zabux", "2023-08"),
    ("Füzuli", "2023-08"),
    ("Sus", "2024-02"),
    ("Şuşa", "2024-05"),
    ("Xocalı", "2024-05"),
    ("Xankəndi", "2024-09"),
    ("Ballıca", "2024-10"),
    ("Cəbrayıl", "2024-10"),
    ("Suqovuşan", "2024-11"),
    ("Həsənriz", "2024-12"),
    ("Cocuq Mərcanlı", "2017"),
    ("Xıdırlı", "2025-05"),
    ("Horovlu", "2025-05"),
    ("Qaraxanbəyli", "2025-06"),
    ("Ağdərə", "2025-06"),
    ("Kərkicahan", "2025-07"),
    ("Kəlbəcər", "2025-08"),
    ("Mincivan", "2025-10"),
    ("Ağdam", "2025-10"),
    ("Hadrut", "2025-11"),
];

/// Settlements that stayed inhabited: there is no return to record.
const STAYED: &[&str] = &[
    "Tərtər",
    "Quzanlı",
    "Horadiz",
    "Alxanlı",
    "Böyük Bəhmənli",
    "Evoğlu",
    "Çaylı",
    "Qapanlı",
    "Çəmənli",
    "Göytəpə",
];

/// Where a settlement stands with the return of its people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Return {
    Stayed,
    Returned(&'static str),
    Planned,
    NotReturned,
}

impl Return {
    pub fn of(random: &mut Random, place: &Place) -> Self {
        let chance = random.unit();
        if STAYED.contains(&place.name) {
            return Self::Stayed;
        }
        match RETURNED.iter().find(|(name, _)| *name == place.name) {
            Some((_, since)) => Self::Returned(since),
            None if chance < 0.35 => Self::Planned,
            None => Self::NotReturned,
        }
    }

    /// Whether people live there, so that clearance came first.
    pub fn inhabited(self) -> bool {
        matches!(self, Self::Stayed | Self::Returned(_))
    }
}

/// Every settlement as a feature, in the order of [`PLACES`].
pub fn records(random: &mut Random, returns: &[Return]) -> Vec<Record> {
    PLACES
        .iter()
        .zip(returns)
        .enumerate()
        .map(|(index, (place, state))| {
            let mut properties = Properties::default();
            properties
                .set("id", format!("DEMO-S-{:03}", index + 1))
                .set("name", place.name)
                .set("alt_names", place.alt_names())
                .set("admin1", place.district)
                .set_known("population", place.population);
            let residents = random.whole(90, 2_900);
            match state {
                Return::Stayed => {}
                Return::Returned(since) => {
                    properties
                        .set("return_status", "returned")
                        .set("returned_on", *since)
                        .set("residents", residents);
                }
                Return::Planned => {
                    properties.set("return_status", "planned");
                }
                Return::NotReturned => {
                    properties.set("return_status", "not_returned");
                }
            }
            properties.set("positional_accuracy_m", place.position.accuracy_m());
            properties.set(
                "source",
                match place.position {
                    Position::GeoNames => "Place: GeoNames, CC BY 4.0. Return: invented",
                    Position::ByHand => "Place: set by hand, approximate. Return: invented",
                },
            );
            Record {
                shape: Shape::Point(place.point()),
                properties,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_settlement_named_here_exists() {
        for name in RETURNED.iter().map(|(name, _)| name).chain(STAYED) {
            assert!(PLACES.iter().any(|place| place.name == *name), "{name}");
        }
    }
}
