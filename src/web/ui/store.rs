//! What the components see: signals in, commands out.
//!
//! The controller (`web::app`) owns the map, the worker and the filter, and writes these signals; components only
//! show them and send [`Command`]s. A signal is as small as what changes.

use std::ops::Deref;
use std::sync::Arc;

use crate::web::view::prelude::*;

use super::drawing::{Checked, DrawCommand, DrawSignals};
use super::many::{ManyCommand, ManySignals};
use crate::figures::Figures;
use crate::filter::{
    Facet, FilterModel, Histogram, HistogramSpec, Outcome, TimeWindow, Totals, ValueCount,
};
use crate::hazard::{HazardStatus, Role, RowKind};
use crate::ingest::{FieldMapping, LoadReport, MappingPreview, RowDetails};
use crate::manifest::Manifest;
use crate::protocol::{Asked, Assessed, Basis};
use crate::scene::View;
use crate::text::{Key, Language, key};
use crate::units::Day;

/// Light, dark, or as the device says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeChoice {
    #[default]
    System,
    Light,
    Dark,
}

impl ThemeChoice {
    /// The spelling in what the browser remembers.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The choice spelled `slug`.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::System, Self::Light, Self::Dark]
            .into_iter()
            .find(|choice| choice.slug() == slug)
    }
}

/// A file that nobody but the reader can tell the meaning of.
#[derive(Debug, Clone, PartialEq)]
pub struct MappingQuestion {
    pub source: String,
    /// The file's name.
    pub name: String,
    pub preview: Arc<MappingPreview>,
}

/// What became of a file or address that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum SourceState {
    /// Bytes so far, bytes in all where the server says, features so far.
    Loading {
        bytes: u64,
        total: Option<u64>,
        features: u64,
    },
    /// Waits for the answer of the mapping dialog.
    Asking,
    Loaded(Arc<LoadReport>),
    Cancelled,
    /// The sentence that says what happened and the way out.
    Failed(String),
}

/// A file or address: one or more layers come from it.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceEntry {
    pub id: String,
    /// As the manifest or the file names it.
    pub name: String,
    pub state: RwSignal<SourceState>,
    /// Added by the visitor, not published with the map.
    pub added: bool,
}

/// A layer on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerEntry {
    pub id: String,
    /// The source it came from.
    pub source_id: String,
    pub title: String,
    pub role: Role,
    pub rows: usize,
    pub visible: RwSignal<bool>,
    /// Who published it, under which licence, as of which day (ISO): as the manifest says.
    pub source: Option<String>,
    pub licence: Option<String>,
    pub as_of: Option<String>,
    pub age_days: Option<i64>,
    pub stale: bool,
    pub caveat: Option<String>,
    pub added: bool,
}

/// A tab of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PanelTab {
    #[default]
    Layers,
    Check,
    Filters,
    Records,
    Data,
    Figures,
}

impl PanelTab {
    /// The tab that an address calls `slug`.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Some(match slug {
            "layers" => Self::Layers,
            "check" => Self::Check,
            "filters" => Self::Filters,
            "records" => Self::Records,
            "data" => Self::Data,
            "figures" => Self::Figures,
            _ => return None,
        })
    }
}

/// What a component asks the controller to do.
#[derive(Clone)]
pub enum Command {
    ZoomBy(f64),
    /// The manifest's view, or everything loaded.
    Home,
    SetView(View),
    FitLayer(String),
    ShowLayer(String, bool),
    /// Files picked or dropped.
    Load(Vec<web_sys::File>),
    LoadAddress(String),
    Cancel(String),
    Unload(String),
    /// Open the card of a row; the map moves there if it is out of sight.
    Select(RowRef),
    CloseCard,
    /// Which of the overlapping features the card shows.
    CardPage(usize),
    Hover(Option<RowRef>),
    DownloadSetAside {
        source: String,
        format: DownloadFormat,
    },
    Locate,
    SetFilter(FilterModel),
    SetTime(TimeWindow),
    /// The answer of the mapping dialog; to set the file aside, send [`Command::Cancel`].
    AnswerMapping {
        source: String,
        role: Role,
        fields: FieldMapping,
    },
    /// A raster ground of the manifest by its id, or the built-in one.
    SetBasemap(Option<String>),
    SetLanguage(Language),
    SetTheme(ThemeChoice),
    /// The map as a picture file, with everything that must never be missing from it.
    SavePicture(PictureTexts),
    /// What is recorded around a place.
    CheckPlace(CheckedPlace),
    /// The same for a record, with its name.
    CheckRow(RowRef, String),
    /// The same for coordinates that a person wrote.
    CheckText(String),
    /// The same for the middle of the map.
    CheckMiddle,
    /// The same for where the device is.
    CheckHere,
    /// How far around, in metres.
    CheckRadius(f64),
    CloseCheck,
    /// Fetch the published figures, unless they are here.
    ReadFigures,
    Many(ManyCommand),
    Draw(DrawCommand),
}

