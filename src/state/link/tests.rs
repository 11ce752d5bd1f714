//! Links written and read.

use proptest::prelude::*;

use super::*;

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{1,6}", "\\PC{1,12}", Just("a,b&c=d/%2C#@".to_owned())]
}

fn any_link() -> impl Strategy<Value = LinkState> {
    let view = (0.0..22.0f64, -85.0..85.0f64, -180.0..180.0f64).prop_map(|(zoom, lat, lng)| View {
        lng,
        lat,
        zoom,
    });
    let statuses = prop::sample::subsequence(vec!["confirmed", "cleared", "unknown"], 0..=3);
    let range = prop::option::of((
        prop::option::of(-1e9..1e9f64),
        prop::option::of(0.0..1e12f64),
        any::<bool>(),
    ));
    let feature = prop_oneof![
        any_text().prop_map(FeatureRef::Id),
        any::<u32>().prop_map(FeatureRef::Row)
    ];
    let days = (
        prop::option::of(-200_000..200_000i32),
        prop::option::of(-200_000..200_000i32),
        any::<bool>(),
    );
    (
        prop::option::of(view),
        (
            statuses,
            prop::collection::vec(any_text(), 0..4),
            range,
            prop::option::of(any_text()),
            any::<bool>(),
        ),
        days,
        prop::collection::btree_set(any_text(), 0..3),
        prop::option::of((any_text(), feature)),
        prop::collection::vec(("x[a-z]{0,4}", any_text()), 0..3),
    )
        .prop_map(
            |(
                view,
                (statuses, operators, range, text, grouped),
                (from, to, undated),
                hidden,
                selection,
                other,
            )| {
                let mut filter = FilterModel::default();
                filter.choose(Facet::Status, statuses);
                filter.choose(Facet::Operator, operators);
                filter.set_range(
                    Measured::Area,
                    range.map(|(min, max, unknown)| Range { min, max, unknown }),
                );
                filter.set_text(&text.unwrap_or_default());
                filter.group_accidents(grouped);
                let time = TimeWindow::new(from.map(Day), to.map(Day)).unwrap_or_default();
                LinkState {
                    view,
                    filter,
                    time: time.with_undated(undated),
                    hidden_layers: hidden.into_iter().collect(),
                    selection: selection.map(|(layer, feature)| Selection { layer, feature }),
                    place: None,
                    shape: None,
                    width: None,
                    other,
                }
            },
        )
}

proptest! {
    #[test]
    fn a_link_opens_what_it_was_copied_from(state in any_link()) {
        let fragment = state.to_fragment();
        let opened = LinkState::from_fragment(&fragment);
        prop_assert_eq!(opened.to_fragment(), fragment, "equal states have equal links");
        let (Some(was), Some(is)) = (state.view, opened.view) else {
            prop_assert_eq!(opened, state);
            return Ok(());
        };
        let pixel = 360.0 / (512.0 * was.zoom.exp2());
        prop_assert!((was.zoom - is.zoom).abs() <= 0.005 + 1e-9);
        prop_assert!((was.lat - is.lat).abs() <= pixel && (was.lng - is.lng).abs() <= pixel);
        prop_assert_eq!(LinkState { view: None, ..opened }, LinkState { view: None, ..state });
    }

    #[test]
    fn no_fragment_is_too_hostile_to_be_read(fragment in "\\PC{0,200}|([a-z_0-9]{0,9}[=&,%/.@#-]{0,3}){0,30}") {
        let state = LinkState::from_fragment(&fragment);
        prop_assert_eq!(LinkState::from_fragment(&state.to_fragment()), state);
    }
}

#[test]
fn the_documented_link_is_read_and_written() {
    let fragment = "map=9.2/39.55/46.9&status=confirmed,suspected&from=2020-11-10&to=2025-01-01";
    let state = LinkState::from_fragment(&format!("#{fragment}"));
    let view = state.view.expect("a view");
    assert_eq!((view.zoom, view.lat, view.lng), (9.2, 39.55, 46.9));
    assert!(!state.filter.admits(Facet::Status, "cleared"));
    assert_eq!(state.to_fragment(), fragment);
}

