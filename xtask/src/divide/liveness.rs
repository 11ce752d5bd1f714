//! Which locals are read again.

use wasmparser::Operator;

use super::body::Body;

/// For each instruction of a body, the locals whose value before it may still be read.
pub struct Liveness {
    words: usize,
    sets: Vec<u64>,
}

impl Liveness {
    /// The usual equations over single instructions, solved backwards until nothing changes.
    pub fn of(body: &Body) -> Self {
        let words = body.locals.len().div_ceil(64).max(1);
        let count = body.operators.len();
        let next: Vec<Vec<usize>> = successors(body);
        let mut live = Self {
            words,
            sets: vec![0; words * (count + 1)],
        };
        loop {
            let mut changed = false;
            for number in (0..count).rev() {
                for word in 0..words {
                    let mut bits = next[number]
                        .iter()
                        .fold(0, |bits, next| bits | live.sets[next * words + word]);
                    let bit = |local: u32| {
                        if local as usize / 64 == word {
                            1_u64 << (local % 64)
                        } else {
                            0
                        }
                    };
                    match body.operators[number] {
                        Operator::LocalGet { local_index } => bits |= bit(local_index),
                        Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                            bits &= !bit(local_index);
                        }
                        _ => {}
                    }
                    let place = number * words + word;
                    changed |= live.sets[place] != bits;
                    live.sets[place] = bits;
                }
            }
            if !changed {
                return live;
            }
        }
    }

    /// Whether a local's value before an instruction may still be read. After the last instruction none is.
    pub fn is_live(&self, number: usize, local: u32) -> bool {
        let word = self.sets[number * self.words + local as usize / 64];
        word >> (local % 64) & 1 == 1
    }
}

/// What may come after each instruction; the place after the last one is the way out.
fn successors(body: &Body) -> Vec<Vec<usize>> {
    let out = body.operators.len();
    let mut open: Vec<usize> = Vec::new();
    let mut next = Vec::with_capacity(out);
    for (number, operator) in body.operators.iter().enumerate() {
        let target = |depth: u32| branch_target(body, &open, depth);
        let after = match operator {
            Operator::If { .. } => vec![number + 1, body.ends[number] + 1],
            // Reached from the arm above: on to the end of both.
            Operator::Else => vec![body.ends[number]],
            Operator::Br { relative_depth } => vec![target(*relative_depth)],
            Operator::BrIf { relative_depth } => vec![number + 1, target(*relative_depth)],
            Operator::BrTable { targets } => targets
                .targets()
                .filter_map(Result::ok)
                .chain([targets.default()])
                .map(target)
                .collect(),
            Operator::Return | Operator::Unreachable => vec![out],
            _ => vec![number + 1],
        };
        next.push(after);
        match operator {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                open.push(number);
            }
            Operator::Else => {
                open.pop();
                open.push(number);
            }
            Operator::End => {
                open.pop();
            }
            _ => {}
        }
    }
    next
}

/// Where a branch goes on, with the blocks open around it.
fn branch_target(body: &Body, open: &[usize], depth: u32) -> usize {
    let Some(place) = open.len().checked_sub(depth as usize + 1) else {
        return body.operators.len();
    };
    let begin = open[place];
    match body.operators[begin] {
        Operator::Loop { .. } => begin,
        _ => body.after(begin),
    }
}
