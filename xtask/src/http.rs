//! A static file server for one person's machine, as strict as a careful host.
//!
//! It answers GET and HEAD, one thread per connection, and closes after each answer. Every answer carries the
//! strict Content-Security-Policy that the map promises to work under, so a violation shows during development.
//! It is not meant for the open network: no TLS, no compression, no limits.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::finish::EMBED;

/// A request head larger than this is refused.
const MAX_HEAD_BYTES: u64 = 64 * 1024;
const PATIENCE: Duration = Duration::from_secs(30);

/// What is served, and where.
pub struct Site {
    /// URL path of the map, with a slash at both ends.
    pub base: String,
    /// The folder behind `base`.
    pub folder: PathBuf,
    /// Further folders below `base`: URL path without slashes at its ends, folder.
    pub mounts: Vec<(String, PathBuf)>,
    /// Origins beside the map's own from which it may load tiles and data.
    pub origins: Vec<String>,
}

/// Answers requests until the process ends.
pub fn serve(listener: &TcpListener, site: Site) {
    let site = Arc::new(site);
    for stream in listener.incoming().flatten() {
        let site = Arc::clone(&site);
        // A connection that breaks off concerns nobody but its browser, which asks again.
        thread::spawn(move || drop(answer(stream, &site)));
    }
}

struct Answer {
    status: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn text(status: &'static str) -> Self {
        let headers = vec![("Content-Type", "text/plain; charset=utf-8".to_owned())];
        Self {
            status,
            headers,
            body: format!("{status}\n").into_bytes(),
        }
    }
}

fn answer(stream: TcpStream, site: &Site) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(stream.try_clone()?.take(MAX_HEAD_BYTES)).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = request.split(' ');
    let (method, target) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let answer = match method {
        "GET" | "HEAD" => find(site, target),
        _ => Answer::text("405 Method Not Allowed"),
    };
    let mut head = format!(
        "HTTP/1.1 {}\r\nContent-Length: {}\r\n",
        answer.status,
        answer.body.len()
    );
    for (name, value) in &answer.headers {
        head += &format!("{name}: {value}\r\n");
    }
    head += &format!(
        "Content-Security-Policy: {}\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n",
        policy(&site.origins)
    );
    let mut stream = stream;
    stream.write_all(head.as_bytes())?;
    if method == "GET" {
        stream.write_all(&answer.body)?;
    }
    stream.flush()
}

fn find(site: &Site, target: &str) -> Answer {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    if format!("{path}/") == site.base {
        let headers = vec![("Location", site.base.clone())];
        return Answer {
            status: "301 Moved Permanently",
            headers,
            body: Vec::new(),
        };
    }
    let Some(inner) = path.strip_prefix(&site.base).and_then(decoded) else {
        return Answer::text("404 Not Found");
    };
    let Some(mut file) = file_for(site, &inner) else {
        return Answer::text("404 Not Found");
    };
    if file.is_dir() {
        file.push("index.html");
    }
    match fs::read(&file) {
        Ok(body) => {
            let mut headers = vec![("Content-Type", content_type(&file).to_owned())];
            if file.ends_with(EMBED) {
                // Pages of other origins load it as a module, which asks for this.
                headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
            }
            Answer {
                status: "200 OK",
                headers,
                body,
            }
        }
        Err(_) => Answer::text("404 Not Found"),
    }
}

/// The file for a URL path below the base; `None` for one that would leave its folder.
fn file_for(site: &Site, path: &str) -> Option<PathBuf> {
    let inside = |folder: &Path, rest: &str| {
        let rest = Path::new(rest);
        rest.components()
            .all(|part| matches!(part, Component::Normal(_)))
            .then(|| folder.join(rest))
    };
    for (prefix, folder) in &site.mounts {
        if let Some(rest) = path
            .strip_prefix(prefix.as_str())
            .and_then(|rest| rest.strip_prefix('/'))
        {
            return inside(folder, rest);
        }
    }
    inside(&site.folder, path)
}

fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// The policy that the published map needs; no `unsafe-inline`, no `unsafe-eval`, no foreign origin.
fn policy(origins: &[String]) -> String {
    let more: String = origins.iter().map(|origin| format!(" {origin}")).collect();
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; \
         img-src 'self' data: blob:{more}; connect-src 'self'{more}"
    )
}

fn content_type(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "geojson" => "application/geo+json",
        "geojsonl" | "ndjson" => "application/x-ndjson",
        "webmanifest" => "application/manifest+json",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "jpg" | "jpeg" => "image/jpeg",
        // As a file, not as an encoding: the map unpacks it itself.
        "gz" => "application/gzip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site {
            base: "/maps/".to_owned(),
            folder: PathBuf::from("/site"),
            mounts: vec![("fixtures".to_owned(), PathBuf::from("/other"))],
            origins: Vec::new(),
        }
    }

    #[test]
    fn a_path_never_leaves_its_folder() {
        assert_eq!(
            file_for(&site(), "demo/map.json"),
            Some(PathBuf::from("/site/demo/map.json"))
        );
        assert_eq!(
            file_for(&site(), "fixtures/a.geojson"),
            Some(PathBuf::from("/other/a.geojson"))
        );
        for path in [
            "../secret",
            "a/../../secret",
            "/etc/passwd",
            "fixtures/../../secret",
        ] {
            assert_eq!(file_for(&site(), path), None, "{path}");
        }
    }

    #[test]
    fn a_path_is_decoded_once() {
        assert_eq!(decoded("a%20b%C9%99").as_deref(), Some("a bə"));
        assert_eq!(decoded("%252e").as_deref(), Some("%2e"));
        assert_eq!(decoded("%2"), None);
        assert_eq!(decoded("%ff"), None);
    }

    #[test]
    fn only_what_lies_below_the_base_is_answered() {
        assert_eq!(find(&site(), "/other/").status, "404 Not Found");
        assert_eq!(find(&site(), "/maps").status, "301 Moved Permanently");
        assert_eq!(find(&site(), "/maps/%2e%2e/secret").status, "404 Not Found");
    }

    #[test]
    fn the_policy_allows_inline_and_evaluated_code_nowhere() {
        let policy = policy(&["http://127.0.0.1:9".to_owned()]);
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert!(policy.ends_with("connect-src 'self' http://127.0.0.1:9"));
    }
}
