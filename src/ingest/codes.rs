//! Codes of a column's values by row: a byte each while that is enough, for most properties have a handful of values.

/// A list of codes.
#[derive(Debug, Clone)]
pub(super) enum Codes {
    Bytes(Vec<u8>),
    Words(Vec<u32>),
}

impl Default for Codes {
    fn default() -> Self {
        Self::Bytes(Vec::new())
    }
}

impl Codes {
    /// Number of codes.
    pub fn len(&self) -> usize {
        match self {
            Self::Bytes(codes) => codes.len(),
            Self::Words(codes) => codes.len(),
        }
    }

    /// The code of a row, 0 where there is none.
    #[inline]
    pub fn get(&self, row: usize) -> u32 {
        match self {
            Self::Bytes(codes) => codes.get(row).copied().map_or(0, u32::from),
            Self::Words(codes) => codes.get(row).copied().unwrap_or(0),
        }
    }

    /// The last code, 0 where there is none.
    pub fn last(&self) -> u32 {
        self.get(self.len().wrapping_sub(1))
    }

    /// Appends the code of a row; the rows between the last one and this get 0.
    pub fn push(&mut self, row: usize, code: u32) {
        let mut length = self.len();
        while length <= row {
            let next = if length < row { 0 } else { code };
            if let Self::Bytes(codes) = self {
                if let Ok(next) = u8::try_from(next) {
                    codes.push(next);
                } else {
                    self.widen();
                }
            }
            if let Self::Words(codes) = self {
                codes.push(next);
            }
            length += 1;
        }
    }

    #[cold]
    fn widen(&mut self) {
        if let Self::Bytes(codes) = self {
            *self = Self::Words(codes.iter().map(|code| u32::from(*code)).collect());
        }
    }

    /// Makes room for so many codes more.
    pub fn reserve(&mut self, more: usize) {
        match self {
            Self::Bytes(codes) => codes.reserve_exact(more),
            Self::Words(codes) => codes.reserve_exact(more),
        }
    }

    /// Takes the last code away.
    pub fn pop(&mut self) -> Option<u32> {
        match self {
            Self::Bytes(codes) => codes.pop().map(u32::from),
            Self::Words(codes) => codes.pop(),
        }
    }

    /// Bytes held, for the memory budget.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Bytes(codes) => codes.capacity(),
            Self::Words(codes) => size_of::<u32>() * codes.capacity(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn codes_are_those_of_a_list(
            steps in prop::collection::vec((0_u32..32, any::<u32>(), 0_usize..3, any::<bool>()), 0..200),
        ) {
            let (mut codes, mut known) = (Codes::default(), Vec::new());
            for (shift, code, gap, takes_away) in steps {
                if takes_away {
                    prop_assert_eq!(codes.pop(), known.pop());
                }
                known.resize(known.len() + gap, 0);
                codes.push(known.len(), code >> shift);
                known.push(code >> shift);
                prop_assert_eq!(codes.last(), code >> shift);
            }
            let found: Vec<u32> = (0..codes.len()).map(|row| codes.get(row)).collect();
            prop_assert_eq!(found, known);
            prop_assert_eq!(codes.get(codes.len()), 0);
        }
    }
}
