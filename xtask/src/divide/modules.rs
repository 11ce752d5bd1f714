//! The two modules that one becomes.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, CustomSection, DataSection, ElementSection, Elements,
    EntityType, ExportKind, ExportSection, Function, FunctionSection, GlobalSection, GlobalType,
    ImportSection, Instruction, Module, RefType, TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{DataKind, Operator, Parser, Payload};

use super::graph::Graph;
use super::shape::Shape;
use super::statics::{Statics, numbers_that_stay};
use super::{ARRIVED, BRING, FIRST};

const MEMORY: &str = "memory";
const ENTRANCES: &str = "entrances";

/// A program in two modules.
pub struct Divided {
    pub first: Vec<u8>,
    pub later: Vec<u8>,
}

/// Divides a module. `bring_from` is the module that the program imports its script's functions from, by which it will
/// import [`BRING`] too. `chosen` are the functions that wait; what only they call waits with them,
/// and so do the `statics` that only they read.
///
/// # Errors
/// Where the module is not one that a compiler made for a page: with one memory, exported, and tables and globals of
/// its own.
pub fn divide(
    module: &[u8],
    bring_from: &str,
    chosen: &BTreeSet<u32>,
    statics: &Statics,
) -> Result<Divided, Error> {
    let graph = Graph::of(module)?;
    let waiting = graph.waiting(chosen);
    let shape = Shape::of(module)?;
    let entrances: Vec<u32> = graph.entrances(&waiting).into_iter().collect();
    let reached: Vec<u32> = waiting
        .iter()
        .flat_map(|function| graph.uses_of(*function))
        .copied()
        .filter(|used| !waiting.contains(used))
        .collect::<BTreeSet<u32>>()
        .into_iter()
        .collect();
    let gates: BTreeSet<u32> = entrances
        .iter()
        .map(|function| shape.types[*function as usize])
        .collect();
    let late = statics.late(&numbers_that_stay(module, &graph, &shape, &waiting)?);
    let plan = Plan {
        late,
        statics,
        gates: gates.into_iter().collect(),
        graph,
        shape,
        waiting,
        entrances,
        reached,
        bring_from,
    };
    Ok(Divided {
        first: plan.first(module)?,
        later: plan.later(module)?,
    })
}

/// What goes where.
struct Plan<'a> {
    graph: Graph,
    shape: Shape,
    waiting: BTreeSet<u32>,
    /// Waiting functions that the first half reaches, in the order of their places in the table of entrances.
    entrances: Vec<u32>,
    /// The types of these. Each has a gate: a function that takes a place too, brings the second half if it is
    /// missing, and calls what is at that place.
    gates: Vec<u32>,
    /// Functions that stay and that waiting ones use.
    reached: Vec<u32>,
    bring_from: &'a str,
    statics: &'a Statics,
    /// The addresses of constants that only the second half reads.
    late: Vec<Range<u32>>,
}

