//! A program that notes what runs, and the record of what it noted.
//!
//! Each place of each function (see `body`) has a byte in a memory of its own, exported as `ran`, and sets it to 1.

use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder, utils};
use wasm_encoder::{
    CodeSection, ExportKind, ExportSection, Function, Instruction, MemArg, MemArgTarget,
    MemorySection, MemoryType, Module,
};
use wasmparser::Parser;

use super::body::Body;
use super::outline::Program;
use super::ran::{self, Ran};

/// The exported memory with the notes.
const NOTES: &str = "ran";
const NOTES_MEMORY: u32 = 1;
const PAGE: u64 = 65_536;

/// A program that notes what runs.
pub fn noting(module: &[u8]) -> Result<Vec<u8>, Error> {
    let program = Program::read(module)?;
    let places = program.bodies.iter().map(|body| body.places().len() as u64);
    let mut written = Module::new();
    Noting {
        pages: places.sum::<u64>().div_ceil(PAGE),
        program: &program,
        body: 0,
        place: 0,
    }
    .parse_core_module(&mut written, Parser::new(0), module)?;
    Ok(written.finish())
}

/// The record of a program, from the bytes of its notes and what a record from before says of functions that are still
/// the same: what meets what depends on the moment, and each time tells a little more.
pub fn record(module: &[u8], notes: &[u8], before: &Ran) -> Result<Ran, Error> {
    let program = Program::read(module)?;
    let mut record = Ran::default();
    let mut notes = notes.iter();
    let known = before.of(program.names());
    for ((name, body), known) in program.names().zip(&program.bodies).zip(known) {
        let count = body.places().len();
        let shape = body.shape();
        let mut places: Vec<bool> = notes.by_ref().take(count).map(|note| *note != 0).collect();
        if let Some(ran::Function::Ran {
            shape: same,
            places: passed,
        }) = known
            && *same == shape
        {
            for (place, passed) in places.iter_mut().zip(passed) {
                *place |= passed;
            }
        }
        let function = if places.first() == Some(&true) {
            ran::Function::Ran { shape, places }
        } else {
            ran::Function::Never
        };
        record.add(name, function);
    }
    Ok(record)
}

struct Noting<'a> {
    program: &'a Program<'a>,
    pages: u64,
    body: usize,
    place: u64,
}

impl Noting<'_> {
    fn note(&mut self, to: &mut Function) {
        let address = MemArg {
            offset: self.place,
            align: 0,
            target: MemArgTarget::Memory(NOTES_MEMORY),
            ordering: None,
        };
        to.instruction(&Instruction::I32Const(0))
            .instruction(&Instruction::I32Const(1))
            .instruction(&Instruction::I32Store8(address));
        self.place += 1;
    }

    fn noting_body(&mut self, body: &Body) -> Result<Function, Error> {
        let locals: Vec<_> = body.locals[body.parameters..]
            .iter()
            .map(|kind| RoundtripReencoder.val_type(*kind))
            .collect::<Result<_, _>>()?;
        let mut written = Function::new_with_locals_types(locals);
        let mut places = body.places().into_iter().peekable();
        for (number, operator) in body.operators.iter().enumerate() {
            if places.next_if_eq(&number).is_some() {
                self.note(&mut written);
            }
            written.instruction(&RoundtripReencoder.instruction(operator.clone())?);
        }
        Ok(written)
    }
}

impl Reencode for Noting<'_> {
    type Error = std::convert::Infallible;

    fn parse_memory_section(
        &mut self,
        memories: &mut MemorySection,
        section: wasmparser::MemorySectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_memory_section(self, memories, section)?;
        memories.memory(MemoryType {
            minimum: self.pages,
            maximum: Some(self.pages),
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_export_section(self, exports, section)?;
        exports.export(NOTES, ExportKind::Memory, NOTES_MEMORY);
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        _: wasmparser::FunctionBody<'_>,
    ) -> Result<(), Error> {
        let program = self.program;
        let body = self.noting_body(&program.bodies[self.body])?;
        self.body += 1;
        code.function(&body);
        Ok(())
    }
}
