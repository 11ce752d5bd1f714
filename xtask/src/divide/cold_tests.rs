//! Functions with parts taken out of them, whichever these are, answer as they did before.

use std::collections::BTreeSet;
use std::process::Command;

use wasm_encoder::{
    BlockType, CodeSection, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    ImportSection, Instruction as I, Module, TypeSection, ValType,
};

use super::made::{globals, in_hexadecimal, memories, tables, word_at};
use super::outline::{Program, outline};
use super::ran::{self, Ran};
use super::{Statics, divide, record};

/// Takes a number and gives one, by every kind of way out: on with and without a value, to an outer block with a value,
/// to a loop, through a table, by a return, and to a trap.
fn body() -> Vec<I<'static>> {
    const X: u32 = 0;
    const SUM: u32 = 1;
    const LEFT: u32 = 2;
    let less = |limit: i32| [I::LocalGet(X), I::I32Const(limit), I::I32LtS];
    let add = |local: u32, number: i32| {
        [
            I::LocalGet(local),
            I::I32Const(number),
            I::I32Add,
            I::LocalSet(local),
        ]
    };
    let mut body = vec![I::LocalGet(X), I::LocalSet(LEFT)];
    // An early return.
    body.extend(less(0));
    body.push(I::If(BlockType::Empty));
    body.extend(add(X, -7));
    body.extend(add(SUM, 40));
    body.extend([I::LocalGet(X), I::LocalGet(SUM), I::I32Mul, I::Return]);
    body.push(I::End);
    // A value out of an outer block, with something below it on the stack.
    body.push(I::I32Const(1000));
    body.push(I::Block(BlockType::Result(ValType::I32)));
    body.extend(less(3));
    body.push(I::If(BlockType::Result(ValType::I32)));
    body.extend(add(SUM, 5));
    body.extend([I::LocalGet(SUM), I::LocalGet(X), I::I32Mul, I::Br(1)]);
    body.push(I::Else);
    body.extend(add(SUM, 11));
    body.extend([I::LocalGet(SUM), I::I32Const(3), I::I32Sub]);
    body.push(I::End);
    body.extend([I::I32Const(2), I::I32Mul]);
    body.push(I::End);
    body.push(I::I32Add);
    body.push(I::LocalSet(SUM));
    // A loop that is left by a table.
    body.push(I::Block(BlockType::Empty));
    body.push(I::Loop(BlockType::Empty));
    body.extend(add(LEFT, -1));
    body.extend([I::LocalGet(LEFT), I::I32Const(0), I::I32LtS, I::BrIf(1)]);
    body.push(I::Block(BlockType::Empty));
    body.push(I::Block(BlockType::Empty));
    body.extend([I::LocalGet(LEFT), I::I32Const(5), I::I32RemS]);
    body.push(I::BrTable(vec![0, 1, 2, 3].into(), 0));
    body.push(I::End);
    body.extend(add(SUM, 17));
    body.extend([I::LocalGet(SUM), I::I32Const(1), I::I32And, I::BrIf(1)]);
    body.extend(add(SUM, 100));
    body.push(I::Br(1));
    body.push(I::End);
    body.extend(add(SUM, 1));
    body.extend([I::LocalGet(LEFT), I::I32Const(11), I::I32Eq]);
    body.push(I::If(BlockType::Empty));
    body.extend([I::LocalGet(SUM), I::LocalGet(LEFT), I::I32Sub, I::Return]);
    body.push(I::End);
    body.push(I::Br(0));
    body.push(I::End);
    body.push(I::End);
    // A trap at one number.
    body.extend([I::LocalGet(X), I::I32Const(9), I::I32Eq]);
    body.push(I::If(BlockType::Empty));
    body.extend(add(SUM, 1));
    body.extend([I::I32Const(0), I::LocalGet(SUM), I::I32Store(word_at(0))]);
    body.push(I::Unreachable);
    body.push(I::End);
    body.extend([I::LocalGet(SUM), I::LocalGet(LEFT), I::I32Add]);
    body.push(I::End);
    body
}

