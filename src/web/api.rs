//! `window.hazardMap`: everything a page, a test or an embedding site can ask. JSON in, JSON out, always a promise.
//!
//! A refusal is `{code, message}` in plain words.

use std::rc::Rc;

use js_sys::{Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, File};

use super::app::App;
use super::dom::{warn, window};
use crate::filter::TimeWindow;
use crate::hazard::Role;
use crate::ingest::FieldMapping;
use crate::json::{FromJson, Value, Wrong, expected, object};
use crate::text::Language;
use crate::web::ui::{Command, ThemeChoice};

/// Why a call was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub code: &'static str,
    pub message: String,
}

impl Refusal {
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }

    /// As what a promise is refused with.
    pub fn to_js(&self) -> JsValue {
        to_js(&object([
            ("code", self.code.into()),
            ("message", self.message.as_str().into()),
        ]))
    }
}

type Outcome = Result<Value, Refusal>;

/// Sets `window.hazardMap`.
pub fn expose(app: &Rc<App>) {
    let api = Object::new();
    set(&api, "ready", &Promise::resolve(&JsValue::UNDEFINED));
    method(&api, app, "load", |app, source, options| {
        let options = from_js::<LoadOptions>(&options, "options")?;
        let started = match source.dyn_into::<File>() {
            Ok(file) => app.load_file(file, options.id, options.role, options.fields),
            Err(source) => {
                let address = source.as_string().ok_or_else(|| {
                    Refusal::new(
                        "bad_argument",
                        "load needs an address or a File as its first argument",
                    )
                })?;
                app.load_address(&address, options.id, options.role, options.fields)
            }
        };
        Ok(Reply::Later(started))
    });
    method(&api, app, "unload", |app, id, _| {
        app.unload(&text(&id, "id")?)
            .map(|()| Reply::Now(Value::Null))
    });
    method(&api, app, "layers", |app, _, _| {
        Ok(Reply::Now(app.describe_layers()))
    });
    method(&api, app, "report", |app, id, _| {
        app.report(&text(&id, "id")?).map(Reply::Now)
    });
    method(&api, app, "setView", |app, view, _| {
        app.set_view(from_js(&view, "view")?);
        Ok(Reply::Now(Value::Null))
    });
    method(&api, app, "getView", |app, _, _| {
        Ok(Reply::Now(app.view().to_json()))
    });
    method(&api, app, "fitTo", |app, id, _| {
        app.fit_to(&text(&id, "id")?)
            .map(|()| Reply::Now(Value::Null))
    });
    method(&api, app, "setFilter", |app, filter, _| {
        app.set_filter(from_js(&filter, "filter")?);
        Ok(Reply::Now(Value::Null))
    });
    method(&api, app, "getFilter", |app, _, _| {
        Ok(Reply::Now(app.filter_model().to_json()))
    });
    method(&api, app, "counts", |app, _, _| {
        Ok(Reply::Now(app.counts()))
    });
    method(&api, app, "setTime", |app, window, _| {
        let open = window.is_null();
        app.set_time(if open {
            TimeWindow::default()
        } else {
            from_js(&window, "time")?
        });
        Ok(Reply::Now(Value::Null))
    });
    method(&api, app, "setTheme", |app, theme, _| {
        let theme = text(&theme, "theme")?;
        let choice = ThemeChoice::from_slug(&theme)
            .ok_or_else(|| Refusal::new("bad_argument", "theme is system, light or dark"))?;
        app.show_theme(choice);
        Ok(Reply::Now(Value::Null))
    });
    method(&api, app, "setLanguage", |app, tag, _| {
        let language = Language::from_tag(&text(&tag, "language")?)
            .ok_or_else(|| Refusal::new("bad_argument", "the map does not speak this language"))?;
        app.obey(Command::SetLanguage(language));
        Ok(Reply::Now(Value::Null))
    });
    method(&api, app, "assess", |app, place, options| {
        let asked = from_js(&place, "place")?;
        let options = assess_options(&options)?;
        Ok(Reply::Later(app.assess(asked, options)))
    });
    method(&api, app, "assessMany", |app, places, options| {
        let places: Vec<NamedPlace> = from_js(&places, "places")?;
        let options = assess_options(&options)?;
        Ok(Reply::Later(app.assess_many(places, options)))
    });
    method(&api, app, "audit", |_, _, _| {
        Err(Refusal::new(
            "not_available",
            "this version of the map does not compare declared areas with what was found yet",
        ))
    });
    method(&api, app, "settled", |app, _, _| {
        Ok(Reply::Later(app.settled()))
    });
    expose_listeners(&api, app);
    set(window().as_ref(), "hazardMap", &api);
}

