//! A small program, halved and run.

use std::collections::BTreeSet;

use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, ImportSection, Instruction, Module, NameMap, NameSection,
    TypeSection, ValType,
};

use super::graph::Graph;
use super::made::{globals, memories, run, tables, word_at};
use super::{Statics, divide};

/// The functions of the test's program and what they call; all take a number and give one.
///
/// `start` calls `card`, which waits, and adds 1; `card` calls `only_of_card` and `shared`; `shared` doubles.
/// `by_table` reaches `pressed`, which waits too, through the program's own table.
const NAMES: [&str; 6] = [
    "start",
    "card",
    "only_of_card",
    "shared",
    "pressed",
    "by_table",
];

fn program() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32], [ValType::I32]);
    let mut imports = ImportSection::new();
    imports.import("./script", "note", EntityType::Function(0));
    let mut functions = FunctionSection::new();
    NAMES.iter().for_each(|_| {
        functions.function(0);
    });
    let mut exports = ExportSection::new();
    exports.export("memory", ExportKind::Memory, 0);
    exports.export("start", ExportKind::Func, 1);
    exports.export("by_table", ExportKind::Func, 6);
    let mut elements = ElementSection::new();
    elements.active(
        None,
        &ConstExpr::i32_const(0),
        Elements::Functions(vec![5].into()),
    );
    let one = [Instruction::LocalGet(0)];
    let bodies: [&[Instruction]; 6] = [
        &[
            Instruction::Call(2),
            Instruction::I32Const(1),
            Instruction::I32Add,
        ],
        &[
            Instruction::Call(3),
            Instruction::Call(4),
            Instruction::Call(0),
        ],
        &[
            Instruction::GlobalGet(0),
            Instruction::I32Add,
            Instruction::I32Const(0),
            Instruction::GlobalGet(0),
            Instruction::I32Store(word_at(8)),
        ],
        &[Instruction::I32Const(2), Instruction::I32Mul],
        &[Instruction::I32Const(-1), Instruction::I32Mul],
        &[
            Instruction::I32Const(0),
            Instruction::CallIndirect {
                type_index: 0,
                table_index: 0,
            },
        ],
    ];
    let mut code = CodeSection::new();
    for body in bodies {
        let mut function = Function::new([]);
        for instruction in one.iter().chain(body) {
            function.instruction(instruction);
        }
        function.instruction(&Instruction::End);
        code.function(&function);
    }
    let mut names = NameMap::new();
    for (number, name) in NAMES.iter().enumerate() {
        names.append(number as u32 + 1, name);
    }
    let mut named = NameSection::new();
    named.functions(&names);
    let mut module = Module::new();
    module
        .section(&types)
        .section(&imports)
        .section(&functions)
        .section(&tables(1))
        .section(&memories())
        .section(&globals(40))
        .section(&exports)
        .section(&elements)
        .section(&code)
        .section(&named);
    module.finish()
}

/// Runs both halves as a page's script does, and prints what they answer and when the second was brought.
const RUN: &str = "
    const [first, later] = process.argv.slice(1).map((hex) => Buffer.from(hex, 'hex'));
    let exports, brought = 0;
    const bring = () => {
        brought += 1;
        new WebAssembly.Instance(new WebAssembly.Module(later), { first: exports });
        exports.arrived.value = 1;
    };
    const script = { note: (number) => number + 100, bring };
    exports = new WebAssembly.Instance(new WebAssembly.Module(first), { './script': script }).exports;
    const before = brought;
    const answers = [exports.start(1), exports.by_table(7), exports.start(2)];
    console.log(JSON.stringify([before, answers, brought, new Int32Array(exports.memory.buffer)[2]]));
";

/// The numbers of functions; the first is imported.
fn numbers(names: &[&str]) -> BTreeSet<u32> {
    (1..)
        .zip(NAMES)
        .filter(|(_, name)| names.contains(name))
        .map(|(number, _)| number)
        .collect()
}

fn run_halves(waits: &[&str]) -> String {
    let halves =
        divide(&program(), "./script", &numbers(waits), &Statics::default()).expect("a program");
    run(RUN, &halves)
}

#[test]
fn both_halves_answer_as_the_whole_and_the_second_comes_once_and_when_it_is_needed() {
    // (1 + 40) * 2 + 100 + 1, and so on; 40 is left in memory.
    assert_eq!(run_halves(&["card", "pressed"]), "[0,[183,-7,185],1,40]");
}

#[test]
fn where_nothing_waits_nothing_is_brought() {
    assert_eq!(run_halves(&[]), "[0,[183,-7,185],0,40]");
}

#[test]
fn what_only_waiting_functions_call_waits_with_them() {
    let graph = Graph::of(&program()).expect("a program");
    let waiting = graph.waiting(&numbers(&["start", "card"]));
    let names: Vec<&str> = waiting.iter().map(|at| &*graph.names[at]).collect();
    assert_eq!(names, ["start", "card", "only_of_card", "shared"]);
    let entrances = graph.entrances(&graph.waiting(&numbers(&["card"])));
    assert_eq!(entrances.into_iter().collect::<Vec<_>>(), [2]);
}
