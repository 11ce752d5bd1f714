//! A function's body, instruction by instruction.

use wasmparser::{
    BlockType, FuncToValidate, FunctionBody, Operator, ValType, ValidatorResources,
    WasmModuleResources,
};

/// A function's body and what validation tells of it. Instructions go by their number.
pub struct Body<'a> {
    pub operators: Vec<Operator<'a>>,
    /// Length of each instruction, in bytes.
    pub lengths: Vec<u32>,
    /// The values that lie on the stack before each instruction, above those that its block may not touch. Nothing
    /// where one of them has no type, as after a branch.
    pub stacks: Vec<Option<Vec<ValType>>>,
    /// Whether each instruction can be reached.
    pub reachable: Vec<bool>,
    /// By instruction that begins a block or one of its arms: where that ends, at `else` or `end`.
    pub ends: Vec<usize>,
    /// Parameters first.
    pub locals: Vec<ValType>,
    pub parameters: usize,
    pub results: Vec<ValType>,
    given: Vec<Option<Vec<ValType>>>,
}

impl<'a> Body<'a> {
    pub fn read(
        to_validate: FuncToValidate<ValidatorResources>,
        body: &FunctionBody<'a>,
    ) -> wasmparser::Result<Self> {
        let mut validator = to_validate.into_validator(Default::default());
        let mut reader = body.get_binary_reader();
        validator.read_locals(&mut reader)?;
        reader.set_features(*validator.features());
        let mut reader = wasmparser::OperatorsReader::new(reader);
        let kind = validator
            .resources()
            .type_index_of_function(validator.index())
            .unwrap_or_default();
        let (parameters, results) = signature(validator.resources(), kind);
        let mut read = Self {
            operators: Vec::new(),
            lengths: Vec::new(),
            stacks: Vec::new(),
            reachable: Vec::new(),
            ends: Vec::new(),
            locals: (0..validator.len_locals())
                .filter_map(|local| validator.get_local_type(local))
                .collect(),
            parameters: parameters.len(),
            results,
            given: Vec::new(),
        };
        let mut open = Vec::new();
        while !reader.eof() {
            let start = reader.original_position();
            let operator = reader.read()?;
            let number = read.operators.len();
            let frame = validator.get_control_frame(0);
            let base = frame.map_or(0, |frame| frame.height);
            let above = validator.operand_stack_height() as usize - base;
            read.reachable
                .push(frame.is_some_and(|frame| !frame.unreachable));
            read.stacks.push(
                (0..above)
                    .rev()
                    .map(|depth| validator.get_operand_type(depth).flatten())
                    .collect(),
            );
            read.lengths
                .push((reader.original_position() - start) as u32);
            read.ends.push(0);
            read.given.push(None);
            match &operator {
                Operator::Block { blockty }
                | Operator::Loop { blockty }
                | Operator::If { blockty } => {
                    read.given[number] = given(validator.resources(), *blockty);
                    open.push(number);
                }
                Operator::Else => {
                    if let Some(begin) = open.pop() {
                        read.ends[begin] = number;
                        read.given[number] = read.given[begin].clone();
                    }
                    open.push(number);
                }
                Operator::End => {
                    if let Some(begin) = open.pop() {
                        read.ends[begin] = number;
                    }
                }
                _ => {}
            }
            validator.op(start, &operator)?;
            read.operators.push(operator);
        }
        Ok(read)
    }

    /// The instruction after the one at `number` and all that it encloses.
    pub fn after(&self, number: usize) -> usize {
        let mut last = number;
        while self.ends[last] != 0 {
            last = self.ends[last];
        }
        last + 1
    }

    /// The types that the block gives that begins, or whose second arm begins, at an instruction. Nothing where it also
    /// takes some.
    pub fn given_by(&self, begin: usize) -> Option<&[ValType]> {
        self.given[begin].as_deref()
    }

    /// Where a body's own `end` stands.
    pub fn end(&self) -> usize {
        self.operators.len() - 1
    }

    /// Where it is worth knowing whether a run came by, in order: the start of the function, of each arm, and what
    /// follows a block or a branch that may not be taken.
    pub fn places(&self) -> Vec<usize> {
        let mut places = vec![0];
        for (number, operator) in self.operators.iter().enumerate() {
            let next = number + 1;
            let follows = match operator {
                Operator::If { .. } | Operator::Else | Operator::BrIf { .. } => true,
                Operator::End => next < self.operators.len(),
                _ => false,
            };
            if follows && !matches!(self.operators[next], Operator::End | Operator::Else) {
                places.push(next);
            }
        }
        places
    }

    /// A number that changes with the order and the kinds of the instructions, not with addresses and constants in
    /// them: 32 bits of FNV-1a.
    pub fn shape(&self) -> u32 {
        let mut hash = super::ran::HASH_START;
        for operator in &self.operators {
            let kind = format!("{operator:?}");
            let kind = kind.split([' ', '{']).next().unwrap_or_default();
            hash = super::ran::hash_on(hash, kind.as_bytes());
        }
        super::ran::folded(hash)
    }
}

/// What a block gives; nothing where it takes something too.
fn given(resources: &ValidatorResources, kind: BlockType) -> Option<Vec<ValType>> {
    match kind {
        BlockType::Empty => Some(Vec::new()),
        BlockType::Type(kind) => Some(vec![kind]),
        BlockType::FuncType(number) => {
            let (taken, given) = signature(resources, number);
            taken.is_empty().then_some(given)
        }
    }
}

fn signature(resources: &ValidatorResources, number: u32) -> (Vec<ValType>, Vec<ValType>) {
    let kind = resources.sub_type_at(number);
    kind.map_or_else(Default::default, |kind| {
        let function = kind.unwrap_func();
        (function.params().to_vec(), function.results().to_vec())
    })
}
