//! Who was harmed in an accident, as far as the record tells.
//!
//! The columns overlap and rarely add up, so nothing is derived beyond this: whoever is counted among the casualties
//! but in no group is of unknown group. Killed, injured and unknown outcome are kept apart throughout.

use crate::hazard::{Columns, Field, NumberColumn, categories};

categories! {
    /// What became of the people in an accident.
    Outcome {
        Unknown = 0, "unknown";
        Killed = 1, "killed";
        Injured = 2, "injured";
        /// The record says that nobody was killed and nobody injured.
        None = 3, "none";
    }
}

categories! {
    /// Child: under 18.
    AgeGroup {
        Unknown = 0, "unknown";
        Child = 1, "child";
        Adult = 2, "adult";
    }
}

categories! {
    Sex {
        Unknown = 0, "unknown";
        Male = 1, "male";
        Female = 2, "female";
    }
}

categories! {
    /// In what capacity a person was harmed.
    Person {
        Unknown = 0, "unknown";
        Civilian = 1, "civilian";
        Military = 2, "military";
        Deminer = 3, "deminer";
    }
}

/// The people of one accident. `None` is "not recorded", never 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct People {
    pub killed: Option<u32>,
    pub injured: Option<u32>,
    pub outcome_unknown: Option<u32>,
    /// People by [`AgeGroup`] code.
    pub by_age: [u32; 3],
    /// People by [`Sex`] code.
    pub by_sex: [u32; 3],
    /// People by [`Person`] code.
    pub by_person: [u32; 4],
}

impl People {
    /// Killed, injured, of unknown outcome.
    #[must_use]
    pub fn by_outcome(&self) -> [Option<u32>; 3] {
        [self.killed, self.injured, self.outcome_unknown]
    }

    /// Everybody counted, whatever the outcome.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.by_outcome()
            .into_iter()
            .flatten()
            .fold(0, u32::saturating_add)
    }

    /// The outcomes of an accident, bit `1 << code`; never empty.
    #[must_use]
    pub fn outcomes(&self) -> u8 {
        let some = |count: Option<u32>, outcome: Outcome| {
            u8::from(count.is_some_and(|count| count > 0)) << outcome.code()
        };
        let known = some(self.killed, Outcome::Killed)
            | some(self.injured, Outcome::Injured)
            | some(self.outcome_unknown, Outcome::Unknown);
        match (known, self.killed, self.injured) {
            (0, Some(0), Some(0)) => 1 << Outcome::None.code(),
            (0, _, _) => 1 << Outcome::Unknown.code(),
            _ => known,
        }
    }

    /// What its mark on the map says: killed before injured before unknown.
    #[must_use]
    pub fn worst_outcome(&self) -> Outcome {
        let outcomes = self.outcomes();
        [Outcome::Killed, Outcome::Injured]
            .into_iter()
            .find(|outcome| outcomes & (1 << outcome.code()) != 0)
            .unwrap_or(Outcome::Unknown)
    }
}

/// The groups that occur, bit `1 << code`; unknown where none does.
#[must_use]
pub fn groups_present(counts: &[u32]) -> u8 {
    let bits = (0..counts.len()).fold(0, |bits, code| bits | (u8::from(counts[code] > 0) << code));
    if bits == 0 { 1 } else { bits }
}

/// The columns of an incident layer that count people.
#[derive(Debug, Clone, Copy)]
pub struct PeopleColumns<'a> {
    killed: Option<&'a NumberColumn>,
    injured: Option<&'a NumberColumn>,
    outcome_unknown: Option<&'a NumberColumn>,
    children: Option<&'a NumberColumn>,
    men: Option<&'a NumberColumn>,
    women: Option<&'a NumberColumn>,
    boys: Option<&'a NumberColumn>,
    girls: Option<&'a NumberColumn>,
    civilian: Option<&'a NumberColumn>,
    military: Option<&'a NumberColumn>,
    deminer: Option<&'a NumberColumn>,
    status_unknown: Option<&'a NumberColumn>,
}

impl<'a> PeopleColumns<'a> {
    #[must_use]
    pub fn of(columns: &'a Columns) -> Self {
        Self {
            killed: columns.number(Field::Killed),
            injured: columns.number(Field::Injured),
            outcome_unknown: columns.number(Field::OutcomeUnknown),
            children: columns.number(Field::Children),
            men: columns.number(Field::Men),
            women: columns.number(Field::Women),
            boys: columns.number(Field::Boys),
            girls: columns.number(Field::Girls),
            civilian: columns.number(Field::Civilian),
            military: columns.number(Field::Military),
            deminer: columns.number(Field::Deminer),
            status_unknown: columns.number(Field::StatusUnknown),
        }
    }

