//! The columns of a target that names them before the first record: gathered in a first pass, with what they hold.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::facts::Value;

use super::tie::{Cell, Cells};

/// What all values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Text,
    /// Numbers without a fraction.
    Whole,
    Number,
    Flag,
}

impl Sort {
    fn of(cell: &Cell<'_>) -> Self {
        let of_digits = |digits: &str| match digits.parse::<i64>() {
            Ok(_) => Self::Whole,
            Err(_fraction_or_beyond) => Self::Number,
        };
        match cell {
            Cell::Number(_) => Self::Number,
            Cell::Value(Value::Number(digits)) => of_digits(digits),
            Cell::Value(Value::Bool(_)) => Self::Flag,
            Cell::Text(_) | Cell::Texts(_) | Cell::Value(_) => Self::Text,
        }
    }

    /// What GEXF and GraphML call it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Whole => "long",
            Self::Number => "double",
            Self::Flag => "boolean",
        }
    }

    const fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Whole, Self::Whole) => Self::Whole,
            (Self::Flag, Self::Flag) => Self::Flag,
            (Self::Whole | Self::Number, Self::Whole | Self::Number) => Self::Number,
            _ => Self::Text,
        }
    }
}

/// Columns in the order in which records first have them.
#[derive(Debug, Default)]
pub(super) struct Columns {
    list: Vec<(String, Sort)>,
    places: HashMap<String, usize>,
}

impl Columns {
    /// Adds the columns of a record.
    pub(super) fn learn(&mut self, cells: &Cells<'_>) {
        for (name, cell) in cells {
            let sort = Sort::of(cell);
            match self.place(name) {
                Some(at) => self.list[at].1 = self.list[at].1.with(sort),
                None => {
                    self.places.insert(name.to_string(), self.list.len());
                    self.list.push((name.to_string(), sort));
                }
            }
        }
    }

    /// Adds a column that stands whether a record has it or not.
    pub(super) fn put(&mut self, name: &'static str) {
        self.learn(&vec![(name.into(), Cell::Text(Cow::Borrowed("")))]);
    }

    /// Where a column stands.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// Names and sorts.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &str, Sort)> {
        self.list.iter().enumerate().map(|(at, (name, sort))| (at, name.as_str(), *sort))
    }

    pub(super) const fn len(&self) -> usize {
        self.list.len()
    }
}
