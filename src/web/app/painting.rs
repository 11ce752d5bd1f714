//! Frames: what the painter is told, and when.

use std::ops::Range;
use std::rc::Rc;

use js_sys::ArrayBuffer;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlCanvasElement, ImageBitmap};

use super::App;
use super::symbols::Symbols;
use crate::reactive::Read;
use crate::scene::{
    Camera, Frame, LayerDraw, LayerId, LayerKind, Style, Theme, TileId, device_size,
};
use crate::text::key;
use crate::web::dom;
use crate::web::painter::{Painter, PainterKind, Stats};
use crate::web::ui::ThemeChoice;

/// What is needed to paint.
pub struct Picture {
    pub(super) painter: Option<Painter>,
    pub(super) canvas: Option<HtmlCanvasElement>,
    pub(super) style: Rc<Style>,
    watermark: Option<Rc<str>>,
    pub(super) symbols: Symbols,
    /// What the last frame cost.
    pub stats: Stats,
}

impl Picture {
    pub fn new() -> Self {
        Self {
            painter: None,
            canvas: None,
            style: Rc::new(Style::of(Theme::Light)),
            watermark: None,
            symbols: Symbols::default(),
            stats: Stats::default(),
        }
    }
}

impl App {
    /// Gives the canvas to a painter; where none works, the page says so and goes on with lists.
    pub(super) fn begin_painting(self: &Rc<Self>, canvas: HtmlCanvasElement) {
        // Before the driver is at work on its programs: it would have to finish them first.
        let ratio = dom::window().device_pixel_ratio();
        let [width, height] = device_size(self.map.camera().size(), ratio);
        canvas.set_width(width);
        canvas.set_height(height);
        let map = self.map.clone();
        let made = Painter::new(&canvas, move || map.request_frame());
        let mut picture = self.picture.borrow_mut();
        picture.canvas = Some(canvas);
        match made {
            Ok(painter) => {
                if painter.kind() == PainterKind::Canvas {
                    let language = self.store.language.get_untracked();
                    self.store.announce(key::TROUBLE_NO_WEBGL.text(language));
                }
                picture.painter = Some(painter);
            }
            Err(error) => {
                let language = self.store.language.get_untracked();
                let reason = error.to_string();
                self.store.map_trouble.set(Some(
                    key::TROUBLE_NO_PAINTER.with(language, &[("reason", &reason)]),
                ));
            }
        }
    }

    /// Hands a packed chunk to the painter.
    pub(super) fn paint_chunk(&self, layer: LayerId, buffer: &JsValue) {
        let Some(buffer) = buffer.dyn_ref::<ArrayBuffer>() else {
            return;
        };
        if let Some(painter) = &mut self.picture.borrow_mut().painter
            && let Err(error) = painter.add_chunk(layer, buffer)
        {
            // Both ends are this program: a chunk that is none is a defect, and must be seen.
            self.store.map_trouble.set(Some(error.to_string()));
        }
    }

    /// Hands the changed state bytes of a layer to the painter.
    pub(super) fn paint_states(&self, layer: &str, rows: Range<u32>) {
        let layers = self.layers.borrow();
        let Some(page_layer) = layers.iter().find(|known| known.id == layer) else {
            return;
        };
        if !page_layer.is_painted() {
            return;
        }
        let filter = self.filter.borrow();
        let (Some(states), Some(painter)) =
            (filter.states(layer), &mut self.picture.borrow_mut().painter)
        else {
            return;
        };
        if rows.len() == states.len() {
            painter.set_states(page_layer.number, states);
        } else {
            painter.update_states(
                page_layer.number,
                rows.start,
                &states[rows.start as usize..rows.end as usize],
            );
        }
    }

    /// Hands a raster tile to the painter.
    pub(super) fn paint_tile(&self, tile: TileId, picture: ImageBitmap) {
        if let Some(painter) = &mut self.picture.borrow_mut().painter {
            painter.add_tile(tile, picture);
        }
    }

