//! Tables with places.

use super::*;

#[test]
fn longitude_and_latitude_columns_make_points_whatever_separates_them() {
    for separator in [",", ";", "\t", "|"] {
        let file = [
            "Name,Latitude,LONG",
            "\"Ağdam\",39.99,46.93",
            "Şuşa,39.76,46.75",
        ]
        .join("\n")
        .replace(',', separator);
        let layer = layer(&file);
        assert_eq!(layer.format, Format::Csv);
        assert_eq!(layer.len(), 2);
        assert_eq!(first_point(&layer, 0), [46.93, 39.99]);
        assert_eq!(layer.table.value(0, 1), Some(RawValue::Text("Şuşa")));
    }
}

#[test]
fn decimal_commas_and_empty_cells_are_understood() {
    let layer = layer("id;lat;lon\n1;39,99;46,93\n2;;\n3;north;46\n");
    assert_eq!(first_point(&layer, 0), [46.93, 39.99]);
    assert_eq!(
        layer.problems,
        [(1, Reason::NoGeometry), (2, Reason::BadCoordinates)]
    );
    assert_eq!(layer.table.value(1, 1), None);
}

#[test]
fn well_known_text_makes_shapes_with_the_same_repairs() {
    let layer = layer(
        "id,wkt\n1,\"POLYGON((46 39,47 39,46 40))\"\n2,POLYGON EMPTY\n3,hello\n4,\n5,POINT(46 39)\n",
    );
    assert_eq!(repairs(&layer), [Repair::RingClosed.code()]);
    assert_eq!(
        reasons(&layer),
        ["empty_geometry", "broken_wkt", "no_geometry"]
    );
    assert_eq!(parts(&layer, 4), [(PartKind::Points, 1)]);
}

#[test]
fn a_named_srid_is_a_named_system() {
    let [x, y] = AGDAM_UTM;
    let layer = layer(format!("id\twkt\n1\tSRID=32638;POINT({x} {y})\n"));
    assert!((first_point(&layer, 0)[0] - 46.93).abs() < 1e-6);
    assert_eq!(notes(&layer), [Remark::ConvertedFromCrs.code()]);
}

#[test]
fn a_table_without_places_is_refused_with_its_columns() {
    let error = read("name,year,killed\nx,2001,1\n").expect_err("no places");
    assert_eq!(
        error,
        LoadError::NoPlaceColumns {
            columns: "name, year, killed".into()
        }
    );
}

#[test]
fn a_table_that_ends_within_quotes_is_cut_short() {
    let layer = layer("lat,lon,name\n39,46,\"Ağ");
    assert!(layer.truncated);
}
