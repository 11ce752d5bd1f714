use proptest::prelude::*;

use super::*;

/// Two numbers with a space between, latitude first.
fn read_position(text: &str) -> Option<[f64; 2]> {
    let (lat, lng) = text.split_once([' ', ';'])?;
    let number = |text: &str| text.trim_end_matches('°').parse::<f64>().ok();
    Some([number(lng)?, number(lat)?])
}

fn read(text: &str) -> PlaceList {
    read_places(text.as_bytes(), None, &read_position)
}

fn reasons(list: &PlaceList) -> Vec<(u32, &'static str)> {
    let refused = list.refused.iter();
    refused.map(|row| (row.line, row.reason.code())).collect()
}

#[test]
fn a_table_of_any_office_is_read_as_the_same_places() {
    for text in [
        "id,name,latitude,longitude\n7,Ağalı,39.18,46.72\n8,Zəngilan,39.0856,46.6525\n",
        "ID;Ad;Enlik;Uzunluq\r\n7;Ağalı;39,18;46,72\r\n8;Zəngilan;39,0856;46,6525\r\n",
        "sep=;\nkod;yer;lat;lon\n7;Ağalı;39,18;46,72\n8;Zəngilan;39,0856;46,6525",
        "код\tназвание\tширота\tдолгота\n7\tAğalı\t39.18\t46.72\n8\tZəngilan\t39.0856\t46.6525\n",
        "Longitude (WGS 84)|Latitude (WGS 84)|Settlement name|P-code\n46.72|39.18|Ağalı|7\n46.6525|39.0856|Zəngilan|8\n",
        "\u{feff}id,name,\"lat\",\"lon\"\n7,\"Ağalı\",\"39,18\",\"46,72\"\n\n8,Zəngilan,\"39,0856\",\"46,6525\"\n,,,\n",
        "id,name,coordinates\n7,Ağalı,39.18 46.72\n8,Zəngilan,39.0856 46.6525\n",
    ] {
        let list = read(text);
        let places: Vec<_> = list
            .placed
            .iter()
            .map(|place| (place.id.as_str(), place.name.as_str(), place.lnglat))
            .collect();
        let expected = [
            ("7", "Ağalı", [46.72, 39.18]),
            ("8", "Zəngilan", [46.6525, 39.0856]),
        ];
        assert_eq!(places, expected, "{text}");
        assert_eq!((list.rows, list.refused.len()), (2, 0), "{text}");
    }
}

#[test]
fn without_a_header_the_values_tell_the_columns() {
    let list = read("Ağalı;39,18;46,72\nZəngilan;39,0856;46,6525\n");
    assert!(!list.has_header && list.decimal_comma);
    assert_eq!(list.placed[0].name, "Ağalı");
    assert_eq!(list.placed[1].lnglat, [46.6525, 39.0856]);
    let east = read("105.1,12.5\n104.9,11.6\n");
    assert_eq!(east.placed[0].lnglat, [105.1, 12.5]);
    let alone = read("39.18 46.72\n39.08 46.65\n");
    assert_eq!((alone.separator.as_str(), alone.placed.len()), ("", 2));
}

#[test]
fn every_row_without_a_place_has_its_line_and_a_reason() {
    let list = read(concat!(
        "id,name,latitude,longitude\n",
        "1,fine,39.5,46.5\n",
        "2,nowhere,,\n",
        "3,words,north,46\n",
        "4,far north,93,46\n",
        "5,far east,39,246\n",
        "6,unknown,0,0\n",
        "7,cut\n",
        "8,decimal commas,39,5,46,5\n",
        "9,\"two\nlines\",39.5,46.5\n",
        "10,\"never closed,39.5,46.5\n",
        "11,after it,39.6,46.6\n",
    ));
    let expected = [
        (3, "no_position"),
        (4, "not_a_position"),
        (5, "latitude_out_of_range"),
        (6, "longitude_out_of_range"),
        (7, "both_zero"),
        (8, "too_few_fields"),
        (9, "too_many_fields"),
        (12, "quote_not_closed"),
    ];
    assert_eq!(reasons(&list), expected);
    let lines: Vec<u32> = list.placed.iter().map(|place| place.line).collect();
    assert_eq!(lines, [2, 10, 13]);
    assert_eq!(list.placed[1].name, "two\nlines");
    assert_eq!(list.rows, 11);
}

