//! One part that does not run while a map opens: its function, and what stands in for it.

use std::collections::{BTreeMap, BTreeSet};

use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder};
use wasm_encoder::{BlockType, ConstExpr, Encode, Function, Instruction};
use wasmparser::{Operator, ValType};

use super::body::Body;

/// A way out of a part.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the end of the block around it.
    On,
    /// To a label outside, counted from the block around it.
    Branch(u32),
    Return,
}

impl Way {
    /// The way of a branch from a part, its depth counted from the block around it. `around` are the blocks there,
    /// outermost first, by the instruction that each, or its second arm, begins with.
    pub fn of(body: &Body, around: &[usize], depth: u32) -> Self {
        let Some(place) = around.len().checked_sub(depth as usize + 1) else {
            // The function's own block.
            return if around.is_empty() {
                Self::On
            } else {
                Self::Return
            };
        };
        let again = matches!(body.operators[around[place]], Operator::Loop { .. });
        if depth == 0 && !again {
            Self::On
        } else {
            Self::Branch(depth)
        }
    }
}

pub struct Exit {
    pub way: Way,
    /// What lies on the stack there.
    pub values: Vec<ValType>,
    /// The instruction where it goes on.
    pub target: usize,
}

/// Types of functions, and globals that values go through on their way out of a part.
pub struct Shared {
    /// The numbers of the first type and global that is added.
    pub first_type: u32,
    pub first_global: u32,
    pub types: Vec<(Vec<ValType>, Vec<ValType>)>,
    pub relays: Vec<ValType>,
}

impl Shared {
    pub fn type_of(&mut self, parameters: &[ValType], results: &[ValType]) -> u32 {
        let wanted = (parameters.to_vec(), results.to_vec());
        let known = self.types.iter().position(|kind| *kind == wanted);
        let place = known.unwrap_or_else(|| {
            self.types.push(wanted);
            self.types.len() - 1
        });
        self.first_type + place as u32
    }

    /// A global for each value; those of `taken` are in use.
    pub fn relays_for(&mut self, values: &[ValType], taken: &[u32]) -> Vec<u32> {
        let mut chosen = taken.to_vec();
        for value in values {
            let is_free = |place: &usize| {
                self.relays[*place] == *value
                    && !chosen.contains(&(self.first_global + *place as u32))
            };
            let place = (0..self.relays.len()).find(is_free).unwrap_or_else(|| {
                self.relays.push(*value);
                self.relays.len() - 1
            });
            chosen.push(self.first_global + place as u32);
        }
        chosen.split_off(taken.len())
    }
}

/// What a relay holds before it is used.
pub fn nothing(kind: ValType) -> Result<ConstExpr, Error> {
    Ok(match kind {
        ValType::I32 => ConstExpr::i32_const(0),
        ValType::I64 => ConstExpr::i64_const(0),
        ValType::F32 => ConstExpr::f32_const(0.0.into()),
        ValType::F64 => ConstExpr::f64_const(0.0.into()),
        ValType::V128 => ConstExpr::v128_const(0),
        ValType::Ref(kind) => ConstExpr::ref_null(RoundtripReencoder.heap_type(kind.heap_type())?),
    })
}

pub struct Part<'a, 'b> {
    pub body: &'a Body<'b>,
    pub around: &'a [usize],
    pub start: usize,
    pub end: usize,
    /// What lies on the stack at its start.
    pub stack: Vec<ValType>,
    /// The locals that it takes.
    pub taken: Vec<u32>,
    /// The locals that it gives back, and the globals that they go through.
    pub outs: Vec<u32>,
    pub relays: Vec<u32>,
    /// The way on is the first.
    pub exits: Vec<Exit>,
    /// By instruction, how many blocks of the part are open around it.
    pub depths: Vec<u32>,
}

impl Part<'_, '_> {
    /// The function's parameters and results.
    pub fn signature(&self) -> (Vec<ValType>, Vec<ValType>) {
        let kind = |local: &u32| self.body.locals[*local as usize];
        let parameters = self
            .stack
            .iter()
            .copied()
            .chain(self.taken.iter().map(kind))
            .collect();
        let result = match self.exits.as_slice() {
            [] => None,
            [exit] => exit.values.first().copied().or(self.outs.first().map(kind)),
            _ => Some(ValType::I32),
        };
        (parameters, result.into_iter().collect())
    }

    /// The relays of the values at an exit; the first value is the result where there is no other exit.
    fn value_relays(&self, exit: &Exit, shared: &mut Shared) -> Vec<u32> {
        let first = usize::from(self.exits.len() == 1 && !exit.values.is_empty());
        shared.relays_for(&exit.values[first..], &self.relays)
    }

    /// Whether the first local that is given back is the function's result.
    fn local_is_result(&self) -> bool {
        matches!(self.exits.as_slice(), [exit] if exit.values.is_empty()) && !self.outs.is_empty()
    }

