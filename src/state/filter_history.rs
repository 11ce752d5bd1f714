//! The steps of the filter that can be taken back, whoever made them: the panel, the legend or a link.

use super::History;
use crate::filter::FilterModel;

/// Follows the filter in force; words being typed are one step, however many letters they have.
#[derive(Debug, Clone, PartialEq)]
pub struct FilterHistory {
    steps: History<FilterModel>,
}

impl FilterHistory {
    #[must_use]
    pub fn new(filter: FilterModel) -> Self {
        Self {
            steps: History::new(filter),
        }
    }

    /// Takes note of the filter now in force.
    pub fn follow(&mut self, filter: &FilterModel) {
        let present = self.steps.present();
        if filter == present {
            return;
        }
        if differs_only_in_text(filter, present) {
            self.steps.adjust(filter.clone());
        } else {
            self.steps.set(filter.clone());
        }
    }

    /// The words typed so far are complete: the next ones are a step of their own.
    pub fn settle(&mut self) {
        self.steps.settle();
    }

    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.steps.can_undo()
    }

    /// The filter before the last step, to be put in force.
    pub fn undo(&mut self) -> Option<FilterModel> {
        self.steps.undo().cloned()
    }

    /// The filter of the step that was taken back last, to be put in force again.
    pub fn redo(&mut self) -> Option<FilterModel> {
        self.steps.redo().cloned()
    }
}

fn differs_only_in_text(one: &FilterModel, other: &FilterModel) -> bool {
    let mut with_text_of_other = one.clone();
    with_text_of_other.set_text(other.text());
    with_text_of_other == *other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::Facet;

    fn with_text(text: &str) -> FilterModel {
        let mut filter = FilterModel::default();
        filter.set_text(text);
        filter
    }

    #[test]
    fn words_are_taken_back_whole() {
        let mut history = FilterHistory::new(FilterModel::default());
        for typed in ["m", "mi", "mine"] {
            history.follow(&with_text(typed));
        }
        history.settle();
        history.follow(&with_text("mine field"));
        assert_eq!(history.undo(), Some(with_text("mine")));
        assert_eq!(history.undo(), Some(FilterModel::default()));
        assert_eq!(history.undo(), None);
    }

    #[test]
    fn each_choice_is_a_step_and_what_is_put_in_force_again_is_none() {
        let mut history = FilterHistory::new(FilterModel::default());
        let mut filter = with_text("mine");
        history.follow(&filter);
        filter.toggle(Facet::Status, "confirmed");
        history.follow(&filter);
        filter.toggle(Facet::Status, "suspected");
        history.follow(&filter);
        let before = history.undo().expect("three steps");
        history.follow(&before);
        assert_eq!(history.redo(), Some(filter));
    }
}
