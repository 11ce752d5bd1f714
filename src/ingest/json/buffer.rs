//! Bytes that came and are not read yet.

/// A queue of bytes.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    bytes: Vec<u8>,
    start: usize,
}

impl Buffer {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        if self.start > 0 {
            self.bytes.drain(..self.start);
            self.start = 0;
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// Puts bytes back before all others.
    pub(super) fn put_back(&mut self, mut bytes: Vec<u8>) {
        bytes.extend_from_slice(self.bytes());
        self.bytes = bytes;
        self.start = 0;
    }

    /// All bytes not read yet.
    #[inline]
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// Passes the first `count` bytes.
    #[inline]
    pub(super) fn pass(&mut self, count: usize) {
        self.start += count;
    }

    /// Passes the bytes for which `pass` holds and returns the first that remains, which is not passed.
    #[inline]
    pub(super) fn pass_while(&mut self, pass: impl Fn(u8) -> bool) -> Option<u8> {
        let rest = self.bytes();
        let passed = rest
            .iter()
            .position(|&byte| !pass(byte))
            .unwrap_or(rest.len());
        self.pass(passed);
        self.bytes().first().copied()
    }

    /// Bytes held, for the memory budget.
    pub(super) fn capacity(&self) -> usize {
        self.bytes.capacity()
    }
}
