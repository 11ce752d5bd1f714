//! The page's components. State in, commands out: see [`Store`].

mod store;

pub use store::{
    Command, Counted, DownloadFormat, InView, LayerEntry, PanelTab, Place, RecordItem, Records,
    RowRef, SourceEntry, SourceState, Store, ThemeChoice,
};
