//! The page of the published folder: the built one, with its own map, name and policy.

use hazard_map::manifest::Manifest;

use super::copy::Site;
use super::{oembed, replaced};
use crate::failure::Outcome;

/// The map's name, in the language it starts in.
pub struct Title {
    pub text: String,
    pub language: String,
}

impl Title {
    pub fn of(manifest: &Manifest) -> Self {
        let language = manifest.languages.first().map_or("en", String::as_str);
        let text = match manifest.title.in_language(language) {
            "" => "Hazard Map",
            title => title,
        };
        Self {
            text: text.to_owned(),
            language: language.to_owned(),
        }
    }
}

/// What the page is told.
pub struct Facts<'a> {
    pub manifest: &'a str,
    pub names: &'a Site,
    pub title: &'a Title,
    pub policy: &'a str,
    /// Of what browsers keep for times without a network; none where they keep nothing.
    pub version: Option<&'a str>,
    pub address: Option<&'a str>,
}

/// The page with all that in it.
///
/// # Errors
/// Where the built page is not as `index.html` makes it.
pub fn rewritten(page: &str, facts: &Facts) -> Outcome<String> {
    let title = escaped(&facts.title.text);
    let charset = r#"<meta charset="utf-8">"#;
    let mut head = format!(
        "{charset}\n  <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
        escaped(facts.policy)
    );
    if let Some(version) = facts.version {
        head += &format!(
            "\n  <meta name=\"hazard-map-offline\" content=\"./offline.js\" data-version=\"{version}\">"
        );
    }
    if let Some(address) = facts.address {
        let address = escaped(address);
        head += &format!(
            "\n  <link rel=\"canonical\" href=\"{address}\">\n  <link rel=\"alternate\" type=\"application/json+oembed\" href=\"{address}{}\" title=\"{title}\">",
            oembed::FILE
        );
    }
    let ground = format!(
        r#"name="hazard-map-ground" content="{}""#,
        facts.names.ground
    );
    let manifest = format!(r#"name="hazard-map-manifest" content="{}""#, facts.manifest);
    let icon = format!(r#"href="{}""#, facts.names.icon);
    let language = format!(r#"<html lang="{}">"#, escaped(&facts.title.language));
    let title = format!("<title>{title}</title>");
    let mut page = page.to_owned();
    for (from, to) in [
        (charset, head.as_str()),
        ("<title>Hazard Map</title>", &title),
        (r#"<html lang="en">"#, &language),
        (r#"href="icon.svg""#, &icon),
        (r#"name="hazard-map-ground" content="basemap/""#, &ground),
        (
            r#"name="hazard-map-manifest" content="demo/map.json""#,
            &manifest,
        ),
    ] {
        page = replaced(&page, from, to)?;
    }
    Ok(page)
}

/// A text as it may stand between tags and in quotes.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