fn program() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32], [ValType::I32]);
    let mut imports = ImportSection::new();
    imports.import("script", "note", EntityType::Function(0));
    let mut functions = FunctionSection::new();
    functions.function(0);
    let mut exports = ExportSection::new();
    exports.export("memory", ExportKind::Memory, 0);
    exports.export("f", ExportKind::Func, 1);
    let mut function = Function::new([(2, ValType::I32)]);
    for instruction in body() {
        function.instruction(&instruction);
    }
    let mut code = CodeSection::new();
    code.function(&function);
    let mut module = Module::new();
    module
        .section(&types)
        .section(&imports)
        .section(&functions)
        .section(&tables(0))
        .section(&memories())
        .section(&globals(0))
        .section(&exports)
        .section(&code);
    module.finish()
}

/// Runs pairs of halves, a pair a line of standard input, and prints what each pair answers.
const RUN: &str = "
    const { readFileSync } = require('node:fs');
    for (const line of readFileSync(0, 'utf8').trim().split('\\n')) {
        const [first, later] = line.split(' ').map((hex) => Buffer.from(hex, 'hex'));
        let exports;
        const bring = () => {
            new WebAssembly.Instance(new WebAssembly.Module(later), { first: exports });
            exports.arrived.value = 1;
        };
        exports = new WebAssembly.Instance(new WebAssembly.Module(first), { script: { bring, note: (x) => x } }).exports;
        const answers = [];
        for (let x = -4; x < 40; x += 1) {
            try {
                answers.push(exports.f(x));
            } catch (trap) {
                answers.push('trap ' + new Int32Array(exports.memory.buffer)[0]);
            }
        }
        console.log(answers.join());
    }
";

fn halves(passed: &[bool]) -> (String, usize) {
    let whole = program();
    let read = Program::read(&whole).expect("a program");
    let mut record = Ran::default();
    record.add(
        "",
        ran::Function::Ran {
            shape: read.bodies[0].shape(),
            places: passed.to_vec(),
        },
    );
    let outlined = outline(&whole, &record).expect("a program");
    let halves = divide(
        &outlined.module,
        "script",
        &outlined.waiting,
        &Statics::default(),
    )
    .expect("a program");
    let line = in_hexadecimal(&halves).join(" ") + "\n";
    (line, outlined.waiting.len())
}

#[test]
fn whatever_is_taken_out_of_a_function_its_answers_stay() {
    let whole = program();
    let places = Program::read(&whole).expect("a program").bodies[0]
        .places()
        .len();
    let mut lines = String::new();
    let mut parts = BTreeSet::new();
    // All single places and many choices of several: a step that is no power of two meets each place often.
    let several = (0..1_u32 << (places - 1)).step_by(11);
    let single = (0..places - 1).map(|place| 1 << place);
    for choice in several.chain(single) {
        let passed: Vec<bool> = (0..places)
            .map(|place| place == 0 || choice >> (place - 1) & 1 == 0)
            .collect();
        let (line, count) = halves(&passed);
        lines += &line;
        parts.insert(count);
    }
    assert!(
        parts.len() > 4,
        "some choices take out several parts: {parts:?}"
    );
    let answers = run(&lines);
    let expected = answers.lines().next().expect("the whole answers");
    assert!(expected.contains("trap 1"), "{expected}");
    for (number, line) in answers.lines().enumerate() {
        assert_eq!(line, expected, "choice {number}");
    }
    assert_eq!(answers.lines().count(), lines.lines().count());
}

#[test]
fn what_ran_in_any_of_two_records_stays_and_a_changed_function_is_known_by_the_new_one_alone() {
    let whole = program();
    let read = Program::read(&whole).expect("a program");
    let places = read.bodies[0].places().len();
    let ran = |shape, passed: &[usize]| {
        let mut record = Ran::default();
        let places = (0..places).map(|place| passed.contains(&place)).collect();
        record.add("", ran::Function::Ran { shape, places });
        record
    };
    let notes: Vec<u8> = (0..places).map(|place| u8::from(place < 2)).collect();
    let shape = read.bodies[0].shape();
    let joined = |before| record(&whole, &notes, &before).expect("a program");
    assert_eq!(joined(ran(shape, &[0, 3])), ran(shape, &[0, 1, 3]));
    assert_eq!(joined(ran(shape + 1, &[0, 3])), ran(shape, &[0, 1]));
}

fn run(lines: &str) -> String {
    use std::io::Write;
    let mut node = Command::new("node")
        .args(["-e", RUN])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("node runs");
    let mut input = node.stdin.take().expect("an input");
    let lines = lines.to_owned();
    let writing = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let ran = node.wait_with_output().expect("node ends");
    assert!(writing.join().expect("written").is_ok());
    assert!(ran.status.success());
    String::from_utf8(ran.stdout).expect("text")
}
