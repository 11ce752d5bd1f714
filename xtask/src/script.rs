//! What the build changes in the script that wasm-bindgen writes for a program.
//!
//! Every step gives `None` where the script is not as wasm-bindgen writes it.

use crate::divide::BRING;

/// Before this comes what fetches the second half.
const BEFORE: &str = "function __wbg_get_imports() {";
/// Where the functions are listed that a program imports.
const LIST: &str = "const import0 = {";
/// Where loading begins.
const LOADING: &str = "async function __wbg_load(";
/// What follows it, in a page's script and in a worker's: with both ways to load, and with one.
const AFTER_LOADING: [(&str, &str); 2] = [
    (
        "export { initSync, __wbg_init as default }",
        "export { __wbg_init as default }",
    ),
    (
        "return Object.assign(__wbg_init, { initSync }, exports)",
        "return Object.assign(__wbg_init, exports)",
    ),
];
/// How a worker's script finds its module where nobody names it, from here to the first brace.
const OWN_ADDRESS: &str = "let script_src;";

/// Where wasm-bindgen writes what browsers older than references between script and module lack, from here to the end
/// of the block; whoever runs the program has it.
const ENCODING: &str = "if (!('encodeInto' in cachedTextEncoder)) {";
/// The same as a choice: from here to what is taken where it is there.
const REGISTRY: [&str; 2] = [
    "(typeof FinalizationRegistry === 'undefined')",
    ": new FinalizationRegistry",
];

/// What a program says that it imports from.
pub fn imports_from(script: &str) -> Option<&str> {
    let (start, _) = script.split_once(": import0,")?;
    start.rsplit('"').nth(1)
}

/// The script with what fetches the second half in it.
pub fn with_second_half(script: &str, bring: &str) -> Option<String> {
    let is_one = |part: &&str| script.matches(*part).count() == 1;
    [BEFORE, LIST].iter().all(is_one).then(|| {
        script
            .replace(BEFORE, &format!("{bring}\n{BEFORE}"))
            .replace(LIST, &format!("{LIST} {BRING}: bringLater,"))
    })
}

/// The script with another way to load its module, which is the only one then.
pub fn with_loading(script: &str, loading: &str) -> Option<String> {
    let (before, rest) = script.split_once(LOADING)?;
    let before = without_fallbacks(&without_own_address(before)?)?;
    AFTER_LOADING.iter().find_map(|(both_ways, one_way)| {
        let (_, after) = rest.split_once(both_ways)?;
        Some(format!("{before}{loading}{one_way}{after}"))
    })
}

fn without_own_address(script: &str) -> Option<String> {
    let Some((before, rest)) = script.split_once(OWN_ADDRESS) else {
        return Some(script.to_owned());
    };
    let (_, after) = rest.split_once('}')?;
    Some(format!("{before}{after}"))
}

/// Without what stands in for a browser that cannot run the program at all; a program that needs none of it is left alone.
fn without_fallbacks(script: &str) -> Option<String> {
    let mut script = script.to_owned();
    if let Some((before, rest)) = script.split_once(ENCODING) {
        let mut open = 1;
        let end = rest.find(|letter| {
            open += match letter {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            open == 0
        })?;
        script = format!("{before}{}", &rest[end + 1..]);
    }
    let [choice, taken] = REGISTRY;
    if let Some((before, rest)) = script.split_once(choice) {
        let (_, rest) = rest.split_once(taken)?;
        script = format!("{before}{}{rest}", taken.trim_start_matches(": "));
    }
    Some(script)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "function __wbg_get_imports() {\n    const import0 = {};\n    return { \"./app_bg.js\": import0, };\n}\n\
        async function __wbg_load(module) {}\nfunction initSync() {}\nasync function __wbg_init() {}\n\
        export { initSync, __wbg_init as default };\n";

    #[test]
    fn a_page_loads_another_way_and_brings_its_second_half() {
        let script = with_loading(PAGE, "async function __wbg_init() { other(); }\n");
        let script = script.and_then(|script| with_second_half(&script, "bring();"));
        assert_eq!(
            script.as_deref(),
            Some(
                "bring();\nfunction __wbg_get_imports() {\n    const import0 = { bring: bringLater,};\n    \
                 return { \"./app_bg.js\": import0, };\n}\nasync function __wbg_init() { other(); }\n\
                 export { __wbg_init as default };\n"
            )
        );
        assert_eq!(imports_from(PAGE), Some("./app_bg.js"));
    }

    #[test]
    fn a_worker_does_not_look_for_its_own_address() {
        let script = "let wasm_bindgen = (function(exports) {\n    let script_src;\n    if (document.currentScript) {\n        \
            script_src = 1;\n    }\n    first();\n    async function __wbg_load(module) {}\n    \
            return Object.assign(__wbg_init, { initSync }, exports);\n})({});\n";
        assert_eq!(
            with_loading(script, "load();\n    ").as_deref(),
            Some(
                "let wasm_bindgen = (function(exports) {\n    \n    first();\n    load();\n    \
                 return Object.assign(__wbg_init, exports);\n})({});\n"
            )
        );
    }

    #[test]
    fn nothing_stands_in_for_what_every_browser_has_that_runs_the_program() {
        let script = "let p = new TextEncoder();\nif (!('encodeInto' in cachedTextEncoder)) {\n    p.encodeInto = function () {\n        \
            return { read: 1 };\n    };\n}\nconst C = (typeof FinalizationRegistry === 'undefined')\n    \
            ? { register: () => {} }\n    : new FinalizationRegistry(drop);\nlast();";
        assert_eq!(
            without_fallbacks(script).as_deref(),
            Some(
                "let p = new TextEncoder();\n\nconst C = new FinalizationRegistry(drop);\nlast();"
            )
        );
        assert_eq!(without_fallbacks("last();").as_deref(), Some("last();"));
    }

    #[test]
    fn a_script_of_another_kind_is_not_changed() {
        assert_eq!(with_loading("export default 1;", ""), None);
        assert_eq!(with_second_half("export default 1;", ""), None);
        assert_eq!(imports_from("export default 1;"), None);
    }
}
