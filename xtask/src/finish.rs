//! What Trunk leaves to do: three style sheets, small scripts, worker files that no cache confuses, a strict page.
//!
//! - `style/main.css` and what it imports become one file with its content's hash in its name; so do `style/later.css`,
//!   for what nobody sees before somebody asks for it, and `style/frame.css`, for maps in other pages.
//! - Each program is halved: see `halve`.
//! - Scripts are minified in place, and the names between each program and its script are shortened.
//! - Each language's texts become one file with its content's hash in its name; `index.html` names them in
//!   `<meta name="hazard-map-texts">`, where the start looks for the one it needs.
//! - `src/web/frame.js` and what it imports become one file with its content's hash in its name; `index.html` names it
//!   in `<meta name="hazard-map-frame">`. `src/web/embed.js` keeps its name: the pages of others point to it.
//! - `src/web/offline.js` keeps its name too; `cargo xtask publish` fills in what it keeps.
//! - Trunk gives the worker's files fixed names, and one more that starts the others. They become one less, are renamed
//!   after their content, and `index.html` names the script in `<meta name="hazard-map-worker">`, where the page looks
//!   for it.
//! - Trunk names the page's own files after what it made, before all this: they are renamed after what they are now.
//! - The page is then checked: no inline script or style, no address that leaves the folder. A strict
//!   Content-Security-Policy and a sub-path both depend on it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::build::Effort;
use crate::failure::{AtPath, Failure, Outcome};
use crate::halve::{LATER, halve_programs};
use crate::project::root;
use crate::setup::BuildTools;
use crate::shell::run;
use crate::short_names::shorten;
use crate::texts::{LANGUAGES, Texts};

/// How the names of files with texts begin.
pub const TEXTS: &str = "texts-";
/// The style sheets: what an opening map looks like, the rest, and what is other in somebody else's page.
const STYLES: [&str; 3] = ["main", "later", "frame"];
/// How the name of the second style sheet begins.
pub const LATER_STYLE: &str = "later-";
const TEXTS_META: &str = r#"name="hazard-map-texts" content="texts""#;
const FRAME_META: &str = r#"name="hazard-map-frame" content="frame.js""#;
/// How the names of files for maps in frames begin.
pub const FRAME: &str = "frame-";
/// What keeps a published map for times without a network.
pub const OFFLINE: &str = "offline.js";
/// What the page of somebody else loads.
pub const EMBED: &str = "embed.js";
const WORKER_LOADER: &str = "worker_loader.js";
const WORKER_SCRIPT: &str = "worker.js";
const WORKER_MODULE: &str = "worker_bg.wasm";

