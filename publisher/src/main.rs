//! The program behind `cargo xtask publish`, which builds the map that this packs.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use hazard_map::units::Day;
use publisher::arguments::Arguments;
use publisher::check::{Checked, Severity, check};
use publisher::failure::{Failure, Outcome};
use publisher::pack::{Options, pack};

fn main() -> ExitCode {
    match run(Arguments::new(std::env::args().skip(1))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

/// Without `--site`, checks and says what was found; with it, checks in silence and packs.
fn run(mut arguments: Arguments) -> Outcome {
    let strict = arguments.flag("--strict");
    let offline = !arguments.flag("--no-offline");
    let compress = !arguments.flag("--no-compress");
    let address = arguments.option("--address")?;
    let site = arguments.option("--site")?.map(PathBuf::from);
    let out = arguments.option("--out")?.map(PathBuf::from);
    let folder: PathBuf = arguments.rest()?.into_iter().collect();

    let checked = check(&folder, today())?;
    let (Some(site), Some(out)) = (site, out) else {
        print!("{}", checked.findings);
        println!("{}", checked.findings.summary());
        return judge(&checked, strict);
    };
    judge(&checked, strict)?;
    let options = Options {
        site,
        out,
        address,
        compress,
        offline,
    };
    for line in pack(&checked, &options)? {
        println!("{line}");
    }
    Ok(())
}

fn judge(checked: &Checked, strict: bool) -> Outcome {
    let findings = &checked.findings;
    let summary = findings.summary();
    let place = checked.folder.display();
    if findings.count(Severity::Error) > 0 {
        return Err(Failure::new(
            format!("the map in {place} is not ready to be published: {summary}"),
            "mend every line marked ERROR; each says what was expected",
        ));
    }
    if strict && findings.count(Severity::Warning) > 0 {
        return Err(Failure::new(
            format!("the map in {place} has warnings, which --strict does not let pass: {summary}"),
            "mend what the lines marked \"warning\" say, or publish without --strict once you have decided that they may stay",
        ));
    }
    Ok(())
}

fn today() -> Day {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Day((since.as_secs() / 86_400) as i32)
}
