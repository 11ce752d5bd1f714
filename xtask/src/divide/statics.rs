//! The constant data of a program, and which of it only the second half reads.
//!
//! The linker says with `--emit-relocs` where each constant lies, which others it points to, and which numbers in the
//! code are addresses of which constants. A constant belongs to the first half where one of these numbers stands in a
//! function that stays, unless it is handed at once to one that waits, or where another constant of the first half
//! points to it. Nothing but what the linker calls constant moves, and a program without its list keeps all.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasmparser::{
    CustomSectionReader, DataKind, FunctionBody, KnownCustom, Linking, Operator, Parser, Payload,
    RelocSectionReader, RelocationType, SymbolInfo,
};

use super::graph::Graph;
use super::shape::Shape;

/// How the linker calls what is never written to.
const CONSTANT: &str = ".rodata";
/// Fewer bytes in a row are not worth a segment of their own.
const WORTH: u32 = 12;

/// A thing in memory.
struct Symbol {
    bytes: Range<u32>,
    constant: bool,
    /// The symbols that it points to.
    points_to: Vec<usize>,
}

#[derive(Default)]
pub struct Statics {
    symbols: Vec<Symbol>,
    /// By number in the code: the symbols that it may be an address in.
    by_number: BTreeMap<u32, BTreeSet<usize>>,
    segments: Vec<Segment>,
}

struct Segment {
    start: u32,
    data: Vec<u8>,
    /// Where its bytes begin in the section.
    place: u32,
}

impl Statics {
    /// What is known of a module's data; nothing where the linker left no list.
    ///
    /// # Errors
    /// Where the list and the data contradict each other.
    pub fn of(module: &[u8]) -> Result<Self, String> {
        let sections = Sections::of(module).map_err(|error| error.to_string())?;
        let mut statics = Self {
            segments: sections.segments,
            ..Self::default()
        };
        // By number of the linker's symbol: what is known of it here.
        let mut known = BTreeMap::new();
        for (number, symbol) in sections.symbols.iter().enumerate() {
            let Some((segment, offset, size)) = symbol else {
                continue;
            };
            let start = statics.segments[*segment].start + offset;
            known.insert(number, statics.symbols.len());
            statics.symbols.push(Symbol {
                bytes: start..start + size,
                constant: sections.names[*segment] == CONSTANT,
                points_to: Vec::new(),
            });
        }
        for Reference { symbol, addend, .. } in &sections.in_code {
            if let Some(symbol) = known.get(symbol) {
                let number = statics.symbols[*symbol].bytes.start.wrapping_add(*addend);
                statics.by_number.entry(number).or_default().insert(*symbol);
            }
        }
        for Reference { at, symbol, addend } in &sections.in_data {
            let target = known.get(symbol);
            let Some(address) = statics.address_of(*at) else {
                return Err("a reference outside the data".to_owned());
            };
            if let Some(target) = target {
                let expected = statics.symbols[*target].bytes.start.wrapping_add(*addend);
                if statics.word(address) != Some(expected) {
                    return Err(format!("another address at {address} than the linker's"));
                }
                for symbol in &mut statics.symbols {
                    if symbol.bytes.contains(&address) {
                        symbol.points_to.push(*target);
                    }
                }
            }
        }
        Ok(statics)
    }

    fn address_of(&self, place: u32) -> Option<u32> {
        self.segments.iter().find_map(|segment| {
            let offset = place.checked_sub(segment.place)?;
            ((offset as usize) < segment.data.len()).then_some(segment.start + offset)
        })
    }

    fn word(&self, address: u32) -> Option<u32> {
        let bytes = self.bytes(address..address + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    pub fn bytes(&self, range: Range<u32>) -> Option<&[u8]> {
        self.segments.iter().find_map(|segment| {
            let start = range.start.checked_sub(segment.start)? as usize;
            segment.data.get(start..start + range.len())
        })
    }

    /// What only the second half reads, where `numbers` stand in the functions that stay.
    pub fn late(&self, numbers: &BTreeSet<u32>) -> Vec<Range<u32>> {
        let mut early = BTreeSet::new();
        let mut open: Vec<usize> = numbers
            .iter()
            .filter_map(|number| self.by_number.get(number))
            .flatten()
            .copied()
            .collect();
        open.extend((0..self.symbols.len()).filter(|symbol| !self.symbols[*symbol].constant));
        while let Some(symbol) = open.pop() {
            if early.insert(symbol) {
                open.extend(&self.symbols[symbol].points_to);
            }
        }
        let bytes = |symbol: usize| self.symbols[symbol].bytes.clone();
        let mut late: BTreeSet<u32> = (0..self.symbols.len())
            .filter(|symbol| !early.contains(symbol))
            .flat_map(bytes)
            .collect();
        for byte in early.iter().copied().flat_map(bytes) {
            late.remove(&byte);
        }
        joined(&late)
    }
}

/// Numbers that follow each other, as ranges; short ones are left out.
fn joined(numbers: &BTreeSet<u32>) -> Vec<Range<u32>> {
    let mut ranges: Vec<Range<u32>> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some(last) if last.end == *number => last.end += 1,
            _ => ranges.push(*number..number + 1),
        }
    }
    ranges.retain(|range| range.end - range.start >= WORTH);
    ranges
}

