//! Who calls whom in a module.

use std::collections::{BTreeSet, HashMap};

use wasmparser::{
    CustomSectionReader, ElementItems, ExternalKind, FunctionBody, KnownCustom, Name, Operator,
    Parser, Payload, TypeRef,
};

/// What is known of a module's functions. Numbers count imported functions first.
#[derive(Default)]
pub struct Graph {
    pub imported: u32,
    /// By function of the module's own: those it calls or takes the address of.
    pub uses: Vec<BTreeSet<u32>>,
    /// Functions that others reach without a call that could be seen: exported, in a table, the start.
    pub open: BTreeSet<u32>,
    pub names: HashMap<u32, String>,
}

impl Graph {
    pub fn of(module: &[u8]) -> wasmparser::Result<Self> {
        let mut graph = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let function =
                            matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_));
                        graph.imported += u32::from(function);
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            graph.open.insert(export.index);
                        }
                    }
                }
                Payload::StartSection { func, .. } => {
                    graph.open.insert(func);
                }
                Payload::ElementSection(section) => {
                    for element in section {
                        graph.open_items(element?.items)?;
                    }
                }
                Payload::CodeSectionEntry(body) => graph.read_uses(&body)?,
                Payload::CustomSection(section) => graph.read_names(&section)?,
                _ => {}
            }
        }
        Ok(graph)
    }

    fn open_items(&mut self, items: ElementItems) -> wasmparser::Result<()> {
        match items {
            ElementItems::Functions(functions) => {
                for function in functions {
                    self.open.insert(function?);
                }
            }
            ElementItems::Expressions(_, expressions) => {
                for expression in expressions {
                    for operator in expression?.get_operators_reader() {
                        if let Operator::RefFunc { function_index } = operator? {
                            self.open.insert(function_index);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn read_uses(&mut self, body: &FunctionBody) -> wasmparser::Result<()> {
        let mut used = BTreeSet::new();
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::Call { function_index } => {
                    used.insert(function_index);
                }
                Operator::ReturnCall { function_index } | Operator::RefFunc { function_index } => {
                    used.insert(function_index);
                    self.open.insert(function_index);
                }
                _ => {}
            }
        }
        self.uses.push(used);
        Ok(())
    }

    fn read_names(&mut self, section: &CustomSectionReader) -> wasmparser::Result<()> {
        let KnownCustom::Name(names) = section.as_known() else {
            return Ok(());
        };
        for part in names {
            if let Name::Function(functions) = part? {
                for naming in functions {
                    let naming = naming?;
                    self.names.insert(naming.index, naming.name.to_owned());
                }
            }
        }
        Ok(())
    }

    /// All of the module's own functions.
    pub fn functions(&self) -> std::ops::Range<u32> {
        self.imported..self.imported + self.uses.len() as u32
    }

    pub fn uses_of(&self, function: u32) -> &BTreeSet<u32> {
        &self.uses[(function - self.imported) as usize]
    }

    /// The functions that wait: those that are chosen, and whatever only they call.
    pub fn waiting(&self, chosen: &BTreeSet<u32>) -> BTreeSet<u32> {
        let mut waiting = chosen.clone();
        let mut callers: HashMap<u32, Vec<u32>> = HashMap::new();
        for function in self.functions() {
            for used in self.uses_of(function) {
                callers.entry(*used).or_default().push(function);
            }
        }
        loop {
            let before = waiting.len();
            for function in self.functions() {
                let only_from_waiting = !self.open.contains(&function)
                    && callers.get(&function).is_some_and(|callers| {
                        callers
                            .iter()
                            .all(|caller| *caller == function || waiting.contains(caller))
                    });
                if only_from_waiting {
                    waiting.insert(function);
                }
            }
            if waiting.len() == before {
                return waiting;
            }
        }
    }

    /// The waiting functions that something else reaches: each needs a stub.
    pub fn entrances(&self, waiting: &BTreeSet<u32>) -> BTreeSet<u32> {
        let called = self
            .functions()
            .filter(|function| !waiting.contains(function))
            .flat_map(|function| self.uses_of(function).iter().copied());
        called
            .chain(self.open.iter().copied())
            .filter(|function| waiting.contains(function))
            .collect()
    }
}