#[test]
fn a_link_tells_whether_accidents_are_grouped() {
    let one_by_one = LinkState::from_fragment("#group=0");
    assert!(!one_by_one.filter.groups_accidents() && one_by_one.filter.is_empty());
    assert_eq!(one_by_one.to_fragment(), "group=0");
    assert_eq!(LinkState::from_fragment("#group=1"), LinkState::default());
}

#[test]
fn nothing_set_is_an_empty_fragment() {
    assert_eq!(LinkState::default().to_fragment(), "");
    assert_eq!(LinkState::from_fragment("#"), LinkState::default());
}

#[test]
fn numbers_out_of_range_are_brought_into_it_and_nonsense_is_left_out() {
    let state = LinkState::from_fragment(
        "map=99/-1e300/400&status=harmless&area_m2=NaN..inf&from=2025-01-01&to=2020-01-01&select=/&hide=,,",
    );
    let view = state.view.expect("a view");
    assert_eq!((view.zoom, view.lat, view.lng), (22.0, -90.0, 40.0));
    assert_eq!(
        LinkState {
            view: None,
            ..state
        },
        LinkState::default()
    );
    assert_eq!(LinkState::from_fragment("map=1/NaN/2").view, None);
}

#[test]
fn a_zoom_between_two_hundredths_leaves_the_decimals_as_they_are() {
    let view = View {
        lng: 49.180_867_6,
        lat: 0.0,
        zoom: 15.104_229,
    };
    let fragment = LinkState {
        view: Some(view),
        ..LinkState::default()
    }
    .to_fragment();
    assert_eq!(LinkState::from_fragment(&fragment).to_fragment(), fragment);
}

#[test]
fn keys_of_others_are_kept() {
    let state = LinkState::from_fragment("from_site=K%C9%99lb%C9%99c%C9%99r&status=cleared");
    assert_eq!(
        state.other,
        [("from_site".to_owned(), "Kəlbəcər".to_owned())]
    );
    assert_eq!(
        state.to_fragment(),
        "status=cleared&from_site=K%C9%99lb%C9%99c%C9%99r"
    );
}

#[test]
fn a_place_is_read_and_written_and_one_nowhere_on_earth_is_left_out() {
    let state = LinkState::from_fragment("place=39.4/47.02835");
    assert_eq!(state.place, Some([47.02835, 39.4]));
    assert_eq!(state.to_fragment(), "place=39.4/47.02835");
    for nowhere in [
        "place=99/20",
        "place=Cəbrayıl",
        "place=1e999/0",
        "place=NaN/1",
    ] {
        assert_eq!(LinkState::from_fragment(nowhere), LinkState::default());
    }
}

#[test]
fn a_route_is_read_and_written_with_its_corridor_and_nonsense_is_left_out() {
    let fragment = "route=46.75,39.82,46.8,39.9&width=500";
    let state = LinkState::from_fragment(fragment);
    assert_eq!(state.shape.as_ref().map(Shape::count), Some(2));
    assert_eq!(state.width, Some(500.0));
    assert_eq!(state.to_fragment(), fragment);
    let encoded = LinkState::from_fragment("area=46%2C39%2C47%2C39%2C47%2C40");
    assert_eq!(encoded.to_fragment(), "area=46,39,47,39,47,40");
    for nonsense in [
        "area=46,39",
        "route=a,b,c,d",
        "width=-5",
        "width=1e9",
        "area=;!;!",
    ] {
        assert_eq!(
            LinkState::from_fragment(nonsense),
            LinkState::default(),
            "{nonsense}"
        );
    }
}

#[test]
fn a_fragment_of_megabytes_is_read_up_to_its_limit() {
    let long = format!(
        "status=confirmed&text=x&{}",
        "operator=%C9%99,ə&".repeat(100_000)
    );
    let state = LinkState::from_fragment(&long);
    assert!(state.filter.chosen(Facet::Operator).is_some());
}
