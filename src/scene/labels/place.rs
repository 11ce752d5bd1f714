//! Candidates in the order of their importance, each at the first of its positions that is free.

use super::room::{Room, Taken};
use super::{GAP, STEPS_PER_ZOOM};
use crate::order::{ordered_bits, sort_by_number};

/// A text that wants a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LabelCandidate {
    /// In `world`, x from 0 to 1.
    pub at: [f64; 2],
    /// Width and height of the text.
    pub size: [f64; 2],
    /// Radius of the symbol at the place, which the text stands beside; with 0 the text stands on the place.
    pub dot: f64,
    /// The higher, the earlier it chooses; among equals the earlier in the list.
    pub priority: f64,
    /// Not shown further out than this.
    pub min_zoom: f64,
}

/// A symbol that no label may cover.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Obstacle {
    /// In `world`, x from 0 to 1.
    pub at: [f64; 2],
    /// In CSS pixels.
    pub radius: f64,
}

/// A label that has room.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedLabel {
    /// Its place in the list of candidates.
    pub candidate: usize,
    /// From the place to the middle of the text.
    pub offset: [f64; 2],
}

/// The half zoom that a zoom lies in: labels stay as they are while this does.
#[must_use]
pub fn label_step(zoom: f64) -> i32 {
    (zoom * STEPS_PER_ZOOM).floor() as i32
}

/// The labels that have room at the zooms of a step beside `obstacles`, the most important first.
///
/// `O(n log n)` for candidates spread as places are. Candidates and obstacles that are not numbers are left out.
#[must_use]
pub fn place_labels(
    candidates: &[LabelCandidate],
    obstacles: &[Obstacle],
    step: i32,
) -> Vec<PlacedLabel> {
    let zoom = f64::from(step) / STEPS_PER_ZOOM;
    let mut order: Vec<usize> = (0..candidates.len())
        .filter(|&place| {
            let LabelCandidate {
                at: [x, y],
                size: [wide, high],
                dot,
                priority,
                min_zoom,
            } = candidates[place];
            min_zoom <= zoom && !priority.is_nan() && (x + y + wide + high + dot).is_finite()
        })
        .collect();
    sort_by_number(&mut order, |&place| {
        !ordered_bits(candidates[place].priority)
    });

    let obstacles = obstacles
        .iter()
        .filter(|obstacle| (obstacle.at[0] + obstacle.at[1] + obstacle.radius).is_finite());
    let reaches = order.iter().map(|&place| reach(&candidates[place]));
    let largest = reaches.chain(obstacles.clone().map(|obstacle| obstacle.radius));
    let mut room = Room::new(zoom, largest.fold(0.0, f64::max));
    for obstacle in obstacles {
        room.take(Taken::disc(obstacle.at, obstacle.radius));
    }
    let mut placed = Vec::new();
    for place in order {
        let candidate = &candidates[place];
        let free = positions(candidate).into_iter().find_map(|offset| {
            let text = Taken::text(candidate, offset);
            room.is_free(&text).then_some((offset, text))
        });
        let Some((offset, text)) = free else {
            continue;
        };
        room.take(text);
        if candidate.dot > 0.0 {
            room.take(Taken::disc(candidate.at, candidate.dot));
        }
        placed.push(PlacedLabel {
            candidate: place,
            offset,
        });
    }
    placed
}

/// Offsets of the middle of the text, the best first: beside the place, where eyes look for it, then around.
fn positions(candidate: &LabelCandidate) -> Vec<[f64; 2]> {
    if candidate.dot <= 0.0 {
        return vec![[0.0, 0.0]];
    }
    let [half_wide, half_high] = candidate.size.map(|side| side / 2.0);
    let beside = candidate.dot + GAP + half_wide;
    let above = candidate.dot + GAP + half_high;
    // At a corner the text starts nearer, as the dot is round.
    let corner = [
        half_wide + 0.7 * candidate.dot,
        half_high + 0.7 * candidate.dot + GAP,
    ];
    vec![
        [beside, 0.0],
        [-beside, 0.0],
        [0.0, -above],
        [0.0, above],
        [corner[0], -corner[1]],
        [corner[0], corner[1]],
        [-corner[0], -corner[1]],
        [-corner[0], corner[1]],
    ]
}