    /// Killed, injured and of unknown outcome in one accident, each `None` where not recorded.
    #[must_use]
    #[inline]
    pub fn by_outcome(&self, row: usize) -> [Option<u32>; 3] {
        [self.killed, self.injured, self.outcome_unknown].map(|column| count_of(column, row))
    }

    /// What became of the people of one accident, without their groups.
    #[must_use]
    pub fn ungrouped(&self, row: usize) -> People {
        let [killed, injured, outcome_unknown] = self.by_outcome(row);
        People {
            killed,
            injured,
            outcome_unknown,
            ..People::default()
        }
    }

    /// The people of one accident.
    #[must_use]
    pub fn people(&self, row: usize) -> People {
        let or_none = |column| count_of(column, row).unwrap_or(0);
        let mut people = self.ungrouped(row);
        let (boys, girls) = (or_none(self.boys), or_none(self.girls));
        let (men, women) = (or_none(self.men), or_none(self.women));
        // Some registers count boys and girls among the children, others give only one of the two.
        let children = or_none(self.children).max(boys.saturating_add(girls));
        let total = people.total();
        people.by_age = with_rest(total, 0, [children, men.saturating_add(women)]);
        people.by_sex = with_rest(
            total,
            0,
            [men.saturating_add(boys), women.saturating_add(girls)],
        );
        people.by_person = with_rest(
            total,
            or_none(self.status_unknown),
            [
                or_none(self.civilian),
                or_none(self.military),
                or_none(self.deminer),
            ],
        );
        people
    }
}

/// Counts by code: at 0 those said to be of unknown group, or the rest of the total where that is more.
fn with_rest<const GROUPS: usize, const CODES: usize>(
    total: u32,
    unknown: u32,
    groups: [u32; GROUPS],
) -> [u32; CODES] {
    let known = groups.into_iter().fold(0, u32::saturating_add);
    let mut counts = [0; CODES];
    counts[0] = unknown.max(total.saturating_sub(known));
    counts[1..].copy_from_slice(&groups);
    counts
}

fn count_of(column: Option<&NumberColumn>, row: usize) -> Option<u32> {
    column?.people(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hazard::Column;

    fn accident(counts: &[(Field, f32)]) -> People {
        let columns = Columns {
            rows: 1,
            columns: counts
                .iter()
                .map(|&(field, value)| {
                    let values = vec![value];
                    (field, Column::Number(NumberColumn { values }))
                })
                .collect(),
        };
        PeopleColumns::of(&columns).people(0)
    }

    #[test]
    fn whoever_is_in_no_group_is_of_unknown_group() {
        let people = accident(&[
            (Field::Killed, 2.0),
            (Field::Injured, 3.0),
            (Field::Boys, 1.0),
            (Field::Women, 1.0),
        ]);
        assert_eq!(people.by_age, [3, 1, 1]);
        assert_eq!(people.by_sex, [3, 1, 1]);
        assert_eq!(people.by_person, [5, 0, 0, 0]);
    }

    #[test]
    fn boys_and_girls_are_not_added_to_the_children_they_are_among() {
        let people = accident(&[
            (Field::Injured, 3.0),
            (Field::Children, 3.0),
            (Field::Boys, 2.0),
            (Field::Girls, 1.0),
        ]);
        assert_eq!(people.by_age, [0, 3, 0]);
    }

    #[test]
    fn an_accident_can_have_several_outcomes() {
        let people = accident(&[(Field::Killed, 1.0), (Field::Injured, 2.0)]);
        assert_eq!(people.outcomes(), 0b110);
    }

    #[test]
    fn the_worst_outcome_is_what_the_mark_says() {
        let both = accident(&[(Field::Killed, 1.0), (Field::Injured, 2.0)]);
        assert_eq!(both.worst_outcome(), Outcome::Killed);
        let injured = accident(&[(Field::Killed, 0.0), (Field::Injured, 2.0)]);
        assert_eq!(injured.worst_outcome(), Outcome::Injured);
        let nobody = accident(&[(Field::Killed, 0.0), (Field::Injured, 0.0)]);
        assert_eq!(nobody.worst_outcome(), Outcome::Unknown);
    }

    #[test]
    fn nothing_recorded_is_unknown_and_recorded_zeros_are_none() {
        assert_eq!(accident(&[]).outcomes(), 1 << Outcome::Unknown.code());
        assert_eq!(
            accident(&[(Field::Killed, 0.0)]).outcomes(),
            1 << Outcome::Unknown.code()
        );
        let nobody = accident(&[(Field::Killed, 0.0), (Field::Injured, 0.0)]);
        assert_eq!(nobody.outcomes(), 1 << Outcome::None.code());
    }

    #[test]
    fn a_number_that_counts_nobody_is_not_recorded() {
        assert_eq!(accident(&[(Field::Killed, f32::NAN)]).killed, None);
        assert_eq!(accident(&[(Field::Killed, -1.0)]).killed, None);
    }
}
