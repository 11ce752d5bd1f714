//! Lists of places with positions as people write them: the reader of tables and the reader of coordinates together.

use hazard_map::ingest::read_places;
use hazard_map::state::read_position;

#[test]
fn positions_are_read_in_every_form_that_one_place_is_asked_in() {
    let list = concat!(
        "Yer;Enlik;Uzunluq\n",
        "decimal point;39.65;46.55\n",
        "decimal comma;39,65;46,55\n",
        "degrees and minutes;39°39′N;46°33′E\n",
        "degrees, minutes, seconds;39 39 00 N;46 33 00 E\n",
        "letters;39.65N;46.55E\n",
        "one of each;39,65;46°33′E\n",
    );
    let read = read_places(list.as_bytes(), None, &|text| {
        read_position(text).ok().map(|position| position.lnglat)
    });
    assert_eq!(read.refused, []);
    assert_eq!(read.placed.len(), 6);
    for place in &read.placed {
        let [lng, lat] = place.lnglat;
        let apart = (lng - 46.55).abs().max((lat - 39.65).abs());
        assert!(apart < 1e-9, "{}: {:?}", place.name, place.lnglat);
    }
}

#[test]
fn one_column_may_hold_the_whole_position() {
    for list in [
        "name,coordinates\nŞuşa,\"39.65, 46.55\"\n",
        "geo:39.65,46.55\ngeo:39.65,46.55\n",
        "Koordinatlar\n39°39′N 46°33′E\n",
    ] {
        let read = read_places(list.as_bytes(), None, &|text| {
            read_position(text).ok().map(|position| position.lnglat)
        });
        assert_eq!(read.refused, [], "{list}");
        assert!(!read.placed.is_empty());
        for place in &read.placed {
            let [lng, lat] = place.lnglat;
            assert!(
                (lng - 46.55).abs() < 1e-9 && (lat - 39.65).abs() < 1e-9,
                "{list}"
            );
        }
    }
}
