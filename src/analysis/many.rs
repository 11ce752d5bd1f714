//! Many places, one after the other, so that a worker can pause or stop between any two.

use super::assessment::{Assessment, Reach};
use super::records::Records;
use super::subject::Subject;

/// Assesses places in their order. Dropping it is stopping.
pub struct ManyPlaces<'r, 'a> {
    records: &'r Records<'a>,
    places: &'r [[f64; 2]],
    reach: Reach,
    next: usize,
}

impl<'a> Records<'a> {
    /// An assessment per place, one with each step; `None` for a position that is nowhere on earth.
    #[must_use]
    pub fn assess_many<'r>(
        &'r self,
        places_lnglat: &'r [[f64; 2]],
        reach: Reach,
    ) -> ManyPlaces<'r, 'a> {
        ManyPlaces {
            records: self,
            places: places_lnglat,
            reach,
            next: 0,
        }
    }
}

impl Iterator for ManyPlaces<'_, '_> {
    type Item = Option<Assessment>;

    fn next(&mut self) -> Option<Self::Item> {
        let place = *self.places.get(self.next)?;
        self.next += 1;
        Some(Subject::place(place).map(|subject| self.records.assess(&subject, self.reach)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.places.len() - self.next;
        (left, Some(left))
    }
}
