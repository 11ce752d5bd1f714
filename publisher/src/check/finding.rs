//! What the check found, in words for the person who publishes.

use std::fmt;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Note,
    /// The map opens, but somebody should decide whether it is meant so.
    Warning,
    /// Nothing is published before it is mended.
    Error,
}

/// One sentence about one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    /// `map.json:12:15`, or the layer and its file.
    pub place: String,
    pub sentence: String,
}

/// Everything that was found, in the order of the check.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    pub fn add(&mut self, severity: Severity, place: &str, sentence: impl Into<String>) {
        self.list.push(Finding {
            severity,
            place: place.to_owned(),
            sentence: sentence.into(),
        });
    }

    pub fn error(&mut self, place: &str, sentence: impl Into<String>) {
        self.add(Severity::Error, place, sentence);
    }

    pub fn warn(&mut self, place: &str, sentence: impl Into<String>) {
        self.add(Severity::Warning, place, sentence);
    }

    pub fn note(&mut self, place: &str, sentence: impl Into<String>) {
        self.add(Severity::Note, place, sentence);
    }

    #[must_use]
    pub fn list(&self) -> &[Finding] {
        &self.list
    }

    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let of_it = |finding: &&Finding| finding.severity == severity;
        self.list.iter().filter(of_it).count()
    }

    /// `2 errors, 1 warning`.
    #[must_use]
    pub fn summary(&self) -> String {
        let counted = |severity, one: &str| match self.count(severity) {
            1 => format!("1 {one}"),
            number => format!("{number} {one}s"),
        };
        let errors = counted(Severity::Error, "error");
        format!("{errors}, {}", counted(Severity::Warning, "warning"))
    }
}

/// The findings of each place below its name.
impl fmt::Display for Findings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut place = "";
        for finding in &self.list {
            if finding.place != place {
                place = &finding.place;
                writeln!(out, "{place}")?;
            }
            let word = match finding.severity {
                Severity::Note => "note",
                Severity::Warning => "warning",
                Severity::Error => "ERROR",
            };
            writeln!(out, "  {word:<8} {}", finding.sentence)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_stand_below_their_place_and_are_counted() {
        let mut findings = Findings::default();
        findings.error("map.json:1:2", "oops");
        findings.warn("layer zones", "old");
        findings.note("layer zones", "read 3");
        assert_eq!(findings.summary(), "1 error, 1 warning");
        let expected =
            "map.json:1:2\n  ERROR    oops\nlayer zones\n  warning  old\n  note     read 3\n";
        assert_eq!(findings.to_string(), expected);
    }
}
