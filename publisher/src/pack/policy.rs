//! What the published page may load: itself, and the origins that the manifest names.

use hazard_map::manifest::Manifest;

use crate::folder::origin_of;

/// The Content-Security-Policy of one map.
pub struct Policy {
    /// Origins of layers, figures and tiles that lie elsewhere, and those that the publisher allows besides.
    origins: Vec<String>,
}

impl Policy {
    pub fn of(manifest: &Manifest) -> Self {
        let layers = manifest.layers.iter().map(|layer| &layer.url);
        let tiles = manifest.basemaps.iter().map(|basemap| &basemap.url);
        let addresses = layers
            .chain(tiles)
            .chain(&manifest.figures)
            .chain(&manifest.allowed_origins);
        // Nothing that ends a directive or a header may come out of an address.
        let is_plain = |origin: &String| {
            origin
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || ":/.-_[]".contains(letter))
        };
        let mut origins: Vec<String> = addresses
            .filter_map(|address| origin_of(address))
            .filter(is_plain)
            .collect();
        origins.sort();
        origins.dedup();
        Self { origins }
    }

    /// The policy's text. Who may embed the map is left open: a host adds `frame-ancestors` to restrict it.
    pub fn text(&self) -> String {
        let more: String = self
            .origins
            .iter()
            .map(|origin| format!(" {origin}"))
            .collect();
        format!(
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; \
             img-src 'self' data: blob:{more}; connect-src 'self'{more}; object-src 'none'; base-uri 'none'; form-action 'self'"
        )
    }
}
