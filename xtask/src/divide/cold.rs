//! Parts of bodies that do not run while a map opens, as functions of their own.
//!
//! A part is what follows a place that was not passed, to the end of the innermost block around it. Its function takes
//! the values on the stack and the locals that it reads, gives back those that are read afterwards, and a number for
//! the way it left, where there are several. One value is the function's result; the others go through globals that
//! nothing else uses ("relays") and that are read at once.

use std::collections::BTreeSet;

use wasm_encoder::Function;
use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder};
use wasmparser::{Operator, ValType};

use super::body::Body;
use super::liveness::Liveness;
use super::part::{Exit, Part, Shared, Way, encoded};

/// What a part must save in the first half, in bytes: it costs a place in tables and lists too.
const WORTH: usize = 4;

/// A body whose parts have gone.
pub struct Trimmed {
    pub body: Function,
    /// The parts, each with the number of its type.
    pub parts: Vec<(u32, Function)>,
}

/// Takes the parts of a body out that were not passed; nothing where there are none. The parts are numbered from
/// `first_part`.
pub fn trimmed(
    body: &Body,
    passed: &[bool],
    shared: &mut Shared,
    first_part: u32,
) -> Result<Option<Trimmed>, Error> {
    let mut was_passed = vec![None; body.operators.len()];
    for (place, passed) in body.places().iter().zip(passed) {
        was_passed[*place] = Some(*passed);
    }
    let mut cutter = Cutter {
        body,
        live: Liveness::of(body),
        was_passed,
        shared,
        first_part,
        around: Vec::new(),
        sites: Vec::new(),
        parts: Vec::new(),
        spare: false,
    };
    cutter.walk(0, body.end(), true)?;
    if cutter.sites.is_empty() {
        return Ok(None);
    }
    Ok(Some(Trimmed {
        body: cutter.rest()?,
        parts: cutter.parts,
    }))
}

/// A part, and the bytes that stand in for it.
struct Site {
    start: usize,
    end: usize,
    bytes: Vec<u8>,
}

struct Cutter<'a, 'b> {
    body: &'a Body<'b>,
    live: Liveness,
    was_passed: Vec<Option<bool>>,
    shared: &'a mut Shared,
    first_part: u32,
    /// The blocks around, by the instruction that each, or its second arm, begins with.
    around: Vec<usize>,
    sites: Vec<Site>,
    parts: Vec<(u32, Function)>,
    /// Whether a local is needed that the body does not have.
    spare: bool,
}

impl Cutter<'_, '_> {
    /// Looks through a sequence of instructions, up to the `else` or `end` at `end`.
    fn walk(&mut self, start: usize, end: usize, mut passed: bool) -> Result<(), Error> {
        let mut number = start;
        while number < end {
            passed = self.was_passed[number].unwrap_or(passed);
            // What was not passed is not passed up to the end: nothing else leads there.
            if !passed && self.cut(number, end)? {
                return Ok(());
            }
            let mut begin = number;
            while passed && self.body.ends[begin] != 0 {
                self.around.push(begin);
                self.walk(begin + 1, self.body.ends[begin], true)?;
                self.around.pop();
                begin = self.body.ends[begin];
            }
            number = self.body.after(number);
        }
        Ok(())
    }

    /// Makes the instructions from `start` up to `end` a function where that is worth it; whether they were looked at.
    fn cut(&mut self, start: usize, end: usize) -> Result<bool, Error> {
        let body = self.body;
        let Some(stack) = body.stacks[start].clone() else {
            return Ok(false);
        };
        let Some((exits, depths)) = self.exits(start, end) else {
            return Ok(false);
        };
        let known = (self.shared.types.len(), self.shared.relays.len());
        let (used, changed) = locals_of(body, start, end);
        let is_out = |local: &u32| {
            let live = |exit: &Exit| self.live.is_live(exit.target, *local);
            exits.iter().any(live)
        };
        let outs: Vec<u32> = changed.into_iter().filter(is_out).collect();
        let kinds: Vec<ValType> = outs
            .iter()
            .map(|local| body.locals[*local as usize])
            .collect();
        let part = Part {
            body,
            around: &self.around,
            start,
            end,
            stack,
            taken: used
                .iter()
                .copied()
                .filter(|local| self.live.is_live(start, *local))
                .collect(),
            relays: self.shared.relays_for(&kinds, &[]),
            outs,
            exits,
            depths,
        };
        let number = self.first_part + self.parts.len() as u32;
        let (site, needs_spare) = part.site(self.shared, number, body.locals.len() as u32);
        let bytes = encoded(&site);
        let length: u32 = body.lengths[start..end].iter().sum();
        if bytes.len() + WORTH > length as usize {
            self.shared.types.truncate(known.0);
            self.shared.relays.truncate(known.1);
            return Ok(true);
        }
        let (parameters, results) = part.signature();
        let kind = self.shared.type_of(&parameters, &results);
        let function = part.function(&used, self.shared)?;
        self.parts.push((kind, function));
        self.spare |= needs_spare;
        self.sites.push(Site { start, end, bytes });
        Ok(true)
    }

