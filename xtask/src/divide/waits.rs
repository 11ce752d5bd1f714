//! Which functions wait, by their names.
//!
//! A name is a path with the paths of what it was made for: `<hazard_map::web::ui::card::FeatureCard as …>::into_any`.
//! A new part of the program that a map opens without belongs into the list. What is in it by mistake makes the opening
//! fetch the second half, which the tests notice.

/// Parts of names of what the opening of a map does without.
const WAITS: &[&str] = &[
    // What says so itself.
    "hazard_map::later::later::<",
    // Answers about places.
    "::analysis::",
    "::protocol::answer_forms::",
    "::protocol::question::",
    "::state::answer",
    "::state::contrast::",
    "::state::coordinates::",
    "::state::hues::",
    "::state::page_theme::",
    "::state::qr::",
    "::state::refused_colour::",
    "::web::app::answer_drawing::",
    "::web::app::checking::",
    "::web::worker::asking::",
    "::web::worker::records::",
    "::state::many::",
    "::state::shape::",
    "::state::sketch::",
    "::state::place_names::",
    "::ingest::place_list::",
    "::ingest::mapping::preview::",
    "::web::app::many::",
    "::web::app::drawing",
    "::web::app::drawn_shape::",
    "::web::app::place_marks::",
    "::web::app::vector_layer::push_circle",
    "::web::place_mark::",
    "::web::ui::map::draw_bar::measured",
    "::web::app::printing::",
    "::web::app::promises::",
    "::web::worker::forget",
    "::web::worker::loading::go_on",
    // Accidents one by one, and several layers of them.
    "::scene::cluster::marks::",
    "IncidentPoints>::joined",
    "IncidentPoints>::mark_chunk",
    "IncidentPoints>::within",
    "Accidents>::shown_near",
    "App>::accident_at",
    "App>::accidents_standing_out",
    "App>::group_or_mark_accidents::{closure",
    "App>::mark_each",
    "App>::marks_of",
    "App>::ask_about_checked",
    "App>::ask_about_list",
    "App>::ask_for_list",
    "App>::attach_printing::{closure",
    "App>::finish_sketch",
    "App>::focus_vertex",
    "App>::handle_at",
    "App>::learn_id",
    "App>::load_shape",
    "App>::make_handle",
    "App>::mark_at",
    "App>::marks_in_view",
    "App>::nudge",
    "App>::read_shape",
    "App>::show_place_marks",
    "App>::show_sketch",
    "App>::sketch_changed",
    "App>::try_insert",
    "App>::use_places_of_layer",
    "App>::assess",
    "App>::basis",
    "App>::check_",
    "App>::promise_answer",
    // What only somebody at the map does, other than moving it: events, commands, calls of `window.hazardMap`.
    "::web::view::event::Heard<",
    "::web::app::start::start::{closure#0}",
    "::web::api::expose::{closure",
    "::web::api::expose_listeners::{closure",
    "::state::history::",
    "::web::api::assess_options",
    "App>::click",
    "App>::answer_mapping",
    "App>::download_",
    "App>::change_look",
    "App>::drag_vertex",
    "App>::drop_vertex",
    "App>::failed",
    "App>::grip",
    "App>::hear_parts",
    "App>::mark_of",
    "App>::obey",
    "App>::open_card",
    "App>::picture_",
    "App>::origins_of_this_site",
    "App>::read_figures",
    "App>::refuse_",
    "App>::refusal_of_origin",
    "App>::remove_",
    "App>::repaint_marks",
    "App>::report",
    "App>::revive_worker",
    "App>::save_picture",
    "App>::shown_near",
    "App>::say_refused",
    "App>::set_language",
    "App>::take_address",
    "App>::take_file",
    "App>::take_named",
    "App>::warn_of_link",
    "App>::when_loaded",
    "FilterModel>::set_",
    "LinkState>::read_filter",
    "::state::link::list_text",
    "::state::link::selection_from",
    "MapView>::fit_screen_box",
    "gestures::zoom_box_element",
    "Layer>::refilter",
    "controls::toggle_full_screen",
    "state::player::Player>::",
    "state::player::shift_months",
    // Panels and dialogs that are shut.
    "::figures::",
    "::filter::fold::",
    "::web::ui::card::",
    "::mapping_dialog::KeyRow",
    "::mapping_dialog::Question<",
    "::mapping_dialog::mapping",
    "::mapping_dialog::meaning",
    "::web::ui::panel::check::",
    "::web::ui::panel::data::",
    "::web::ui::panel::figures::",
    "::web::ui::panel::filters::",
    "::web::ui::panel::many::",
    "::web::ui::panel::records::",
    "::web::ui::provenance::marked",
    "::web::ui::provenance::publisher_words",
    "::state::provenance::not_published",
    "::web::app::admission::allowed_by",
    "::web::ui::panel::report::",
    "::web::ui::search::find",
    "::state::embed_code::",
    "::web::app::picture_file::",
    "::web::ui::share::",
    // What most browsers and most maps do without.
    "::web::canvas::",
    "App>::free_tiles",
    "App>::look_for_tiles",
    "RasterGround",
    "TilePass",
    "Device>::draw_standing_out",
    "Painter>::in_2d",
    "::scene::pack::unpack",
    "App>::ask_mapping",
    "App>::ground_failed",
    "App>::refusal_sentence",
    "manifest::model::Basemap",
    "reading::read_palette::{closure",
    // Formats and defects that files rarely have.
    "::ingest::csv::",
    "::ingest::set_aside_export::",
    "::ingest::wkt::",
    "::accounts::add_skipped",
    "::antimeridian::unrolled",
    "::casualties::add_victims",
    "::dates::dates_in_parts",
    "::decimal::exact::parse",
    "::decimal::power",
    "::documents::beginning",
    "::geometry_writer::bring_back",
    "::json::strict::",
    "::loading::not_the_file",
    "::place::convert",
    "::place::judge_places",
    "::place::projected",
    "::record::crs_name",
    "::role::by_file_name",
    "::role::by_geometry",
    "::sha256::",
    "::spatial::utm::",
    "::value::number::mixed",
    "::TextDecoder>::transcode",
    "Documents>::broken_at",
    "Documents>::was_lines",
    "Features>::part_broken",
    "Geometries>::swap_axes",
    "GeometryWriter>::write_line",
    // Of libraries: sines of huge angles, numbers and letters in messages of defects, the holes of polygons with many.
    "rem_pio2",
    "u128_div_rem",
    "f64 as core::fmt::",
    "core::fmt::builders::",
    "core::fmt::float::",
    "core::num::imp::bignum::",
    "core::num::imp::flt2dec::",
    "core::slice::sort::stable::",
    "char as core::fmt::Debug",
    "core::str::slice_error_fail",
    "core::unicode::printable",
];

