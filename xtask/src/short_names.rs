//! Short names between a program and its script.
//!
//! wasm-bindgen names every import and every export with sixteen hexadecimal digits at the end, once in the module and
//! once in the script: some seven kilobytes that do not compress. Here each gets a name of two or three characters.
//! Nobody else uses them: the script is the only one that instantiates the module.

use std::collections::HashMap;

/// How the names begin that wasm-bindgen made; others, such as `memory`, are left alone.
const MADE: [&str; 4] = ["__wbg_", "__wbindgen_", "__externref_", "wasm_bindgen_"];
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
/// Length of the magic number and the version.
const HEADER: usize = 8;

/// Module and script with short names; `None` where the module is not as wasm-bindgen makes them.
pub fn shorten(module: &[u8], script: &str) -> Option<(Vec<u8>, String)> {
    let mut names = Names::default();
    let mut shortened = module.get(..HEADER)?.to_vec();
    let mut rest = Rest(&module[HEADER..]);
    while !rest.0.is_empty() {
        let id = rest.byte()?;
        let length = rest.number()?;
        let content = rest.bytes(length)?;
        let content = match id {
            IMPORTS => names.in_imports(content)?,
            EXPORTS => names.in_exports(content)?,
            _ => content.to_vec(),
        };
        shortened.push(id);
        push_sized(&mut shortened, &content);
    }
    Some((shortened, names.in_script(script)))
}

/// How the names end that wasm-bindgen gives to what a module imports from, which is its script alone.
const SCRIPT: &str = "_bg.js";
/// The short one.
const SHORT_SCRIPT: &str = "_";

/// Short names by long ones.
#[derive(Default)]
struct Names {
    short: HashMap<String, String>,
    /// What the script calls itself.
    script: Option<String>,
}

impl Names {
    fn short<'a>(&'a mut self, long: &'a str) -> &'a str {
        if !MADE.iter().any(|start| long.starts_with(start)) {
            return long;
        }
        let number = self.short.len();
        self.short
            .entry(long.to_owned())
            .or_insert_with(|| numbered(number))
    }

    fn in_imports(&mut self, content: &[u8]) -> Option<Vec<u8>> {
        let mut rest = Rest(content);
        let mut written = Vec::new();
        let count = rest.number()?;
        push_number(&mut written, count);
        for _ in 0..count {
            let mut from = rest.text()?;
            if from.ends_with(SCRIPT) {
                self.script = Some(from.to_owned());
                from = SHORT_SCRIPT;
            }
            push_sized(&mut written, from.as_bytes());
            push_sized(&mut written, self.short(rest.text()?).as_bytes());
            let kind = rest.byte()?;
            // Functions only: memory and tables are the module's own.
            if kind != 0 {
                return None;
            }
            written.push(kind);
            push_number(&mut written, rest.number()?);
        }
        rest.0.is_empty().then_some(written)
    }

    fn in_exports(&mut self, content: &[u8]) -> Option<Vec<u8>> {
        let mut rest = Rest(content);
        let mut written = Vec::new();
        let count = rest.number()?;
        push_number(&mut written, count);
        for _ in 0..count {
            push_sized(&mut written, self.short(rest.text()?).as_bytes());
            written.push(rest.byte()?);
            push_number(&mut written, rest.number()?);
        }
        rest.0.is_empty().then_some(written)
    }

    /// The script with each whole word replaced that is one of the names.
    fn in_script(&self, script: &str) -> String {
        let is_word =
            |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
        let mut written = String::with_capacity(script.len());
        let mut rest = script;
        while let Some(start) = rest.find(is_word) {
            written.push_str(&rest[..start]);
            rest = &rest[start..];
            let end = rest.find(|letter| !is_word(letter)).unwrap_or(rest.len());
            let word = &rest[..end];
            written.push_str(self.short.get(word).map_or(word, String::as_str));
            rest = &rest[end..];
        }
        written.push_str(rest);
        match &self.script {
            Some(name) => written.replace(&format!("\"{name}\""), &format!("\"{SHORT_SCRIPT}\"")),
            None => written,
        }
    }
}

/// `_` and the number in base 36.
fn numbered(mut number: usize) -> String {
    let mut digits = Vec::new();
    loop {
        digits.extend(char::from_digit((number % 36) as u32, 36));
        number /= 36;
        if number == 0 {
            break;
        }
    }
    digits.push('_');
    digits.iter().rev().collect()
}

/// What is not yet read of a module. Every step yields `None` where it ends too early.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }

    /// An unsigned number in LEB128.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}

fn push_number(written: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        written.push(number as u8 | 0x80);
        number >>= 7;
    }
    written.push(number as u8);
}

fn push_sized(written: &mut Vec<u8>, content: &[u8]) {
    push_number(written, content.len());
    written.extend(content);
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: &str = "./app_bg.js";
    const IMPORT: &str = "__wbg_get_0123456789abcdef";
    const EXPORT: &str = "__wbindgen_malloc";

    /// A module with one import, two exports and a section that is none of ours.
    fn module(from: &str, import: &str, export: &str) -> Vec<u8> {
        let mut imports = vec![1];
        push_sized(&mut imports, from.as_bytes());
        push_sized(&mut imports, import.as_bytes());
        imports.extend([0, 200, 1]);
        let mut exports = vec![2];
        push_sized(&mut exports, b"memory");
        exports.extend([2, 0]);
        push_sized(&mut exports, export.as_bytes());
        exports.extend([0, 9]);
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        for (id, content) in [(1, vec![7; 300]), (IMPORTS, imports), (EXPORTS, exports)] {
            module.push(id);
            push_sized(&mut module, &content);
        }
        module
    }

    #[test]
    fn both_sides_get_the_same_short_names_and_the_rest_stays() {
        let script = format!(
            "a={{\"{FROM}\":{{{IMPORT}(x){{}}}}}};wasm.{EXPORT}(1);wasm.memory;__wbg_init()"
        );
        let shortened = shorten(&module(FROM, IMPORT, EXPORT), &script);
        assert_eq!(
            shortened,
            Some((
                module(SHORT_SCRIPT, "_0", "_1"),
                "a={\"_\":{_0(x){}}};wasm._1(1);wasm.memory;__wbg_init()".to_owned()
            ))
        );
    }

    #[test]
    fn a_name_within_a_longer_word_is_another_name() {
        let script = format!("{IMPORT}_17");
        let shortened = shorten(&module(FROM, IMPORT, EXPORT), &script);
        assert_eq!(shortened.map(|(_, script)| script), Some(script));
    }

    #[test]
    fn what_is_cut_off_is_left_alone() {
        let module = module(FROM, IMPORT, EXPORT);
        assert_eq!(shorten(&module[..module.len() - 1], ""), None);
        assert_eq!(shorten(b"<!doctype html>", ""), None);
    }

    #[test]
    fn numbers_are_written_in_base_36() {
        let written: Vec<String> = [0, 35, 36, 1_296].into_iter().map(numbered).collect();
        assert_eq!(written, ["_0", "_z", "_10", "_100"]);
    }
}
