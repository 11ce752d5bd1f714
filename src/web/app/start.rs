//! The start of the page: options, manifest, map, worker, components, in this order.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlCanvasElement, HtmlElement, MediaQueryListEvent, ResizeObserver};

use super::loading::{Request, Sources};
use super::painting::Picture;
use super::worker_link::{WorkerEvent, WorkerLink};
use super::{App, MapEvent, MapView, gestures, link};
use crate::figures::Figures;
use crate::filter::CrossFilter;
use crate::manifest::{Manifest, StartView};
use crate::reactive::{Owner, Read};
use crate::scene::Theme;
use crate::scene::{View, ZOOM_RANGE};
use crate::spatial::world_from_lnglat;
use crate::state::PageOptions;
use crate::text::key;
use crate::web::dom::{self, document, listen, spawn, window};
use crate::web::fetching::fetch_text;
use crate::web::ui::{self, Command, PanelTab, Store, ThemeChoice};
use crate::web::{api, storage, texts, view};

/// What is wrong in a manifest is told so far.
const MOST_PROBLEMS: usize = 100;
/// The whole world, until the manifest or the data say where to look.
const WORLD: View = View {
    lng: 20.0,
    lat: 20.0,
    zoom: 1.0,
};

/// Starts the page.
pub fn start() {
    crate::web::panic::report_panics();
    let language = texts::take_first().expect("start.js brings the texts of this build");
    let options = PageOptions::from_query(&window().location().search().unwrap_or_default());
    let slot: Rc<OnceCell<Rc<App>>> = Rc::default();
    let (obeying, counting) = (slot.clone(), slot.clone());
    // Signals live as long as the page.
    Owner::new().set();
    let store = Store::new(
        language,
        WORLD,
        move |command: Command| {
            if let Some(app) = obeying.get() {
                app.obey(command);
            }
        },
        move |spec| match counting.get() {
            Some(app) => app.filter.borrow().histogram(spec),
            None => CrossFilter::new(dom::today()).histogram(spec),
        },
    );
    store.theme.set(theme(&options));
    store
        .panel_open
        .set(options.panel.as_deref() != Some("closed"));
    // The worker gets up while the page is made.
    let hearing = slot.clone();
    let worker = WorkerLink::start(move |event: WorkerEvent| {
        if let Some(app) = hearing.get() {
            app.hear(event);
        }
    });
    let Some(host) = mount(store) else { return };
    let worker = match worker {
        Ok(worker) => worker,
        Err(reason) => {
            let language = store.language.get_untracked();
            store.map_trouble.set(Some(
                key::TROUBLE_WORKER.with(language, &[("reason", &reason)]),
            ));
            return;
        }
    };
    let app = Rc::new(App {
        store,
        map: MapView::new(host.clone(), WORLD),
        listeners: api::Listeners::default(),
        worker,
        manifest: RefCell::default(),
        figures_at: RefCell::default(),
        sources: RefCell::new(Sources::default()),
        inbox: RefCell::default(),
        reading_inbox: Cell::new(false),
        arriving: RefCell::default(),
        layers: RefCell::default(),
        glimpses: RefCell::default(),
        filter: RefCell::new(CrossFilter::new(dom::today())),
        accidents: RefCell::default(),
        attempts: Cell::default(),
        picture: RefCell::new(Picture::new()),
        ground: RefCell::default(),
        reading: RefCell::default(),
        list_version: Cell::default(),
        look: RefCell::new(super::look::Look::chosen(options.look.clone())),
        many: super::many::Many::default(),
        place_marks: super::place_marks::PlaceMarks::default(),
        answer_drawing: super::vector_layer::VectorLayer::default(),
        drawing: super::drawing::Drawing::default(),
        on_screen: Cell::default(),
        settling: Rc::default(),
        following_link: Cell::new(false),
        shows_all: Cell::new(false),
        deaths: Cell::new(0),
        read_again: RefCell::default(),
        started: Cell::new(false),
        link_selection: RefCell::default(),
        selected_id: RefCell::default(),
    });
    let fresh = slot.set(app.clone()).is_ok();
    debug_assert!(fresh, "the page starts once");
    app.settling.begin("start");
    connect(&app, &host);
    api::expose(&app);
    app.restyle();
    app.begin_ground();
    app.publish_credits();
    spawn(async move { app.open(options).await });
}

