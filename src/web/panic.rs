//! A panic as a readable message in the console, instead of "unreachable executed".

/// Has every panic from now on written to the console: where it happened and why. Browsers add the stack.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
    }));
}
