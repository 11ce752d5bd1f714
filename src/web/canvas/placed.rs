//! A chunk placed on screen: where its offsets are in CSS pixels, and what its rows look like now.

use crate::hazard::HazardStatus;
use crate::hazard::row_state::{STATUS_MASK, VISIBLE};
use crate::scene::{Camera, MeshChunk, RowStates};
use crate::web::scenery::Visible;

pub struct Placed<'a> {
    pub mesh: &'a MeshChunk,
    states: &'a RowStates,
    status: HazardStatus,
    /// The chunk's origin on screen.
    origin: [f64; 2],
    scale: f64,
}

impl<'a> Placed<'a> {
    pub fn new(
        mesh: &'a MeshChunk,
        states: &'a RowStates,
        visible: &Visible,
        camera: &Camera,
    ) -> Self {
        let [x, y] = mesh.origin;
        Self {
            mesh,
            states,
            status: visible.status,
            origin: camera.screen_from_world([x + f64::from(visible.copy), y]),
            scale: camera.scale(),
        }
    }

    /// CSS pixels per world unit.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    pub fn screen(&self, offset: [f32; 2]) -> [f64; 2] {
        [0, 1].map(|axis| self.origin[axis] + f64::from(offset[axis]) * self.scale)
    }

    /// The state of a row; one that has none yet is drawn as recorded.
    pub fn state(&self, row: u32) -> u8 {
        self.states.get(row).unwrap_or(VISIBLE | self.status.code())
    }

    /// Whether a row is drawn, as this class.
    pub fn is_drawn_as(&self, row: u32, class: u8) -> bool {
        let state = self.state(row);
        state & VISIBLE != 0 && state & STATUS_MASK == class
    }
}
