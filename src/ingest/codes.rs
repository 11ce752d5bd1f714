//! Codes of a column's values by row, in as few bytes as its greatest needs: most properties have a handful of values.

/// A list of codes.
#[derive(Debug, Clone)]
pub(super) enum Codes {
    Bytes(Vec<u8>),
    Pairs(Vec<u16>),
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
            Self::Pairs(codes) => codes.len(),
            Self::Words(codes) => codes.len(),
        }
    }

    /// The code of a row, 0 where there is none.
    #[inline]
    pub fn get(&self, row: usize) -> u32 {
        match self {
            Self::Bytes(codes) => codes.get(row).copied().map_or(0, u32::from),
            Self::Pairs(codes) => codes.get(row).copied().map_or(0, u32::from),
            Self::Words(codes) => codes.get(row).copied().unwrap_or(0),
        }
    }

    /// The last code, 0 where there is none.
    pub fn last(&self) -> u32 {
        self.get(self.len().wrapping_sub(1))
    }

    /// Appends a code.
    #[inline]
    pub fn push(&mut self, code: u32) {
        match self {
            Self::Bytes(codes) if let Ok(code) = u8::try_from(code) => codes.push(code),
            Self::Pairs(codes) if let Ok(code) = u16::try_from(code) => codes.push(code),
            Self::Words(codes) => codes.push(code),
            _ => {
                self.widen(code);
                self.push(code);
            }
        }
    }

    /// Appends zeros up to a length.
    pub fn fill(&mut self, length: usize) {
        while self.len() < length {
            self.push(0);
        }
    }

    /// Makes room for so many codes more of those there are now.
    pub fn reserve(&mut self, more: usize) {
        match self {
            Self::Bytes(codes) => codes.reserve_exact(more),
            Self::Pairs(codes) => codes.reserve_exact(more),
            Self::Words(codes) => codes.reserve_exact(more),
        }
    }

    /// Takes the last code away.
    pub fn pop(&mut self) -> Option<u32> {
        match self {
            Self::Bytes(codes) => codes.pop().map(u32::from),
            Self::Pairs(codes) => codes.pop().map(u32::from),
            Self::Words(codes) => codes.pop(),
        }
    }

    /// Bytes held, for the memory budget.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Bytes(codes) => codes.capacity(),
            Self::Pairs(codes) => 2 * codes.capacity(),
            Self::Words(codes) => 4 * codes.capacity(),
        }
    }

    /// Makes every code wide enough for this one.
    #[cold]
    fn widen(&mut self, code: u32) {
        let rows = 0..self.len();
        *self = if code <= u32::from(u16::MAX) {
            Self::Pairs(rows.map(|row| self.get(row) as u16).collect())
        } else {
            Self::Words(rows.map(|row| self.get(row)).collect())
        };
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
                codes.fill(known.len() + gap);
                known.resize(known.len() + gap, 0);
                codes.push(code >> shift);
                known.push(code >> shift);
                prop_assert_eq!(codes.last(), code >> shift);
            }
            let found: Vec<u32> = (0..codes.len()).map(|row| codes.get(row)).collect();
            prop_assert_eq!(found, known);
            prop_assert_eq!(codes.get(codes.len()), 0);
        }
    }
}
