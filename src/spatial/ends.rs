//! Where runs end that lie one after the other: for each the index after its last entry.

/// Ends of runs. As long as every run has one entry, as the points of accidents do, only their number is kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Ends {
    /// The first so many runs have one entry each.
    single: usize,
    /// The ends of all others.
    others: Vec<u32>,
}

impl Ends {
    /// Number of runs.
    pub fn len(&self) -> usize {
        self.single + self.others.len()
    }

    /// Ends the next run before the entry `end`.
    pub fn push(&mut self, end: usize) {
        if self.others.is_empty() && end == self.single + 1 {
            self.single = end;
        } else {
            self.others.push(end as u32);
        }
    }

    /// Where all runs end.
    pub fn last(&self) -> usize {
        self.others.last().map_or(self.single, |end| *end as usize)
    }

    /// Keeps the first runs only.
    pub fn truncate(&mut self, runs: usize) {
        self.others.truncate(runs.saturating_sub(self.single));
        self.single = self.single.min(runs);
    }

    /// The entries of a run.
    ///
    /// # Panics
    /// Where there is no such run.
    pub fn run(&self, run: usize) -> std::ops::Range<usize> {
        if run < self.single {
            return run..run + 1;
        }
        let other = run - self.single;
        let start = match other {
            0 => self.single,
            _ => self.others[other - 1] as usize,
        };
        start..self.others[other] as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn runs_are_those_of_a_list_of_ends(
            lengths in prop::collection::vec(prop_oneof![4 => Just(1_usize), 1 => 0_usize..4], 0..40),
            kept in 0_usize..40,
            more in prop::collection::vec(0_usize..3, 0..9),
        ) {
            let (mut ends, mut list) = (Ends::default(), Vec::new());
            let end_runs = |ends: &mut Ends, list: &mut Vec<usize>, lengths: &[usize]| {
                for length in lengths {
                    let end = list.last().copied().unwrap_or(0) + length;
                    ends.push(end);
                    list.push(end);
                }
            };
            end_runs(&mut ends, &mut list, &lengths);
            ends.truncate(kept);
            list.truncate(kept);
            end_runs(&mut ends, &mut list, &more);
            prop_assert_eq!(ends.len(), list.len());
            prop_assert_eq!(ends.last(), list.last().copied().unwrap_or(0));
            for (run, end) in list.iter().enumerate() {
                let start = run.checked_sub(1).map_or(0, |before| list[before]);
                prop_assert_eq!(ends.run(run), start..*end);
            }
        }
    }

    #[test]
    fn runs_of_one_entry_take_no_room() {
        let mut ends = Ends::default();
        (1..=1_000).for_each(|end| ends.push(end));
        assert_eq!(ends.others.capacity(), 0);
        assert_eq!((ends.run(0), ends.run(999)), (0..1, 999..1_000));
    }
}
