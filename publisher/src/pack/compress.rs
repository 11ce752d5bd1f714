//! Compresses ahead of time, for hosts that send `.br` or `.gz` files where a browser takes them.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::copy::{extension, files_below};
use crate::failure::{Failure, Outcome};

/// What shrinks; gzip files, pictures and fonts are small already.
const SHRINKS: [&str; 13] = [
    "html", "js", "css", "wasm", "json", "geojson", "geojsonl", "ndjson", "csv", "txt", "svg",
    "bin", "topojson",
];

/// Reads names of files, one a line, and writes `.br` and `.gz` beside each. Brotli at its highest quality, but
/// somewhat lower for large files, where that takes minutes; both only where they are smaller.
const SCRIPT: &str = "
    const { readFileSync, writeFileSync } = require('node:fs');
    const { promisify } = require('node:util');
    const zlib = require('node:zlib');
    const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
    const [brotli, gzip] = [promisify(zlib.brotliCompress), promisify(zlib.gzip)];
    const files = readFileSync(0, 'utf8').split('\\n').filter(Boolean);
    const write = (file, bytes, plain) => bytes.length < plain.length && writeFileSync(file, bytes);
    async function work() {
        for (let file; (file = files.pop()); ) {
            const plain = readFileSync(file);
            const quality = plain.length > 4e6 ? 9 : 11;
            const params = { [BROTLI_PARAM_QUALITY]: quality, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: plain.length };
            write(file + '.br', await brotli(plain, { params }), plain);
            write(file + '.gz', await gzip(plain, { level: 9 }), plain);
        }
    }
    Promise.all(Array.from({ length: 4 }, work)).catch((error) => { console.error(error); process.exit(1); });
";

/// Compresses what shrinks in a folder; gives the number of such files.
///
/// # Errors
/// Where Node does not start or cannot write.
pub fn compress(folder: &Path) -> Outcome<usize> {
    let failed = |error: String| {
        Failure::new(
            format!("the files could not be compressed: {error}"),
            "check that `node` runs and that the disk has room, then run the command again",
        )
    };
    let mut files = files_below(folder)?;
    files.retain(|path| SHRINKS.contains(&extension(path).as_str()));
    let list: Vec<String> = files
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let mut node = Command::new("node")
        .args(["-e", SCRIPT])
        .stdin(Stdio::piped())
        .spawn()
        .map_err(|error| failed(error.to_string()))?;
    let mut input = node.stdin.take().expect("its input is a pipe");
    input
        .write_all(list.join("\n").as_bytes())
        .map_err(|error| failed(error.to_string()))?;
    drop(input);
    let status = node.wait().map_err(|error| failed(error.to_string()))?;
    if status.success() {
        Ok(files.len())
    } else {
        Err(failed("its message is above".to_owned()))
    }
}