    /// Frees raster tiles.
    pub(super) fn free_tiles(&self, tiles: Vec<TileId>) {
        if let Some(painter) = &mut self.picture.borrow_mut().painter {
            tiles.into_iter().for_each(|tile| painter.remove_tile(tile));
        }
    }

    /// Takes a layer off the painter.
    pub(super) fn forget_painted(&self, layer: LayerId) {
        if let Some(painter) = &mut self.picture.borrow_mut().painter {
            painter.remove_layer(layer);
        }
        self.forget_symbols();
    }

    /// Takes up theme, publisher's hues and notices anew.
    pub(super) fn restyle(self: &Rc<Self>) {
        let theme = match self.store.theme.get_untracked() {
            ThemeChoice::Dark => Theme::Dark,
            ThemeChoice::Light => Theme::Light,
            ThemeChoice::System if dom::media("(prefers-color-scheme: dark)") => Theme::Dark,
            ThemeChoice::System => Theme::Light,
        };
        let manifest = self.manifest.borrow().clone();
        self.wear_look(theme);
        let look = self.look.borrow();
        let style = look
            .hues
            .iter()
            .fold(Style::of(theme), |style, (status, hue)| {
                style.with_colour(*status, *hue)
            });
        drop(look);
        let language = self.store.language.get_untracked();
        let watermark = manifest.notices.iter().find(|notice| notice.watermark);
        let mut picture = self.picture.borrow_mut();
        picture.style = Rc::new(style);
        picture.watermark =
            watermark.map(|notice| Rc::from(notice.text.in_language(language.tag())));
        drop(picture);
        self.place_marks.forget_stamps();
        self.forget_names();
        self.map.request_frame();
    }

    /// Paints a frame of what `camera` sees, or asks for another while the graphics driver still compiles.
    pub(super) fn paint(self: &Rc<Self>, camera: &Camera) {
        let ready = match &mut self.picture.borrow_mut().painter {
            Some(painter) => painter.is_ready(),
            None => Ok(true),
        };
        match ready {
            Ok(true) => {}
            Ok(false) => return self.map.request_frame(),
            Err(error) => self.store.map_trouble.set(Some(error.to_string())),
        }
        let frame = self.compose(camera);
        let mut picture = self.picture.borrow_mut();
        if let Some(painter) = &mut picture.painter {
            match painter.draw(&frame) {
                Ok(stats) => picture.stats = stats,
                Err(error) => self.store.map_trouble.set(Some(error.to_string())),
            }
        }
        let unfinished = picture.stats.unfinished;
        drop(picture);
        self.draw_place_marks(camera);
        self.draw_answer(camera);
        self.draw_sketch(camera);
        if unfinished {
            self.map.request_frame();
        } else if !self.map.is_moving() {
            self.settling.painted(camera.zoom());
        }
    }

    pub(super) fn compose(self: &Rc<Self>, camera: &Camera) -> Frame {
        self.refresh_symbols(camera);
        let (ground, tiles) = self.ground_layers(camera);
        let picture = self.picture.borrow();
        let mut frame = Frame::new(
            *camera,
            picture.style.clone(),
            dom::window().device_pixel_ratio(),
        );
        frame.tiles = tiles;
        frame.layers = ground;
        frame.graticule = camera.zoom() < 12.0;
        frame.watermark = picture.watermark.clone();
        let on = |id: &str| {
            self.store.layers.with_untracked(|entries| {
                entries
                    .iter()
                    .any(|entry| entry.id == id && entry.visible.get_untracked())
            })
        };
        frame.passing = self.glimpse_layers();
        let marks = self.shows_one_by_one().then_some(LayerKind::Accidents);
        for layer in self.layers.borrow().iter() {
            let marks = marks.filter(|_| layer.points.is_some());
            if let Some(kind) = layer.mesh_kind().or(marks).filter(|_| on(&layer.id)) {
                frame.layers.push(LayerDraw {
                    id: layer.number,
                    kind,
                    opacity: 1.0,
                });
            }
        }
        frame.standing_out = self.bounds_standing_out();
        (frame.symbols, frame.labels) = picture.symbols.shown();
        frame
    }
}
