//! The page's program.

fn main() {
    #[cfg(target_arch = "wasm32")]
    hazard_map::web::start_page();
}
