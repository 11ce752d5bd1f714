//! Which of a publisher's hues the map is drawn with: those that are seen on the ground and that no eye takes for
//! another class. The others are refused, and the built-in hue stays.
//!
//! A hue must have a contrast of 3:1 with the ground (WCAG 2.2, non-text contrast), or that of the built-in hue where this
//! is less: amber on paper is, and therefore has its hatch and outline. Two classes must lie 10 apart under every vision
//! (see [`super::contrast`]), hazard and released land 12; a hue of the one must not even be near a built-in hue of the
//! other, whatever the publisher does with that.

use super::contrast::{contrast, smallest_distance};
use super::refused_colour::{RefusedColour, Why};
use crate::hazard::HazardStatus;
use crate::manifest::Rgb;
use crate::scene::{Style, Theme};
use crate::sorted::SortedMap;

const LEAST_CONTRAST: f64 = 3.0;
const LEAST_DISTANCE: f64 = 10.0;
const LEAST_DISTANCE_FROM_RELEASED: f64 = 12.0;

/// The classes with a hue of their own to choose.
const CLASSES: [HazardStatus; 6] = [
    HazardStatus::Confirmed,
    HazardStatus::Suspected,
    HazardStatus::Declared,
    HazardStatus::Cleared,
    HazardStatus::Reduced,
    HazardStatus::Cancelled,
];

/// The hues to draw with, and those that were refused.
#[must_use]
pub fn readable_hues(
    theme: Theme,
    wanted: &SortedMap<HazardStatus, Rgb>,
) -> (Vec<(HazardStatus, Rgb)>, Vec<RefusedColour>) {
    let built_in = Style::of(theme);
    let ground = manifest_colour(built_in.ground);
    let own = |class| manifest_colour(built_in.class(class).colour);
    let (mut kept, mut refused) = (Vec::new(), Vec::new());
    let refusal = |class: HazardStatus, colour, why| RefusedColour {
        name: ["palette.", theme_name(theme), ".", class.slug()].concat(),
        colour,
        why,
    };
    for class in CLASSES {
        let Some(&hue) = wanted.get(&class) else {
            continue;
        };
        let least = LEAST_CONTRAST.min(contrast(own(class), ground));
        let ratio = contrast(hue, ground);
        // Two places after the point, as it is told.
        if ratio < least - 0.005 {
            let why = Why::Faint {
                on: "ground".to_owned(),
                ratio,
                least,
            };
            refused.push(refusal(class, hue, why));
        } else {
            kept.push((class, hue));
        }
    }
    // Taking one out brings its built-in hue back, which may be too near to another.
    while let Some((class, other)) = first_alike(&kept, &own) {
        let is_alike = |(kept, _): &(HazardStatus, Rgb)| *kept == class || *kept == other;
        for (kept, hue) in kept.extract_if(.., |entry| is_alike(entry)) {
            let other = if kept == class { other } else { class };
            let why = Why::Alike {
                other: other.slug().to_owned(),
            };
            refused.push(refusal(kept, hue, why));
        }
    }
    (kept, refused)
}

/// The first two classes that some eye cannot tell apart, at least one of them in a chosen hue.
fn first_alike(
    kept: &[(HazardStatus, Rgb)],
    own: &dyn Fn(HazardStatus) -> Rgb,
) -> Option<(HazardStatus, HazardStatus)> {
    let drawn = |class| {
        let chosen = kept.iter().find(|(known, _)| *known == class);
        chosen.map_or_else(|| own(class), |(_, hue)| *hue)
    };
    for (class, hue) in kept {
        for other in CLASSES {
            if other == *class || is_land_given_back_unworked(*class, other) {
                continue;
            }
            let crosses = is_hazard(*class) != is_hazard(other);
            let least = if crosses {
                LEAST_DISTANCE_FROM_RELEASED
            } else {
                LEAST_DISTANCE
            };
            let mut near = smallest_distance(*hue, drawn(other));
            if crosses {
                near = near.min(smallest_distance(*hue, own(other)));
            }
            if near < least {
                return Some((*class, other));
            }
        }
    }
    None
}

/// Reduced and cancelled land share one hue from the start; their outlines differ.
fn is_land_given_back_unworked(one: HazardStatus, other: HazardStatus) -> bool {
    let is = |class| matches!(class, HazardStatus::Reduced | HazardStatus::Cancelled);
    is(one) && is(other)
}