/// A place that is asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedPlace {
    /// Empty where only its coordinates are known.
    pub name: String,
    pub lnglat: [f64; 2],
}

/// What stands around the map in a picture file, in the reader's language.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureTexts {
    pub title: String,
    /// Of the data, with its age.
    pub as_of: String,
    pub legend: Vec<(HazardStatus, String)>,
    pub accidents: Vec<(Outcome, String)>,
    /// What the scale bar says, and its length on the map in CSS pixels.
    pub scale: (String, f64),
    pub warning: String,
    /// What is left out and what is shown, whose data it is, the day of the picture: a paragraph each.
    pub notes: Vec<String>,
}

/// What became of a question about a place.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum CheckAnswer {
    #[default]
    None,
    Asking,
    Ready(Arc<ReadyAnswer>),
    /// There is no such place on earth.
    Senseless,
    /// The worker was replaced before it could answer.
    Lost,
}

/// An answer and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadyAnswer {
    pub asked: Asked,
    pub assessed: Assessed,
    pub basis: Basis,
    /// Of the layers of the basis.
    pub titles: Vec<String>,
}

/// One row of one layer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RowRef {
    pub layer: String,
    pub row: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DownloadFormat {
    GeoJson,
    Csv,
}

/// A row in the list of what is in view.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordItem {
    pub row: RowRef,
    pub kind: RowKind,
    /// Of zones; as the map draws it now.
    pub status: Option<HazardStatus>,
    /// Of accidents; unknown for everything else.
    pub outcome: Outcome,
    /// Name or id; empty where the file gives neither.
    pub title: String,
    /// From the middle of the map to the nearest boundary, in metres; 0 inside.
    pub distance_m: f64,
    /// Direction of the nearest point from the middle, degrees clockwise from north.
    pub bearing_deg: f64,
}

/// The open card: the features under the pointer, one of which is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    pub rows: Vec<RowRef>,
    /// How many features are there; of many only the nearest are among the rows.
    pub all: usize,
    /// Which of the rows is shown, counted from 0.
    pub page: usize,
    /// `None` until the worker has answered.
    pub details: Option<Arc<RowDetails>>,
}

/// What is in view, nearest to the middle first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Records {
    pub items: Vec<RecordItem>,
    /// How many there are in view, listed or not.
    pub total: u64,
}

/// How many shown rows are in view, for the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InView {
    /// Zones by the code of their status.
    pub zones: [u64; HazardStatus::ALL.len()],
    pub incidents: u64,
    pub settlements: u64,
}

/// A settlement or town that can be searched for.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub name: String,
    /// Other scripts and spellings.
    pub alt_names: Vec<String>,
    /// What tells it from others of the same name, such as its district; may be empty.
    pub detail: String,
    pub lng: f64,
    pub lat: f64,
    /// Inhabitants, 0 where nobody says: of two names the larger place's is written.
    pub population: f64,
    /// Its row, where it is a settlement of a layer.
    pub row: Option<RowRef>,
}

/// What the filter leaves, by facet and in all.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Counted {
    pub facets: Vec<(Facet, Vec<ValueCount>)>,
    pub totals: Totals,
}

