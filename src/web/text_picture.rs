//! Texts as pictures, drawn and measured by the browser: it knows every script and every direction.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use crate::scene::{LabelKind, Style};

/// Width of the halo on each side, in CSS pixels.
const HALO: f64 = 1.75;

/// A canvas that is never shown. It is kept in the processor's memory, where its pixels are wanted.
pub struct TextPicture {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl TextPicture {
    /// # Errors
    /// Where the browser gives no canvas.
    pub fn new() -> Result<Self, JsValue> {
        let document = web_sys::window().and_then(|window| window.document());
        let document = document.ok_or("no document")?;
        let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
        let options = Object::new();
        Reflect::set(&options, &"willReadFrequently".into(), &JsValue::TRUE)?;
        let context = canvas.get_context_with_context_options("2d", &options)?;
        let context = context.ok_or("no 2D context")?.dyn_into()?;
        Ok(Self { canvas, context })
    }

    /// Width and height in CSS pixels, the halo included.
    pub fn measure(&self, text: &str, kind: LabelKind) -> [f64; 2] {
        self.context.set_font(&kind.font(kind.size()));
        let measured = self.context.measure_text(text);
        let width = measured.map_or(0.0, |metrics| metrics.width());
        [width + 2.0 * HALO, kind.size() * 1.4 + 2.0 * HALO]
    }

    /// Draws a text and gives its pixels, `pixel_ratio` of them to a CSS pixel.
    ///
    /// # Errors
    /// Where the browser throws.
    pub fn draw(
        &self,
        text: &str,
        kind: LabelKind,
        style: &Style,
        pixel_ratio: f64,
    ) -> Result<ImageData, JsValue> {
        let size = self
            .measure(text, kind)
            .map(|length| (length * pixel_ratio).ceil());
        let [width, height] = size.map(|length| length as u32);
        // Another size is another canvas to the browser: it only grows.
        if self.canvas.width() < width || self.canvas.height() < height {
            self.canvas.set_width(self.canvas.width().max(width));
            self.canvas.set_height(self.canvas.height().max(height));
        }
        self.context.clear_rect(0.0, 0.0, size[0], size[1]);
        self.context.set_font(&kind.font(kind.size() * pixel_ratio));
        let middle = size.map(|length| length / 2.0);
        draw_text(&self.context, text, middle, kind, style, pixel_ratio)?;
        self.context.get_image_data(0.0, 0.0, size[0], size[1])
    }
}

/// Draws a text with its halo around `middle`, in the font that is set.
///
/// # Errors
/// Where the browser throws.
pub fn draw_text(
    context: &CanvasRenderingContext2d,
    text: &str,
    [x, y]: [f64; 2],
    kind: LabelKind,
    style: &Style,
    pixel_ratio: f64,
) -> Result<(), JsValue> {
    let [ink, halo] = kind.colours(style);
    context.set_text_align("center");
    context.set_text_baseline("middle");
    context.set_line_join("round");
    context.set_line_width(2.0 * HALO * pixel_ratio);
    context.set_stroke_style_str(&halo.css(0.85));
    context.stroke_text(text, x, y)?;
    context.set_fill_style_str(&ink.css(1.0));
    context.fill_text(text, x, y)
}

/// A canvas's own way of drawing.
///
/// # Errors
/// Where the canvas has given out another kind of context, or the browser throws.
pub fn context_2d(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, JsValue> {
    let context = canvas.get_context("2d")?.ok_or("no 2D context")?;
    Ok(context.dyn_into()?)
}
