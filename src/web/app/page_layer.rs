//! What the page keeps of a layer: columns for filters and symbols, places of rows, never geometry.

use std::cell::Cell;
use std::rc::Rc;

use super::one_by_one::Marks;
use crate::hazard::{Role, RowKind};
use crate::protocol::Placement;
use crate::scene::cluster::IncidentPoints;
use crate::scene::{LayerId, LayerKind};
use crate::spatial::POINT_WIDTH;
use crate::spatial::hilbert::world_from_fixed;
use crate::state::ArrivalPace;

/// A layer on the page.
pub struct PageLayer {
    /// As the store, the API and links name it.
    pub id: String,
    pub source: String,
    /// As the painter names it.
    pub number: LayerId,
    pub role: Role,
    pub anchors: Vec<[u32; 2]>,
    /// By row: least x, least y, greatest x, greatest y in `world`; none where every row is a point, its anchor.
    pub bounds: Vec<[f32; 4]>,
    /// Of all rows.
    pub extent: Option<[f64; 4]>,
    /// Of its meshes, while they come.
    pub pace: ArrivalPace,
    /// Accidents only.
    pub points: Option<Rc<IncidentPoints>>,
    /// Of accidents that are shown one by one.
    pub marks: Cell<Marks>,
}

impl PageLayer {
    pub fn new(
        id: String,
        source: String,
        number: LayerId,
        role: Role,
        placement: Placement,
        extent: Option<[f64; 4]>,
        points: Option<IncidentPoints>,
    ) -> Self {
        let Placement {
            anchors, bounds, ..
        } = placement;
        Self {
            id,
            source,
            number,
            role,
            anchors,
            bounds,
            extent,
            pace: ArrivalPace::default(),
            points: points.map(Rc::new),
            marks: Cell::default(),
        }
    }

    #[must_use]
    pub fn kind(&self) -> RowKind {
        self.role.row_kind()
    }

    /// How the painter draws its meshes; `None` where rows are symbols.
    #[must_use]
    pub fn mesh_kind(&self) -> Option<LayerKind> {
        match self.role {
            Role::Contaminated | Role::Declared | Role::Cleared | Role::Zones => {
                Some(LayerKind::Zones)
            }
            Role::Coverage => Some(LayerKind::Coverage),
            Role::Boundary => Some(LayerKind::Regions),
            Role::Incidents | Role::Settlements => None,
        }
    }

    /// Whether the painter has anything of it.
    #[must_use]
    pub fn is_painted(&self) -> bool {
        self.mesh_kind().is_some() || self.marks.get() != Marks::None
    }

    /// Where it stands among the layers: released land lowest, contamination above, symbols on top.
    #[must_use]
    pub fn draw_rank(&self) -> u8 {
        match self.role {
            Role::Coverage => 0,
            Role::Boundary => 1,
            Role::Cleared => 2,
            Role::Declared => 3,
            Role::Zones => 4,
            Role::Contaminated => 5,
            Role::Settlements => 6,
            Role::Incidents => 7,
        }
    }

    /// The bounds of a row in `world`.
    #[must_use]
    pub fn row_bounds(&self, row: usize) -> Option<[f64; 4]> {
        let [x, y] = self.anchor(row)?;
        let bounds = self.bounds.get(row).map(|bounds| bounds.map(f64::from));
        // A point's are around its anchor, but not exactly.
        let wide = bounds
            .filter(|[left, top, right, bottom]| (right - left).max(bottom - top) > POINT_WIDTH);
        Some(wide.unwrap_or([x, y, x, y]))
    }

    /// The anchor of a row in `world`.
    #[must_use]
    pub fn anchor(&self, row: usize) -> Option<[f64; 2]> {
        self.anchors
            .get(row)
            .map(|anchor| world_from_fixed(*anchor))
    }
}