/// How far from its place a label can ever reach.
fn reach(candidate: &LabelCandidate) -> f64 {
    candidate.size[0].max(candidate.size[1]) + candidate.dot + 2.0 * GAP
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::TILE_SIZE;
    use proptest::prelude::*;

    fn candidate() -> impl Strategy<Value = LabelCandidate> {
        let at = prop_oneof![
            [0.6..0.61, 0.4..0.41],
            [0.0..1.0, 0.3..0.7],
            [0.999..1.0, 0.5..0.501],
            [0.0..0.001, 0.5..0.501],
        ];
        (
            at,
            [20.0..160.0, 10.0..24.0],
            prop_oneof![Just(0.0), Just(3.5)],
            0_u8..6,
            0.0..12.0,
        )
            .prop_map(|(at, size, dot, priority, min_zoom)| LabelCandidate {
                at,
                size,
                dot,
                priority: f64::from(priority),
                min_zoom,
            })
    }

    /// Left, top, right, bottom of a label on screen at a zoom, in the copy of the world nearest to `beside`.
    fn box_at(candidate: &LabelCandidate, offset: [f64; 2], zoom: f64, beside: f64) -> [f64; 4] {
        let scale = TILE_SIZE * zoom.exp2();
        let copy = (beside - candidate.at[0]).round();
        let middle = [
            (candidate.at[0] + copy) * scale + offset[0],
            candidate.at[1] * scale + offset[1],
        ];
        let half = candidate.size.map(|side| side / 2.0);
        [
            middle[0] - half[0],
            middle[1] - half[1],
            middle[0] + half[0],
            middle[1] + half[1],
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn no_two_labels_overlap_at_any_zoom_of_the_step(
            candidates in prop::collection::vec(candidate(), 0..120), step in 0..44, within in 0.0..0.5,
        ) {
            let zoom = f64::from(step) / 2.0 + within;
            prop_assert_eq!(label_step(zoom), step);
            let placed = place_labels(&candidates, &[], step);
            for (place, left) in placed.iter().enumerate() {
                for right in &placed[..place] {
                    let (one, two) = (&candidates[left.candidate], &candidates[right.candidate]);
                    let a = box_at(one, left.offset, zoom, one.at[0]);
                    let b = box_at(two, right.offset, zoom, one.at[0]);
                    let overlap = a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
                    prop_assert!(!overlap, "{one:?} and {two:?} at {zoom}");
                }
            }
        }

        #[test]
        fn no_label_covers_an_obstacle_at_any_zoom_of_the_step(
            candidates in prop::collection::vec(candidate(), 0..60),
            obstacles in prop::collection::vec(([0.6..0.61, 0.4..0.41], 3.0..28.0), 0..20),
            step in 0..44, within in 0.0..0.5,
        ) {
            let zoom = f64::from(step) / 2.0 + within;
            let obstacles: Vec<Obstacle> =
                obstacles.into_iter().map(|(at, radius)| Obstacle { at, radius }).collect();
            for label in place_labels(&candidates, &obstacles, step) {
                let candidate = &candidates[label.candidate];
                let [left, top, right, bottom] = box_at(candidate, label.offset, zoom, candidate.at[0]);
                for Obstacle { at, radius } in &obstacles {
                    let scale = TILE_SIZE * zoom.exp2();
                    let turns = (candidate.at[0] - at[0]).round();
                    let [x, y] = [(at[0] + turns) * scale, at[1] * scale];
                    let covered = left < x + radius && x - radius < right && top < y + radius && y - radius < bottom;
                    prop_assert!(!covered, "{candidate:?} over {at:?} at {zoom}");
                }
            }
        }

        #[test]
        fn less_important_labels_never_change_more_important_ones(
            candidates in prop::collection::vec(candidate(), 0..120), least in 1_u8..6, step in 0..30,
        ) {
            let important = |place: &usize| candidates[*place].priority >= f64::from(least);
            let places: Vec<usize> = (0..candidates.len()).filter(important).collect();
            let alone: Vec<_> = places.iter().map(|&place| candidates[place]).collect();
            let expected: Vec<(usize, [f64; 2])> = place_labels(&alone, &[], step)
                .into_iter()
                .map(|label| (places[label.candidate], label.offset))
                .collect();
            let found: Vec<(usize, [f64; 2])> = place_labels(&candidates, &[], step)
                .into_iter()
                .map(|label| (label.candidate, label.offset))
                .filter(|(place, _)| important(place))
                .collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn the_same_places_in_the_same_order_get_the_same_labels_in_any_company_far_away(
            candidates in prop::collection::vec(candidate(), 1..60), step in 10..30,
        ) {
            let mut with_company = candidates.clone();
            with_company.extend(candidates.iter().map(|candidate| LabelCandidate {
                at: [candidate.at[0], candidate.at[1] / 4.0],
                ..*candidate
            }));
            let found: Vec<PlacedLabel> = place_labels(&with_company, &[], step)
                .into_iter()
                .filter(|label| label.candidate < candidates.len())
                .collect();
            prop_assert_eq!(found, place_labels(&candidates, &[], step));
        }
    }

    #[test]
    fn a_lone_label_stands_to_the_right_of_its_dot_and_one_without_on_its_place() {
        let mut label = LabelCandidate {
            at: [0.5, 0.5],
            size: [60.0, 14.0],
            dot: 4.0,
            priority: 1.0,
            min_zoom: 3.0,
        };
        assert!(place_labels(&[label], &[], label_step(2.9)).is_empty());
        assert_eq!(
            place_labels(&[label], &[], label_step(3.0))[0].offset,
            [37.0, 0.0]
        );
        label.dot = 0.0;
        assert_eq!(
            place_labels(&[label], &[], label_step(3.0))[0].offset,
            [0.0, 0.0]
        );
        label.at = [f64::NAN, 0.5];
        assert!(place_labels(&[label], &[], label_step(3.0)).is_empty());
    }

    #[test]
    fn where_two_want_one_place_the_more_important_has_the_better_side() {
        let village = LabelCandidate {
            at: [0.5, 0.5],
            size: [60.0, 14.0],
            dot: 4.0,
            priority: 1.0,
            min_zoom: 0.0,
        };
        let town = LabelCandidate {
            priority: 2.0,
            ..village
        };
        let placed = place_labels(&[village, town], &[], label_step(6.0));
        assert_eq!((placed[0].candidate, placed[0].offset), (1, [37.0, 0.0]));
        assert_eq!((placed[1].candidate, placed[1].offset), (0, [-37.0, 0.0]));
    }
}
