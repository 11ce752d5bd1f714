//! A JSON object of texts, `{"name": "text", …}`, as translations are written. No other JSON is read here, so that
//! neither the build script nor the project's commands need a library for it.

/// The members of the object, in their order.
///
/// # Errors
/// Where the text is something else: the line, and what was expected there.
pub fn read(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut rest = text;
    members(&mut rest).map_err(|expected| {
        let line = 1 + text[..text.len() - rest.len()].matches('\n').count();
        format!("expected {expected} in line {line}")
    })
}

fn members(rest: &mut &str) -> Result<Vec<(String, String)>, &'static str> {
    let mut members = Vec::new();
    take(rest, "{").ok_or("`{`")?;
    loop {
        let name = quoted(rest).ok_or("a name in quotes")?;
        take(rest, ":").ok_or("`:`")?;
        members.push((name, quoted(rest).ok_or("a text in quotes")?));
        if take(rest, "}").is_some() {
            break;
        }
        take(rest, ",").ok_or("`,` or `}`")?;
    }
    if rest.trim().is_empty() {
        Ok(members)
    } else {
        Err("the end of the file")
    }
}

/// Passes white space and what follows it.
fn take(rest: &mut &str, what: &str) -> Option<()> {
    *rest = rest.trim_start().strip_prefix(what)?;
    Some(())
}

fn quoted(rest: &mut &str) -> Option<String> {
    take(rest, "\"")?;
    let mut text = String::new();
    let mut letters = rest.chars();
    loop {
        match letters.next()? {
            '"' => break,
            '\\' => text.push(match letters.next()? {
                'n' => '\n',
                't' => '\t',
                'u' => {
                    let digits: String = letters.by_ref().take(4).collect();
                    char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?
                }
                letter @ ('"' | '\\' | '/') => letter,
                _ => return None,
            }),
            letter => text.push(letter),
        }
    }
    *rest = letters.as_str();
    Some(text)
}