fn is_hazard(class: HazardStatus) -> bool {
    matches!(
        class,
        HazardStatus::Confirmed | HazardStatus::Suspected | HazardStatus::Declared
    )
}

pub(super) fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

pub(super) fn manifest_colour(colour: crate::scene::Rgb) -> Rgb {
    Rgb([colour.0, colour.1, colour.2])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];

    fn palette(hues: &[(HazardStatus, &str)]) -> SortedMap<HazardStatus, Rgb> {
        let colour = |written| Rgb::parse(written).expect("the test writes colours");
        hues.iter()
            .map(|(class, hue)| (*class, colour(hue)))
            .collect()
    }

    #[test]
    fn the_built_in_hues_pass() {
        for theme in THEMES {
            let style = Style::of(theme);
            let own: SortedMap<_, _> = CLASSES
                .into_iter()
                .map(|class| (class, manifest_colour(style.class(class).colour)))
                .collect();
            let (kept, refused) = readable_hues(theme, &own);
            assert_eq!((kept.len(), refused), (6, Vec::new()), "{theme:?}");
        }
    }

    #[test]
    fn a_hue_that_vanishes_on_the_ground_is_refused_alone() {
        let wanted = palette(&[
            (HazardStatus::Confirmed, "#F3EDE8"),
            (HazardStatus::Suspected, "#D87A00"),
        ]);
        let (kept, refused) = readable_hues(Theme::Light, &wanted);
        assert_eq!(kept.len(), 1);
        assert_eq!(refused.len(), 1);
        assert_eq!(refused[0].name, "palette.light.confirmed");
        assert!(matches!(refused[0].why, Why::Faint { ratio, .. } if ratio < 1.2));
    }

    #[test]
    fn cleared_land_can_never_look_like_confirmed_hazard() {
        let style = Style::of(Theme::Light);
        let confirmed = manifest_colour(style.class(HazardStatus::Confirmed).colour);
        let cleared = manifest_colour(style.class(HazardStatus::Cleared).colour);
        for wanted in [
            vec![(HazardStatus::Cleared, confirmed)],
            vec![(HazardStatus::Confirmed, cleared)],
            // Nor by changing places.
            vec![
                (HazardStatus::Confirmed, cleared),
                (HazardStatus::Cleared, confirmed),
            ],
        ] {
            let (kept, refused) = readable_hues(Theme::Light, &wanted.iter().copied().collect());
            assert_eq!((kept.len(), refused.len()), (0, wanted.len()));
            assert!(matches!(refused[0].why, Why::Alike { .. }));
        }
    }

    #[test]
    fn red_and_green_that_some_eyes_confuse_are_refused() {
        let wanted = palette(&[
            (HazardStatus::Confirmed, "#8A5A2C"),
            (HazardStatus::Cleared, "#5E6B2A"),
        ]);
        let (kept, refused) = readable_hues(Theme::Light, &wanted);
        assert_eq!((kept.len(), refused.len()), (0, 2));
    }

    proptest! {
        #[test]
        fn what_is_kept_is_seen_and_told_apart(hues: [[u8; 3]; 6], chosen: [bool; 6], dark: bool) {
            let theme = THEMES[usize::from(dark)];
            let wanted: SortedMap<_, _> = CLASSES
                .into_iter()
                .zip(hues)
                .zip(chosen)
                .filter(|(_, chosen)| *chosen)
                .map(|((class, hue), _)| (class, Rgb(hue)))
                .collect();
            let (kept, refused) = readable_hues(theme, &wanted);
            prop_assert_eq!(kept.len() + refused.len(), chosen.iter().filter(|chosen| **chosen).count());
            let style = Style::of(theme);
            let drawn = |class| {
                let chosen = kept.iter().find(|(known, _)| *known == class);
                chosen.map_or_else(|| manifest_colour(style.class(class).colour), |(_, hue)| *hue)
            };
            for class in CLASSES {
                let built_in = manifest_colour(style.class(class).colour);
                let ground = manifest_colour(style.ground);
                let least = contrast(built_in, ground).min(LEAST_CONTRAST) - 0.01;
                prop_assert!(contrast(drawn(class), ground) >= least);
            }
            for hazard in &CLASSES[..3] {
                for released in &CLASSES[3..] {
                    let distance = smallest_distance(drawn(*hazard), drawn(*released));
                    prop_assert!(distance >= LEAST_DISTANCE_FROM_RELEASED, "{hazard:?} {released:?}");
                }
            }
        }
    }
}
