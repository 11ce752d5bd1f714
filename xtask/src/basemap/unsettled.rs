//! Which borders are not settled.
//!
//! Natural Earth remarks on its coarser borders ("disputed", "indefinite", "line of control"); the finer lines are
//! matched to those remarks by nearness. A few lines that this edition draws without any remark are listed by hand,
//! each with the reason. The flag changes how a line is drawn, never where, and takes no side.

use super::lines::distance;
use super::shapefile::Line;
use super::topology::LngLat;

/// How near a fine line must run to a remarked one, in degrees: what generalising to 1:50,000,000 may move.
const NEAR_DEGREES: f64 = 0.12;

/// Stretches that are not settled though the source has no remark on them: west, south, east, north.
const BY_HAND: [[f64; 4]; 2] = [
    // The isthmus of Crimea: United Nations General Assembly resolution 68/262.
    [33.0, 45.7, 35.2, 46.4],
    // Western Sahara: on the United Nations list of non-self-governing territories.
    [-13.3, 20.7, -8.6, 27.7],
];

/// The remarked lines.
pub struct Unsettled(Vec<Vec<LngLat>>);

impl Unsettled {
    pub fn new(borders: &[Line]) -> Self {
        let remarked = |line: &&Line| {
            let class = line.field("featurecla");
            ["Disputed", "Indefinite", "Line of control", "ForgetMagics"]
                .iter()
                .any(|kind| class.starts_with(kind))
        };
        Self(
            borders
                .iter()
                .filter(remarked)
                .map(|line| line.points.clone())
                .collect(),
        )
    }

    /// The line in stretches, each with 1 where it is not settled and 0 elsewhere.
    pub fn split(&self, line: &[LngLat]) -> Vec<(u8, Vec<LngLat>)> {
        /// A shorter change of state is an accident of the matching.
        const SHORTEST_POINTS: usize = 6;
        let mut states: Vec<u8> = line
            .iter()
            .map(|point| u8::from(self.covers(*point)))
            .collect();
        let mut start = 0;
        for index in 1..=states.len() {
            if index == states.len() || states[index] != states[start] {
                if index - start < SHORTEST_POINTS && start > 0 {
                    let before = states[start - 1];
                    states[start..index].fill(before);
                }
                start = index;
            }
        }
        let mut stretches: Vec<(u8, Vec<LngLat>)> = Vec::new();
        for (point, state) in line.iter().zip(states) {
            match stretches.last_mut() {
                Some((last, stretch)) if *last == state => stretch.push(*point),
                Some((_, stretch)) => {
                    stretch.push(*point);
                    stretches.push((state, vec![*point]));
                }
                None => stretches.push((state, vec![*point])),
            }
        }
        stretches.retain(|(_, stretch)| stretch.len() >= 2);
        stretches
    }

    fn covers(&self, point: LngLat) -> bool {
        let within = |[west, south, east, north]: [f64; 4]| {
            (west..=east).contains(&point[0]) && (south..=north).contains(&point[1])
        };
        let near = |line: &Vec<LngLat>| {
            line.windows(2)
                .any(|pair| distance(point, pair[0], pair[1]) < NEAR_DEGREES)
        };
        BY_HAND.into_iter().any(within) || self.0.iter().any(near)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_split_where_a_remark_ends_and_stays_joined() {
        let line: Vec<LngLat> = (0..40).map(|i| [f64::from(i), 0.0]).collect();
        let unsettled = Unsettled(vec![vec![[-1.0, 0.05], [19.5, 0.05]]]);
        let stretches = unsettled.split(&line);
        assert_eq!(
            stretches
                .iter()
                .map(|(state, _)| *state)
                .collect::<Vec<_>>(),
            [1, 0]
        );
        assert_eq!(stretches[0].1.last(), stretches[1].1.first());
    }

    #[test]
    fn a_passing_nearness_is_no_change() {
        let line: Vec<LngLat> = (0..40).map(|i| [f64::from(i), 0.0]).collect();
        let unsettled = Unsettled(vec![vec![[20.0, -3.0], [20.0, 3.0]]]);
        assert_eq!(unsettled.split(&line), [(0, line)]);
    }
}
