//! What a module declares.

use wasmparser::{CompositeInnerType, Parser, Payload, TypeRef};

/// What a module declares, by number.
#[derive(Default)]
pub struct Shape {
    /// Parameters and results of each type that is a function's.
    pub signatures: Vec<(Vec<wasmparser::ValType>, Vec<wasmparser::ValType>)>,
    /// The type of each function, imported ones first.
    pub types: Vec<u32>,
    pub memory: Option<wasmparser::MemoryType>,
    pub tables: Vec<wasmparser::TableType>,
    pub globals: Vec<wasmparser::GlobalType>,
}

impl Shape {
    pub fn of(module: &[u8]) -> wasmparser::Result<Self> {
        let mut shape = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(section) => {
                    for group in section {
                        for kind in group?.types() {
                            shape.signatures.push(match &kind.composite_type.inner {
                                CompositeInnerType::Func(function) => {
                                    (function.params().to_vec(), function.results().to_vec())
                                }
                                _ => Default::default(),
                            });
                        }
                    }
                }
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        if let TypeRef::Func(kind) = import?.ty {
                            shape.types.push(kind);
                        }
                    }
                }
                Payload::FunctionSection(section) => {
                    for kind in section {
                        shape.types.push(kind?);
                    }
                }
                Payload::MemorySection(section) => {
                    for memory in section {
                        shape.memory = Some(memory?);
                    }
                }
                Payload::TableSection(section) => {
                    for table in section {
                        shape.tables.push(table?.ty);
                    }
                }
                Payload::GlobalSection(section) => {
                    for global in section {
                        shape.globals.push(global?.ty);
                    }
                }
                _ => {}
            }
        }
        Ok(shape)
    }
}