/// Puts the components into the page; gives the element that the map fills.
fn mount(store: Store) -> Option<HtmlElement> {
    let place: HtmlElement = document().get_element_by_id("app")?.dyn_into().ok()?;
    view::mount(&place, ui::App { store });
    document().get_element_by_id("map-host")?.dyn_into().ok()
}

fn theme(options: &PageOptions) -> ThemeChoice {
    match options.theme {
        Some(Theme::Light) => ThemeChoice::Light,
        Some(Theme::Dark) => ThemeChoice::Dark,
        None => storage::recall("theme")
            .and_then(|slug| ThemeChoice::from_slug(&slug))
            .unwrap_or_default(),
    }
}

/// Connects map, page and browser.
fn connect(app: &Rc<App>, host: &HtmlElement) {
    let (hearing, painting) = (app.clone(), app.clone());
    app.map.connect(
        move |event| hearing.map_event(event),
        move |camera| painting.paint(camera),
    );
    gestures::attach(host, &app.map);
    if let Some(canvas) = canvas_in(host) {
        app.begin_painting(canvas);
    }
    app.place_marks.attach(host);
    app.answer_drawing.attach(host, "map-answer");
    app.attach_drawing(host);
    app.attach_printing();
    let map = app.map.clone();
    let resized =
        wasm_bindgen::closure::Closure::<dyn FnMut()>::new(move || map.resize()).into_js_value();
    if let Ok(observer) = ResizeObserver::new(resized.unchecked_ref()) {
        observer.observe(host);
    }
    let following = app.clone();
    listen(&window(), "popstate", move |_: Event| {
        following.follow_link()
    });
    let changing = app.clone();
    listen(&window(), "hazard-map-whole", move |_: Event| {
        changing.look.borrow_mut().can_change = true;
        if changing.has_own_look() {
            changing.restyle();
        }
    });
    if let Ok(Some(scheme)) = window().match_media("(prefers-color-scheme: dark)") {
        let following = app.clone();
        listen(&scheme, "change", move |_: MediaQueryListEvent| {
            following.restyle()
        });
    }
}

fn canvas_in(host: &HtmlElement) -> Option<HtmlCanvasElement> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_class_name("map-canvas");
    canvas.set_attribute("aria-hidden", "true").ok()?;
    host.append_child(&canvas).ok()?;
    Some(canvas)
}

/// The address of the site's own manifest, where it has one.
pub(super) fn own_manifest() -> Option<String> {
    dom::named_in_page("hazard-map-manifest")
}

impl App {
    fn map_event(self: &Rc<Self>, event: MapEvent) {
        match event {
            MapEvent::Moving => self.follow_cross(),
            MapEvent::Moved => {
                let view = self.map.camera().view();
                self.store.view.set(view);
                self.listeners.tell("view", &view.to_json());
                self.look_for_ground();
                self.look_around_soon();
                self.write_link_soon();
            }
            MapEvent::Click(at) => self.click(at),
            MapEvent::Point(at) => self.point(at),
            MapEvent::Home => self.go_home(),
            MapEvent::Dismiss => self.close_card(),
            MapEvent::Drag(at) => self.drag_vertex(at),
            MapEvent::Drop => self.drop_vertex(),
        }
    }

    /// Reads the manifest and asks for everything it names, then for what the address names.
    async fn open(self: Rc<Self>, options: PageOptions) {
        match (&options.map, options.data.is_empty()) {
            (Some(map), _) => self.open_named(map).await,
            (None, true) => self.open_own().await,
            (None, false) => {}
        }
        self.leave_out_layers(&options);
        let tab = options.panel.as_deref().and_then(PanelTab::from_slug);
        if let Some(tab) = tab {
            self.store.panel.set(tab);
        }
        for data in &options.data {
            self.take_named(data).await;
        }
        self.started.set(true);
        let view_given =
            Self::link_state().view.is_some() || self.manifest.borrow().start.is_some();
        self.shows_all.set(!view_given);
        self.follow_link();
        self.look_for_ground();
        self.settling.end("start");
        self.map.request_frame();
    }