impl Plan<'_> {
    fn first(&self, module: &[u8]) -> Result<Vec<u8>, Error> {
        let mut written = Module::new();
        let mut first = First {
            plan: self,
            next_body: self.graph.imported,
        };
        first.parse_core_module(&mut written, Parser::new(0), module)?;
        Ok(written.finish())
    }

    fn later(&self, module: &[u8]) -> Result<Vec<u8>, Error> {
        let mut numbers = BTreeMap::new();
        for (number, function) in self.reached.iter().chain(&self.waiting).enumerate() {
            numbers.insert(*function, number as u32);
        }
        let mut later = Later { numbers };
        let mut types = TypeSection::new();
        let mut code = CodeSection::new();
        let mut features = None;
        let mut next = self.graph.imported;
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(section) => later.parse_type_section(&mut types, section)?,
                Payload::CodeSectionEntry(body) => {
                    if self.waiting.contains(&next) {
                        later.parse_function_body(&mut code, body)?;
                    }
                    next += 1;
                }
                Payload::CustomSection(section) if section.name() == FEATURES => {
                    features = Some(section.data());
                }
                _ => {}
            }
        }
        let mut functions = FunctionSection::new();
        for function in &self.waiting {
            functions.function(self.shape.types[*function as usize]);
        }
        let mut elements = ElementSection::new();
        let entrances: Vec<u32> = self
            .entrances
            .iter()
            .map(|function| later.numbers[function])
            .collect();
        elements.active(
            Some(self.shape.tables.len() as u32),
            &ConstExpr::i32_const(0),
            Elements::Functions(entrances.into()),
        );
        let mut written = Module::new();
        written.section(&types);
        written.section(&self.imports_of_later(&mut later)?);
        written.section(&functions);
        written.section(&elements);
        written.section(&code);
        let mut data = DataSection::new();
        for range in &self.late {
            let bytes = self.statics.bytes(range.clone()).unwrap_or_default();
            let start = ConstExpr::i32_const(range.start as i32);
            data.active(0, &start, bytes.iter().copied());
        }
        written.section(&data);
        if let Some(data) = features {
            written.section(&CustomSection {
                name: FEATURES.into(),
                data: data.into(),
            });
        }
        Ok(written.finish())
    }

    fn imports_of_later(&self, later: &mut Later) -> Result<ImportSection, Error> {
        let mut imports = ImportSection::new();
        if let Some(memory) = self.shape.memory {
            imports.import(
                FIRST,
                MEMORY,
                EntityType::Memory(later.memory_type(memory)?),
            );
        }
        for (number, table) in self.shape.tables.iter().enumerate() {
            let table = later.table_type(*table)?;
            imports.import(FIRST, &table_name(number), EntityType::Table(table));
        }
        imports.import(
            FIRST,
            ENTRANCES,
            EntityType::Table(self.table_of_entrances()),
        );
        for (number, global) in self.shape.globals.iter().enumerate() {
            let global = later.global_type(*global)?;
            imports.import(FIRST, &global_name(number), EntityType::Global(global));
        }
        for (number, function) in self.reached.iter().enumerate() {
            let kind = EntityType::Function(self.shape.types[*function as usize]);
            imports.import(FIRST, &function_name(number), kind);
        }
        Ok(imports)
    }

    fn table_of_entrances(&self) -> TableType {
        let length = self.entrances.len() as u64;
        TableType {
            element_type: RefType::FUNCREF,
            minimum: length,
            maximum: Some(length),
            table64: false,
            shared: false,
        }
    }

    /// The number of the first module's last function, which calls `bring` unless that is done.
    fn bring_if_missing(&self) -> u32 {
        self.graph.functions().end + 1
    }

    fn body_of_bring_if_missing(&self) -> Function {
        let mut body = Function::new([]);
        body.instruction(&Instruction::GlobalGet(self.shape.globals.len() as u32))
            .instruction(&Instruction::I32Eqz)
            .instruction(&Instruction::If(BlockType::Empty))
            .instruction(&Instruction::Call(self.graph.imported))
            .instruction(&Instruction::End)
            .instruction(&Instruction::End);
        body
    }

    /// The type and the number of the gate for functions of a type.
    fn gate(&self, kind: u32) -> (u32, u32) {
        let place = self.gates.binary_search(&kind).unwrap_or_default() as u32;
        let types = self.shape.signatures.len() as u32;
        (types + 1 + place, self.bring_if_missing() + 1 + place)
    }

    fn parameters(&self, kind: u32) -> u32 {
        self.shape.signatures[kind as usize].0.len() as u32
    }

    fn body_of_gate(&self, kind: u32) -> Function {
        let mut gate = Function::new([]);
        gate.instruction(&Instruction::Call(self.bring_if_missing()));
        for parameter in 0..=self.parameters(kind) {
            gate.instruction(&Instruction::LocalGet(parameter));
        }
        gate.instruction(&Instruction::CallIndirect {
            type_index: kind,
            table_index: self.shape.tables.len() as u32,
        });
        gate.instruction(&Instruction::End);
        gate
    }

    /// What the first half calls in place of a waiting function, with its arguments on the stack.
    fn entrance(&self, function: u32) -> Option<[Instruction<'static>; 2]> {
        let place = self.entrances.binary_search(&function).ok()?;
        let kind = self.shape.types[function as usize];
        Some([
            Instruction::I32Const(place as i32),
            Instruction::Call(self.gate(kind).1),
        ])
    }

    /// What stands in for a waiting function in the first half, for those who know its address.
    fn stub(&self, function: u32) -> Function {
        let mut stub = Function::new([]);
        let is_open = self.graph.open.contains(&function);
        match self.entrance(function).filter(|_| is_open) {
            Some(entrance) => {
                for parameter in 0..self.parameters(self.shape.types[function as usize]) {
                    stub.instruction(&Instruction::LocalGet(parameter));
                }
                for instruction in &entrance {
                    stub.instruction(instruction);
                }
            }
            // Nobody calls it.
            None => {
                stub.instruction(&Instruction::Unreachable);
            }
        }
        stub.instruction(&Instruction::End);
        stub
    }
}

/// The section that tells which features of WebAssembly a module uses.
const FEATURES: &str = "target_features";

/// Writes the first module. `bring` is imported last, so the module's own functions move up by one.
struct First<'a> {
    plan: &'a Plan<'a>,
    next_body: u32,
}

