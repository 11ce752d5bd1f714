//! What the API asks: the calls behind `window.hazardMap`.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use web_sys::File;

use super::App;
use crate::filter::{Casualties, Facet, Histogram, HistogramSpec, Known, RowTotals, TimeWindow};
use crate::hazard::Role;
use crate::ingest::FieldMapping;
use crate::json::{Value, object};
use crate::reactive::Read;
use crate::scene::View;
use crate::web::api::Refusal;
use crate::web::ui::SourceState;

/// A time window as the API gives it: ISO days, half-open.
pub fn time_json(window: TimeWindow) -> Value {
    if window.is_open() {
        return Value::Null;
    }
    window.to_json()
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
                    Err(refusal) => (&reject, refusal.to_js()),
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
                let mut value = report.to_json();
                if let Value::Object(members) = &mut value {
                    let layers = self.layers.borrow();
                    let own = layers.iter().filter(|layer| layer.source == source);
                    let ids = own.map(|layer| layer.id.as_str()).collect();
                    members.push(("id".to_owned(), source.into()));
                    members.push(("layers".to_owned(), ids));
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
        let described = layers.iter().map(|layer| {
            object([
                ("id", layer.id.as_str().into()),
                ("source_id", layer.source_id.as_str().into()),
                ("role", layer.role.slug().into()),
                ("title", layer.title.as_str().into()),
                ("rows", layer.rows.into()),
                ("visible", layer.visible.get_untracked().into()),
                ("source", layer.source.as_deref().into()),
                ("licence", layer.licence.as_deref().into()),
                ("as_of", layer.as_of.as_deref().into()),
                ("age_days", layer.age_days.map(|days| days as f64).into()),
                ("stale", layer.stale.into()),
                ("added", layer.added.into()),
            ])
        });
        described.collect()
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
        let facets = Facet::ALL.into_iter().map(|facet| {
            let counts = filter.counts(facet).into_iter();
            let values = counts.map(|count| {
                let rows = object([
                    ("zones", count.zones.into()),
                    ("incidents", count.incidents.into()),
                ]);
                (count.value, rows)
            });
            (facet.slug().to_owned(), Value::Object(values.collect()))
        });
        let facets = Value::Object(facets.collect());
        let totals = filter.totals();
        let rows = |rows: RowTotals| {
            object([
                ("shown", rows.shown.into()),
                ("hidden", rows.hidden().into()),
            ])
        };
        let known = |known: Known| {
            object([
                ("sum", known.sum.into()),
                ("of_incidents", known.accidents.into()),
            ])
        };
        let casualties = totals.casualties;
        let histogram = filter.histogram(HistogramSpec::default());
        object([
            ("zones", rows(totals.zones)),
            ("incidents", rows(totals.incidents)),
            ("settlements", rows(totals.settlements)),
            (
                "casualties",
                object([
                    ("incidents", casualties.accidents.into()),
                    ("killed", known(casualties.killed)),
                    ("injured", known(casualties.injured)),
                    ("outcome_unknown", known(casualties.outcome_unknown)),
                ]),
            ),
            ("by", facets),
            ("by_year", by_year(&histogram)),
        ])
    }

    /// A promise that is kept when everything that was asked for is loaded and painted, and the map is at rest.
    pub fn settled(self: &Rc<Self>) -> Promise {
        // A view that was just set asks for its ground only once the map rests.
        self.look_for_ground();
        let promise = self.settling.promise();
        self.map.request_frame();
        promise
    }
}

/// Accidents and people by year, and those without a date; never added across outcomes.
fn by_year(histogram: &Histogram) -> Value {
    let figures = |figures: &Casualties| {
        object([
            ("incidents", figures.accidents.into()),
            ("killed", figures.killed.sum.into()),
            ("injured", figures.injured.sum.into()),
            ("outcome_unknown", figures.outcome_unknown.sum.into()),
        ])
    };
    let mut years = Vec::new();
    for (place, bar) in histogram.bars.iter().enumerate() {
        if let Some((first, _)) = histogram.days_of(place) {
            years.push((first.ymd().0.to_string(), figures(&bar.figures)));
        }
    }
    years.push(("unknown".to_owned(), figures(&histogram.undated.figures)));
    Value::Object(years)
}
