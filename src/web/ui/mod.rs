//! The page's components. State in, commands out: see [`Store`].

mod store;

pub use store::{
    Command, DownloadFormat, LayerEntry, PanelTab, RowRef, SourceEntry, SourceState, Store,
    ThemeChoice,
};
