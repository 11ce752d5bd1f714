//! What is drawn, decided without a GPU: camera, meshes, levels of detail, clusters, labels, style.
//!
//! Spaces: geometry arrives as `lnglat`, meshes are `world` relative to a chunk's origin, the camera maps `world` to
//! `screen` (CSS pixels, y down, origin at the top left of the map).

mod camera;
pub mod cluster;
mod emphasis;
mod frame;
mod glimpse;
mod graticule;
mod labels;
mod ladder;
mod mesh;
mod mesher;
mod motion;
pub mod pack;
mod pattern;
mod plate;
mod row_states;
mod scale_bar;
mod shelves;
mod style;
mod transform;
mod watermark;
mod zoom_pace;

pub use camera::{Camera, TILE_SIZE, View, ZOOM_RANGE};
pub use emphasis::{Emphasis, emphases};
pub use frame::{
    Casualties, Frame, Label, LabelKind, LayerDraw, LayerId, LayerKind, Symbol, SymbolKind,
    TileDraw, TileId, device_size,
};
pub use glimpse::glimpse;
pub use graticule::{GraticuleKind, GraticuleLine, graticule};
pub use labels::{LabelCandidate, Obstacle, PlacedLabel, label_step, place_labels};
pub use ladder::{Ladder, Leading, PartEnd};
pub use mesh::{MeshChunk, OutlineSegment, ZoneMark};
pub use mesher::{MARK_EXTENT_PX, MAX_ERROR_PX, Meshing, mesh_rows};
pub use motion::{DragTrace, Glide, ZoomEase};
pub use pattern::{HatchFrame, PatternScale};
pub use plate::{Plate, PlatePiece};
pub use row_states::RowStates;
pub use scale_bar::{ScaleBar, ground_pixel};
pub use shelves::Shelves;
pub use style::{
    AreaStyle, HATCH_OPACITY, Hatch, MARKED_BELOW, MarkShape, Rgb, Stroke, Style, Theme,
    accident_radius, mark_radii, tick_length,
};
pub use transform::{Transform, visible_copies};
pub use watermark::{WATERMARK_OPACITY, watermark_places};
pub use zoom_pace::ZoomPace;
