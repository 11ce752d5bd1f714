//! Which values of a facet the panel lists: few enough to read, and never without `unknown` and what is chosen.

use crate::filter::{Facet, UNKNOWN, ValueCount, fold};
use crate::sorted::SortedSet;

/// A list that the data decide, such as districts, shows this many values until asked for more.
const FIRST_SHOWN: usize = 8;
/// Fewer than this many more are not worth a button: they are shown.
const WORTH_HIDING: usize = 3;

/// What a reader asks of a facet's list.
#[derive(Debug, Clone, Copy, Default)]
pub struct ListRequest<'a> {
    /// Part of a name to look for; empty lists every value.
    pub find: &'a str,
    /// Not only the first ones.
    pub all: bool,
}

/// The values to list, in the order of the counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FacetList {
    pub values: Vec<String>,
    /// How many more there are.
    pub more: usize,
    /// Whether the whole list is so long that looking for a name in it helps.
    pub long: bool,
}

impl FacetList {
    /// The list for the values of `facet` that the data hold, the chosen ones, and what `named` calls them.
    ///
    /// A chosen value stays listed even where no row has it, for how else could the choice be taken back.
    #[must_use]
    pub fn new(
        facet: Facet,
        counts: &[ValueCount],
        chosen: Option<&SortedSet<String>>,
        request: ListRequest,
        named: impl Fn(&str) -> String,
    ) -> Self {
        let is_chosen = |value: &str| chosen.is_some_and(|chosen| chosen.contains(value));
        let stays = |value: &str| value == UNKNOWN || is_chosen(value);
        let mut candidates: Vec<&str> = counts
            .iter()
            .filter(|count| count.total > 0 || stays(&count.value))
            .map(|count| count.value.as_str())
            .collect();
        let without_rows = chosen.into_iter().flatten().map(String::as_str);
        // Every row is of some layer, but any other question may go unanswered.
        let unknown = (facet != Facet::Layer).then_some(UNKNOWN);
        for value in without_rows.chain(unknown) {
            if !candidates.contains(&value) {
                candidates.push(value);
            }
        }
        let all = candidates.len();
        let long = facet.closed_values().is_none() && all >= FIRST_SHOWN + WORTH_HIDING;
        let wanted = fold(request.find);
        let listed: Vec<String> = candidates
            .into_iter()
            .enumerate()
            .filter(|(place, value)| {
                if wanted.is_empty() {
                    request.all || !long || *place < FIRST_SHOWN || stays(value)
                } else {
                    fold(&named(value)).contains(&wanted)
                }
            })
            .map(|(_, value)| value.to_owned())
            .collect();
        let more = if wanted.is_empty() {
            all - listed.len()
        } else {
            0
        };
        Self {
            values: listed,
            more,
            long,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(values: &[(&str, u64)]) -> Vec<ValueCount> {
        values
            .iter()
            .map(|(value, total)| ValueCount {
                value: (*value).to_owned(),
                zones: 0,
                incidents: 0,
                total: *total,
            })
            .collect()
    }

    fn districts(number: usize) -> Vec<ValueCount> {
        let names: Vec<_> = (0..number)
            .map(|place| format!("district {place}"))
            .collect();
        counts(&names.iter().map(|name| (&**name, 5)).collect::<Vec<_>>())
    }

    fn list(
        facet: Facet,
        counts: &[ValueCount],
        chosen: &[&str],
        request: ListRequest,
    ) -> FacetList {
        let chosen: SortedSet<String> = chosen.iter().map(|value| (*value).to_owned()).collect();
        FacetList::new(facet, counts, Some(&chosen), request, str::to_owned)
    }

    #[test]
    fn unknown_is_listed_even_where_no_row_is_unknown() {
        let of_operator = list(
            Facet::Operator,
            &counts(&[("A", 3), ("B", 1)]),
            &[],
            ListRequest::default(),
        );
        assert_eq!(of_operator.values, ["A", "B", UNKNOWN]);
        let of_evidence = list(
            Facet::Evidence,
            &counts(&[(UNKNOWN, 0), ("direct", 2), ("none", 0)]),
            &[],
            ListRequest::default(),
        );
        assert_eq!(of_evidence.values, [UNKNOWN, "direct"]);
    }

    #[test]
    fn a_long_list_begins_with_the_largest_and_keeps_what_is_chosen() {
        let request = ListRequest::default();
        let short = list(
            Facet::Admin1,
            &districts(30),
            &["district 20", "gone"],
            request,
        );
        assert_eq!(
            short.values.len(),
            FIRST_SHOWN + 3,
            "and both chosen ones, and unknown"
        );
        assert!(short.values.contains(&"district 20".to_owned()));
        assert!(short.values.contains(&"gone".to_owned()));
        assert_eq!(short.values.len() + short.more, 32);
        assert!(short.long);
    }

    #[test]
    fn all_are_listed_on_demand_and_where_only_few_would_be_hidden() {
        let request = ListRequest {
            all: true,
            ..ListRequest::default()
        };
        assert_eq!(list(Facet::Admin1, &districts(30), &[], request).more, 0);
        let few = list(Facet::Admin1, &districts(9), &[], ListRequest::default());
        assert_eq!((few.more, few.long), (0, false));
    }

    #[test]
    fn a_name_is_found_without_its_marks() {
        let values = counts(&[("Ağdərə", 1), ("Şuşa", 1), ("Kəlbəcər", 1)]);
        let request = ListRequest {
            find: "agd",
            all: false,
        };
        assert_eq!(
            list(Facet::Admin1, &values, &[], request).values,
            ["Ağdərə"]
        );
    }
}
