//! How messages become bytes: values one after the other, little-endian, without names.
//!
//! Both ends are the same build of this program, so nothing describes itself and nothing is compatible with older
//! builds. Lists and texts begin with their length, optional values with 0 or 1, variants with their number.
//! Reading a few bytes too many or too few yields `None`: a defect, not bad data.

/// A value that can travel between page and worker.
pub trait Wire: Sized {
    /// Appends the value.
    fn write(&self, bytes: &mut Vec<u8>);

    /// Takes the value off the front, or `None` where the bytes are not one.
    fn read(bytes: &mut &[u8]) -> Option<Self>;
}

/// A message as bytes.
#[must_use]
pub fn to_bytes(message: &impl Wire) -> Vec<u8> {
    let mut bytes = Vec::new();
    message.write(&mut bytes);
    bytes
}

/// The message that makes up all of the bytes.
#[must_use]
pub fn from_bytes<M: Wire>(mut bytes: &[u8]) -> Option<M> {
    let message = M::read(&mut bytes)?;
    bytes.is_empty().then_some(message)
}

/// Takes `count` bytes off the front.
fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(taken)
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl Wire for $number {
            fn write(&self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }

            fn read(bytes: &mut &[u8]) -> Option<Self> {
                let (taken, rest) = bytes.split_first_chunk()?;
                *bytes = rest;
                Some(Self::from_le_bytes(*taken))
            }
        }
    )+};
}

numbers!(u8, u16, u32, i32, u64, f32, f64);

impl Wire for usize {
    fn write(&self, bytes: &mut Vec<u8>) {
        (*self as u64).write(bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        u64::read(bytes)?.try_into().ok()
    }
}

impl Wire for String {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.len().write(bytes);
        bytes.extend_from_slice(self.as_bytes());
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let length = usize::read(bytes)?;
        let text = std::str::from_utf8(take(bytes, length)?).ok()?;
        Some(text.to_owned())
    }
}

impl<T: Wire> Wire for Option<T> {
    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.push(u8::from(self.is_some()));
        if let Some(value) = self {
            value.write(bytes);
        }
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        match u8::read(bytes)? {
            0 => Some(None),
            1 => Some(Some(T::read(bytes)?)),
            _ => None,
        }
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.len().write(bytes);
        for value in self {
            value.write(bytes);
        }
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let length = usize::read(bytes)?;
        let mut values = Self::new();
        for _ in 0..length {
            values.push(T::read(bytes)?);
        }
        Some(values)
    }
}

/// What is large and seldom sent is boxed.
impl<T: Wire> Wire for Box<T> {
    fn write(&self, bytes: &mut Vec<u8>) {
        T::write(self, bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some(Self::new(T::read(bytes)?))
    }
}

impl<T: Wire, U: Wire> Wire for (T, U) {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.0.write(bytes);
        self.1.write(bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some((T::read(bytes)?, U::read(bytes)?))
    }
}

impl<T: Wire + Copy + Default, const N: usize> Wire for [T; N] {
    fn write(&self, bytes: &mut Vec<u8>) {
        for value in self {
            value.write(bytes);
        }
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let mut values = [T::default(); N];
        for value in &mut values {
            *value = T::read(bytes)?;
        }
        Some(values)
    }
}

impl Wire for bool {
    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.push(u8::from(*self));
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        match u8::read(bytes)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

/// Structs, field by field: the list must be complete, or it does not compile.
macro_rules! records {
    ($($name:ident { $($field:ident),+ })+) => {$(
        impl Wire for $name {
            fn write(&self, bytes: &mut Vec<u8>) {
                let Self { $($field),+ } = self;
                $($field.write(bytes);)+
            }

            fn read(bytes: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: Wire::read(bytes)?),+ })
            }
        }
    )+};
}

/// Enums: each variant by its number, then its fields.
macro_rules! variants {
    ($($name:ident { $($number:literal = $variant:ident $({ $($field:ident),+ })? $(($value:ident))?;)+ })+) => {$(
        impl Wire for $name {
            fn write(&self, bytes: &mut Vec<u8>) {
                match self {
                    $(Self::$variant $({ $($field),+ })? $(($value))? => {
                        bytes.push($number);
                        $($($field.write(bytes);)+)?
                        $($value.write(bytes);)?
                    })+
                }
            }

            fn read(bytes: &mut &[u8]) -> Option<Self> {
                Some(match u8::read(bytes)? {
                    $($number => Self::$variant $({ $($field: Wire::read(bytes)?),+ })? $(({
                        let $value = Wire::read(bytes)?;
                        $value
                    }))?,)+
                    _ => return None,
                })
            }
        }
    )+};
}

/// Closed lists: by the place in their `ALL`, which is the order of declaration.
macro_rules! listed {
    ($($name:ident),+) => {$(
        impl Wire for $name {
            fn write(&self, bytes: &mut Vec<u8>) {
                bytes.push(*self as u8);
            }

            fn read(bytes: &mut &[u8]) -> Option<Self> {
                Self::ALL.get(usize::from(u8::read(bytes)?)).copied()
            }
        }
    )+};
}

pub(super) use {listed, records, variants};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Sample = Vec<(Option<String>, (u16, [f64; 2]))>;

    proptest! {
        #[test]
        fn values_come_back(sample: Sample) {
            prop_assert_eq!(from_bytes::<Sample>(&to_bytes(&sample)), Some(sample));
        }

        #[test]
        fn any_bytes_are_read_or_refused_without_a_panic(bytes: Vec<u8>) {
            let _ = from_bytes::<Sample>(&bytes);
        }
    }

    #[test]
    fn bytes_too_many_or_too_few_are_refused() {
        let bytes = to_bytes(&"text".to_owned());
        assert_eq!(from_bytes::<String>(&bytes[..bytes.len() - 1]), None);
        assert_eq!(from_bytes::<String>(&[&bytes[..], b"x"].concat()), None);
    }
}