/// What a call gives back.
enum Reply {
    Now(Value),
    Later(Promise),
}

/// How far around a place to look, and what cancels the question.
#[derive(Default)]
pub struct AssessOptions {
    /// Of the circle of which shares are told, and of what follows where that is not given.
    pub radius_m: Option<f64>,
    /// Within it a zone is near.
    pub zones_m: Option<f64>,
    /// Within it accidents are counted.
    pub incidents_m: Option<f64>,
    /// Of a route's corridor.
    pub width_m: Option<f64>,
    pub signal: Option<AbortSignal>,
}

impl FromJson for AssessOptions {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        value.only(&["radius_m", "zones_m", "incidents_m", "width_m", "signal"])?;
        let length = |name: &str| match value.optional::<f64>(name)? {
            Some(length) if length.is_nan() || length <= 0.0 => {
                let found = value.get(name).unwrap_or(&Value::Null);
                Err(expected("a length above 0", found).in_member(name))
            }
            length => Ok(length),
        };
        Ok(Self {
            radius_m: length("radius_m")?,
            zones_m: length("zones_m")?,
            incidents_m: length("incidents_m")?,
            width_m: length("width_m")?,
            // No JSON: see [`assess_options`].
            signal: None,
        })
    }
}

/// The options of a question; its signal, which JSON cannot write, is taken from the object itself.
fn assess_options(options: &JsValue) -> Result<AssessOptions, Refusal> {
    let mut read: AssessOptions = from_js(options, "options")?;
    if options.is_object() {
        let signal = Reflect::get(options, &JsValue::from_str("signal")).unwrap_or_default();
        if !signal.is_null() && !signal.is_undefined() {
            // One of another window is of another class, and just as good.
            let is_signal = signal.is_object()
                && Reflect::has(&signal, &JsValue::from_str("aborted")).unwrap_or_default();
            if !is_signal {
                return Err(Refusal::new(
                    "bad_argument",
                    "options.signal must be an AbortSignal",
                ));
            }
            read.signal = Some(signal.unchecked_into());
        }
    }
    Ok(read)
}

/// One of many places; its id comes back as it was given.
pub struct NamedPlace {
    pub id: Value,
    pub lnglat: [f64; 2],
}

impl FromJson for NamedPlace {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        Ok(Self {
            id: value.get("id").cloned().unwrap_or_default(),
            lnglat: [value.required("lng")?, value.required("lat")?],
        })
    }
}

#[derive(Default)]
struct LoadOptions {
    id: Option<String>,
    role: Option<Role>,
    fields: FieldMapping,
}

impl FromJson for LoadOptions {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        value.only(&["id", "role", "fields"])?;
        let fields: Option<FieldMapping> = value.optional("fields")?;
        Ok(Self {
            id: value.optional("id")?,
            role: value.optional("role")?,
            fields: fields.unwrap_or_default(),
        })
    }
}

fn method(
    api: &Object,
    app: &Rc<App>,
    name: &str,
    call: fn(&Rc<App>, JsValue, JsValue) -> Result<Reply, Refusal>,
) {
    let app = app.clone();
    let function = Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(move |first, second| {
        match call(&app, first, second) {
            Ok(Reply::Later(promise)) => promise,
            Ok(Reply::Now(value)) => resolved_with(Ok(value)),
            Err(refusal) => resolved_with(Err(refusal)),
        }
    });
    set(api, name, &function.into_js_value());
}