    /// What stands in for the part: the call of `function` and what follows from it. `spare` is a local that is used
    /// by nothing else; whether it is needed.
    pub fn site(
        &self,
        shared: &mut Shared,
        function: u32,
        spare: u32,
    ) -> (Vec<Instruction<'static>>, bool) {
        let mut site: Vec<Instruction> = Vec::new();
        site.extend(self.taken.iter().copied().map(Instruction::LocalGet));
        site.push(Instruction::Call(function));
        let mut outs = self.outs.iter().zip(&self.relays);
        if self.local_is_result()
            && let Some((local, _)) = outs.next()
        {
            site.push(Instruction::LocalSet(*local));
        }
        for (local, relay) in outs {
            site.push(Instruction::GlobalGet(*relay));
            site.push(Instruction::LocalSet(*local));
        }
        let jump = |way: Way, inside: u32| match way {
            Way::On => None,
            Way::Branch(depth) => Some(Instruction::Br(depth + inside)),
            Way::Return => Some(Instruction::Return),
        };
        match self.exits.as_slice() {
            [] => site.push(Instruction::Unreachable),
            [exit] => {
                let relays = self.value_relays(exit, shared);
                site.extend(relays.into_iter().map(Instruction::GlobalGet));
                site.extend(jump(exit.way, 0));
            }
            [first, second]
                if first.way == Way::On && first.values.is_empty() && second.values.is_empty() =>
            {
                if let Way::Branch(depth) = second.way {
                    site.push(Instruction::BrIf(depth));
                } else {
                    site.push(Instruction::If(BlockType::Empty));
                    site.push(Instruction::Return);
                    site.push(Instruction::End);
                }
            }
            [last, others @ ..] => {
                site.push(Instruction::LocalSet(spare));
                for (number, exit) in others.iter().enumerate() {
                    site.push(Instruction::LocalGet(spare));
                    site.push(Instruction::I32Const(number as i32 + 1));
                    site.push(Instruction::I32Eq);
                    site.push(Instruction::If(BlockType::Empty));
                    let relays = self.value_relays(exit, shared);
                    site.extend(relays.into_iter().map(Instruction::GlobalGet));
                    site.extend(jump(exit.way, 1));
                    site.push(Instruction::End);
                }
                let relays = self.value_relays(last, shared);
                site.extend(relays.into_iter().map(Instruction::GlobalGet));
                site.extend(jump(last.way, 0));
                return (site, true);
            }
        }
        (site, false)
    }

    /// The part as a function. `used` are the locals that it reads or changes.
    pub fn function(&self, used: &BTreeSet<u32>, shared: &mut Shared) -> Result<Function, Error> {
        let mut numbers = BTreeMap::new();
        let first = self.stack.len() as u32;
        for (number, local) in (first..).zip(&self.taken) {
            numbers.insert(*local, number);
        }
        let mut own = Vec::new();
        for local in used {
            let next = first + numbers.len() as u32;
            numbers.entry(*local).or_insert_with(|| {
                own.push(self.body.locals[*local as usize]);
                next
            });
        }
        let own: Vec<_> = own
            .into_iter()
            .map(|kind| RoundtripReencoder.val_type(kind))
            .collect::<Result<_, _>>()?;
        let mut function = Function::new_with_locals_types(own);
        for exit in self.exits.iter().rev() {
            let kind = match exit.values.as_slice() {
                [] => BlockType::Empty,
                [kind] => BlockType::Result(RoundtripReencoder.val_type(*kind)?),
                several => BlockType::FunctionType(shared.type_of(&[], several)),
            };
            function.instruction(&Instruction::Block(kind));
        }
        for place in 0..first {
            function.instruction(&Instruction::LocalGet(place));
        }
        for number in self.start..self.end {
            function.instruction(&self.moved(number, &numbers)?);
        }
        for (code, exit) in self.exits.iter().enumerate() {
            function.instruction(&Instruction::End);
            for relay in self.value_relays(exit, shared).iter().rev() {
                function.instruction(&Instruction::GlobalSet(*relay));
            }
            let first = usize::from(self.local_is_result());
            for (local, relay) in self.outs.iter().zip(&self.relays).skip(first) {
                function.instruction(&Instruction::LocalGet(numbers[local]));
                function.instruction(&Instruction::GlobalSet(*relay));
            }
            if self.local_is_result() {
                function.instruction(&Instruction::LocalGet(numbers[&self.outs[0]]));
            } else if self.exits.len() > 1 {
                function.instruction(&Instruction::I32Const(code as i32));
            }
            if code + 1 < self.exits.len() {
                function.instruction(&Instruction::Return);
            }
        }
        if self.exits.is_empty() {
            function.instruction(&Instruction::Unreachable);
        }
        function.instruction(&Instruction::End);
        Ok(function)
    }

    /// An instruction of the part as it stands in the function.
    fn moved(&self, number: usize, numbers: &BTreeMap<u32, u32>) -> Result<Instruction<'_>, Error> {
        let depth = self.depths[number - self.start];
        let label = |target: u32| {
            if target < depth {
                return target;
            }
            let way = Way::of(self.body, self.around, target - depth);
            let exit = self.exits.iter().position(|exit| exit.way == way);
            depth + exit.unwrap_or_default() as u32
        };
        Ok(match &self.body.operators[number] {
            Operator::LocalGet { local_index } => Instruction::LocalGet(numbers[local_index]),
            Operator::LocalSet { local_index } => Instruction::LocalSet(numbers[local_index]),
            Operator::LocalTee { local_index } => Instruction::LocalTee(numbers[local_index]),
            Operator::Br { relative_depth } => Instruction::Br(label(*relative_depth)),
            Operator::BrIf { relative_depth } => Instruction::BrIf(label(*relative_depth)),
            Operator::BrTable { targets } => {
                let labels: Vec<u32> = targets
                    .targets()
                    .map(|target| target.map(label))
                    .collect::<Result<_, _>>()?;
                Instruction::BrTable(labels.into(), label(targets.default()))
            }
            Operator::Return => Instruction::Br(label(self.around.len() as u32 + depth)),
            other => RoundtripReencoder.instruction(other.clone())?,
        })
    }
}

/// The bytes of instructions.
pub fn encoded(instructions: &[Instruction]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for instruction in instructions {
        instruction.encode(&mut bytes);
    }
    bytes
}
