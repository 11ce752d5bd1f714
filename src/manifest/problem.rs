//! What was wrong in a manifest, in words for the person who wrote it.

use crate::text::{Key, Language, key};

/// Why a manifest was refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ManifestError {
    #[error("not JSON at line {line}, column {column}: {reason}")]
    NotJson {
        line: usize,
        column: usize,
        reason: String,
    },
    #[error("longer than {megabytes} MB")]
    TooLong { megabytes: usize },
    #[error("expected a JSON object, found {found}")]
    NotAnObject { found: String },
}

impl ManifestError {
    /// The same for the reader of the page.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::NotJson {
                line,
                column,
                reason,
            } => key::MANIFEST_ERROR_NOT_JSON.with(
                language,
                &[
                    ("line", &line.to_string()),
                    ("column", &column.to_string()),
                    ("reason", reason),
                ],
            ),
            Self::TooLong { megabytes } => key::MANIFEST_ERROR_TOO_LONG
                .with(language, &[("megabytes", &megabytes.to_string())]),
            Self::NotAnObject { found } => {
                key::MANIFEST_ERROR_NOT_AN_OBJECT.with(language, &[("found", found)])
            }
        }
    }
}

/// One value that could not be used as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestProblem {
    /// Where, as a path: `layers[2].role`.
    pub path: String,
    /// The value as written, shortened; empty where nothing was written.
    pub found: String,
    pub expected: Expected,
    pub consequence: Consequence,
}

/// What became of the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// The field is treated as if it had not been written.
    DefaultUsed,
    /// The whole entry of the list is missing from the map.
    EntryLeftOut,
    /// The field has no meaning here; a spelling mistake looks like this.
    NotUsed,
    /// The entry is used under another id, since two had the same.
    Renamed,
}

macro_rules! expectations {
    ($($variant:ident => $key:ident),* $(,)?) => {
        /// What should have been there.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Expected { $($variant),* }

        impl Expected {
            fn key(self) -> Key {
                match self { $(Self::$variant => key::$key),* }
            }
        }
    };
}

expectations! {
    Text => MANIFEST_EXPECTED_TEXT,
    LocalText => MANIFEST_EXPECTED_LOCAL_TEXT,
    Flag => MANIFEST_EXPECTED_FLAG,
    List => MANIFEST_EXPECTED_LIST,
    Object => MANIFEST_EXPECTED_OBJECT,
    Address => MANIFEST_EXPECTED_ADDRESS,
    TileTemplate => MANIFEST_EXPECTED_TILE_TEMPLATE,
    Attribution => MANIFEST_EXPECTED_ATTRIBUTION,
    Origin => MANIFEST_EXPECTED_ORIGIN,
    Date => MANIFEST_EXPECTED_DATE,
    Days => MANIFEST_EXPECTED_DAYS,
    Metres => MANIFEST_EXPECTED_METRES,
    Longitude => MANIFEST_EXPECTED_LONGITUDE,
    Latitude => MANIFEST_EXPECTED_LATITUDE,
    Zoom => MANIFEST_EXPECTED_ZOOM,
    Bounds => MANIFEST_EXPECTED_BOUNDS,
    TileSize => MANIFEST_EXPECTED_TILE_SIZE,
    Phone => MANIFEST_EXPECTED_PHONE,
    LanguageTag => MANIFEST_EXPECTED_LANGUAGE_TAG,
    Colour => MANIFEST_EXPECTED_COLOUR,
    Radius => MANIFEST_EXPECTED_RADIUS,
    Font => MANIFEST_EXPECTED_FONT,
    Limit => MANIFEST_EXPECTED_LIMIT,
    Class => MANIFEST_EXPECTED_CLASS,
    CanonicalField => MANIFEST_EXPECTED_CANONICAL_FIELD,
    Role => MANIFEST_EXPECTED_ROLE,
    Format => MANIFEST_EXPECTED_FORMAT,
    FieldName => MANIFEST_EXPECTED_FIELD_NAME,
    ReferrerPolicy => MANIFEST_EXPECTED_REFERRER_POLICY,
    KnownField => MANIFEST_EXPECTED_KNOWN_FIELD,
    FewerEntries => MANIFEST_EXPECTED_FEWER_ENTRIES,
    UniqueId => MANIFEST_EXPECTED_UNIQUE_ID,
    Sha256 => MANIFEST_EXPECTED_SHA256,
}

impl ManifestProblem {
    /// One sentence: where, what was found, what was expected, what became of it.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let found = if self.found.is_empty() {
            key::MANIFEST_FOUND_NOTHING.text(language)
        } else {
            &self.found
        };
        let consequence = match self.consequence {
            Consequence::DefaultUsed => key::MANIFEST_CONSEQUENCE_DEFAULT_USED,
            Consequence::EntryLeftOut => key::MANIFEST_CONSEQUENCE_ENTRY_LEFT_OUT,
            Consequence::NotUsed => key::MANIFEST_CONSEQUENCE_NOT_USED,
            Consequence::Renamed => key::MANIFEST_CONSEQUENCE_RENAMED,
        };
        key::MANIFEST_PROBLEM.with(
            language,
            &[
                ("path", &self.path),
                ("found", found),
                ("expected", self.expected.key().text(language)),
                ("consequence", consequence.text(language)),
            ],
        )
    }
}
