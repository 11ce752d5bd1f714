//! What is kept of each source. Sources are few, so they are looked for one after the other.

/// Values by the id of their source.
pub struct BySource<T>(Vec<(String, T)>);

impl<T> Default for BySource<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> BySource<T> {
    /// Puts a value in the place of the one before.
    pub fn insert(&mut self, source: String, value: T) {
        self.remove(&source);
        self.0.push((source, value));
    }

    pub fn get(&self, source: &str) -> Option<&T> {
        let (_, value) = self.0.iter().find(|(known, _)| known == source)?;
        Some(value)
    }

    pub fn remove(&mut self, source: &str) -> Option<T> {
        let place = self.0.iter().position(|(known, _)| known == source)?;
        Some(self.0.swap_remove(place).1)
    }
}