fn expose_listeners(api: &Object, app: &Rc<App>) {
    let app = app.clone();
    let function = Closure::<dyn Fn(JsValue, JsValue) -> Result<JsValue, JsValue>>::new(
        move |event: JsValue, listener: JsValue| {
            let event = text(&event, "event").map_err(|refusal| refusal.to_js())?;
            let listener = listener
                .dyn_into()
                .map_err(|_| Refusal::new("bad_argument", "listener must be a function").to_js())?;
            let ticket = app.listeners.add(&event, listener);
            let listeners = app.listeners.clone();
            Ok(Closure::<dyn Fn()>::new(move || listeners.remove(ticket)).into_js_value())
        },
    );
    set(api, "on", &function.into_js_value());
}

/// Listeners of `on`.
#[derive(Default, Clone)]
pub struct Listeners(Rc<std::cell::RefCell<ListenerList>>);

#[derive(Default)]
struct ListenerList {
    next: u32,
    entries: Vec<(u32, String, Function)>,
}

impl Listeners {
    fn add(&self, event: &str, listener: Function) -> u32 {
        let mut list = self.0.borrow_mut();
        list.next += 1;
        let ticket = list.next;
        list.entries.push((ticket, event.to_owned(), listener));
        ticket
    }

    fn remove(&self, ticket: u32) {
        self.0
            .borrow_mut()
            .entries
            .retain(|(known, _, _)| *known != ticket);
    }

    /// Tells everyone who listens for `event`. A listener that throws is named in the console; the others still hear.
    pub fn tell(&self, event: &str, detail: &Value) {
        let called: Vec<Function> = {
            let list = self.0.borrow();
            list.entries
                .iter()
                .filter(|(_, known, _)| known == event)
                .map(|(_, _, listener)| listener.clone())
                .collect()
        };
        if called.is_empty() {
            return;
        }
        let detail = to_js(detail);
        for listener in called {
            if let Err(thrown) = listener.call1(&JsValue::UNDEFINED, &detail) {
                warn(&format!(
                    "a listener of \"{event}\" threw: {}",
                    super::wire::thrown_text(&thrown)
                ));
            }
        }
    }
}

/// A promise already kept or refused.
pub fn resolved_with(outcome: Outcome) -> Promise {
    match outcome {
        Ok(value) => Promise::resolve(&to_js(&value)),
        Err(refusal) => Promise::reject(&refusal.to_js()),
    }
}

/// A value for JavaScript, as plain objects.
pub fn to_js(value: &Value) -> JsValue {
    parsed(&value.to_string())
}

/// JSON for JavaScript, as plain objects.
pub fn parsed(json: &str) -> JsValue {
    JSON::parse(json).unwrap_or(JsValue::NULL)
}

/// An argument, read; one that is not given counts as an empty object.
fn from_js<T: FromJson>(value: &JsValue, name: &str) -> Result<T, Refusal> {
    let read = match json_of(value) {
        Ok(value) => T::from_json(&value),
        Err(wrong) => Err(wrong),
    };
    read.map_err(|wrong| Refusal::new("bad_argument", wrong.in_member(name).to_string()))
}

fn json_of(value: &JsValue) -> Result<Value, Wrong> {
    if value.is_undefined() {
        return Ok(Value::Object(Vec::new()));
    }
    // What goes in circles, or holds numbers of any length, JSON refuses to write.
    let text =
        JSON::stringify(value).map_err(|thrown| Wrong::new(super::wire::thrown_text(&thrown)))?;
    // What it leaves out, such as a function, is nothing.
    let read = Value::read(text.as_string().as_deref().unwrap_or("null"));
    read.map_err(|error| Wrong::new(error.to_string()))
}

fn text(value: &JsValue, name: &str) -> Result<String, Refusal> {
    value
        .as_string()
        .ok_or_else(|| Refusal::new("bad_argument", format!("{name} must be a text")))
}

fn set(target: &JsValue, name: &str, value: &JsValue) {
    // Fails only for frozen objects; these are ours.
    let done = Reflect::set(target, &JsValue::from_str(name), value);
    debug_assert!(done.is_ok());
}
