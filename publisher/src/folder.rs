//! What an address in `map.json` means: a file of the publisher's folder, or something elsewhere.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A path inside the folder; whether there is a file is not known.
    Inside(PathBuf),
    /// Another server, by its origin: `https://data.example.org`.
    Elsewhere(String),
    /// A path that leaves the folder, or starts at the host's root.
    Outside,
}

impl Target {
    /// Where an address leads, as seen from the folder's `map.json`. Query and fragment say nothing about the file.
    #[must_use]
    pub fn of(address: &str) -> Self {
        if let Some(origin) = origin_of(address) {
            return Self::Elsewhere(origin);
        }
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let path = PathBuf::from(decoded(path));
        let is_inside = |part: Component| matches!(part, Component::Normal(_) | Component::CurDir);
        if path.components().all(is_inside) {
            Self::Inside(path)
        } else {
            Self::Outside
        }
    }
}

/// `https://host:port` of an address that names a server.
#[must_use]
pub fn origin_of(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_web = scheme == "http" || scheme == "https";
    (is_web && !host.is_empty()).then(|| format!("{scheme}://{}", host.to_ascii_lowercase()))
}

/// The file of this name in other letters, which most hosts take for another file.
#[must_use]
pub fn in_other_letters(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_string_lossy().to_lowercase();
    let names = fs::read_dir(path.parent()?).ok()?.flatten();
    names
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .find(|name| name.to_lowercase() == wanted)
}

/// A path without `%20` and the like; what is no encoding stays as it is.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, others @ ..] = rest {
        let code = others.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &others[2..];
            }
            None => {
                bytes.push(*first);
                rest = others;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_into_the_folder_or_to_a_server_or_nowhere() {
        let inside = |path: &str| Target::Inside(PathBuf::from(path));
        for (address, target) in [
            ("zones.geojson", inside("zones.geojson")),
            ("./data/a%20b.json?v=2#x", inside("./data/a b.json")),
            (
                "HTTPS://Data.Example.org:8443/a.json",
                Target::Elsewhere("https://data.example.org:8443".into()),
            ),
            ("../secret.json", Target::Outside),
            ("%2e%2e/secret.json", Target::Outside),
            ("/etc/passwd", Target::Outside),
        ] {
            assert_eq!(Target::of(address), target, "{address}");
        }
    }
}
