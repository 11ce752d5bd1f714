//! `cargo xtask serve`: the map on this machine.

use std::net::TcpListener;
use std::path::PathBuf;

use crate::arguments::Arguments;
use crate::build::{Effort, build};
use crate::failure::{Failure, Outcome};
use crate::http::{self, Site};
use crate::setup::BuildTools;
use crate::shell::say;

pub const USAGE: &str = "\
--release         serve exactly what is published (builds longer)
--no-build        serve what the last build left
--port N          default 8080, or the next free one; 0 takes any
--host ADDRESS    default 127.0.0.1; 0.0.0.0 lets phones in the same network open it
--base /PATH/     serve below this path, as a host may do
--mount PATH=DIR  serve another folder below the base
--allow ORIGIN    let the map load tiles and data from this origin too";

const DEFAULT_PORT: u16 = 8080;
const PORTS_TRIED: u16 = 20;

/// `cargo xtask serve`
pub fn run(mut arguments: Arguments) -> Outcome {
    let effort = match (arguments.flag("--release"), arguments.flag("--noting")) {
        (true, _) => Effort::Release,
        // For `cargo xtask profile` alone.
        (_, true) => Effort::Noting,
        _ => Effort::Quick,
    };
    let as_it_is = arguments.flag("--no-build");
    let host = arguments
        .option("--host")?
        .unwrap_or_else(|| "127.0.0.1".to_owned());
    let port = arguments
        .option("--port")?
        .map(|text| parse_port(&text))
        .transpose()?;
    let base = normal_base(&arguments.option("--base")?.unwrap_or_default());
    let mounts = arguments
        .options("--mount")?
        .iter()
        .map(|text| parse_mount(text))
        .collect::<Outcome<_>>()?;
    let origins = arguments.options("--allow")?;
    arguments.finish()?;

    let folder = if as_it_is {
        effort.folder()
    } else {
        build(&BuildTools::ensure()?, effort)?
    };
    if !folder.join("index.html").is_file() {
        return Err(Failure::new(
            format!("{} holds no built map", folder.display()),
            "run the command again without --no-build",
        ));
    }
    let listener = listen(&host, port)?;
    let address = listener.local_addr().map_err(|error| {
        Failure::new(
            format!("the server has no address: {error}"),
            "run the command again",
        )
    })?;
    let shown = if address.ip().is_unspecified() {
        "localhost".to_owned()
    } else {
        address.ip().to_string()
    };
    say(format!(
        "the map is at http://{shown}:{}{base} (Ctrl-C stops the server)",
        address.port()
    ));
    http::serve(
        &listener,
        Site {
            base,
            folder,
            mounts,
            origins,
        },
    );
    Ok(())
}

/// Listens on the given port, or on the first free one from the default on.
fn listen(host: &str, port: Option<u16>) -> Outcome<TcpListener> {
    let ports = port.map_or(DEFAULT_PORT..=DEFAULT_PORT + PORTS_TRIED, |port| {
        port..=port
    });
    let mut reason = None;
    for port in ports {
        match TcpListener::bind((host, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) => reason = Some(format!("cannot listen on {host}, port {port}: {error}")),
        }
    }
    Err(Failure::new(
        reason.unwrap_or_default(),
        "choose another port with --port N, or --port 0 for any free one",
    ))
}

fn parse_port(text: &str) -> Outcome<u16> {
    text.parse().map_err(|_| {
        Failure::new(
            format!("\"{text}\" is no port"),
            "give a number from 0 to 65535",
        )
    })
}

fn parse_mount(text: &str) -> Outcome<(String, PathBuf)> {
    match text.split_once('=') {
        Some((path, folder)) if !path.trim_matches('/').is_empty() => {
            Ok((path.trim_matches('/').to_owned(), PathBuf::from(folder)))
        }
        _ => Err(Failure::new(
            format!("\"{text}\" is no mount"),
            "give it as --mount PATH=DIR",
        )),
    }
}

/// A URL path with a slash at both ends.
fn normal_base(text: &str) -> String {
    match text.trim_matches('/') {
        "" => "/".to_owned(),
        path => format!("/{path}/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_has_a_slash_at_both_ends() {
        for text in ["a/b", "/a/b", "a/b/", "/a/b/"] {
            assert_eq!(normal_base(text), "/a/b/");
        }
        assert_eq!(normal_base(""), "/");
        assert_eq!(normal_base("/"), "/");
    }
}
