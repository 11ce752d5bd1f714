//! The words after a command's name: flags, options with a value, and plain words.

use crate::failure::{Failure, Outcome};

pub struct Arguments {
    words: Vec<String>,
}

impl Arguments {
    pub fn new(words: impl IntoIterator<Item = String>) -> Self {
        Self {
            words: words.into_iter().collect(),
        }
    }

    /// Takes `--name` out and says whether it was there.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != name);
        self.words.len() < before
    }

    /// Takes `--name VALUE` or `--name=VALUE` out.
    pub fn option(&mut self, name: &str) -> Outcome<Option<String>> {
        let prefix = format!("{name}=");
        let Some(index) = self
            .words
            .iter()
            .position(|word| word == name || word.starts_with(&prefix))
        else {
            return Ok(None);
        };
        let word = self.words.remove(index);
        if let Some(value) = word.strip_prefix(&prefix) {
            return Ok(Some(value.to_owned()));
        }
        if index < self.words.len() && !self.words[index].starts_with("--") {
            return Ok(Some(self.words.remove(index)));
        }
        Err(Failure::new(
            format!("{name} needs a value"),
            "run `cargo xtask help` to see the options",
        ))
    }

    /// Takes every `--name VALUE` out, in order.
    pub fn options(&mut self, name: &str) -> Outcome<Vec<String>> {
        let mut values = Vec::new();
        while let Some(value) = self.option(name)? {
            values.push(value);
        }
        Ok(values)
    }

    /// The plain words that are left.
    ///
    /// # Errors
    /// An option that no one took is a mistake of the person who typed it.
    pub fn rest(self) -> Outcome<Vec<String>> {
        match self.words.iter().find(|word| word.starts_with('-')) {
            Some(word) => Err(Failure::new(
                format!("unknown option {word}"),
                "run `cargo xtask help` to see the options",
            )),
            None => Ok(self.words),
        }
    }

    /// As [`Self::rest`], for a command that takes no plain words.
    pub fn finish(self) -> Outcome {
        match self.rest()?.first() {
            Some(word) => Err(Failure::new(
                format!("unexpected word \"{word}\""),
                "run `cargo xtask help` to see the options",
            )),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Arguments {
        Arguments::new(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn flags_options_and_words_come_in_any_order() {
        let mut words = arguments("e2e --port 81 open --quick --mount=a=b --mount c=d");
        assert!(words.flag("--quick"));
        assert!(!words.flag("--quick"));
        assert_eq!(words.option("--port").unwrap().as_deref(), Some("81"));
        assert_eq!(words.options("--mount").unwrap(), ["a=b", "c=d"]);
        assert_eq!(words.rest().unwrap(), ["e2e", "open"]);
    }

    #[test]
    fn a_misspelt_option_is_refused() {
        assert!(arguments("--qiuck").finish().is_err());
        assert!(arguments("--port").option("--port").is_err());
        assert!(arguments("--port --quick").option("--port").is_err());
    }
}
