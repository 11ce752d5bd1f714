//! Everything a painter needs for one frame. No GPU, no browser: the two painters draw the same frame.
//!
//! Lists that seldom change are shared (`Rc`): a painter that sees the same list again reuses what it has uploaded.

use std::rc::Rc;

use super::Camera;
use super::style::{AreaStyle, Rgb, Style, accident_radius, mark_radii};
use crate::decimal::rounded;
use crate::elementary::power_of_two;
use crate::hazard::HazardStatus;

/// A layer of the map, given out by whoever loads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LayerId(pub u32);

/// What the meshes of a layer show, and so how they are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayerKind {
    /// Land of the basemap; where it is shown, the rest is water.
    Land,
    Lakes,
    Coast,
    Rivers,
    Borders,
    /// Disputed, or not generally recognised.
    UnsettledBorders,
    /// Boundaries to sum by.
    Regions,
    /// Where survey happened.
    Coverage,
    /// Confirmed, suspected, declared and released land: by the state of each row.
    Zones,
    /// What a person draws or asks about.
    Sketch,
    /// Accidents one by one: by the state of each row.
    Accidents,
}

impl LayerKind {
    /// Whether what is too small to be seen, and what is a point, carries a mark.
    #[must_use]
    pub fn has_marks(self) -> bool {
        matches!(self, Self::Zones | Self::Accidents)
    }

    /// The radii of its marks in CSS pixels: of areas, and of rows that are points.
    #[must_use]
    pub fn mark_radii(self, zoom: f64) -> [f32; 2] {
        match self {
            Self::Accidents => [accident_radius(zoom); 2],
            _ => mark_radii(zoom),
        }
    }

    /// The styles of its rows by the class that their states say.
    #[must_use]
    pub fn styles_by_class(self, style: &Style) -> [AreaStyle; 8] {
        std::array::from_fn(|code| {
            let code = code as u8;
            match self {
                Self::Accidents => style.accident(code),
                _ => *(self.style(style))
                    .unwrap_or_else(|| style.class(HazardStatus::from_code(code))),
            }
        })
    }

    /// The one style of all rows, or `None` where rows have each their own.
    fn style(self, style: &Style) -> Option<&AreaStyle> {
        match self {
            Self::Land => Some(&style.land),
            Self::Lakes => Some(&style.lakes),
            Self::Coast => Some(&style.coast),
            Self::Rivers => Some(&style.rivers),
            Self::Borders => Some(&style.borders),
            Self::UnsettledBorders => Some(&style.unsettled_borders),
            Self::Regions => Some(&style.regions),
            Self::Coverage => Some(&style.coverage),
            Self::Sketch => Some(&style.sketch),
            Self::Zones | Self::Accidents => None,
        }
    }
}

/// A layer in a frame. A layer that is switched off is not in the list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LayerDraw {
    pub id: LayerId,
    pub kind: LayerKind,
    /// 0 to 1.
    pub opacity: f32,
}

/// A square of a raster basemap: `2^z` of them side by side make the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileId {
    pub z: u8,
    pub x: u32,
    pub y: u32,
}

impl TileId {
    /// Left, top, right, bottom in `world`.
    #[must_use]
    pub fn bounds(self) -> [f64; 4] {
        let side = power_of_two(-f64::from(self.z));
        let [left, top] = [self.x, self.y].map(|place| f64::from(place) * side);
        [left, top, left + side, top + side]
    }
}

/// A raster tile in a frame; parents first, where they stand in for children that have not arrived.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TileDraw {
    pub id: TileId,
    /// 0 to 1.
    pub opacity: f32,
}

/// What happened to people, as far as a symbol can show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Casualties {
    pub killed: u32,
    pub injured: u32,
    pub outcome_unknown: u32,
}

/// What a symbol stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum SymbolKind {
    /// One accident: a ring with a dark core where someone was killed, open for injured, half full for unknown.
    Incident(Casualties),
    /// Several: a disc sized by their number, its rim split by outcome, with the number in it.
    Cluster {
        incidents: u32,
        casualties: Casualties,
        /// The number as the language writes it.
        count: Rc<str>,
    },
    /// A settlement of the data.
    Settlement,
    /// A town of the basemap.
    Town,
    /// The place a person asks about.
    Pin,
}

/// A symbol of fixed size on screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Symbol {
    /// In `world`, x from 0 to 1: painters repeat it where the world is repeated.
    pub at: [f64; 2],
    pub kind: SymbolKind,
    pub hovered: bool,
    pub selected: bool,
}

impl Symbol {
    /// Its radius in CSS pixels, for painters and for picking.
    #[must_use]
    pub fn radius(&self) -> f64 {
        match &self.kind {
            SymbolKind::Incident(casualties) => {
                let people = casualties.killed + casualties.injured + casualties.outcome_unknown;
                5.0 + f64::from(people.clamp(1, 9) - 1).sqrt()
            }
            SymbolKind::Cluster { incidents, .. } => {
                (9.0 + 5.0 * f64::from(*incidents).max(1.0).log10()).min(28.0)
            }
            SymbolKind::Settlement => 3.5,
            SymbolKind::Town => 2.5,
            SymbolKind::Pin => 8.0,
        }
    }
}

