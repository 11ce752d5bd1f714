//! What the API asks: the calls behind `window.hazardMap`.

use std::rc::Rc;

use js_sys::Promise;
use serde_json::{Map, Value, json};
use wasm_bindgen::JsValue;
use web_sys::File;

use super::App;
use crate::filter::{Casualties, Facet, Histogram, HistogramSpec, TimeWindow};
use crate::hazard::Role;
use crate::ingest::FieldMapping;
use crate::reactive::Read;
use crate::scene::View;
use crate::web::api::Refusal;
use crate::web::ui::SourceState;

/// A time window as the API gives it: ISO days, half-open.
pub fn time_json(window: TimeWindow) -> Value {
    if window.is_open() {
        return Value::Null;
    }
    json!({
        "from": window.from().map(crate::units::Day::to_iso),
        "to": window.to().map(crate::units::Day::to_iso),
        "undated": window.include_undated(),
    })
}

impl App {
    /// Loads a file for the API: the promise of its load report.
    pub fn load_file(
        self: &Rc<Self>,
        file: File,
        id: Option<String>,
        role: Option<Role>,
        fields: FieldMapping,
    ) -> Promise {
        let source = self.take_file(file, id, role, fields);
        self.when_loaded(source)
    }

    /// Loads an address for the API: the promise of its load report.
    pub fn load_address(
        self: &Rc<Self>,
        address: &str,
        id: Option<String>,
        role: Option<Role>,
        fields: FieldMapping,
    ) -> Promise {
        let source = self.take_address(address, id, role, fields);
        self.when_loaded(source)
    }

    /// A promise of the source's report, or of why there is none.
    fn when_loaded(self: &Rc<Self>, source: String) -> Promise {
        let app = self.clone();
        Promise::new(&mut |resolve, reject| {
            let (app, source) = (app.clone(), source.clone());
            app.settling.clone().on_end(&source.clone(), move || {
                let (settle, value) = match app.report(&source) {
                    Ok(report) => (&resolve, crate::web::api::to_js(&report)),
                    Err(refusal) => (&reject, crate::web::api::to_js(&refusal)),
                };
                // The functions of a promise do not throw.
                drop(settle.call1(&JsValue::UNDEFINED, &value));
            });
        })
    }

    /// Takes a source off the map, by its own id or that of one of its layers.
    pub fn unload(self: &Rc<Self>, id: &str) -> Result<(), Refusal> {
        let source = self.source_of(id)?;
        self.remove_source(&source);
        Ok(())
    }

    fn source_of(&self, id: &str) -> Result<String, Refusal> {
        let by_layer = self
            .layers
            .borrow()
            .iter()
            .find(|layer| layer.id == id)
            .map(|layer| layer.source.clone());
        let known = |id: &str| {
            self.store
                .sources
                .with_untracked(|all| all.iter().any(|entry| entry.id == id))
        };
        by_layer
            .or_else(|| known(id).then(|| id.to_owned()))
            .ok_or_else(|| {
                Refusal::new(
                    "unknown_layer",
                    format!("there is no layer \"{id}\"; layers() lists them"),
                )
            })
    }

    /// The load report of a source, with its id; or why there is none.
    pub fn report(&self, id: &str) -> Result<Value, Refusal> {
        let source = self.source_of(id)?;
        let state = self.store.sources.with_untracked(|all| {
            all.iter()
                .find(|entry| entry.id == source)
                .map(|entry| entry.state.get_untracked())
        });
        match state {
            Some(SourceState::Loaded(report)) => {
                let mut value = json!(*report);
                if let Some(object) = value.as_object_mut() {
                    object.insert("id".into(), source.clone().into());
                    let layers = self.layers.borrow();
                    let ids: Vec<&str> = layers
                        .iter()
                        .filter(|layer| layer.source == source)
                        .map(|layer| layer.id.as_str())
                        .collect();
                    object.insert("layers".into(), json!(ids));
                }
                Ok(value)
            }
            Some(SourceState::Failed(reason)) => Err(Refusal::new("load_failed", reason)),
            Some(SourceState::Cancelled) => Err(Refusal::new(
                "cancelled",
                format!("\"{source}\" was cancelled"),
            )),
            Some(SourceState::Loading { .. } | SourceState::Asking) => Err(Refusal::new(
                "loading",
                format!("\"{source}\" is still being read"),
            )),
            None => Err(Refusal::new(
                "unknown_layer",
                format!("there is no layer \"{id}\""),
            )),
        }
    }

    /// All layers, lowest first.
    pub fn describe_layers(&self) -> Value {
        let layers = self.store.layers.get_untracked();
        let described: Vec<Value> = layers
            .iter()
            .map(|layer| {
                json!({
                    "id": layer.id, "source_id": layer.source_id, "role": layer.role, "title": layer.title,
                    "rows": layer.rows, "visible": layer.visible.get_untracked(), "source": layer.source,
                    "licence": layer.licence, "as_of": layer.as_of, "age_days": layer.age_days, "stale": layer.stale,
                    "added": layer.added,
                })
            })
            .collect();
        Value::Array(described)
    }

    /// The view.
    pub fn view(&self) -> View {
        self.map.camera().view()
    }

    /// Shows a whole layer, or all layers of a source.
    pub fn fit_to(self: &Rc<Self>, id: &str) -> Result<(), Refusal> {
        let source = self.source_of(id)?;
        self.show_layers(|layer| layer.id == id || (layer.source == source && source == id));
        Ok(())
    }

    /// What the filter leaves: by facet, by year and outcome, and in all.
    pub fn counts(&self) -> Value {
        let filter = self.filter.borrow();
        let mut facets = Map::new();
        for facet in Facet::ALL {
            let values: Map<String, Value> = filter
                .counts(facet)
                .into_iter()
                .map(|count| {
                    (
                        count.value,
                        json!({ "zones": count.zones, "incidents": count.incidents }),
                    )
                })
                .collect();
            facets.insert(facet.slug().to_owned(), values.into());
        }
        let totals = filter.totals();
        let rows = |rows: crate::filter::RowTotals| json!({ "shown": rows.shown, "hidden": rows.hidden() });
        let known = |known: crate::filter::Known| json!({ "sum": known.sum, "of_incidents": known.accidents });
        let histogram = filter.histogram(HistogramSpec::default());
        json!({
            "zones": rows(totals.zones),
            "incidents": rows(totals.incidents),
            "settlements": rows(totals.settlements),
            "casualties": {
                "incidents": totals.casualties.accidents,
                "killed": known(totals.casualties.killed),
                "injured": known(totals.casualties.injured),
                "outcome_unknown": known(totals.casualties.outcome_unknown),
            },
            "by": facets,
            "by_year": by_year(&histogram),
        })
    }

    /// A promise that is kept when everything that was asked for is loaded and painted.
    pub fn settled(self: &Rc<Self>) -> Promise {
        let promise = self.settling.promise();
        self.map.request_frame();
        promise
    }
}

/// Accidents and people by year, and those without a date; never added across outcomes.
fn by_year(histogram: &Histogram) -> Value {
    let figures = |figures: &Casualties| {
        json!({
            "incidents": figures.accidents,
            "killed": figures.killed.sum,
            "injured": figures.injured.sum,
            "outcome_unknown": figures.outcome_unknown.sum,
        })
    };
    let mut years = Map::new();
    for (place, bar) in histogram.bars.iter().enumerate() {
        if let Some((first, _)) = histogram.days_of(place) {
            years.insert(first.ymd().0.to_string(), figures(&bar.figures));
        }
    }
    years.insert("unknown".to_owned(), figures(&histogram.undated.figures));
    years.into()
}