    /// Opens the map of this site.
    pub(super) async fn open_own(self: &Rc<Self>) {
        let Some(address) = own_manifest() else {
            return;
        };
        let base = link::absolute(&address);
        match fetch_text(&base).await {
            Ok(text) => self.take_manifest(&text, &base),
            Err(reason) => self.manifest_missing(&address, &reason),
        }
    }

    pub(super) fn manifest_missing(&self, address: &str, reason: &str) {
        let language = self.store.language.get_untracked();
        let sentence =
            key::TROUBLE_MANIFEST.with(language, &[("address", address), ("reason", reason)]);
        self.store.map_trouble.set(Some(sentence));
    }

    pub(super) fn take_manifest(self: &Rc<Self>, text: &str, base: &str) {
        let reading = match Manifest::read(text) {
            Ok(reading) => reading,
            Err(error) => {
                self.manifest_missing(base, &error.to_string());
                return;
            }
        };
        for problem in reading.problems.iter().take(MOST_PROBLEMS) {
            dom::warn(&format!(
                "{base}: {}",
                problem.text(self.store.language.get_untracked())
            ));
        }
        if reading.lost_layers() > 0 {
            let language = self.store.language.get_untracked();
            self.store
                .map_trouble
                .set(Some(key::TROUBLE_LAYERS_LOST.text(language).to_owned()));
        }
        let manifest = Arc::new(reading.manifest);
        *self.manifest.borrow_mut() = manifest.clone();
        self.store.manifest.set(manifest.clone());
        self.store.check_radius.set(manifest.analysis.radius.0);
        self.store.many.radius.set(manifest.analysis.radius.0);
        self.restyle();
        let language = self.store.language.get_untracked();
        for layer in &manifest.layers {
            let name = layer
                .title
                .as_ref()
                .map_or(layer.id.as_str(), |title| title.in_language(language.tag()));
            let request = Request {
                name: name.to_owned(),
                url: Some(link::resolve(&layer.url, base)),
                file: None,
                sha256: layer.sha256.clone(),
                role: layer.role,
                fields: layer.fields.clone().into_iter().collect(),
                added: false,
                origins: None,
                manifest_layer: Some(layer.id.clone()),
            };
            self.request(&layer.id, request);
        }
        let figures = manifest.figures.as_ref();
        self.figures_at
            .replace(figures.map(|figures| link::resolve(figures, base)));
    }

    /// Fetches the published figures once somebody wants to see them; after a failure, the next time again.
    pub(super) fn read_figures(self: &Rc<Self>) {
        let Some(address) = self.figures_at.take() else {
            return;
        };
        let app = self.clone();
        spawn(async move {
            let figures = fetch_text(&address)
                .await
                .and_then(|text| Figures::read(&text).map_err(|error| error.to_string()));
            match figures {
                Ok(figures) => app.store.figures.set(Some(Arc::new(figures))),
                Err(reason) => {
                    dom::warn(&format!("{address}: {reason}"));
                    app.figures_at.replace(Some(address));
                }
            }
        });
    }

    /// Shows the manifest's start.
    pub(super) fn show_start(self: &Rc<Self>, start: StartView) {
        match start {
            StartView::Camera { lng, lat, zoom } => self.set_view(View { lng, lat, zoom }),
            StartView::Bounds {
                west,
                south,
                east,
                north,
            } => {
                let east = if east < west { east + 360.0 } else { east };
                let [left, top] = world_from_lnglat([west, north]);
                let [right, bottom] = world_from_lnglat([east, south]);
                self.map.fit([left, top, right, bottom], ZOOM_RANGE[1]);
            }
        }
    }
}
