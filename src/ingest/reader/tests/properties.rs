//! What holds for any bytes at all, and for any way of cutting them.

use super::*;
use proptest::prelude::*;

const SEED_FILES: [&str; 6] = [
    r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[46.5,39.25]},"properties":{"n":1.5,"s":"Ağ\u0131\\\"x","b":true,"o":{"a":[1]},"z":null}},{"type":"Feature","geometry":null,"properties":{}}],"crs":{"type":"name","properties":{"name":"EPSG:4326"}}}"#,
    "{\"type\":\"Point\",\"coordinates\":[1,2]}\n{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}\n",
    r#"[{"type":"Feature","geometry":{"type":"GeometryCollection","geometries":[{"type":"MultiPolygon","coordinates":[[[[0,0],[2,2],[2,0],[0,2],[0,0]]]]}]},"properties":{"x":NaN}}]"#,
    "name;lat;lon\n\"Ağ;dam\";39,99;46,93\nx;;\n\"a\n\"\"b\";1;2\n",
    "id,wkt\n1,\"POLYGON((0 0,1 0,1 1,0 0))\"\n2,POINT(3 4)\n3,nonsense\n",
    "\u{feff}{\"features\":[{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[179,1],[-179,2]]},\"properties\":{\"a\":\"b",
];

fn read_in_pieces(file: &[u8], pieces: &[usize]) -> Result<RawLayer, LoadError> {
    let mut reader = FeatureReader::new(ReaderOptions::default());
    let mut rest = file;
    for piece in pieces.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (now, later) = rest.split_at((*piece).min(rest.len()));
        reader.push(now)?;
        rest = later;
    }
    reader.finish()
}

/// All that a layer says, to be compared.
fn told(layer: &RawLayer) -> String {
    let rows: Vec<String> = (0..layer.len())
        .map(|row| format!("{:?}", layer.table.row(row).collect::<Vec<_>>()))
        .collect();
    format!(
        "{rows:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        layer.geometries,
        layer.problems,
        layer.repairs,
        layer.notes,
        layer.crs,
        layer.format,
        layer.originals.iter().collect::<Vec<_>>(),
    )
}

fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![any::<u8>(), Just(b'"'), Just(b'{'), Just(b']'), Just(b'\n')];
    let changes = proptest::collection::vec((any::<prop::sample::Index>(), byte), 0..4);
    let cut = proptest::option::of(any::<prop::sample::Index>());
    (0..SEED_FILES.len(), changes, cut).prop_map(|(seed, changes, cut)| {
        let mut bytes = SEED_FILES[seed].as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        bytes
    })
}

#[test]
fn every_seed_reads_the_same_byte_by_byte() {
    for file in SEED_FILES {
        let whole = read(file).expect(file);
        assert_books(&whole);
        for piece in 1..20 {
            let pieced = read_in_pieces(file.as_bytes(), &[piece]).expect(file);
            assert_eq!(told(&pieced), told(&whole));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_bytes_make_it_panic_and_the_books_balance(
        file in proptest::collection::vec(any::<u8>(), 0..200)
    ) {
        if let Ok(layer) = read(&file) {
            assert_books(&layer);
        }
    }

    #[test]
    fn no_json_makes_it_panic_and_the_books_balance(
        file in r#"[\[{]([\[\]{},:"\\ \n0-9.e-]|"type"|"Feature"|"features"|"geometry"|"coordinates"|"Point"|"Polygon"|"properties"){0,60}"#
    ) {
        if let Ok(layer) = read(&file) {
            assert_books(&layer);
        }
    }

    #[test]
    fn a_damaged_file_reads_the_same_however_it_is_cut(
        file in damaged(),
        pieces in proptest::collection::vec(1_usize..50, 1..20)
    ) {
        let whole = read(&file);
        let pieced = read_in_pieces(&file, &pieces);
        match (&whole, &pieced) {
            (Ok(whole), Ok(pieced)) => {
                assert_books(whole);
                prop_assert_eq!(told(whole), told(pieced));
            }
            // How much of the beginning a message shows depends on how much had come.
            (Err(whole), Err(pieced)) => prop_assert_eq!(whole.code(), pieced.code()),
            _ => prop_assert!(false, "{whole:?} {pieced:?}"),
        }
    }

    #[test]
    fn properties_come_back_as_another_parser_reads_them(
        text in ".*",
        number in proptest::num::f64::NORMAL
    ) {
        let properties = serde_json::json!({"text": text, "number": number});
        let file = format!(r#"{{"type":"Feature","geometry":{{"type":"Point","coordinates":[1,2]}},"properties":{properties}}}"#);
        let layer = layer(&file);
        let row: std::collections::BTreeMap<_, _> = layer.table.row(0).collect();
        prop_assert_eq!(row["text"], RawValue::Text(&text));
        let RawValue::Number { value, .. } = row["number"] else {
            panic!("a number");
        };
        prop_assert_eq!(value.to_bits(), number.to_bits());
    }
}
