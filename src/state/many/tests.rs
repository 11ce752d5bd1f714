use proptest::prelude::*;

use super::*;
use crate::analysis::{Caveat, Ranked, ScorePart, Scored, Weighting, rank};
use crate::protocol::{ListedPlace, RefusedRow, RowReason};
use crate::text::Key;
use crate::units::{Day, PartialDate};

/// A name, degrees, nearest confirmed zone in metres, share of suspected land, people harmed ever, mildness.
type Drawn = (String, [f64; 2], Option<f64>, f64, u32, u8);

fn drawn() -> impl Strategy<Value = Drawn> {
    (
        "[=+@a-zə\",;\r\n-]{0,6}",
        [-180.0..180.0, -90.0..90.0],
        proptest::option::of(0.0..9_000.0),
        0.0..1.0,
        0_u32..9,
        0_u8..7,
    )
}

fn row(line: usize, (name, lnglat, confirmed, share, harmed, mildness): &Drawn) -> PlaceRow {
    let mut shares = [0.0; 6];
    shares[1] = *share;
    PlaceRow {
        place: ListedPlace {
            line: line as u32,
            id: format!("P-{line}"),
            name: name.clone(),
            lnglat: *lnglat,
        },
        verdict: VERDICTS[usize::from(*mildness)],
        mark: Mark::NothingRecorded,
        scored: Scored {
            nearest_m: [confirmed.unwrap_or(f64::INFINITY), f64::INFINITY, 50.0],
            shares: [0.0, *share, 0.0],
            harmed: [0, 1, *harmed],
            mildness: *mildness,
        },
        nearest_m: [*confirmed, None, Some(50.0), None],
        shares,
        newest_survey: PartialDate::from_iso("2024-05"),
        caveats: vec![Caveat::LowReliability { zones: 2 }],
    }
}

fn rows(drawn: &[Drawn]) -> Vec<PlaceRow> {
    drawn
        .iter()
        .enumerate()
        .map(|(line, drawn)| row(line + 2, drawn))
        .collect()
}

fn ranked(rows: &[PlaceRow]) -> Vec<Ranked> {
    let scored: Vec<Scored> = rows.iter().map(|row| row.scored).collect();
    rank(&scored, &Weighting::default())
}

/// Hands an account of the rows on.
fn accounted<T>(rows: &[PlaceRow], tell: impl FnOnce(&Account<'_>) -> T) -> T {
    let refused = [RefusedRow {
        line: 99,
        reason: RowReason::NotAPosition,
        text: "=HYPERLINK(\"x\"),north".to_owned(),
    }];
    tell(&Account {
        rows,
        ranked: &ranked(rows),
        refused: &refused,
        weighting: Weighting::default(),
        radius_m: 2_000.0,
        counted_to: Day(20_000),
        layers: vec![AccountLayer {
            title: "Confirmed areas".to_owned(),
            source: "A survey".to_owned(),
            as_of: "2025-05-01".to_owned(),
            published: false,
            set_aside: Some(3),
        }],
        caveats: vec!["“Records” was taken off the map.".to_owned()],
        warning: "This is not evidence of safety. Demonstration: invented zones".to_owned(),
        verdict_text: &|code| format!("verdict {code}"),
        caveat_text: &|caveat| caveat.code().to_owned(),
        reason_text: &|reason| reason.code().to_owned(),
    })
}

/// The cells of a table, read by the rules of RFC 4180 and nothing of ours.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut lines = vec![vec![String::new()]];
    let mut quoted = false;
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        let line = lines.last_mut().expect("there is a line");
        let cell = line.last_mut().expect("there is a cell");
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => line.push(String::new()),
            '\r' if !quoted && letters.next_if_eq(&'\n').is_some() => {
                lines.push(vec![String::new()])
            }
            letter => cell.push(letter),
        }
    }
    lines.pop();
    lines
}

#[test]
fn rows_without_a_value_stand_at_the_end_whichever_way_is_sorted() {
    let place = |name: &str, confirmed| (name.to_owned(), [46.0, 39.0], confirmed, 0.0, 0, 3);
    let rows = rows(&[
        place("Şuşa", Some(500.0)),
        place("", None),
        place("Ağdam", Some(20.0)),
    ]);
    let order = |column, falling| {
        let sorting = Sorting { column, falling };
        let view = TableView {
            sorting,
            ..TableView::default()
        };
        arranged(&rows, &ranked(&rows), &view)
    };
    let nearest = Column::Nearest(crate::analysis::NearestKind::Confirmed);
    assert_eq!(order(nearest, false), [2, 0, 1]);
    assert_eq!(order(nearest, true), [0, 2, 1]);
    assert_eq!(
        order(Column::Name, false),
        [2, 1, 0],
        "a place without a name goes by its id"
    );
    assert_eq!(order(Column::Rank, false), [2, 0, 1]);
    assert_eq!(order(Column::Score, true), [2, 0, 1]);
    assert_eq!(order(Column::Score, false), [1, 0, 2]);
    let clicked = Sorting::default().after_click(Column::Harmed(2));
    assert!(clicked.falling && !clicked.after_click(Column::Harmed(2)).falling);
}

