//! The page's components. State in, commands out: see [`Store`].
//!
//! Data from files reaches the page as text nodes only. Styles are classes of `style/`; what must be measured in
//! pixels is set through the CSS object model, which a strict Content-Security-Policy allows.

mod add_data;
mod app;
mod card;
mod drawing;
mod icons;
mod many;
mod map;
mod mapping_dialog;
mod panel;
mod provenance;
mod search;
mod share;
mod status_line;
mod store;
mod timeline;
mod top_bar;
mod warning;
mod wording;

pub use app::App;
pub use drawing::{Checked, DrawCommand};
pub use many::{Answers, ListState, ManyCommand, NamedList, Work};
pub use store::{
    Card, CheckAnswer, CheckedPlace, Command, Counted, DownloadFormat, InView, LayerEntry,
    MappingQuestion, PanelTab, PictureTexts, Place, ReadyAnswer, RecordItem, Records, RowRef,
    SourceEntry, SourceState, Store, ThemeChoice,
};
