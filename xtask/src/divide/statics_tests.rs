//! A program with constants as the linker lists them, halved and run.

use std::borrow::Cow;
use std::collections::BTreeSet;

use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, ExportKind, ExportSection, Function,
    FunctionSection, ImportSection, Instruction, Module, TypeSection, ValType,
};

use super::graph::Graph;
use super::made::{globals, memories, run, tables, word_at};
use super::shape::Shape;
use super::statics::numbers_that_stay;
use super::{Statics, divide};

/// Where the constants begin; each has sixteen bytes, and its first word is an address or 0.
const CONSTANTS: u32 = 64;
/// Where what may change begins: the address of the last constant.
const CHANGING: u32 = 256;
/// The numbers of the linker's symbols.
const READ_FIRST: u8 = 0;
const READ_LATER: u8 = 1;
const OF_FIRST: u8 = 2;
const OF_LATER: u8 = 3;
const OF_CHANGING: u8 = 4;
const HANDED_ON: u8 = 5;
const CHANGES: u8 = 6;

/// Where the constant of a symbol lies.
fn address(symbol: u8) -> u32 {
    CONSTANTS + 16 * u32::from(symbol)
}

/// What is not part of a module's own language: a name and bytes, all numbers below 64, which take one byte each.
fn custom(name: &'static str, bytes: Vec<u8>) -> CustomSection<'static> {
    CustomSection {
        name: name.into(),
        data: Cow::Owned(bytes),
    }
}

/// The linker's list: two segments and their symbols.
fn linking() -> CustomSection<'static> {
    let named = |name: &str| [&[name.len() as u8], name.as_bytes()].concat();
    // Of each segment: name, alignment, flags.
    let segments = [
        vec![2],
        named(".rodata"),
        vec![2, 0],
        named(".data"),
        vec![2, 0],
    ]
    .concat();
    // Of each symbol: that it is data, flags, name, segment, offset, size.
    let symbol = |number: u8, segment: u8, offset: u8| {
        let name = named(&format!("symbol {number}"));
        [vec![1, 0], name, vec![segment, offset, 16]].concat()
    };
    let mut symbols = vec![7];
    for number in READ_FIRST..=HANDED_ON {
        // 64 and more would take two bytes as a signed number; these are not signed.
        symbols.extend(symbol(number, 0, number * 16));
    }
    symbols.extend(symbol(CHANGES, 1, 0));
    let part =
        |kind: u8, content: Vec<u8>| [vec![kind], vec![content.len() as u8], content].concat();
    custom(
        "linking",
        [vec![2], part(5, segments), part(8, symbols)].concat(),
    )
}

/// Addresses that the linker has written: the number of the section, then of each its kind, place, symbol and addend.
fn references(name: &'static str, entries: &[[u8; 4]]) -> CustomSection<'static> {
    custom(
        name,
        [vec![0, entries.len() as u8], entries.concat()].concat(),
    )
}

fn load(offset: u32) -> Instruction<'static> {
    Instruction::I32Load(word_at(offset))
}