#[test]
fn a_filter_shows_fewer_rows_and_says_nothing_else() {
    let place = |name: &str, mildness| (name.to_owned(), [46.0, 39.0], None, 0.0, 0, mildness);
    let rows = rows(&[
        place("Cəbrayıl", 0),
        place("Ağalı", 4),
        place("Zəngilan", 6),
    ]);
    let mut view = TableView {
        text: " CEBRAY".to_owned(),
        ..TableView::default()
    };
    assert_eq!(arranged(&rows, &ranked(&rows), &view), [0]);
    view.text = "p-3".to_owned();
    assert_eq!(arranged(&rows, &ranked(&rows), &view), [1]);
    view.text.clear();
    view.hidden[6] = true;
    assert_eq!(arranged(&rows, &ranked(&rows), &view), [0, 1]);
}

#[test]
fn every_code_of_the_table_has_its_words() {
    let codes = (RowReason::ALL.iter())
        .map(|reason| format!("many.reason.{}", reason.code()))
        .chain(VERDICTS.map(|code| format!("many.verdict.{code}")))
        .chain(Column::ALL.map(|column| format!("many.column.{}", column.code())))
        .chain(ScorePart::ALL.map(|part| format!("many.weight.{}", part.slug())));
    for code in codes {
        assert!(Key::named(&code).is_some(), "{code}");
    }
}

#[test]
fn what_a_spreadsheet_would_run_is_text() {
    let formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "plain"];
    let rows = rows(&formulas.map(|name| (name.to_owned(), [-46.0, -39.0], None, 0.0, 0, 6)));
    let cells = accounted(&rows, |account| cells(&places_csv(account)));
    let names: Vec<&str> = cells.iter().skip(1).map(|line| line[5].as_str()).collect();
    assert_eq!(
        names[..6],
        ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "plain"]
    );
    assert_eq!(cells[1][6..8], ["-39", "-46"], "a number is no formula");
}

#[test]
fn every_line_warns_and_the_end_tells_what_the_answers_rest_on() {
    let rows = rows(&[("Ağalı".to_owned(), [46.7, 39.1], Some(20.0), 0.25, 3, 3)]);
    let lines = accounted(&rows, |account| cells(&places_csv(account)));
    let column = |name: &str| lines[0].iter().position(|known| known == name).expect(name);
    let warning = column("warning");
    assert!(
        lines[1..]
            .iter()
            .all(|line| line[warning].contains("invented zones"))
    );
    let records: Vec<&str> = lines[1..].iter().map(|line| line[0].as_str()).collect();
    assert_eq!(records[..2], ["place", "not_placed"]);
    assert_eq!(lines[2][column("reason")], "not_a_position");
    assert_eq!(lines[1][column("nearest_confirmed_m")], "20");
    assert_eq!(lines[1][column("share_suspected")], "0.25");
    let about = |name: &str| {
        let line = lines.iter().find(|line| line[column("text")] == name);
        line.expect(name)[column("value")].clone()
    };
    assert_eq!(about("radius_m"), "2000");
    assert!(
        about("layers").contains("2025-05-01") && about("score").contains("\"half_near_m\":1000")
    );
    assert!(about("caveats").contains("taken off the map"));
}

proptest! {
    #[test]
    fn files_hold_every_row_and_are_the_same_each_time(drawn in proptest::collection::vec(drawn(), 0..12)) {
        let rows = rows(&drawn);
        let [csv, again] = [0, 1].map(|_| accounted(&rows, places_csv));
        prop_assert_eq!(&csv, &again);
        let lines = cells(&csv);
        prop_assert!(lines.iter().all(|line| line.len() == lines[0].len()));
        let places = lines.iter().filter(|line| line[0] == "place");
        prop_assert_eq!(places.count(), rows.len());
        for (rank, line) in lines[1..=rows.len()].iter().enumerate() {
            prop_assert_eq!(&line[1], &(rank + 1).to_string());
            let number: usize = line[3].parse().expect("a line");
            let name = &rows[number - 2].place.name;
            prop_assert_eq!(line[5].strip_prefix('\'').unwrap_or(&line[5]), name.as_str());
            prop_assert!(!line[5].starts_with(['=', '+', '-', '@', '\r']));
        }
        let [geojson, again] = [0, 1].map(|_| accounted(&rows, places_geojson));
        prop_assert_eq!(&geojson, &again);
        let read: serde_json::Value = serde_json::from_str(&geojson).expect("JSON");
        let features = read["features"].as_array().expect("features");
        prop_assert_eq!(features.len(), rows.len() + 1);
        prop_assert!(features[rows.len()]["geometry"].is_null());
        for feature in &features[..rows.len()] {
            let place = &rows[feature["properties"]["line"].as_u64().expect("a line") as usize - 2].place;
            let lng = feature["geometry"]["coordinates"][0].as_f64().expect("a number");
            prop_assert!((lng - place.lnglat[0]).abs() < 1e-7);
            prop_assert_eq!(feature["properties"]["name"].as_str(), Some(place.name.as_str()));
            prop_assert!(feature["properties"]["warning"].as_str().is_some_and(|warning| warning.contains("safety")));
        }
    }

    #[test]
    fn every_order_holds_the_same_rows(drawn in proptest::collection::vec(drawn(), 0..20), column in 0..Column::ALL.len(), falling: bool) {
        let rows = rows(&drawn);
        let sorting = Sorting { column: Column::ALL[column], falling };
        let mut shown = arranged(&rows, &ranked(&rows), &TableView { sorting, ..TableView::default() });
        shown.sort_unstable();
        prop_assert_eq!(shown, (0..rows.len()).collect::<Vec<_>>());
    }
}
