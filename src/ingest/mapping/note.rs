//! What recognising and reading values found out about a file: codes whose sentences stand under `note.<code>`.

use crate::ingest::Note;
use crate::ingest::finding::codes;

codes! {
    /// A remark for the load report.
    MappingNote {
        /// "Mined", "contaminated": the worse class was taken.
        ReadAsConfirmed = "read_as_confirmed",
        /// "Released": the way with the least work behind it was taken.
        ReadAsCancelled = "read_as_cancelled",
        StatusNotUnderstood = "status_not_understood",
        StatusNotRecorded = "status_not_recorded",
        StatusFromEvidence = "status_from_evidence",
        /// A record that is not known to be reliable was kept from being drawn as confirmed.
        DeclaredNotConfirmed = "declared_not_confirmed",
        ValueNotUnderstood = "value_not_understood",
        DateOrderOpen = "date_order_open",
        TwoDigitYears = "two_digit_years",
        NumberMarkOpen = "number_mark_open",
        FractionsAsPercent = "fractions_as_percent",
        TooManyValues = "too_many_values",
        PersonalDataDropped = "personal_data_dropped",
        VictimsNotRecorded = "victims_not_recorded",
        PointWhereAreaExpected = "point_where_area_expected",
        LineWhereAreaExpected = "line_where_area_expected",
        EventsLeftOut = "events_left_out",
        SeveralLayers = "several_layers",
        IdRepeated = "id_repeated",
        SameWithoutId = "same_without_id",
        Mojibake = "mojibake",
        ModelScores = "model_scores",
        RecognisedByValues = "recognised_by_values",
        RecognisedByKeys = "recognised_by_keys",
        RecognisedByFileName = "recognised_by_file_name",
    }
}

/// How many values a note quotes.
const QUOTED: usize = 5;

impl MappingNote {
    /// The report's entry.
    pub(in crate::ingest) fn note(self, values: &[(&str, String)], count: Option<u64>) -> Note {
        Note {
            note: self.code().to_owned(),
            values: values
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
            count,
        }
    }
}

/// Values as a sentence quotes them: the first few, then an ellipsis.
pub(in crate::ingest) fn quoted<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    let mut values = values.into_iter();
    let mut shown: Vec<String> = values
        .by_ref()
        .take(QUOTED)
        .map(|value| format!("“{value}”"))
        .collect();
    if values.next().is_some() {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Key;

    #[test]
    fn every_note_has_its_sentence() {
        for note in MappingNote::ALL {
            let name = format!("note.{}", note.code());
            assert!(Key::named(&name).is_some(), "{name} has no text");
        }
    }

    #[test]
    fn long_lists_of_values_are_cut() {
        assert_eq!(quoted(["a", "b"]), "“a”, “b”");
        assert_eq!(
            quoted(["1", "2", "3", "4", "5", "6"]),
            "“1”, “2”, “3”, “4”, “5”, …"
        );
    }
}
