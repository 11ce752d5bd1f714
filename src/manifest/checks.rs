//! What a value written by hand must look like. Each check says yes or no; the reader says what it wanted.

use crate::units::{DatePrecision, Day, PartialDate};

/// An address the page may fetch or link to: `http`, `https` or relative to the manifest. Anything with another
/// scheme (`javascript:`, `data:`, `file:`) or with characters that browsers strip silently is refused.
pub(super) fn is_web_address(address: &str) -> bool {
    if address.is_empty()
        || address
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || c == '\\')
    {
        return false;
    }
    let head = address.split(['/', '?', '#']).next().unwrap_or_default();
    match head.split_once(':') {
        Some((scheme, _)) => {
            let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
            known && address[scheme.len()..].starts_with("://") && address.len() > scheme.len() + 3
        }
        None => !address.starts_with("//"),
    }
}

/// A tile address with the three places that make it one; `{r}` for retina tiles is optional.
pub(super) fn is_tile_template(address: &str) -> bool {
    let plain = address.replace(['{', '}'], "");
    is_web_address(&plain)
        && ["{z}", "{x}", "{y}"]
            .iter()
            .all(|place| address.contains(place))
}

/// `https://host[:port]` with nothing after it, as browsers compare origins.
pub(super) fn is_origin(origin: &str) -> bool {
    let host = origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"));
    host.is_some_and(|host| {
        !host.is_empty() && !host.contains(['/', '?', '#', '@', '*', ' ', '\\'])
    })
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, with a month and a day that exist.
pub(super) fn partial_date(written: &str) -> Option<PartialDate> {
    let (rest, precision) = match written.len() {
        4 => ("-01-01", DatePrecision::Year),
        7 => ("-01", DatePrecision::Month),
        10 => ("", DatePrecision::Day),
        _ => return None,
    };
    if !written.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return None;
    }
    Day::from_iso(&format!("{written}{rest}")).map(|first| PartialDate { first, precision })
}

/// A number that can be dialled: at least two digits, and only what phones print.
pub(super) fn is_phone_number(phone: &str) -> bool {
    phone.chars().filter(char::is_ascii_digit).count() >= 2
        && phone
            .chars()
            .all(|c| c.is_ascii_digit() || " +-()*#".contains(c))
}

/// A SHA-256 as `sha256sum` writes it.
pub(super) fn is_sha256(written: &str) -> bool {
    written.len() == 64 && written.bytes().all(|b| b.is_ascii_hexdigit())
}

/// A BCP 47 tag such as `az` or `zh-Hant`.
pub(super) fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    parts.next().is_some_and(|part| {
        (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic())
    }) && parts.all(|part| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_relative_addresses_pass() {
        for good in [
            "zones.geojson",
            "./a/b.json?x=1:2",
            "/data/a.json",
            "https://example.org/a",
            "HTTP://example.org",
        ] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "",
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "java\nscript:x",
            "data:text/html,x",
            "//evil.example/a",
            "file:///etc/passwd",
            " https://example.org",
            "https://",
            "http:example.org",
            "\\\\host\\share",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }

    #[test]
    fn tile_templates_need_all_three_places() {
        assert!(is_tile_template("https://tiles.example/{z}/{x}/{y}{r}.png"));
        assert!(!is_tile_template("https://tiles.example/{z}/{x}.png"));
        assert!(!is_tile_template("javascript:{z}{x}{y}"));
    }

    #[test]
    fn origins_have_no_path_and_no_wildcard() {
        assert!(is_origin("https://data.example.org:8443"));
        for bad in [
            "https://example.org/",
            "*",
            "https://*",
            "example.org",
            "https://user@example.org",
        ] {
            assert!(!is_origin(bad), "{bad}");
        }
    }

    #[test]
    fn dates_may_be_partial_but_must_exist() {
        for good in ["2025", "2025-06", "2024-02-29"] {
            assert!(
                partial_date(good).map(PartialDate::to_iso).as_deref() == Some(good),
                "{good}"
            );
        }
        for bad in [
            "",
            "25",
            "2025-13",
            "2025-02-29",
            "2025-6-1",
            "01.06.2025",
            "2025-06-00",
            "+025",
        ] {
            assert!(partial_date(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn phone_numbers_hold_digits_and_no_commands() {
        assert!(is_phone_number("+994 (12) 497-38-51") && is_phone_number("112"));
        assert!(
            !is_phone_number("1")
                && !is_phone_number("112;ext=call")
                && !is_phone_number("tel:112")
        );
    }

    #[test]
    fn language_tags_are_tags() {
        assert!(is_language_tag("az") && is_language_tag("zh-Hant-TW"));
        assert!(!is_language_tag("") && !is_language_tag("english") && !is_language_tag("az_AZ"));
    }
}