    /// The ways out, and for each instruction of the part how many of its blocks are open around it. Nothing where
    /// a block takes values.
    fn exits(&self, start: usize, end: usize) -> Option<(Vec<Exit>, Vec<u32>)> {
        let body = self.body;
        let mut ways: Vec<Way> = Vec::new();
        let mut depths = Vec::with_capacity(end - start);
        let mut depth = 0_u32;
        if body.reachable[end] {
            ways.push(Way::On);
        }
        for number in start..end {
            let operator = &body.operators[number];
            if matches!(operator, Operator::End | Operator::Else) {
                depth -= 1;
            }
            depths.push(depth);
            let targets = match operator {
                Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => {
                    vec![*relative_depth]
                }
                Operator::BrTable { targets: table } => {
                    let targets = table.targets().filter_map(Result::ok);
                    targets.chain([table.default()]).collect()
                }
                Operator::Return => vec![self.around.len() as u32 + depth],
                _ => Vec::new(),
            };
            for target in targets {
                if target >= depth {
                    ways.push(Way::of(body, &self.around, target - depth));
                }
            }
            if body.ends[number] != 0 {
                body.given_by(number)?;
                depth += 1;
            }
        }
        let mut exits: Vec<Exit> = Vec::new();
        // The way on first: its number is then 0.
        ways.sort_by_key(|way| *way != Way::On);
        for way in ways {
            if !exits.iter().any(|known| known.way == way) {
                exits.push(self.exit(way)?);
            }
        }
        Some((exits, depths))
    }

    fn exit(&self, way: Way) -> Option<Exit> {
        let body = self.body;
        let depth = match way {
            Way::On => 0,
            Way::Branch(depth) => depth as usize,
            Way::Return => self.around.len(),
        };
        let (values, target) = match self.around.len().checked_sub(depth + 1) {
            None => (body.results.clone(), body.operators.len()),
            Some(place) => {
                let begin = self.around[place];
                let again = matches!(body.operators[begin], Operator::Loop { .. });
                if again && way != Way::On {
                    (Vec::new(), begin)
                } else {
                    (body.given_by(begin)?.to_vec(), body.after(begin))
                }
            }
        };
        Some(Exit {
            way,
            values,
            target,
        })
    }

    /// The body with what stands in for its parts.
    fn rest(&self) -> Result<Function, Error> {
        let body = self.body;
        let mut locals: Vec<_> = body.locals[body.parameters..]
            .iter()
            .map(|kind| RoundtripReencoder.val_type(*kind))
            .collect::<Result<_, _>>()?;
        if self.spare {
            locals.push(wasm_encoder::ValType::I32);
        }
        let mut rest = Function::new_with_locals_types(locals);
        let mut next = 0;
        for site in &self.sites {
            copy(body, next..site.start, &mut rest)?;
            rest.raw(site.bytes.iter().copied());
            next = site.end;
        }
        copy(body, next..body.operators.len(), &mut rest)?;
        Ok(rest)
    }
}

fn copy(body: &Body, range: std::ops::Range<usize>, to: &mut Function) -> Result<(), Error> {
    for operator in &body.operators[range] {
        to.instruction(&RoundtripReencoder.instruction(operator.clone())?);
    }
    Ok(())
}

/// The locals that instructions read or change, and those that they change.
fn locals_of(body: &Body, start: usize, end: usize) -> (BTreeSet<u32>, BTreeSet<u32>) {
    let mut used = BTreeSet::new();
    let mut changed = BTreeSet::new();
    for operator in &body.operators[start..end] {
        match operator {
            Operator::LocalGet { local_index } => {
                used.insert(*local_index);
            }
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                used.insert(*local_index);
                changed.insert(*local_index);
            }
            _ => {}
        }
    }
    (used, changed)
}
