//! A register as a table: columns with a name and a datatype, each with how a row fills it.

use super::{Control, Day, Head, Link, Money, Party, Word};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::site::exports) enum Datatype {
    /// Text.
    Text,
    /// A date as far as it is known.
    PartialDate,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// An address, resolved against that of the file.
    Address,
    /// Several texts, with a bar between them.
    List,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::site::exports) enum Cell {
    /// Nothing is recorded.
    Nothing,
    /// Text that authors wrote.
    Text(String),
    /// A date, a number, a flag or an address.
    Plain(String),
    /// Several texts.
    List(Vec<String>),
}

/// A column.
pub(in crate::site::exports) struct Column<R> {
    /// Its name, which stays.
    pub name: String,
    /// Where in the row's form it is described, as a path of keys: `control/version`.
    pub described: String,
    /// What it holds.
    pub datatype: Datatype,
    /// How a row fills it.
    pub cell: Box<dyn Fn(&R) -> Cell>,
}

/// The columns of a register, the one that names the row first.
pub(in crate::site::exports) struct Columns<R>(pub Vec<Column<R>>);

impl<R: 'static> Columns<R> {
    /// None yet.
    pub(super) fn new() -> Columns<R> {
        Columns(Vec::new())
    }

    /// Those of a record's head: id, title, short name, summary, address; earlier names come last.
    pub(super) fn of_head(head: fn(&R) -> &Head) -> Columns<R> {
        Columns::new()
            .text("id", move |row| head(row).id.as_str())
            .text("title", move |row| head(row).title.as_str())
            .some("short_name", move |row| head(row).short_name.as_deref())
            .some("summary", move |row| head(row).summary.as_deref())
            .address("href", move |row| head(row).href.as_deref())
            .list("former_names", move |row| head(row).former_names.iter().map(|former| former.name.clone()).collect())
    }

    fn add(mut self, name: &str, datatype: Datatype, cell: impl Fn(&R) -> Cell + 'static) -> Columns<R> {
        self.0.push(Column { name: name.replace('/', "_"), described: name.to_owned(), datatype, cell: Box::new(cell) });
        self
    }

    /// Text that is always there.
    pub(super) fn text(self, name: &str, cell: impl Fn(&R) -> &str + 'static) -> Columns<R> {
        self.add(name, Datatype::Text, move |row| Cell::Text(cell(row).to_owned()))
    }

    /// Text that may be absent.
    pub(super) fn some(self, name: &str, cell: impl Fn(&R) -> Option<&str> + 'static) -> Columns<R> {
        self.add(name, Datatype::Text, move |row| cell(row).map_or(Cell::Nothing, |text| Cell::Text(text.to_owned())))
    }

    /// Words of a choice, as JSON writes them.
    pub(super) fn choice<C: serde::Serialize>(self, name: &str, cell: impl Fn(&R) -> Option<C> + 'static) -> Columns<R> {
        let word = |choice: C| serde_json::to_value(choice).ok().and_then(|value| value.as_str().map(str::to_owned));
        self.add(name, Datatype::Text, move |row| cell(row).and_then(word).map_or(Cell::Nothing, Cell::Plain))
    }

    /// Several texts.
    pub(super) fn list(self, name: &str, cell: impl Fn(&R) -> Vec<String> + 'static) -> Columns<R> {
        self.add(name, Datatype::List, move |row| Cell::List(cell(row)))
    }

    /// An address.
    pub(super) fn address(self, name: &str, cell: impl Fn(&R) -> Option<&str> + 'static) -> Columns<R> {
        self.add(name, Datatype::Address, move |row| cell(row).map_or(Cell::Nothing, |text| Cell::Plain(text.to_owned())))
    }

    /// A date as far as it is known.
    pub(super) fn date(self, name: &str, cell: impl Fn(&R) -> Option<&Day> + 'static) -> Columns<R> {
        self.add(name, Datatype::PartialDate, move |row| cell(row).map_or(Cell::Nothing, |day| Cell::Plain(day.0.clone())))
    }

    /// A whole number.
    pub(super) fn number(self, name: &str, cell: impl Fn(&R) -> Option<u64> + 'static) -> Columns<R> {
        self.add(name, Datatype::Number, move |row| cell(row).map_or(Cell::Nothing, |number| Cell::Plain(number.to_string())))
    }

    /// A flag that is always there.
    pub(super) fn flag(self, name: &str, cell: impl Fn(&R) -> bool + 'static) -> Columns<R> {
        self.maybe(name, move |row| Some(cell(row)))
    }

    /// A flag that may be absent.
    pub(super) fn maybe(self, name: &str, cell: impl Fn(&R) -> Option<bool> + 'static) -> Columns<R> {
        self.add(name, Datatype::Flag, move |row| cell(row).map_or(Cell::Nothing, |flag| Cell::Plain(flag.to_string())))
    }

    /// An amount, in the handbook's currency.
    pub(super) fn money(self, name: &str, cell: impl Fn(&R) -> Option<&Money> + 'static) -> Columns<R> {
        self.number(name, move |row| cell(row).map(|money| money.amount))
    }

    /// A word of the vocabulary, by its id and, in the next column, its name.
    pub(super) fn word(self, name: &str, cell: fn(&R) -> Option<&Word>) -> Columns<R> {
        let ids = self.add(name, Datatype::Text, move |row| cell(row).map_or(Cell::Nothing, |word| Cell::Text(word.id.clone())));
        ids.named(name, move |row| cell(row).map_or(Cell::Nothing, |word| Cell::Text(word.name.clone())))
    }

    /// Words of the vocabulary, by their ids.
    pub(super) fn words(self, name: &str, cell: fn(&R) -> &[Word]) -> Columns<R> {
        self.list(name, move |row| cell(row).iter().map(|word| word.id.clone()).collect())
    }

    /// A record, by its id and, in the next column, its name.
    pub(super) fn link(self, name: &str, cell: fn(&R) -> Option<&Link>) -> Columns<R> {
        let ids = self.add(name, Datatype::Text, move |row| cell(row).map_or(Cell::Nothing, |link| Cell::Plain(link.id.clone())));
        ids.named(name, move |row| cell(row).map_or(Cell::Nothing, |link| Cell::Text(link.title.clone())))
    }

    /// Records, by their ids.
    pub(super) fn links(self, name: &str, cell: fn(&R) -> &[Link]) -> Columns<R> {
        self.list(name, move |row| cell(row).iter().map(|link| link.id.clone()).collect())
    }

    /// Somebody, by the id of the record and, in the next column, in words.
    pub(super) fn party(self, name: &str, cell: fn(&R) -> Option<&Party>) -> Columns<R> {
        let record = move |row: &R| cell(row).and_then(|party| party.record.as_ref()).map(|link| link.id.clone());
        let ids = self.add(name, Datatype::Text, move |row| record(row).map_or(Cell::Nothing, Cell::Plain));
        ids.named(name, move |row| cell(row).map_or(Cell::Nothing, |party| Cell::Text(party.name.clone())))
    }

    /// Document control.
    pub(super) fn control(self, control: fn(&R) -> Option<&Control>) -> Columns<R> {
        self.some("control/version", move |row| control(row)?.version.as_deref())
            .choice("control/status", move |row| control(row)?.status)
            .some("control/reference", move |row| control(row)?.reference.as_deref())
            .date("control/effective", move |row| control(row)?.effective.as_ref())
            .date("control/approved", move |row| control(row)?.approved.as_ref())
            .date("control/next_review", move |row| control(row)?.next_review.as_ref())
            .some("control/owner", move |row| control(row)?.owner.as_deref())
            .maybe("control/changed_since_approval", move |row| Some(control(row)?.changed_since_approval))
    }

    fn named(mut self, name: &str, cell: impl Fn(&R) -> Cell + 'static) -> Columns<R> {
        let column = Column {
            name: format!("{}_name", name.replace('/', "_")),
            described: name.to_owned(),
            datatype: Datatype::Text,
            cell: Box::new(cell),
        };
        self.0.push(column);
        self
    }
}