/// A place where an address stands.
struct Reference {
    /// Counted from the start of its section.
    at: u32,
    symbol: usize,
    addend: u32,
}

/// What the sections of a module say of its data.
#[derive(Default)]
struct Sections {
    segments: Vec<Segment>,
    names: Vec<String>,
    /// By the linker's number: segment, offset and size of what is data.
    symbols: Vec<Option<(usize, u32, u32)>>,
    in_code: Vec<Reference>,
    in_data: Vec<Reference>,
}

impl Sections {
    fn of(module: &[u8]) -> wasmparser::Result<Self> {
        let mut read = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::DataSection(section) => {
                    let section_start = section.range().start;
                    for data in section {
                        let data = data?;
                        let start = match data.kind {
                            DataKind::Active { offset_expr, .. } => {
                                match offset_expr.get_operators_reader().read()? {
                                    Operator::I32Const { value } => value as u32,
                                    _ => 0,
                                }
                            }
                            DataKind::Passive => 0,
                        };
                        let bytes_start = data.range.end - data.data.len() as u64;
                        read.segments.push(Segment {
                            start,
                            data: data.data.to_vec(),
                            place: (bytes_start - section_start) as u32,
                        });
                    }
                }
                Payload::CustomSection(section) => read.take_custom(&section)?,
                _ => {}
            }
        }
        // Without the linker's list nothing is known.
        if read.names.len() != read.segments.len() {
            read = Self {
                segments: read.segments,
                ..Self::default()
            };
        }
        Ok(read)
    }

    fn take_custom(&mut self, section: &CustomSectionReader) -> wasmparser::Result<()> {
        match section.as_known() {
            KnownCustom::Linking(linking) => {
                for part in linking.subsections() {
                    match part? {
                        Linking::SegmentInfo(segments) => {
                            for segment in segments {
                                self.names.push(segment?.name.to_owned());
                            }
                        }
                        Linking::SymbolTable(symbols) => {
                            for symbol in symbols {
                                self.symbols.push(match symbol? {
                                    SymbolInfo::Data {
                                        symbol: Some(symbol),
                                        ..
                                    } => Some((symbol.index as usize, symbol.offset, symbol.size)),
                                    _ => None,
                                });
                            }
                        }
                        _ => {}
                    }
                }
            }
            KnownCustom::Reloc(references) if section.name() == "reloc.CODE" => {
                self.in_code = references_of(&references)?;
            }
            KnownCustom::Reloc(references) if section.name() == "reloc.DATA" => {
                self.in_data = references_of(&references)?;
            }
            _ => {}
        }
        Ok(())
    }
}

/// The references to data.
fn references_of(section: &RelocSectionReader) -> wasmparser::Result<Vec<Reference>> {
    let mut references = Vec::new();
    for entry in section.entries() {
        let entry = entry?;
        if matches!(
            entry.ty,
            RelocationType::MemoryAddrLeb
                | RelocationType::MemoryAddrSleb
                | RelocationType::MemoryAddrI32
        ) {
            references.push(Reference {
                at: entry.offset,
                symbol: entry.index as usize,
                addend: entry.addend as u32,
            });
        }
    }
    Ok(references)
}

/// What may be an address that the functions that do not wait read from. A number that one of them gives to a function
/// that waits, such as the place in the source that a panic names, is none: what waits has come before it reads.
pub fn numbers_that_stay(
    module: &[u8],
    graph: &Graph,
    shape: &Shape,
    waiting: &BTreeSet<u32>,
) -> Result<BTreeSet<u32>, Error> {
    let mut numbers = Numbers::default();
    let mut next = graph.imported;
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CodeSectionEntry(body) = payload? {
            if !waiting.contains(&next) {
                numbers.take(&body, |function| {
                    waiting.contains(&function).then(|| {
                        let kind = shape.types[function as usize];
                        shape.signatures[kind as usize].0.len()
                    })
                })?;
            }
            next += 1;
        }
    }
    Ok(numbers.0)
}

#[derive(Default)]
struct Numbers(BTreeSet<u32>);

impl Numbers {
    /// Takes the numbers of a body; `given` tells how many arguments a function takes that waits.
    fn take(
        &mut self,
        body: &FunctionBody,
        given: impl Fn(u32) -> Option<usize>,
    ) -> Result<(), Error> {
        // What the last instructions in a row have put on the stack: numbers, and what is none.
        let mut pushed: Vec<Option<u32>> = Vec::new();
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            match operator {
                Operator::I32Const { value } => pushed.push(Some(value as u32)),
                Operator::LocalGet { .. }
                | Operator::GlobalGet { .. }
                | Operator::I64Const { .. }
                | Operator::F32Const { .. }
                | Operator::F64Const { .. } => pushed.push(None),
                Operator::Call { function_index } => {
                    let arguments = given(function_index).unwrap_or(0);
                    pushed.truncate(pushed.len().saturating_sub(arguments));
                    self.0.extend(pushed.drain(..).flatten());
                }
                _ => self.0.extend(pushed.drain(..).flatten()),
            }
            self.instruction(operator)?;
        }
        Ok(())
    }
}

impl Reencode for Numbers {
    type Error = std::convert::Infallible;

    fn mem_arg(&mut self, argument: wasmparser::MemArg) -> Result<wasm_encoder::MemArg, Error> {
        self.0.insert(argument.offset as u32);
        utils::mem_arg(self, argument)
    }
}