/// Which text a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LabelKind {
    Country,
    Town,
    Settlement,
    Water,
    /// A number inside a symbol.
    Count,
    /// Across the map: "Demonstration: invented zones".
    Watermark,
}

impl LabelKind {
    /// Letter size in CSS pixels.
    #[must_use]
    pub fn size(self) -> f64 {
        match self {
            Self::Country => 14.0,
            Self::Town | Self::Water | Self::Count => 12.0,
            Self::Settlement => 13.0,
            Self::Watermark => 16.0,
        }
    }

    /// The CSS font of letters of `size` pixels, in the system's own typeface.
    #[must_use]
    pub fn font(self, size: f64) -> String {
        let face = match self {
            Self::Country | Self::Settlement | Self::Count | Self::Watermark => "600 ",
            Self::Water => "italic ",
            Self::Town => "",
        };
        let size = rounded(size, 3);
        format!(
            "{face}{size}px system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", sans-serif"
        )
    }

    /// Letters, and the halo around them.
    #[must_use]
    pub fn colours(self, style: &Style) -> [Rgb; 2] {
        match self {
            Self::Settlement | Self::Watermark => [style.text, style.halo],
            Self::Country | Self::Town => [style.muted_text, style.halo],
            Self::Water => [style.water_text, style.water],
            Self::Count => [style.incident, style.halo],
        }
    }
}

/// A text at a place. Which labels there is room for is decided before: painters draw them all.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// In `world`, x from 0 to 1.
    pub at: [f64; 2],
    /// From there to the middle of the text, in CSS pixels.
    pub offset: [f64; 2],
    pub text: Rc<str>,
    pub kind: LabelKind,
}

/// What rounding to `f32` may take off the bounds of a row, in `world`.
const ROUNDED: f64 = 1e-6;

/// One picture of the map.
#[derive(Debug, Clone)]
pub struct Frame {
    pub camera: Camera,
    pub style: Rc<Style>,
    /// Device pixels per CSS pixel.
    pub pixel_ratio: f64,
    /// Raster basemap, under everything.
    pub tiles: Vec<TileDraw>,
    /// Lowest first. Zones of all layers are drawn together, the worst class last.
    pub layers: Vec<LayerDraw>,
    /// Data above these that will soon be gone: painters keep no picture of them.
    pub passing: Vec<LayerDraw>,
    /// Where the rows are that stand out, in `world`: nowhere else are they looked for. Everywhere, where it is empty.
    pub standing_out: Vec<[f64; 4]>,
    pub symbols: Rc<[Symbol]>,
    pub labels: Rc<[Label]>,
    /// Whether meridians and parallels are drawn.
    pub graticule: bool,
    /// Said all over the map, in every export too.
    pub watermark: Option<Rc<str>>,
    /// The box a person drags: left, top, right, bottom on screen.
    pub drag_box: Option<[f64; 4]>,
}

impl Frame {
    /// A bare frame: ground and nothing on it.
    #[must_use]
    pub fn new(camera: Camera, style: Rc<Style>, pixel_ratio: f64) -> Self {
        Self {
            camera,
            style,
            pixel_ratio,
            tiles: Vec::new(),
            layers: Vec::new(),
            passing: Vec::new(),
            standing_out: Vec::new(),
            symbols: Rc::from([]),
            labels: Rc::from([]),
            graticule: false,
            watermark: None,
            drag_box: None,
        }
    }

    /// The same frame with what is passing among its layers.
    #[must_use]
    pub fn with_passing(&self) -> Self {
        let mut frame = self.clone();
        frame.layers.append(&mut frame.passing);
        frame
    }

    /// The colour under everything: water around land, paper where there is no basemap.
    #[must_use]
    pub fn background(&self) -> Rgb {
        if self
            .layers
            .iter()
            .any(|layer| layer.kind == LayerKind::Land)
        {
            self.style.water
        } else {
            self.style.ground
        }
    }

    /// Whether a row that stands out may reach into `bounds` (world): as far as the frame knows.
    #[must_use]
    pub fn may_stand_out(&self, bounds: [f64; 4]) -> bool {
        let touches = |row: &[f64; 4]| {
            (0..2).all(|axis| {
                row[axis] <= bounds[axis + 2] + ROUNDED && bounds[axis] <= row[axis + 2] + ROUNDED
            })
        };
        self.standing_out.is_empty() || self.standing_out.iter().any(touches)
    }

    /// The nearest edge of a device pixel, in CSS pixels.
    #[must_use]
    pub fn snapped(&self, length: f64) -> f64 {
        (length * self.pixel_ratio).round() / self.pixel_ratio
    }

    /// Width and height in device pixels.
    #[must_use]
    pub fn device_size(&self) -> [u32; 2] {
        device_size(self.camera.size(), self.pixel_ratio)
    }
}

/// Width and height in device pixels of a map of `size` CSS pixels.
#[must_use]
pub fn device_size(size: [f64; 2], pixel_ratio: f64) -> [u32; 2] {
    size.map(|length| (length * pixel_ratio).round().max(1.0) as u32)
}
