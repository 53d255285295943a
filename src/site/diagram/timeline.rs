//! When things happened, to scale: years across, one row for each event, the latest first. Rows are as high as what they say, so that
//! nothing overlaps however near two events are.

use std::fmt::Write;

use jiff::civil::Date;

use super::layout::{Point, Size, TALL, WIDE};
use super::svg::{number, text};
use super::text::{NAME, SMALL, longest, width, wrap};
use crate::site::html::{Html, attribute};

/// The fewest and the most events of which a picture says more than their list.
const EVENTS: std::ops::RangeInclusive<usize> = 3..=40;
/// The years that a step between two lines may have.
const STEPS: [i16; 7] = [1, 2, 5, 10, 20, 50, 100];
const MARGIN: f64 = 14.0;
const TOP: f64 = 34.0;
const LINE: f64 = 17.0;
const GAP: f64 = 9.0;
const BESIDE: f64 = 12.0;
/// The least room between the years that are written.
const BETWEEN_YEARS: f64 = 46.0;

/// Something that happened on a day, or will.
#[derive(Clone, Debug)]
pub(in crate::site) struct Moment {
    /// Its day.
    pub day: Date,
    /// The day as far as it is known, in words.
    pub when: String,
    /// What happened.
    pub name: String,
    /// Where that leads.
    pub href: Option<String>,
}

/// Both drawings of what happened; none where a list alone says as much. The events stand in the order of their days.
pub(in crate::site) fn timeline(caption: &str, moments: &[Moment], today: Date) -> Option<Html> {
    let (first, last) = (moments.first()?, moments.last()?);
    if !EVENTS.contains(&moments.len()) || year_of(last.day) - year_of(first.day) < 1.0 {
        return None;
    }
    let mut html = String::new();
    for (width, class) in [(WIDE, "diagram-wide"), (TALL, "diagram-tall")] {
        draw(&mut html, &arrange(moments, today, width), class, caption);
    }
    Some(Html::written(html))
}

/// One event at its place.
#[derive(Debug)]
pub(super) struct Row<'m> {
    pub moment: &'m Moment,
    pub dot: Point,
    pub when: Vec<String>,
    pub name: Vec<String>,
    /// Where the text begins, or ends where it stands before its dot.
    pub at: Point,
    pub before: bool,
    pub height: f64,
    pub future: bool,
}

/// A whole drawing.
#[derive(Debug)]
pub(super) struct Timeline<'m> {
    pub size: Size,
    pub rows: Vec<Row<'m>>,
    /// The years that are written, with their places.
    pub years: Vec<(f64, i16)>,
    pub today: Option<f64>,
}

/// Where everything stands in a width.
pub(super) fn arrange(moments: &[Moment], today: Date, whole: f64) -> Timeline<'_> {
    let days = moments.iter().map(|moment| year_of(moment.day));
    let (first, last) = days.fold((f64::MAX, f64::MIN), |(first, last), year| (first.min(year), last.max(year)));
    // Today is shown where it is near enough not to push all else aside.
    let now = year_of(today);
    let end = if now > last && now - last < last - first { now } else { last };
    let place = |year: f64| MARGIN + (year - first) / (end - first).max(0.01) * (whole - 2.0 * MARGIN);
    let mut top = TOP + GAP;
    let mut rows = Vec::new();
    for moment in moments.iter().rev() {
        let row = row(moment, place(year_of(moment.day)), top, whole, moment.day > today);
        top += row.height + GAP;
        rows.push(row);
    }
    let years = years(first, end, &place);
    let today = (first..=end).contains(&now).then(|| place(now));
    Timeline { size: Size { width: whole, height: top + 4.0 }, rows, years, today }
}

fn row(moment: &Moment, x: f64, top: f64, whole: f64, future: bool) -> Row<'_> {
    let (after, before) = (whole - x - BESIDE - 2.0, x - BESIDE - 2.0);
    // Text stands after its dot, as one reads, unless its longest word has no room there.
    let needed = longest(&moment.name, NAME).max(width(&moment.when, SMALL)).max(whole * 0.3);
    let is_before = after < needed && before > after;
    let room = if is_before { before } else { after };
    let (when, name) = (wrap(&moment.when, room, SMALL), wrap(&moment.name, room, NAME));
    let height = (when.len() + name.len()) as f64 * LINE;
    let at = Point { x: if is_before { x - BESIDE } else { x + BESIDE }, y: top };
    Row { moment, dot: Point { x, y: top + LINE / 2.0 }, when, name, at, before: is_before, height, future }
}

/// The years that are written: as many as have room.
fn years(first: f64, last: f64, place: &impl Fn(f64) -> f64) -> Vec<(f64, i16)> {
    let room = |step: &&i16| place(first + f64::from(**step)) - place(first) >= BETWEEN_YEARS;
    let step = STEPS.iter().find(room).or(STEPS.last()).copied().unwrap_or(1);
    let begin = first.ceil() as i16;
    let years = (begin..=last.floor() as i16).filter(|year| year.rem_euclid(step) == 0);
    years.map(|year| (place(f64::from(year)), year)).collect()
}

/// A day as a year and its part.
fn year_of(day: Date) -> f64 {
    f64::from(day.year()) + (f64::from(day.day_of_year()) - 1.0) / 366.0
}

fn draw(html: &mut String, timeline: &Timeline<'_>, class: &'static str, caption: &str) {
    let (width, height) = (timeline.size.width.ceil(), timeline.size.height.ceil());
    let _ = write!(
        html,
        "<svg class=\"{class} times\" role=\"group\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\""
    );
    attribute(html, "aria-label", caption);
    html.push('>');
    let bottom = number(height - 2.0);
    let mut lines = String::new();
    for (x, year) in &timeline.years {
        let x = number(*x);
        let _ = write!(lines, "M{x} 24V{bottom}");
        let _ = write!(html, "<text class=\"note\" x=\"{}\" y=\"16\">{year}</text>", x.clamp(18.0, width - 18.0));
    }
    let _ = write!(html, "<path class=\"grid\" d=\"M0 24H{width}{lines}\"/>");
    if let Some(today) = timeline.today.map(number) {
        let _ = write!(html, "<path class=\"today\" d=\"M{today} 24V{bottom}\"/>");
    }
    for row in &timeline.rows {
        shape(html, row);
    }
    html.push_str("</svg>");
}

fn shape(html: &mut String, row: &Row<'_>) {
    let tag = if row.moment.href.is_some() { "a" } else { "g" };
    let _ = write!(
        html,
        "<{tag} class=\"node{}{}\"",
        if row.before { " before" } else { "" },
        if row.future { " node--ended" } else { "" }
    );
    if let Some(href) = &row.moment.href {
        attribute(html, "href", href);
    }
    let _ = write!(html, "><circle cx=\"{}\" cy=\"{}\" r=\"5\"/>", number(row.dot.x), number(row.dot.y));
    text(html, &row.when, Point { x: row.at.x, y: row.at.y + 13.0 }, LINE, Some("note"));
    let below = row.at.y + row.when.len() as f64 * LINE;
    // The space between is for those who hear or copy it.
    html.push(' ');
    text(html, &row.name, Point { x: row.at.x, y: below + 13.0 }, LINE, None);
    let _ = write!(html, "</{tag}>");
}
