//! The manifest of the published folder: as written, with the new addresses and the checksums of the files.

use hazard_map::json::Value;

use super::copy::Names;
use crate::check::Checked;

/// The published manifest.
pub fn rewritten(checked: &Checked, names: &Names) -> Value {
    let mut json = checked.json.clone();
    let Value::Object(members) = &mut json else {
        return json;
    };
    set(members, "$schema", "map.schema.json");
    for (name, value) in members.iter_mut() {
        match (name.as_str(), value) {
            ("layers", Value::List(layers)) => {
                let entries = checked.manifest.layers.iter().zip(&checked.files);
                for (layer, (entry, file)) in layers.iter_mut().zip(entries) {
                    let Value::Object(layer) = layer else {
                        continue;
                    };
                    // It would follow the file's name, and links say which layers they mean.
                    set(layer, "id", &entry.id);
                    readdress(layer, "url", names);
                    if let Some(file) = file {
                        set(layer, "sha256", &file.sha256);
                    }
                }
            }
            ("emergency", Value::Object(contact)) => readdress(contact, "url", names),
            _ => {}
        }
    }
    readdress(members, "figures", names);
    json
}

fn readdress(members: &mut Vec<(String, Value)>, name: &str, names: &Names) {
    let written = members.iter().find(|(known, _)| known == name);
    let address = written
        .and_then(|(_, value)| value.text())
        .map(str::to_owned);
    let new = names
        .iter()
        .find(|(known, _)| Some(known) == address.as_ref());
    if let Some((_, new)) = new {
        set(members, name, new);
    }
}

fn set(members: &mut Vec<(String, Value)>, name: &str, text: &str) {
    let value = Value::Text(text.to_owned());
    match members.iter_mut().find(|(known, _)| known == name) {
        Some((_, old)) => *old = value,
        None => members.push((name.to_owned(), value)),
    }
}