/// The signals of the page, which live as long as it does: one word in every closure that uses them.
#[derive(Clone, Copy)]
pub struct Store(&'static Signals);

impl Deref for Store {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

/// What the page shows.
pub struct Signals {
    pub language: RwSignal<Language>,
    pub theme: RwSignal<ThemeChoice>,
    pub sources: RwSignal<Vec<SourceEntry>>,
    pub layers: RwSignal<Vec<LayerEntry>>,
    /// The view after the last movement.
    pub view: RwSignal<View>,
    pub panel: RwSignal<PanelTab>,
    pub panel_open: RwSignal<bool>,
    /// Title, notices, whom to call, figures, basemaps: as the publisher set them.
    pub manifest: RwSignal<Arc<Manifest>>,
    /// Where the open map comes from, where that is not this site.
    pub foreign_map: RwSignal<Option<String>>,
    /// Sources that somebody added and of which dots are shown while they are read: id and name.
    pub glimpsed: RwSignal<Vec<(String, String)>>,
    /// Whom the ground asks to be named, such as the makers of its tiles.
    pub credits: RwSignal<Vec<String>>,
    /// The chosen raster ground; `None` is the built-in one.
    pub basemap: RwSignal<Option<String>>,
    /// What is asked to be shown; the legend switches its statuses.
    pub filter: RwSignal<FilterModel>,
    /// The time window; the timeline moves it with [`Command::SetTime`].
    pub time: RwSignal<TimeWindow>,
    pub counted: RwSignal<Arc<Counted>>,
    /// First and last day of the accidents, whatever the filter.
    pub dated_extent: RwSignal<Option<(Day, Day)>>,
    /// Whether any area has a date, so that the map can be shown as of a day.
    pub dated_zones: RwSignal<bool>,
    /// Changes when the timeline must ask for its bars again: see [`Store::histogram`].
    pub timeline_version: RwSignal<u32>,
    pub in_view: RwSignal<InView>,
    pub records: RwSignal<Arc<Records>>,
    pub hovered: RwSignal<Option<RowRef>>,
    pub selected: RwSignal<Option<RowRef>>,
    pub card: RwSignal<Option<Card>>,
    pub places: RwSignal<Arc<Vec<Place>>>,
    /// Why the map is not drawn, or not drawn as it should be, in a sentence.
    pub map_trouble: RwSignal<Option<String>>,
    /// Files whose meaning must be asked, the oldest first.
    pub questions: RwSignal<Vec<MappingQuestion>>,
    /// The published figures, where the manifest names some.
    pub figures: RwSignal<Option<Arc<Figures>>>,
    /// The place, area or route that is checked.
    pub checked: RwSignal<Option<Checked>>,
    pub answer: RwSignal<CheckAnswer>,
    /// How far around it is looked, in metres.
    pub check_radius: RwSignal<f64>,
    pub many: ManySignals,
    /// The next tap on the map chooses the place.
    pub choosing_on_map: RwSignal<bool>,
    pub draw: DrawSignals,
    /// A sentence for the status line and screen readers.
    pub announcement: RwSignal<String>,
    commands: Box<dyn Fn(Command)>,
    histograms: Box<dyn Fn(HistogramSpec) -> Histogram>,
}

impl Store {
    /// A store whose commands go to `commands` and whose timeline is counted by `histograms`.
    pub fn new(
        language: Language,
        view: View,
        commands: impl Fn(Command) + 'static,
        histograms: impl Fn(HistogramSpec) -> Histogram + 'static,
    ) -> Self {
        Self(Box::leak(Box::new(Signals {
            language: RwSignal::new(language),
            theme: RwSignal::new(ThemeChoice::System),
            sources: RwSignal::new(Vec::new()),
            layers: RwSignal::new(Vec::new()),
            view: RwSignal::new(view),
            panel: RwSignal::new(PanelTab::Layers),
            panel_open: RwSignal::new(true),
            manifest: RwSignal::new(Arc::default()),
            foreign_map: RwSignal::new(None),
            glimpsed: RwSignal::new(Vec::new()),
            credits: RwSignal::new(Vec::new()),
            basemap: RwSignal::new(None),
            filter: RwSignal::new(FilterModel::default()),
            time: RwSignal::new(TimeWindow::default()),
            counted: RwSignal::new(Arc::default()),
            dated_extent: RwSignal::new(None),
            dated_zones: RwSignal::new(false),
            timeline_version: RwSignal::new(0),
            in_view: RwSignal::new(InView::default()),
            records: RwSignal::new(Arc::default()),
            hovered: RwSignal::new(None),
            selected: RwSignal::new(None),
            card: RwSignal::new(None),
            places: RwSignal::new(Arc::default()),
            map_trouble: RwSignal::new(None),
            questions: RwSignal::new(Vec::new()),
            figures: RwSignal::new(None),
            checked: RwSignal::new(None),
            answer: RwSignal::new(CheckAnswer::None),
            check_radius: RwSignal::new(1_000.0),
            many: ManySignals::new(),
            choosing_on_map: RwSignal::new(false),
            draw: DrawSignals::default(),
            announcement: RwSignal::new(String::new()),
            commands: Box::new(commands),
            histograms: Box::new(histograms),
        })))
    }

    /// Asks the controller to do something.
    pub fn send(&self, command: Command) {
        (self.commands)(command);
    }

    /// The bars of the timeline under every filter but the time.
    #[must_use]
    pub fn histogram(&self, spec: HistogramSpec) -> Histogram {
        (self.histograms)(spec)
    }

    /// Says a sentence in the status line and to screen readers.
    pub fn announce(&self, sentence: &str) {
        self.announcement.set(sentence.to_owned());
    }

    /// The map's title in the current language.
    #[must_use]
    pub fn title(&self) -> Signal<String> {
        let (language, manifest) = (self.language, self.manifest);
        Signal::derive(move || {
            let language = language.get();
            manifest.with(|manifest| {
                let title = manifest.title.in_language(language.tag());
                if title.is_empty() {
                    key::PAGE_UNTITLED.text(language)
                } else {
                    title
                }
                .to_owned()
            })
        })
    }

    /// The text of a key in the current language; follows the language.
    #[must_use]
    pub fn text(&self, key: Key) -> Signal<&'static str> {
        let language = self.language;
        Signal::derive(move || key.text(language.get()))
    }
}