/// `start` takes a number: for 0 it gives the second word of what [`READ_FIRST`] points to, else what `card` gives,
/// which is the second word of what [`READ_LATER`] points to and that of [`HANDED_ON`], whose address it is given.
fn program() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    types.ty().function([ValType::I32], [ValType::I32]);
    let mut functions = FunctionSection::new();
    functions.function(1).function(1);
    let mut exports = ExportSection::new();
    exports.export("memory", ExportKind::Memory, 0);
    exports.export("start", ExportKind::Func, 0);
    let mut code = CodeSection::new();
    let mut start = Function::new([]);
    for instruction in [
        Instruction::LocalGet(0),
        Instruction::If(wasm_encoder::BlockType::Result(ValType::I32)),
        Instruction::I32Const(address(HANDED_ON) as i32),
        Instruction::Call(1),
        Instruction::Else,
        Instruction::I32Const(address(READ_FIRST) as i32),
        load(0),
        load(4),
        Instruction::End,
        Instruction::End,
    ] {
        start.instruction(&instruction);
    }
    code.function(&start);
    let mut card = Function::new([]);
    for instruction in [
        Instruction::I32Const(0),
        load(address(READ_LATER)),
        load(4),
        Instruction::LocalGet(0),
        load(4),
        Instruction::I32Add,
        Instruction::End,
    ] {
        card.instruction(&instruction);
    }
    code.function(&card);
    let constant = |points_to: Option<u8>, value: u32| {
        let address = points_to.map_or(0, address);
        [address, value, value + 1, value + 2]
            .iter()
            .flat_map(|word| word.to_le_bytes())
            .collect::<Vec<u8>>()
    };
    let constants = [
        constant(Some(OF_FIRST), 100),
        constant(Some(OF_LATER), 200),
        constant(None, 300),
        constant(None, 400),
        constant(None, 500),
        constant(None, 700),
    ];
    let mut data = DataSection::new();
    data.active(
        0,
        &ConstExpr::i32_const(CONSTANTS as i32),
        constants.concat(),
    );
    data.active(
        0,
        &ConstExpr::i32_const(CHANGING as i32),
        constant(Some(OF_CHANGING), 600),
    );
    // Of the section: how many segments; of a segment: kind, address (2 to 4 bytes), length.
    let first_word = 1 + 1 + 4 + 1;
    let second_word = first_word + 16;
    let changing_word = first_word + 96 + 1 + 4 + 1;
    let mut module = Module::new();
    module
        .section(&types)
        .section(&ImportSection::new())
        .section(&functions)
        .section(&tables(1))
        .section(&memories())
        .section(&globals(4096))
        .section(&exports)
        .section(&code)
        .section(&data)
        .section(&linking())
        .section(&references(
            "reloc.CODE",
            &[
                [4, 0, READ_FIRST, 0],
                [3, 0, READ_LATER, 0],
                [4, 0, HANDED_ON, 0],
            ],
        ))
        .section(&references(
            "reloc.DATA",
            &[
                [5, first_word, OF_FIRST, 0],
                [5, second_word, OF_LATER, 0],
                [5, changing_word, OF_CHANGING, 0],
            ],
        ));
    module.finish()
}

#[test]
fn what_only_the_second_half_reads_or_points_to_is_late() {
    let module = program();
    let statics = Statics::of(&module).expect("a list in step with the data");
    let late = |waiting: &[u32]| {
        let graph = Graph::of(&module).expect("a program");
        let shape = Shape::of(&module).expect("a program");
        let waiting: BTreeSet<u32> = waiting.iter().copied().collect();
        let numbers = numbers_that_stay(&module, &graph, &shape, &waiting).expect("a program");
        statics.late(&numbers)
    };
    assert_eq!(late(&[1]), [80..96, 112..128, 144..160]);
    assert_eq!(late(&[]), []);
}

#[test]
fn a_program_without_the_linkers_list_keeps_its_constants() {
    let module = program();
    // The list's name, misspelt.
    let at = module
        .windows(7)
        .position(|bytes| bytes == b"linking")
        .expect("a list");
    let mut unlisted = module;
    unlisted[at] = b'L';
    let statics = Statics::of(&unlisted).expect("no list to contradict");
    assert_eq!(statics.late(&BTreeSet::new()), []);
}

#[test]
fn a_list_that_contradicts_the_data_is_an_error() {
    let mut module = program();
    let address = address(OF_FIRST).to_le_bytes();
    let at = module
        .windows(8)
        .position(|bytes| bytes == [address, 100_u32.to_le_bytes()].concat())
        .expect("the first constant");
    module[at] += 1;
    assert!(Statics::of(&module).is_err());
}

/// Prints the second half's constant before, what both ways answer, and the constant afterwards.
const RUN: &str = "
    const [first, later] = process.argv.slice(1).map((hex) => Buffer.from(hex, 'hex'));
    let exports;
    const bring = () => {
        new WebAssembly.Instance(new WebAssembly.Module(later), { first: exports });
        exports.arrived.value = 1;
    };
    exports = new WebAssembly.Instance(new WebAssembly.Module(first), { script: { bring } }).exports;
    const constant = () => new Int32Array(exports.memory.buffer)[21];
    console.log(JSON.stringify([constant(), exports.start(0), exports.start(1), constant()]));
";

#[test]
fn constants_come_with_the_half_that_reads_them() {
    let module = program();
    let statics = Statics::of(&module).expect("a list in step with the data");
    let halves = divide(&module, "script", &BTreeSet::from([1]), &statics).expect("a program");
    assert_eq!(run(RUN, &halves), "[0,300,1100,200]");
}
