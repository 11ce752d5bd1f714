//! Tests of answers: tiny hand-made maps with one behaviour each, and properties over drawn-up ones.

mod ground;
mod maps;
mod properties;
mod verdicts;