#[test]
fn a_correction_of_the_columns_is_obeyed() {
    let text = "a,b,c\nAğalı,39.18,46.72\n";
    let mut columns = read(text).columns;
    assert_eq!(columns.meaning(1), Some(PlaceColumn::Latitude));
    columns.set(2, Some(PlaceColumn::Latitude));
    assert!(!columns.say_where());
    columns.set(1, Some(PlaceColumn::Longitude));
    let list = read_places(text.as_bytes(), Some(columns), &read_position);
    assert_eq!(list.placed[0].lnglat, [39.18, 46.72]);
    let none = read_places(
        text.as_bytes(),
        Some(PlaceColumns::default()),
        &read_position,
    );
    assert_eq!(reasons(&none), [(2, "no_columns")]);
}

#[test]
fn a_list_of_nothing_has_no_rows() {
    for text in ["", "\n\n", "id,name,lat,lon\n", ";;;\n"] {
        let list = read(text);
        assert_eq!((list.rows, list.placed.len()), (0, 0), "{text}");
    }
}

#[test]
fn rows_beyond_the_longest_list_are_refused_one_by_one() {
    let text = "39.5,46.5\n".repeat(MOST_ROWS + 2);
    let list = read(&text);
    assert_eq!(list.placed.len(), MOST_ROWS);
    assert_eq!(list.refused[1].line as usize, MOST_ROWS + 2);
}

proptest! {
    #[test]
    fn rows_are_placed_or_refused(
        text in "(((a|\"|[0-9]{1,2}[.,][0-9]|°){0,4}[,;\t]){0,4}\r?\n){0,12}",
        chosen in proptest::option::of(proptest::array::uniform5(proptest::option::of(0_usize..5))),
    ) {
        let list = read_places(text.as_bytes(), chosen.map(PlaceColumns), &read_position);
        prop_assert_eq!(list.rows, list.placed.len() + list.refused.len());
        let mut lines: Vec<u32> = list.placed.iter().map(|place| place.line).collect();
        lines.extend(list.refused.iter().map(|row| row.line));
        lines.sort_unstable();
        let written = text.matches('\n').count() as u32 + 1;
        prop_assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "each row has a line of its own: {:?}", lines);
        prop_assert!(lines.iter().all(|line| (1..=written).contains(line)));
        prop_assert!(list.placed.iter().all(|place| place.lnglat[0].abs() <= 180.0 && place.lnglat[1].abs() <= 90.0));
    }

    #[test]
    fn a_table_comes_back_whatever_separates_it(
        places in proptest::collection::vec(("[a-z \"]{1,8}[,;|]?[a-z]", -89.9..89.9_f64, -179.9..179.9_f64), 1..20),
        separator in proptest::sample::select(vec![',', ';', '\t', '|']), comma: bool,
    ) {
        let number = |degrees: f64| {
            let text = format!("{degrees:.4}");
            if comma { text.replace('.', ",") } else { text }
        };
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut text = ["name", "lat", "lon"].join(&separator.to_string()) + "\n";
        for (name, lat, lng) in &places {
            let fields = [quoted(name), quoted(&number(*lat)), quoted(&number(*lng))];
            text += &(fields.join(&separator.to_string()) + "\n");
        }
        let list = read(&text);
        prop_assert_eq!(list.placed.len() + list.refused.iter().filter(|row| row.reason == RowReason::BothZero).count(), places.len());
        for place in &list.placed {
            let (name, lat, lng) = &places[place.line as usize - 2];
            prop_assert_eq!(&place.name, name.trim());
            prop_assert!((place.lnglat[0] - lng).abs() < 1e-4 && (place.lnglat[1] - lat).abs() < 1e-4);
        }
    }

    #[test]
    fn no_bytes_are_too_hostile_to_be_read(bytes: Vec<u8>) {
        let list = read_places(&bytes, None, &read_position);
        prop_assert_eq!(list.rows, list.placed.len() + list.refused.len());
    }
}