/// Parts of names of what the opening needs, although it belongs to something that waits.
const STAYS: &[&str] = &[
    // The frames of what is shut.
    "FeatureCard as hazard_map::web::view::node::IntoView>::into_any",
    "App>::ask_about_list_soon",
    "PlaceMarks>::forget_stamps",
    "::panel::check::answer::worded",
    "::panel::many::words::worded",
    "::panel::data::DataTab as hazard_map::web::view::node::IntoView>::into_any",
    "::panel::filters::active::Steps",
    "::panel::filters::remember_steps",
    // What is the same as something else and goes by this name.
    "mapping_dialog::RoleSelect",
];

/// How the names begin of what is made for many types and may be shared by them: it stays.
const SHARED: &[&str] = &[
    "<alloc::raw_vec::",
    "<alloc::rc::Rc<",
    "<alloc::vec::Vec<",
    "<core::option::Option<",
    "<hazard_map::sorted::",
    "<hazard_map::reactive::",
    "core::ptr::drop_in_place::<",
];

/// Whether a function waits until it is called.
pub fn waits(name: &str) -> bool {
    let name = without_hashes(name);
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    let is_shared = SHARED.iter().any(|start| name.starts_with(start));
    has(WAITS) && !has(STAYS) && !is_shared
}

/// A name without the numbers of the builds of packages: `core[81ac53eac6c6f55c]::fmt` as `core::fmt`.
fn without_hashes(name: &str) -> String {
    let mut kept = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(start) = rest.find('[') {
        let number = &rest[start + 1..];
        let length = number
            .find(|letter: char| !letter.is_ascii_hexdigit())
            .unwrap_or(number.len());
        let is_hash = length >= 8 && number[length..].starts_with(']');
        let end = if is_hash { start } else { start + 1 };
        kept.push_str(&rest[..end]);
        rest = if is_hash {
            &number[length + 1..]
        } else {
            number
        };
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_without_the_numbers_of_builds() {
        assert_eq!(
            without_hashes(
                "<hazard_map[8b57b0d7a7a7b6c1]::web::ui::card::Card as core[81ac53eac6c6f55c]::fmt::Debug>"
            ),
            "<hazard_map::web::ui::card::Card as core::fmt::Debug>"
        );
        assert_eq!(without_hashes("<[u8; 4] as X>::y"), "<[u8; 4] as X>::y");
    }

    #[test]
    fn what_is_shut_waits_and_its_frame_does_not() {
        assert!(waits(
            "<hazard_map[8b57b0d7a7a7b6c1]::web::ui::card::FeatureCard as …>::into_any::{closure#4}"
        ));
        assert!(!waits(
            "<hazard_map::web::ui::card::FeatureCard as hazard_map::web::view::node::IntoView>::into_any::{closure#3}"
        ));
        assert!(!waits("<hazard_map::web::app::App>::paint"));
    }
}