impl First<'_> {
    fn all(&mut self, kinds: &[wasmparser::ValType]) -> Result<Vec<ValType>, Error> {
        kinds.iter().map(|kind| self.val_type(*kind)).collect()
    }
}

impl Reencode for First<'_> {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        Ok(function + u32::from(function >= self.plan.graph.imported))
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: wasmparser::TypeSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_type_section(self, types, section)?;
        types.ty().function([], []);
        for kind in &self.plan.gates {
            let (parameters, results) = &self.plan.shape.signatures[*kind as usize];
            let parameters = self.all(parameters)?.into_iter().chain([ValType::I32]);
            types
                .ty()
                .function(parameters.collect::<Vec<_>>(), self.all(results)?);
        }
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_import_section(self, imports, section)?;
        let kind = EntityType::Function(self.plan.shape.signatures.len() as u32);
        imports.import(self.plan.bring_from, BRING, kind);
        Ok(())
    }

    fn parse_table_section(
        &mut self,
        tables: &mut TableSection,
        section: wasmparser::TableSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_table_section(self, tables, section)?;
        tables.table(self.plan.table_of_entrances());
        Ok(())
    }

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: wasmparser::GlobalSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_global_section(self, globals, section)?;
        let arrived = GlobalType {
            val_type: ValType::I32,
            mutable: true,
            shared: false,
        };
        globals.global(arrived, &ConstExpr::i32_const(0));
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_export_section(self, exports, section)?;
        let shape = &self.plan.shape;
        for number in 0..shape.tables.len() {
            exports.export(&table_name(number), ExportKind::Table, number as u32);
        }
        exports.export(ENTRANCES, ExportKind::Table, shape.tables.len() as u32);
        for number in 0..shape.globals.len() {
            exports.export(&global_name(number), ExportKind::Global, number as u32);
        }
        exports.export(ARRIVED, ExportKind::Global, shape.globals.len() as u32);
        for (number, function) in self.plan.reached.iter().enumerate() {
            let function = self.function_index(*function)?;
            exports.export(&function_name(number), ExportKind::Func, function);
        }
        Ok(())
    }

    /// Leaves out what comes with the second half: zeros, which take no room.
    fn parse_data(
        &mut self,
        data: &mut DataSection,
        datum: wasmparser::Data<'_>,
    ) -> Result<(), Error> {
        let DataKind::Active { offset_expr, .. } = &datum.kind else {
            return utils::parse_data(self, data, datum);
        };
        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
            return utils::parse_data(self, data, datum);
        };
        let start = value as u32;
        let mut bytes = datum.data.to_vec();
        for range in &self.plan.late {
            let places = range.start.checked_sub(start).map(|first| first as usize);
            let places = places.and_then(|first| bytes.get_mut(first..first + range.len()));
            if let Some(places) = places {
                places.fill(0);
            }
        }
        data.active(0, &ConstExpr::i32_const(value), bytes);
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: wasmparser::FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_function_section(self, functions, section)?;
        functions.function(self.plan.shape.signatures.len() as u32);
        for kind in &self.plan.gates {
            functions.function(self.plan.gate(*kind).0);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: wasmparser::CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_code_section(self, code, section)?;
        code.function(&self.plan.body_of_bring_if_missing());
        for kind in &self.plan.gates {
            code.function(&self.plan.body_of_gate(*kind));
        }
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: wasmparser::FunctionBody<'_>,
    ) -> Result<(), Error> {
        let function = self.next_body;
        self.next_body += 1;
        if self.plan.waiting.contains(&function) {
            code.function(&self.plan.stub(function));
            return Ok(());
        }
        let mut written = self.new_function_with_parsed_locals(&body)?;
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            let entrance = match operator {
                Operator::Call { function_index } => self.plan.entrance(function_index),
                _ => None,
            };
            match entrance {
                Some(entrance) => {
                    for instruction in &entrance {
                        written.instruction(instruction);
                    }
                }
                None => {
                    written.instruction(&self.instruction(operator)?);
                }
            }
        }
        code.function(&written);
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        module: &mut Module,
        section: wasmparser::CustomSectionReader<'_>,
    ) -> Result<(), Error> {
        if section.name() == FEATURES {
            utils::parse_custom_section(self, module, section)?;
        }
        Ok(())
    }
}

/// Writes the second module's functions.
struct Later {
    /// Their numbers there, by their numbers in the whole.
    numbers: BTreeMap<u32, u32>,
}

impl Reencode for Later {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        Ok(self.numbers[&function])
    }
}

fn table_name(number: usize) -> String {
    format!("t{number}")
}

fn global_name(number: usize) -> String {
    format!("g{number}")
}

fn function_name(number: usize) -> String {
    format!("f{number}")
}
