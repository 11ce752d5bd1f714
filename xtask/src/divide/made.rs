//! What the small programs of tests have in common with every program that a compiler makes, and how their halves run.

use std::process::Command;

use wasm_encoder::{
    ConstExpr, GlobalSection, GlobalType, MemArg, MemArgTarget, MemorySection, MemoryType, RefType,
    TableSection, TableType, ValType,
};

use super::modules::Divided;

/// A table with room for some functions.
pub fn tables(functions: u64) -> TableSection {
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        minimum: functions,
        maximum: Some(functions),
        table64: false,
        shared: false,
    });
    tables
}

/// One page of memory.
pub fn memories() -> MemorySection {
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    memories
}

/// A number that may change.
pub fn globals(start: i32) -> GlobalSection {
    let mut globals = GlobalSection::new();
    let kind = GlobalType {
        val_type: ValType::I32,
        mutable: true,
        shared: false,
    };
    globals.global(kind, &ConstExpr::i32_const(start));
    globals
}

/// Where a word lies, counted from the address on the stack.
pub fn word_at(offset: u32) -> MemArg {
    MemArg {
        offset: offset.into(),
        align: 2,
        target: MemArgTarget::Memory(0),
        ordering: None,
    }
}

/// Both halves as a script in Node takes them.
pub fn in_hexadecimal(halves: &Divided) -> [String; 2] {
    [&halves.first, &halves.later]
        .map(|half| half.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// What a script prints that gets both halves as its arguments.
pub fn run(script: &str, halves: &Divided) -> String {
    let ran = Command::new("node")
        .args(["-e", script, "--"])
        .args(in_hexadecimal(halves))
        .output()
        .expect("node runs");
    let problems = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{problems}");
    String::from_utf8_lossy(&ran.stdout).trim().to_owned()
}
