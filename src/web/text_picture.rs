//! Texts as pictures, drawn and measured by the browser: it knows every script and every direction.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::scene::{LabelKind, Style};

/// Width of the halo on each side, in CSS pixels.
const HALO: f64 = 1.75;

/// A canvas that is never shown.
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
        let context = context_2d(&canvas)?;
        Ok(Self { canvas, context })
    }

    /// Width and height in CSS pixels, the halo included.
    pub fn measure(&self, text: &str, kind: LabelKind) -> [f64; 2] {
        self.context.set_font(&kind.font(kind.size()));
        let measured = self.context.measure_text(text);
        let width = measured.map_or(0.0, |metrics| metrics.width());
        [width + 2.0 * HALO, kind.size() * 1.4 + 2.0 * HALO]
    }

    /// Draws a text in the middle of the canvas, which becomes just large enough. Returns its size in device pixels.
    ///
    /// # Errors
    /// Where the browser throws.
    pub fn draw(
        &self,
        text: &str,
        kind: LabelKind,
        style: &Style,
        pixel_ratio: f64,
    ) -> Result<[u32; 2], JsValue> {
        let size = self
            .measure(text, kind)
            .map(|length| (length * pixel_ratio).ceil() as u32);
        // Setting the size clears the canvas and its state.
        self.canvas.set_width(size[0]);
        self.canvas.set_height(size[1]);
        self.context.set_font(&kind.font(kind.size() * pixel_ratio));
        let middle = size.map(|length| f64::from(length) / 2.0);
        draw_text(&self.context, text, middle, kind, style, pixel_ratio)?;
        Ok(size)
    }

    pub fn canvas(&self) -> &HtmlCanvasElement {
        &self.canvas
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
