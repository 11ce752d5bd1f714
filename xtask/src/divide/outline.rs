//! A program whose parts that do not run while a map opens are functions, by a record of what runs.

use std::collections::BTreeSet;

use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder, utils};
use wasm_encoder::{
    CodeSection, Function, FunctionSection, GlobalSection, GlobalType, Module, TypeSection,
};
use wasmparser::{Parser, Payload, ValType, ValidPayload, Validator};

use super::body::Body;
use super::cold::{Trimmed, trimmed};
use super::graph::Graph;
use super::part::{Shared, nothing};
use super::ran::{self, Ran};

/// A program and the numbers of its functions that wait.
pub struct Outlined {
    pub module: Vec<u8>,
    pub waiting: BTreeSet<u32>,
}

/// Takes out what a record says does not run. Where it knows nothing, nothing waits.
pub fn outline(module: &[u8], record: &Ran) -> Result<Outlined, Error> {
    let program = Program::read(module)?;
    let known = record.of(program.names());
    let mut shared = Shared {
        first_type: program.types,
        first_global: program.globals,
        types: Vec::new(),
        relays: Vec::new(),
    };
    let end = program.graph.functions().end;
    let mut waiting = BTreeSet::new();
    let mut bodies = Vec::new();
    let mut parts = Vec::new();
    for ((number, body), known) in program.graph.functions().zip(&program.bodies).zip(known) {
        let first_part = end + parts.len() as u32;
        let rest = match known {
            None => None,
            Some(ran::Function::Never) => {
                waiting.insert(number);
                None
            }
            Some(ran::Function::Ran { shape, places }) => {
                let same = *shape == body.shape() && places.len() == body.places().len();
                same.then(|| trimmed(body, places, &mut shared, first_part))
                    .transpose()?
                    .flatten()
            }
        };
        bodies.push(rest.map(|Trimmed { body, parts: cut }| {
            parts.extend(cut);
            body
        }));
    }
    waiting.extend((end..).take(parts.len()));
    let mut written = Module::new();
    Outlining {
        shared,
        bodies,
        parts,
        next: 0,
    }
    .parse_core_module(&mut written, Parser::new(0), module)?;
    Ok(Outlined {
        module: written.finish(),
        waiting,
    })
}

/// What a record is made of and compared with.
pub struct Program<'a> {
    pub graph: Graph,
    pub bodies: Vec<Body<'a>>,
    types: u32,
    globals: u32,
}

impl<'a> Program<'a> {
    pub fn read(module: &'a [u8]) -> wasmparser::Result<Self> {
        let mut read = Self {
            graph: Graph::of(module)?,
            bodies: Vec::new(),
            types: 0,
            globals: 0,
        };
        let mut validator = Validator::new();
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            match &payload {
                Payload::TypeSection(section) => {
                    for group in section.clone() {
                        read.types += group?.types().len() as u32;
                    }
                }
                Payload::GlobalSection(section) => read.globals += section.count(),
                _ => {}
            }
            if let ValidPayload::Func(to_validate, body) = validator.payload(&payload)? {
                read.bodies.push(Body::read(to_validate, &body)?);
            }
        }
        Ok(read)
    }

    /// The name of each function of its own; empty where it has none.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let name = |number| self.graph.names.get(&number).map_or("", String::as_str);
        self.graph.functions().map(name)
    }
}

/// Writes the program.
struct Outlining {
    shared: Shared,
    /// The bodies that have changed.
    bodies: Vec<Option<Function>>,
    parts: Vec<(u32, Function)>,
    next: usize,
}

impl Reencode for Outlining {
    type Error = std::convert::Infallible;

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: wasmparser::TypeSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_type_section(self, types, section)?;
        let all = |kinds: &[ValType]| -> Result<Vec<_>, Error> {
            let kinds = kinds.iter();
            kinds
                .map(|kind| RoundtripReencoder.val_type(*kind))
                .collect()
        };
        for (parameters, results) in &self.shared.types {
            types.ty().function(all(parameters)?, all(results)?);
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: wasmparser::FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_function_section(self, functions, section)?;
        for (kind, _) in &self.parts {
            functions.function(*kind);
        }
        Ok(())
    }

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: wasmparser::GlobalSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_global_section(self, globals, section)?;
        for relay in &self.shared.relays {
            let kind = GlobalType {
                val_type: RoundtripReencoder.val_type(*relay)?,
                mutable: true,
                shared: false,
            };
            globals.global(kind, &nothing(*relay)?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: wasmparser::CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_code_section(self, code, section)?;
        for (_, part) in &self.parts {
            code.function(part);
        }
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: wasmparser::FunctionBody<'_>,
    ) -> Result<(), Error> {
        let changed = self.bodies[self.next].take();
        self.next += 1;
        match changed {
            Some(changed) => {
                code.function(&changed);
                Ok(())
            }
            None => utils::parse_function_body(self, code, body),
        }
    }
}
