//! What the opening of a map does without.

/// Does `work`, which few maps need before somebody does something.
///
/// The build moves it into the second half of the program, which is fetched once the map is open, or when it is needed:
/// then whoever needs it waits for it.
#[inline(never)]
pub fn later<T>(work: impl FnOnce() -> T) -> T {
    work()
}
