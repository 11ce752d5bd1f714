//! Fills and hatching: one path per class, filled, then used to clip the class's pattern.

use web_sys::CanvasRenderingContext2d;

use super::placed::Placed;
use crate::hazard::row_state::HOVERED;
use crate::scene::{AreaStyle, Frame, HATCH_OPACITY, Hatch, HatchFrame, PatternScale};
use crate::web::painter::Stats;

/// Fills the rows of a class.
pub fn fill(
    context: &CanvasRenderingContext2d,
    frame: &Frame,
    placed: &[Placed<'_>],
    class: u8,
    style: &AreaStyle,
    stats: &mut Stats,
) {
    if style.fill <= 0.0 {
        return;
    }
    context.set_fill_style_str(&style.colour.css(style.fill));
    let drawn = trace(context, placed, |chunk, row| chunk.is_drawn_as(row, class));
    if drawn == 0 {
        return;
    }
    stats.draw_calls += 1;
    stats.triangles += drawn;
    context.fill();
    if style.hatch != Hatch::None {
        context.save();
        context.clip();
        hatch(context, frame, style);
        context.restore();
    }
    let hovered = trace(context, placed, |chunk, row| {
        chunk.is_drawn_as(row, class) && chunk.state(row) & HOVERED != 0
    });
    if hovered > 0 {
        context.set_fill_style_str(&style.colour.css(0.3));
        context.fill();
    }
}

/// Makes the triangles of rows the current path; returns their number.
fn trace(
    context: &CanvasRenderingContext2d,
    placed: &[Placed<'_>],
    wanted: impl Fn(&Placed<'_>, u32) -> bool,
) -> u64 {
    context.begin_path();
    let mut traced = 0;
    for chunk in placed {
        let mesh = chunk.mesh;
        for triangle in mesh.fill_indices.as_chunks::<3>().0 {
            let corners = triangle.map(|corner| corner as usize);
            if !wanted(chunk, mesh.fill_rows[corners[0]]) {
                continue;
            }
            let [a, b, c] = corners.map(|corner| chunk.screen(mesh.fill_positions[corner]));
            context.move_to(a[0], a[1]);
            context.line_to(b[0], b[1]);
            context.line_to(c[0], c[1]);
            context.close_path();
            traced += 1;
        }
    }
    traced
}

/// Draws a class's pattern over the whole map, where the clip lets it through.
fn hatch(context: &CanvasRenderingContext2d, frame: &Frame, style: &AreaStyle) {
    let pattern = PatternScale::new(frame.camera.zoom());
    let hatch = HatchFrame::new(style.hatch, &frame.camera, &pattern);
    // Over the fill, this makes just the opacity of the hatch.
    let alpha = 1.0 - (1.0 - HATCH_OPACITY) / (1.0 - style.fill);
    context.set_stroke_style_str(&style.colour.css(alpha));
    context.set_line_cap("butt");
    context.set_line_width(1.3);
    for (level, share) in [(1.0, 1.0 - pattern.next), (2.0, pattern.next)] {
        if share > 0.0 {
            context.set_global_alpha(share);
            lines(context, frame, style.hatch, &hatch, level);
        }
    }
    context.set_global_alpha(1.0);
}

/// Draws the pattern's lines, `level` times as dense as the hatch says.
fn lines(
    context: &CanvasRenderingContext2d,
    frame: &Frame,
    kind: Hatch,
    hatch: &HatchFrame,
    level: f64,
) {
    let [half_width, half_height] = frame.camera.size().map(|length| length / 2.0);
    let step = hatch.step * level;
    let [a, b] = hatch.phase.map(|phase| phase * level);
    let reach = (half_width + half_height) * step;
    // From the middle of the screen, where a and b are known: x + y = da / step, x - y = db / step.
    let screen = |line: f64, along: f64| {
        let [sum, difference] = [(line - a) / step, (along - b) / step];
        [
            half_width + (sum + difference) / 2.0,
            half_height + (sum - difference) / 2.0,
        ]
    };
    // CSS pixels per unit along a line.
    let unit = 1.0 / (step * std::f64::consts::SQRT_2);
    let first = (a - reach).floor() as i64;
    let last = (a + reach).ceil() as i64;
    for number in first..=last {
        let line = number as f64;
        // A whole even number of units outside the screen: every line starts at the same place of the pattern.
        let start = 2.0 * ((b - reach) / 2.0).floor() - 2.0;
        let [from, to] = [screen(line, start), screen(line, b + reach)];
        match kind {
            Hatch::BrokenLines => {
                let dash = 1.24 * unit;
                set_dashes(context, &[dash, 2.0 * unit - dash]);
                // Dashes lie around odd places of even lines, and around even places of odd ones.
                let middle = (line + 1.0).rem_euclid(2.0) * unit;
                context.set_line_dash_offset(dash / 2.0 - middle);
            }
            Hatch::Dots => {
                context.set_line_cap("round");
                context.set_line_width(2.2);
                set_dashes(context, &[0.0, unit]);
                context.set_line_dash_offset(0.0);
            }
            Hatch::Lines | Hatch::None => set_dashes(context, &[]),
        }
        context.begin_path();
        context.move_to(from[0], from[1]);
        context.line_to(to[0], to[1]);
        context.stroke();
    }
    set_dashes(context, &[]);
}

/// Sets lengths of dashes and gaps in turn; none for a solid line.
pub fn set_dashes(context: &CanvasRenderingContext2d, lengths: &[f64]) {
    let list: js_sys::Array = lengths
        .iter()
        .map(|length| wasm_bindgen::JsValue::from_f64(*length))
        .collect();
    // Only numbers that are negative or not finite are refused, by ignoring them.
    let _ = context.set_line_dash(&list);
}
