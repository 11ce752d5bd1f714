//! Reads numbers, points and names from bytes that may be anything.

use super::decode::BasemapError;

/// A place in the bytes, moving forward.
pub(super) struct Bytes<'a> {
    rest: &'a [u8],
    length: usize,
}

impl<'a> Bytes<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            length: bytes.len(),
        }
    }

    /// How many bytes were read so far.
    pub(super) fn position(&self) -> usize {
        self.length - self.rest.len()
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn byte(&mut self) -> Result<u8, BasemapError> {
        let (first, rest) = self.rest.split_first().ok_or(BasemapError::Truncated)?;
        self.rest = rest;
        Ok(*first)
    }

    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], BasemapError> {
        let (taken, rest) = self
            .rest
            .split_at_checked(count)
            .ok_or(BasemapError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    /// An unsigned number of at most 35 bits, seven bits a byte, lowest first.
    pub(super) fn number(&mut self) -> Result<u64, BasemapError> {
        let mut number = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(BasemapError::Damaged {
            position: self.position(),
        })
    }

    /// A signed number: 0, -1, 1, -2, … as 0, 1, 2, 3, …
    pub(super) fn signed(&mut self) -> Result<i64, BasemapError> {
        let number = self.number()?;
        let magnitude = (number >> 1).cast_signed();
        Ok(if number & 1 == 0 {
            magnitude
        } else {
            !magnitude
        })
    }

    /// How many items of at least `least_bytes` follow; more than could fit is damage, so that a few bytes never
    /// ask for much memory.
    pub(super) fn count(&mut self, least_bytes: usize) -> Result<usize, BasemapError> {
        let count = self.number()?;
        let fit = self.rest.len() / least_bytes;
        usize::try_from(count)
            .ok()
            .filter(|count| *count <= fit)
            .ok_or(BasemapError::Damaged {
                position: self.position(),
            })
    }

    pub(super) fn name(&mut self) -> Result<String, BasemapError> {
        let length = self.count(1)?;
        let position = self.position();
        let name = std::str::from_utf8(self.take(length)?)
            .map_err(|_| BasemapError::Damaged { position })?;
        Ok(name.to_owned())
    }
}