/// Finishes a folder that Trunk has filled.
pub fn finish(tools: &BuildTools, folder: &Path, effort: Effort) -> Outcome {
    halve_programs(tools, folder, effort)?;
    minify_scripts(tools, folder)?;
    join(tools, "src/web/embed.js", &folder.join(EMBED))?;
    join(tools, "src/web/offline.js", &folder.join(OFFLINE))?;
    shorten_names(folder)?;
    let page_path = folder.join("index.html");
    let mut page = fs::read_to_string(&page_path).at("read", &page_path)?;
    for style in STYLES {
        let entry = format!("style/{style}.css");
        let name = bundle(tools, folder, &entry, &format!("{style}-"), "css")?;
        let [from, to] = [&entry, &format!("./{name}")].map(|place| format!(r#"href="{place}""#));
        page = replace_once(&page, &from, &to)?;
    }
    let texts = format!(
        r#"name="hazard-map-texts" content="{}""#,
        write_texts(folder)?
    );
    page = replace_once(&page, TEXTS_META, &texts)?;
    let frame = bundle(tools, folder, "src/web/frame.js", FRAME, "js")?;
    let frame = format!(r#"name="hazard-map-frame" content="./{frame}""#);
    page = replace_once(&page, FRAME_META, &frame)?;
    page = replace_once(&page, WORKER_LOADER, &rename_worker(folder)?)?;
    page = rename_page_files(folder, page)?;
    if let Some(problem) = first_problem(&page) {
        return Err(Failure::new(
            format!("index.html would break under a strict policy or a sub-path: {problem}"),
            "move scripts and styles into files, and make addresses relative",
        ));
    }
    fs::write(&page_path, page).at("write", &page_path)
}

fn minify_scripts(tools: &BuildTools, folder: &Path) -> Outcome {
    let mut scripts = Vec::new();
    for entry in fs::read_dir(folder).at("read", folder)? {
        let path = entry.at("read", folder)?.path();
        if path.extension().is_some_and(|extension| extension == "js") {
            scripts.push(path);
        }
    }
    run(
        tools
            .command("esbuild")
            .args([
                "--minify",
                "--tree-shaking=true",
                "--target=es2022",
                "--charset=utf8",
                "--log-level=warning",
                "--allow-overwrite",
            ])
            .arg(format!("--outdir={}", folder.display()))
            .args(scripts),
        "mend the script that the message above names",
    )
}

/// Shortens the names between each WebAssembly module and its script.
fn shorten_names(folder: &Path) -> Outcome {
    for entry in fs::read_dir(folder).at("read", folder)? {
        let module = entry.at("read", folder)?.path();
        let name = module.file_name().unwrap_or_default().to_string_lossy();
        let Some(stem) = name.strip_suffix("_bg.wasm") else {
            continue;
        };
        let script = folder.join(format!("{stem}.js"));
        let shortened = shorten(
            &fs::read(&module).at("read", &module)?,
            &fs::read_to_string(&script).at("read", &script)?,
        );
        let Some((module_bytes, script_text)) = shortened else {
            return Err(Failure::new(
                format!("{name} is not as wasm-bindgen makes modules"),
                "bring xtask/src/short_names.rs in step with the wasm-bindgen in use",
            ));
        };
        fs::write(&module, module_bytes).at("write", &module)?;
        fs::write(&script, script_text).at("write", &script)?;
    }
    Ok(())
}

/// Joins a file and what it imports into one named after its content; returns that name.
fn bundle(
    tools: &BuildTools,
    folder: &Path,
    entry: &str,
    stem: &str,
    extension: &str,
) -> Outcome<String> {
    let joined = folder.join(format!("joined.{extension}"));
    join(tools, entry, &joined)?;
    let content = fs::read(&joined).at("read", &joined)?;
    let name = format!("{stem}{}.{extension}", fingerprint(&[&content]));
    rename(joined, folder.join(&name))?;
    Ok(name)
}

/// Joins a file and what it imports into one.
fn join(tools: &BuildTools, entry: &str, joined: &Path) -> Outcome {
    run(
        tools
            .command("esbuild")
            .arg(root().join(entry))
            .args([
                "--bundle",
                "--minify",
                "--target=es2022",
                "--format=esm",
                "--charset=utf8",
                "--log-level=warning",
            ])
            .arg(format!("--outfile={}", joined.display())),
        "mend the file that the message above names",
    )
}

/// Writes the texts of each language and returns where they are: `en:./texts-en-….txt az:./texts-az-….txt`.
fn write_texts(folder: &Path) -> Outcome<String> {
    let texts = Texts::read(&root().join("locales"))
        .map_err(|problems| Failure::new(problems, "complete the files below locales/"))?;
    let mut addresses = Vec::new();
    for (place, language) in LANGUAGES.iter().enumerate() {
        let file = texts.file(place);
        let name = format!("{TEXTS}{language}-{}.txt", fingerprint(&[file.as_bytes()]));
        let path = folder.join(&name);
        fs::write(&path, file).at("write", &path)?;
        addresses.push(format!("{language}:./{name}"));
    }
    Ok(addresses.join(" "))
}

/// Has the worker's script start its program itself, renames its files after their content, and returns its new name.
fn rename_worker(folder: &Path) -> Outcome<String> {
    let worker_later = format!("worker{LATER}");
    let [loader, script, module, later] =
        [WORKER_LOADER, WORKER_SCRIPT, WORKER_MODULE, &worker_later].map(|name| folder.join(name));
    let loader_text = fs::read_to_string(&loader).at("read", &loader)?;
    let import = format!("importScripts(\"./{WORKER_SCRIPT}\");");
    let start = replace_once(&loader_text, &import, "")?;
    let script_text = fs::read_to_string(&script).at("read", &script)?;
    let script_text = format!("{}\n{start}", script_text.trim_end());
    let version = fingerprint(&[
        script_text.as_bytes(),
        &fs::read(&module).at("read", &module)?,
        &fs::read(&later).at("read", &later)?,
    ]);
    let later_name = format!("worker-{version}{LATER}");
    let script_name = format!("worker-{version}.js");
    let module_name = format!("worker-{version}_bg.wasm");
    let script_text = replace_once(&script_text, &worker_later, &later_name)?;
    // Trunk passes the address bare, which wasm-bindgen has come to call deprecated.
    let script_text = replace_once(
        &script_text,
        &format!("\"./{WORKER_MODULE}\""),
        &format!("{{module_or_path:\"./{module_name}\"}}"),
    )?;
    fs::write(&script, script_text).at("write", &script)?;
    rename(later, folder.join(later_name))?;
    rename(module, folder.join(module_name))?;
    rename(script, folder.join(&script_name))?;
    fs::remove_file(&loader).at("remove", &loader)?;
    Ok(script_name)
}

/// Renames the page's program and the script that starts it after their content; gives the page with the new names.
fn rename_page_files(folder: &Path, mut page: String) -> Outcome<String> {
    for (program, endings) in [
        ("app-", &[".js", "_bg.wasm", LATER][..]),
        ("start-", &[".js"][..]),
    ] {
        let stem = stem_of(folder, program, endings[endings.len() - 1])?;
        let mut contents = Vec::new();
        for ending in endings {
            let path = folder.join(format!("{stem}{ending}"));
            contents.push(fs::read(&path).at("read", &path)?);
        }
        let parts: Vec<&[u8]> = contents.iter().map(Vec::as_slice).collect();
        let new_stem = format!("{program}{}", fingerprint(&parts));
        let script = folder.join(format!("{stem}.js"));
        let text = fs::read_to_string(&script).at("read", &script)?;
        fs::write(&script, text.replace(&stem, &new_stem)).at("write", &script)?;
        for ending in endings {
            let [old, new] = [&stem, &new_stem].map(|stem| folder.join(format!("{stem}{ending}")));
            rename(old, new)?;
        }
        page = page.replace(&stem, &new_stem);
    }
    Ok(page)
}

/// The name, without its ending, of the one file that begins and ends so.
fn stem_of(folder: &Path, beginning: &str, ending: &str) -> Outcome<String> {
    let mut stems = Vec::new();
    for entry in fs::read_dir(folder).at("read", folder)? {
        let name = entry.at("read", folder)?.file_name();
        let name = name.to_string_lossy();
        if let Some(stem) = name
            .strip_suffix(ending)
            .filter(|stem| stem.starts_with(beginning))
        {
            stems.push(stem.to_owned());
        }
    }
    match stems.as_slice() {
        [stem] => Ok(stem.clone()),
        _ => Err(Failure::new(
            format!(
                "Trunk left {} files {beginning}…{ending} where the finishing step expects one",
                stems.len()
            ),
            "bring index.html and xtask/src/finish.rs back in step",
        )),
    }
}

fn rename(from: PathBuf, to: PathBuf) -> Outcome {
    fs::rename(&from, to).at("rename", &from)
}

fn replace_once(text: &str, from: &str, to: &str) -> Outcome<String> {
    let count = text.matches(from).count();
    if count == 1 {
        return Ok(text.replace(from, to));
    }
    Err(Failure::new(
        format!("`{from}` stands {count} times where the finishing step expects it once"),
        "bring index.html and xtask/src/finish.rs back in step",
    ))
}

/// 64-bit FNV-1a of the parts, as hexadecimal: names a version, protects nothing.
fn fingerprint(parts: &[&[u8]]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts.iter().flat_map(|part| part.iter()) {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    format!("{hash:016x}")
}

/// The first thing in a page that a strict policy or a sub-path would break.
fn first_problem(page: &str) -> Option<String> {
    let tags = page
        .split('<')
        .skip(1)
        .map(|tag| tag.split('>').next().unwrap_or(tag));
    for tag in tags {
        let name = tag.split_whitespace().next().unwrap_or_default();
        let inline_script = name == "script" && !tag.contains(" src=");
        let absolute = [" src=\"/", " href=\"/", " src=\"http", " href=\"http"]
            .iter()
            .any(|start| tag.contains(start));
        let handler = tag
            .split_whitespace()
            .skip(1)
            .any(|word| word.starts_with("on") && word.contains("=\""));
        if inline_script || name == "style" || tag.contains(" style=") || absolute || handler {
            return Some(format!("<{tag}>"));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_with_files_and_relative_addresses_passes() {
        let page = r#"<html><head><link rel="icon" href="icon.svg"><script src="./start-1.js" type="module"></script>"#;
        assert_eq!(first_problem(page), None);
    }

    #[test]
    fn whatever_a_strict_policy_or_a_sub_path_breaks_is_named() {
        for broken in [
            "<script type=\"module\">import '.'</script>",
            "<style>p{}</style>",
            "<p style=\"color:red\">",
            "<script src=\"/start.js\">",
            "<link rel=\"icon\" href=\"https://example.org/i.png\">",
            "<body onload=\"go()\">",
        ] {
            assert!(first_problem(broken).is_some(), "{broken}");
        }
    }

    #[test]
    fn the_fingerprint_is_fnv_1a() {
        // Published test vectors of the hash.
        assert_eq!(fingerprint(&[b""]), "cbf29ce484222325");
        assert_eq!(fingerprint(&[b"foo", b"bar"]), "85944171f73967e8");
    }
}
