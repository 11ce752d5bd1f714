//! Minimum marks as small paths, each class in its own shape.

use std::f64::consts::TAU;

use web_sys::CanvasRenderingContext2d;

use super::placed::Placed;
use super::symbol;
use crate::hazard::row_state::{HOVERED, SELECTED};
use crate::scene::{AreaStyle, MARKED_BELOW, MarkShape, Style};

/// Draws the marks of a class's rows. The radii are those of areas and of points, in CSS pixels.
pub fn draw(
    context: &CanvasRenderingContext2d,
    [small, large]: [f64; 2],
    placed: &[Placed<'_>],
    class: u8,
    area: &AreaStyle,
    style: &Style,
) {
    context.set_line_join("miter");
    for chunk in placed {
        for mark in &chunk.mesh.marks {
            let extent = f64::from(mark.extent) * chunk.scale();
            if extent >= f64::from(MARKED_BELOW) || !chunk.is_drawn_as(mark.row, class) {
                continue;
            }
            let radius = if mark.extent > 0.0 {
                small
            } else {
                large * (1.0 - f64::from(mark.extent))
            };
            let state = chunk.state(mark.row);
            if area.mark.is_of_accidents() {
                symbol::draw_accident(context, chunk.screen(mark.at), radius, area);
                continue;
            }
            let stands_out = state & (HOVERED | SELECTED) != 0;
            let radius = if stands_out { 1.4 * radius } else { radius };
            trace(context, area.mark, chunk.screen(mark.at), radius);
            let rims: &[(f64, String)] = &if state & SELECTED != 0 {
                vec![(6.0, "#fff".to_owned()), (3.6, "#000".to_owned())]
            } else if stands_out {
                vec![(6.0, style.halo.css(1.0))]
            } else {
                vec![(1.4, style.halo.css(0.6))]
            };
            for (width, colour) in rims {
                context.set_line_width(*width);
                context.set_stroke_style_str(colour);
                context.stroke();
            }
            context.set_fill_style_str(&area.colour.css(1.0));
            context.fill();
            if area.mark == MarkShape::Ring {
                context.set_fill_style_str(&style.halo.css(1.0));
                trace(
                    context,
                    MarkShape::Disc,
                    chunk.screen(mark.at),
                    radius / 2.0,
                );
                context.fill();
            }
        }
    }
}

/// Makes a shape the current path, as large as the shaders draw it.
fn trace(context: &CanvasRenderingContext2d, shape: MarkShape, [x, y]: [f64; 2], radius: f64) {
    let corners: &[[f64; 2]] = match shape {
        MarkShape::Diamond => &[[0.0, -1.25], [1.25, 0.0], [0.0, 1.25], [-1.25, 0.0]],
        MarkShape::Triangle => &[[0.0, -1.2], [1.155, 0.8], [-1.155, 0.8]],
        MarkShape::Square => &[[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
        MarkShape::Cross => &[
            [0.0, -0.42],
            [0.5, -0.92],
            [0.92, -0.5],
            [0.42, 0.0],
            [0.92, 0.5],
            [0.5, 0.92],
            [0.0, 0.42],
            [-0.5, 0.92],
            [-0.92, 0.5],
            [-0.42, 0.0],
            [-0.92, -0.5],
            [-0.5, -0.92],
        ],
        _ => &[],
    };
    context.begin_path();
    for [right, down] in corners {
        context.line_to(x + right * radius, y + down * radius);
    }
    if corners.is_empty() {
        // Only a negative radius is refused.
        let _ = context.arc(x, y, radius, 0.0, TAU);
    }
    context.close_path();
}
