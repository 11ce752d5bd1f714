//! Copies the built map and the publisher's files, named after their content.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use hazard_map::sha256::Sha256;

use crate::check::{Checked, MANIFEST};
use crate::failure::{AtPath, Outcome};
use crate::folder::{Target, origin_of};

/// Files of the built map that are written anew or belong to the demonstration.
const NOT_COPIED: [&str; 4] = ["demo", "index.html", "offline.js", "icon.svg"];
const GROUND: &str = "basemap";
const ICON: &str = "icon.svg";
/// Digits of a checksum in a file's name, as the build's own names have.
const DIGITS: usize = 16;

/// Addresses as the publisher wrote them, and as they are in the published folder.
pub type Names = Vec<(String, String)>;

/// The built map, as it lies in the new folder.
pub struct Site {
    /// The page as built.
    pub page: String,
    /// The folder of the ground, with a slash at its end.
    pub ground: String,
    pub icon: String,
    /// Files at the top that every visitor may need.
    pub program: Vec<String>,
}

/// The beginning of the checksum of bytes.
pub fn fingerprint(bytes: &[u8]) -> String {
    let mut sha256 = Sha256::default();
    sha256.push(bytes);
    let mut digits = sha256.finish();
    digits.truncate(DIGITS);
    digits
}

/// Copies the built map without its demonstration.
pub fn copy_site(site: &Path, out: &Path) -> Outcome<Site> {
    let page = site.join("index.html");
    let page = fs::read_to_string(&page).at("read", &page)?;
    let mut program = Vec::new();
    let mut ground = Sha256::default();
    for path in files_below(site)? {
        let name = path.strip_prefix(site).unwrap_or(&path);
        let top = name
            .components()
            .next()
            .map(|part| part.as_os_str().to_string_lossy().into_owned());
        let top = top.unwrap_or_default();
        if NOT_COPIED.contains(&top.as_str()) {
            continue;
        }
        if top == GROUND {
            ground.push(name.to_string_lossy().as_bytes());
            ground.push(&fs::read(&path).at("read", &path)?);
        } else if matches!(extension(&path).as_str(), "js" | "wasm" | "css" | "txt")
            && name != Path::new("embed.js")
        {
            program.push(top);
        }
        copy(&path, &out.join(name))?;
    }
    let mut digits = ground.finish();
    digits.truncate(DIGITS);
    let ground = format!("{GROUND}-{digits}/");
    let (from, to) = (out.join(GROUND), out.join(&ground));
    fs::rename(&from, &to).at("rename", &from)?;

    let icon_path = site.join(ICON);
    let icon = format!(
        "icon-{}.svg",
        fingerprint(&fs::read(&icon_path).at("read", &icon_path)?)
    );
    copy(&icon_path, &out.join(&icon))?;
    Ok(Site {
        page,
        ground,
        icon,
        program,
    })
}

/// Copies what the manifest names; gives the new address of each file.
pub fn copy_data(checked: &Checked, out: &Path) -> Outcome<Names> {
    let mut names = Names::new();
    for (address, path) in named_files(checked) {
        if names.iter().any(|(known, _)| *known == address) {
            continue;
        }
        let name = format!("data/{}", name_after_content(&path)?);
        copy(&path, &out.join(&name))?;
        names.push((address, name));
    }
    for folder in tile_folders(checked) {
        for path in files_below(&checked.folder.join(&folder))? {
            let name = path.strip_prefix(&checked.folder).unwrap_or(&path);
            copy(&path, &out.join(name))?;
        }
    }
    Ok(names)
}

/// Files of the publisher's folder that nothing names: they stay private.
pub fn unused(checked: &Checked) -> Vec<String> {
    let mut used: BTreeSet<PathBuf> = named_files(checked)
        .into_iter()
        .map(|(_, path)| path)
        .collect();
    used.insert(checked.folder.join(MANIFEST));
    let tiles: Vec<PathBuf> = tile_folders(checked)
        .iter()
        .map(|folder| checked.folder.join(folder))
        .collect();
    let files = files_below(&checked.folder).unwrap_or_default();
    let left = files.into_iter().filter(|path| {
        let is_used = used.iter().any(|known| same(known, path));
        !is_used && !tiles.iter().any(|folder| path.starts_with(folder))
    });
    left.map(|path| {
        path.strip_prefix(&checked.folder)
            .unwrap_or(&path)
            .display()
            .to_string()
    })
    .collect()
}

fn same(one: &Path, other: &Path) -> bool {
    one.components().eq(other.components())
}

/// The addresses of files in the folder, with their paths.
fn named_files(checked: &Checked) -> Vec<(String, PathBuf)> {
    let manifest = &checked.manifest;
    let layers = manifest.layers.iter().map(|layer| &layer.url);
    let contact = manifest
        .emergency
        .as_ref()
        .and_then(|contact| contact.url.as_ref());
    let addresses = layers.chain(&manifest.figures).chain(contact);
    let local = addresses.filter_map(|address| match Target::of(address) {
        Target::Inside(path) => Some((address.clone(), checked.folder.join(path))),
        _ => None,
    });
    local.filter(|(_, path)| path.is_file()).collect()
}

/// Folders of tiles that lie beside the manifest.
fn tile_folders(checked: &Checked) -> Vec<PathBuf> {
    let own = checked
        .manifest
        .basemaps
        .iter()
        .filter(|basemap| origin_of(&basemap.url).is_none());
    let folders = own.filter_map(|basemap| {
        let head = basemap.url.split('{').next()?.trim_start_matches("./");
        match Target::of(head.rsplit_once('/')?.0) {
            Target::Inside(path) if path.components().next().is_some() => Some(path),
            _ => None,
        }
    });
    folders
        .filter(|folder| checked.folder.join(folder).is_dir())
        .collect()
}

/// `zones-0123456789abcdef.geojson`.
fn name_after_content(path: &Path) -> Outcome<String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (stem, ending) = name.split_once('.').unwrap_or((&name, "bin"));
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    let stem: String = stem
        .chars()
        .map(|letter| if plain(letter) { letter } else { '_' })
        .collect();
    let ending: String = ending
        .chars()
        .filter(|letter| plain(*letter) || *letter == '.')
        .collect();
    let digits = fingerprint(&fs::read(path).at("read", path)?);
    Ok(format!("{stem}-{digits}.{ending}"))
}

/// Every file below a folder, sorted; what begins with a dot is left alone.
pub fn files_below(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).at("read", folder)? {
        let path = entry.at("read", folder)?.path();
        let is_hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if is_hidden {
            continue;
        }
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

pub fn extension(path: &Path) -> String {
    path.extension()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn copy(from: &Path, to: &Path) -> Outcome {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).at("create", folder)?;
    }
    // Bytes alone: the publisher's files may be read-only, the published ones are replaced one day.
    let bytes = fs::read(from).at("read", from)?;
    fs::write(to, bytes).at("write", to)
}
