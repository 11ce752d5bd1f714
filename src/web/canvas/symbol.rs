//! Symbols of fixed size, as the shaders draw them.

use std::f64::consts::{FRAC_PI_2, TAU};

use web_sys::CanvasRenderingContext2d;

use crate::scene::{AreaStyle, Casualties, MarkShape, Rgb, Style, Symbol, SymbolKind};

/// Draws a symbol around a place on screen.
pub fn draw(context: &CanvasRenderingContext2d, symbol: &Symbol, at: [f64; 2], style: &Style) {
    let pen = Pen { context, at };
    let radius = symbol.radius();
    let [ink, paper] = [style.incident, style.halo];
    if symbol.selected {
        pen.disc(radius + 4.0, Rgb(255, 255, 255));
        pen.disc(radius + 3.0, Rgb(0, 0, 0));
    } else if symbol.hovered {
        pen.disc(radius + 4.0, paper);
        pen.disc(radius + 3.0, ink);
    }
    pen.disc(radius + 1.4, paper);
    match &symbol.kind {
        SymbolKind::Incident(casualties) => incident(&pen, casualties, radius, ink),
        SymbolKind::Cluster { casualties, .. } => cluster(&pen, casualties, radius, ink),
        SymbolKind::Settlement => {
            pen.square(radius, ink);
            pen.square(radius - 2.0, paper);
        }
        SymbolKind::Town => pen.disc(radius, style.muted_text),
        SymbolKind::Pin => {
            pen.ring(radius - 1.0, 2.0, [0.0, 1.0], ink);
            pen.cross(radius, ink);
            pen.disc(2.5, paper);
        }
    }
}

fn incident(pen: &Pen<'_>, casualties: &Casualties, radius: f64, ink: Rgb) {
    pen.ring(radius - 0.9, 1.8, [0.0, 1.0], ink);
    if casualties.killed > 0 {
        pen.disc(radius * 0.52, ink);
    } else if casualties.injured == 0 {
        pen.ring(radius / 2.0, radius, [0.5, 1.0], ink);
    }
}

/// Draws an accident as one of many marks.
pub fn draw_accident(
    context: &CanvasRenderingContext2d,
    at: [f64; 2],
    radius: f64,
    style: &AreaStyle,
) {
    let pen = Pen { context, at };
    pen.ring(radius - 0.7, 1.4, [0.0, 1.0], style.colour);
    match style.mark {
        MarkShape::Core => pen.disc(radius * 0.52, style.colour),
        MarkShape::HalfRing => pen.ring(radius / 2.0, radius, [0.5, 1.0], style.colour),
        _ => {}
    }
}

fn cluster(pen: &Pen<'_>, casualties: &Casualties, radius: f64, ink: Rgb) {
    let all = casualties.killed + casualties.injured + casualties.outcome_unknown;
    let share = |people: u32| f64::from(people) / f64::from(all.max(1));
    let killed = share(casualties.killed);
    let injured = killed + share(casualties.injured);
    pen.ring(radius - 2.25, 4.5, [0.0, killed], ink);
    pen.ring(radius - 0.5, 1.0, [killed, injured], ink);
    pen.ring(radius - 4.0, 1.0, [killed, injured], ink);
    pen.ring(radius - 1.1, 2.2, [injured, 1.0], ink);
}

/// Draws around one place.
struct Pen<'a> {
    context: &'a CanvasRenderingContext2d,
    at: [f64; 2],
}

impl Pen<'_> {
    fn disc(&self, radius: f64, colour: Rgb) {
        self.context.set_fill_style_str(&colour.css(1.0));
        self.arc(radius, [0.0, 1.0]);
        self.context.fill();
    }

    /// Part of a ring, from one share of a turn to another, clockwise from the top.
    fn ring(&self, radius: f64, width: f64, turns: [f64; 2], colour: Rgb) {
        if turns[1] <= turns[0] {
            return;
        }
        self.context.set_stroke_style_str(&colour.css(1.0));
        self.context.set_line_width(width);
        self.context.set_line_cap("butt");
        self.arc(radius, turns);
        self.context.stroke();
    }

    fn square(&self, half: f64, colour: Rgb) {
        let [x, y] = self.at;
        self.context.set_fill_style_str(&colour.css(1.0));
        self.context
            .fill_rect(x - half, y - half, 2.0 * half, 2.0 * half);
    }

    fn cross(&self, reach: f64, colour: Rgb) {
        let [x, y] = self.at;
        self.context.set_fill_style_str(&colour.css(1.0));
        self.context
            .fill_rect(x - reach, y - 0.75, 2.0 * reach, 1.5);
        self.context
            .fill_rect(x - 0.75, y - reach, 1.5, 2.0 * reach);
    }

    fn arc(&self, radius: f64, turns: [f64; 2]) {
        let [x, y] = self.at;
        let [from, to] = turns.map(|turn| turn * TAU - FRAC_PI_2);
        self.context.begin_path();
        // Only a negative radius is refused.
        let _ = self.context.arc(x, y, radius.max(0.0), from, to);
    }
}
