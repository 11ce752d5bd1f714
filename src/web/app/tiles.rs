//! Raster tiles of a ground that the publisher offers: which are needed, and their pictures on the way.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ImageBitmap, ReferrerPolicy as FetchReferrer, RequestInit, Response};

use super::App;
use crate::elementary::{power_of_two, within};
use crate::manifest::{Basemap, LocalText, ReferrerPolicy};
use crate::order;
use crate::scene::{Camera, TileDraw, TileId};
use crate::sorted::{SortedMap, SortedSet};
use crate::web::dom::{spawn, window};

/// Tiles kept beyond those in view.
const KEPT: usize = 256;

/// A raster ground and the tiles that have come.
pub struct RasterGround {
    template: String,
    attribution: LocalText,
    zooms: [u8; 2],
    tile_size: f64,
    referrer: ReferrerPolicy,
    asked: SortedSet<TileId>,
    /// Tiles that have come, with the number of the look-out that last needed them.
    ready: SortedMap<TileId, u64>,
    look_outs: u64,
}

impl RasterGround {
    pub fn new(basemap: &Basemap) -> Self {
        Self {
            template: basemap.url.clone(),
            attribution: basemap.attribution.clone(),
            zooms: [basemap.min_zoom, basemap.max_zoom],
            tile_size: f64::from(basemap.tile_size),
            referrer: basemap.referrer_policy,
            asked: SortedSet::new(),
            ready: SortedMap::new(),
            look_outs: 0,
        }
    }

    pub fn attribution(&self, language: &str) -> String {
        self.attribution.in_language(language).to_owned()
    }

    /// The tiles a view needs, at the zoom at which their pixels fit the screen best.
    fn needed(&self, camera: &Camera) -> Vec<TileId> {
        let fitting = (camera.scale() / self.tile_size).log2().round();
        let z = within(fitting, self.zooms.map(f64::from)) as u8;
        let side = power_of_two(f64::from(z));
        let [left, top, right, bottom] = camera.bounds();
        let rows = (top.max(0.0) * side) as i64..=((bottom * side).min(side - 1.0)) as i64;
        let columns = (left * side).floor() as i64..=(right * side).floor() as i64;
        rows.flat_map(|y| columns.clone().map(move |x| (x, y)))
            .map(|(x, y)| TileId {
                z,
                x: x.rem_euclid(side as i64) as u32,
                y: y as u32,
            })
            .collect::<SortedSet<_>>()
            .into_iter()
            .collect()
    }

    /// What is drawn now: the needed tiles that have come, and the nearest parent of those that have not.
    pub fn in_view(&self, camera: &Camera) -> Vec<TileDraw> {
        let mut shown = SortedSet::new();
        for tile in self.needed(camera) {
            let mut candidate = Some(tile);
            while let Some(id) = candidate {
                if self.ready.contains_key(&id) {
                    shown.insert(id);
                    break;
                }
                candidate = parent(id);
            }
        }
        shown
            .into_iter()
            .map(|id| TileDraw { id, opacity: 1.0 })
            .collect()
    }

    fn address(&self, tile: TileId) -> String {
        let dense = window().device_pixel_ratio() > 1.0;
        self.template
            .replace("{z}", &tile.z.to_string())
            .replace("{x}", &tile.x.to_string())
            .replace("{y}", &tile.y.to_string())
            .replace("{r}", if dense { "@2x" } else { "" })
    }

    /// The tiles to free: those needed longest ago, beyond what is kept.
    fn superfluous(&mut self) -> Vec<TileId> {
        let mut by_age: Vec<(u64, TileId)> =
            self.ready.iter().map(|(id, last)| (*last, *id)).collect();
        order::sort_by_number(&mut by_age, |(last, _)| *last);
        let superfluous = by_age.len().saturating_sub(KEPT);
        let old: Vec<TileId> = by_age
            .into_iter()
            .take(superfluous)
            .filter(|(last, _)| *last < self.look_outs)
            .map(|(_, id)| id)
            .collect();
        for id in &old {
            self.ready.remove(id);
            self.asked.remove(id);
        }
        old
    }
}

fn parent(tile: TileId) -> Option<TileId> {
    let z = tile.z.checked_sub(1)?;
    Some(TileId {
        z,
        x: tile.x / 2,
        y: tile.y / 2,
    })
}

impl App {
    /// Asks for the raster tiles in view.
    pub(super) fn look_for_tiles(self: &Rc<Self>, camera: &Camera) {
        let (wanted, old) = {
            let mut ground = self.ground.borrow_mut();
            let Some(raster) = &mut ground.raster else {
                return;
            };
            raster.look_outs += 1;
            let needed = raster.needed(camera);
            for tile in &needed {
                if let Some(last) = raster.ready.get_mut(tile) {
                    *last = raster.look_outs;
                }
            }
            let missing: Vec<TileId> = needed
                .into_iter()
                .filter(|tile| raster.asked.insert(*tile))
                .collect();
            let wanted: Vec<_> = missing
                .into_iter()
                .map(|tile| (tile, raster.address(tile), raster.referrer))
                .collect();
            (wanted, raster.superfluous())
        };
        self.free_tiles(old);
        for (tile, address, referrer) in wanted {
            let app = self.clone();
            self.settling.begin(&format!("tile {address}"));
            spawn(async move {
                let picture = fetch_picture(&address, referrer).await;
                // A tile that does not come leaves its parent or bare paper: the data above it is what matters.
                if let Some(picture) = picture {
                    app.take_tile(tile, &address, picture);
                }
                app.settling.end(&format!("tile {address}"));
                app.map.request_frame();
            });
        }
    }

    fn take_tile(&self, tile: TileId, address: &str, picture: ImageBitmap) {
        let mut ground = self.ground.borrow_mut();
        // Another ground may have been chosen in the meantime.
        if let Some(raster) = ground
            .raster
            .as_mut()
            .filter(|raster| raster.address(tile) == address)
        {
            raster.ready.insert(tile, raster.look_outs);
            drop(ground);
            self.paint_tile(tile, picture);
        }
    }

    /// Frees all tiles of a ground.
    pub(super) fn forget_tiles(&self, ground: &RasterGround) {
        self.free_tiles(ground.ready.keys().copied().collect());
    }
}

async fn fetch_picture(address: &str, referrer: ReferrerPolicy) -> Option<ImageBitmap> {
    let init = RequestInit::new();
    init.set_referrer_policy(match referrer {
        ReferrerPolicy::NoReferrer => FetchReferrer::NoReferrer,
        ReferrerPolicy::Origin => FetchReferrer::Origin,
        ReferrerPolicy::StrictOriginWhenCrossOrigin => FetchReferrer::StrictOriginWhenCrossOrigin,
        ReferrerPolicy::SameOrigin => FetchReferrer::SameOrigin,
    });
    let answer = JsFuture::from(window().fetch_with_str_and_init(address, &init))
        .await
        .ok()?;
    let response: Response = answer.unchecked_into();
    if !response.ok() {
        return None;
    }
    let blob: Blob = JsFuture::from(response.blob().ok()?)
        .await
        .ok()?
        .unchecked_into();
    let bitmap = JsFuture::from(window().create_image_bitmap_with_blob(&blob).ok()?)
        .await
        .ok()?;
    Some(bitmap.unchecked_into())
}
