//! Makes the published folder: the built map, the publisher's manifest and data, and what hosts need beside them.
//!
//! Every file but the page, the configuration, and those that others point to is named after its content, so that
//! caches may keep it for ever and no version of the map meets a file of another. The folder is made beside its
//! place and moved there when it is complete.

mod compress;
mod copy;
mod headers;
mod manifest;
mod oembed;
mod offline;
mod page;
mod policy;

use std::fs;
use std::path::{Path, PathBuf};

use crate::check::{Checked, MANIFEST};
use crate::failure::{AtPath, Failure, Outcome};
use copy::Names;

/// Where to, and what else.
#[derive(Debug, Clone)]
pub struct Options {
    /// The built map, as `cargo xtask build` leaves it.
    pub site: PathBuf,
    /// The folder to make; an earlier published map in it is replaced.
    pub out: PathBuf,
    /// The public address of the map.
    pub address: Option<String>,
    /// Whether to write `.br` and `.gz` files.
    pub compress: bool,
    /// Whether browsers may keep the map for times without a network.
    pub offline: bool,
}

/// Packs a folder that was checked; gives what to tell the person.
///
/// # Errors
/// Where the disk or Node fails, where `out` holds something else, or where the built map is not as it should be.
pub fn pack(checked: &Checked, options: &Options) -> Outcome<Vec<String>> {
    let out = std::path::absolute(&options.out).at("find", &options.out)?;
    refuse_strangers(&checked.folder, &out)?;
    let address = options
        .address
        .as_deref()
        .map(oembed::public_address)
        .transpose()?;
    let staging = out.with_file_name(format!(
        "{}.unfinished",
        out.file_name().unwrap_or_default().to_string_lossy()
    ));
    remove(&staging)?;
    fs::create_dir_all(&staging).at("create", &staging)?;

    let site = copy::copy_site(&options.site, &staging)?;
    let data = copy::copy_data(checked, &staging)?;
    let configuration = manifest::rewritten(checked, &data).to_string();
    write(&staging, MANIFEST, &configuration)?;
    let policy = policy::Policy::of(&checked.manifest).text();
    let title = page::Title::of(&checked.manifest);
    let manifest_address = format!(
        "{MANIFEST}?v={}",
        copy::fingerprint(configuration.as_bytes())
    );

    let files = if options.offline {
        offline::files(checked, &site, &data, &manifest_address, &options.site)?
    } else {
        Vec::new()
    };
    let version = offline::version(&site.page, &files);
    let facts = page::Facts {
        manifest: &manifest_address,
        names: &site,
        title: &title,
        policy: &policy,
        version: options.offline.then_some(version.as_str()),
        address: address.as_deref(),
    };
    write(
        &staging,
        "index.html",
        &page::rewritten(&site.page, &facts)?,
    )?;
    write(
        &staging,
        offline::SCRIPT,
        &offline::filled_in(&options.site, &version, &files)?,
    )?;
    headers::write_all(&staging, &policy)?;
    if let Some(address) = &address {
        write(
            &staging,
            oembed::FILE,
            &oembed::answer(&title.text, address).to_string(),
        )?;
    }
    let compressed = if options.compress {
        compress::compress(&staging)?
    } else {
        0
    };

    remove(&out)?;
    fs::rename(&staging, &out).at("move the finished folder to", &out)?;
    Ok(summary(checked, options, &out, &data, compressed))
}

fn summary(
    checked: &Checked,
    options: &Options,
    out: &Path,
    data: &Names,
    compressed: usize,
) -> Vec<String> {
    let mut lines = vec![format!("published in {}", out.display())];
    lines.push(format!("  {} data files", data.len()));
    if options.compress {
        lines.push(format!(
            "  {compressed} files compressed ahead of time (.br and .gz beside each)"
        ));
    }
    if options.address.is_none() {
        lines.push(
            "  no oEmbed: give --address https://… to let other sites find the map by its address"
                .to_owned(),
        );
    }
    if !options.offline {
        lines.push(
            "  nothing is kept for times without a network, and what was kept before is forgotten"
                .to_owned(),
        );
    }
    let unused = copy::unused(checked);
    if !unused.is_empty() {
        lines.push(format!(
            "  left out, since map.json does not name it: {}",
            unused.join(", ")
        ));
    }
    lines.push(
        "  docs/publishing.md says how to put it on GitHub Pages, nginx, Apache, S3 and the like"
            .to_owned(),
    );
    lines
}

/// A folder is only replaced where it is an earlier published map, and never the publisher's own.
fn refuse_strangers(folder: &Path, out: &Path) -> Outcome {
    let own = std::path::absolute(folder).at("find", folder)?;
    let refused = |why: &str| {
        Err(Failure::new(
            format!("{} {why}", out.display()),
            "choose another folder with --out",
        ))
    };
    if out.starts_with(&own) || own.starts_with(out) {
        return refused("and the folder that is published must not lie in each other");
    }
    let is_empty = fs::read_dir(out).map_or(true, |mut entries| entries.next().is_none());
    if !is_empty && !out.join(offline::SCRIPT).is_file() {
        return refused("holds something else than a published map");
    }
    Ok(())
}

fn remove(folder: &Path) -> Outcome {
    if folder.exists() {
        fs::remove_dir_all(folder).at("replace", folder)?;
    }
    Ok(())
}

fn write(folder: &Path, name: &str, text: &str) -> Outcome {
    let path = folder.join(name);
    fs::write(&path, text).at("write", &path)
}

/// Replaces what stands in a text exactly once.
fn replaced(text: &str, from: &str, to: &str) -> Outcome<String> {
    if text.matches(from).count() == 1 {
        return Ok(text.replace(from, to));
    }
    Err(Failure::new(
        format!("the built map does not hold `{from}` exactly once"),
        "build it again with `cargo xtask build`; if that does not help, bring index.html and publisher/src/pack in step",
    ))
}
