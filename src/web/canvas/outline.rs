//! Outlines: segments of one ring are joined into one line, so that the browser's dashes run on around corners.

use web_sys::CanvasRenderingContext2d;

use super::area::set_dashes;
use super::placed::Placed;
use crate::scene::{AreaStyle, Emphasis, PatternScale, Stroke, tick_length};
use crate::web::painter::Stats;

/// Strokes the rows of a class.
pub fn stroke(
    context: &CanvasRenderingContext2d,
    zoom: f64,
    placed: &[Placed<'_>],
    class: u8,
    style: &AreaStyle,
    stats: &mut Stats,
) {
    if style.outline <= 0.0 {
        return;
    }
    let pattern = PatternScale::new(zoom);
    let period = f64::from(style.stroke.period()) * pattern.growth;
    context.set_stroke_style_str(&style.colour.css(1.0));
    context.set_line_width(f64::from(style.outline));
    set_pattern(context, style.stroke, period);
    let drawn = trace(context, placed, |chunk, row| chunk.is_drawn_as(row, class));
    if drawn > 0 {
        context.stroke();
        stats.draw_calls += 1;
        stats.instances += drawn;
    }
    set_dashes(context, &[]);
    if style.stroke == Stroke::Ticks && drawn > 0 {
        context.set_line_width(1.2);
        context.begin_path();
        for chunk in placed {
            trace_ticks(context, chunk, class, period, f64::from(tick_length(zoom)));
        }
        context.stroke();
    }
}

/// Strokes the rows of a class that stand out.
pub fn emphasise(
    context: &CanvasRenderingContext2d,
    placed: &[Placed<'_>],
    class: u8,
    style: &AreaStyle,
    emphasis: &Emphasis,
) {
    let colour = emphasis.colour.unwrap_or(style.colour);
    context.set_stroke_style_str(&colour.css(1.0));
    context.set_line_width(f64::from(emphasis.width));
    let drawn = trace(context, placed, |chunk, row| {
        chunk.is_drawn_as(row, class) && chunk.state(row) & emphasis.flag != 0
    });
    if drawn > 0 {
        context.stroke();
    }
}

fn set_pattern(context: &CanvasRenderingContext2d, stroke: Stroke, period: f64) {
    context.set_line_join("round");
    context.set_line_cap("butt");
    // Dashes of a shader are told by their middles; here by their starts.
    let (parts, start): (&[f64], f64) = match stroke {
        Stroke::Solid | Stroke::Ticks => (&[], 0.0),
        Stroke::Dashed => (&[0.62, 0.38], 0.19),
        Stroke::DashDot => (&[0.54, 0.175, 0.11, 0.175], 0.03),
        Stroke::Dotted => (&[0.5, 0.5], 0.25),
    };
    let lengths: Vec<f64> = parts.iter().map(|part| part * period).collect();
    set_dashes(context, &lengths);
    context.set_line_dash_offset(-start * period);
}

/// Makes the outlines of rows the current path; returns the number of segments.
fn trace(
    context: &CanvasRenderingContext2d,
    placed: &[Placed<'_>],
    wanted: impl Fn(&Placed<'_>, u32) -> bool,
) -> u64 {
    context.begin_path();
    let mut traced = 0;
    for chunk in placed {
        let mut last = None;
        for segment in &chunk.mesh.outline {
            if !wanted(chunk, segment.row) {
                last = None;
                continue;
            }
            if last != Some((segment.row, segment.from)) || segment.along == 0.0 {
                let [x, y] = chunk.screen(segment.from);
                context.move_to(x, y);
            }
            let [x, y] = chunk.screen(segment.to);
            context.line_to(x, y);
            last = Some((segment.row, segment.to));
            traced += 1;
        }
    }
    traced
}

/// Adds the ticks of a class's rows to the current path: at whole periods, towards the inside.
fn trace_ticks(
    context: &CanvasRenderingContext2d,
    chunk: &Placed<'_>,
    class: u8,
    period: f64,
    length: f64,
) {
    for segment in &chunk.mesh.outline {
        if !chunk.is_drawn_as(segment.row, class) {
            continue;
        }
        let [from, to] = [segment.from, segment.to].map(|end| chunk.screen(end));
        let [right, down] = [to[0] - from[0], to[1] - from[1]];
        let run = right.hypot(down);
        if run <= 0.0 {
            continue;
        }
        let [x, y] = [right / run, down / run];
        let start = f64::from(segment.along) * chunk.scale();
        let mut at = (start / period).ceil() * period - start;
        while at < run {
            let foot = [from[0] + x * at, from[1] + y * at];
            context.move_to(foot[0], foot[1]);
            context.line_to(foot[0] + y * length, foot[1] - x * length);
            at += period;
        }
    }
}
