//! Draws a layout as SVG. Colours and typefaces are the style sheet's: here are places and classes only.

use std::fmt::Write;

use super::arrangements::Arrangements;
use super::layout::{self, Course, Drawing, Frame, Line, Placed, Point};
use super::{Diagram, Tone};
use crate::site::html::{Html, attribute, escape};

const TIP: f64 = 7.0;

/// Both drawings of a picture, one for a desk and one for a phone.
pub(super) fn draw(diagram: &Diagram, memory: &Arrangements) -> Html {
    let mut html = String::new();
    drawing(&mut html, &layout::wide(diagram, memory), "diagram-wide", &diagram.caption);
    drawing(&mut html, &layout::tall(diagram), "diagram-tall", &diagram.caption);
    Html::written(html)
}

fn drawing(html: &mut String, drawing: &Drawing<'_>, class: &'static str, caption: &str) {
    let (width, height) = (drawing.size.width.ceil(), drawing.size.height.ceil());
    let _ = write!(
        html,
        "<svg class=\"{class}\" role=\"group\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\""
    );
    attribute(html, "aria-label", caption);
    html.push('>');
    for placed in drawing.boxes.iter().filter(|placed| placed.frame.is_some()) {
        shape(html, placed);
    }
    for line in &drawing.lines {
        edge(html, line);
    }
    for placed in drawing.boxes.iter().filter(|placed| placed.frame.is_none()) {
        shape(html, placed);
    }
    // What edges say stands above every line.
    for line in drawing.lines.iter().filter(|line| !line.label.is_empty()) {
        html.push_str(if line.course == Course::Elbows { "<g class=\"edge edge--beside\">" } else { "<g class=\"edge\">" });
        let first = line.label_at.y - (line.label.len() as f64 - 1.0) * 8.5 + 4.5;
        text(html, &line.label, Point { x: line.label_at.x, y: first }, 17.0, None);
        html.push_str("</g>");
    }
    html.push_str("</svg>");
}

fn shape(html: &mut String, placed: &Placed<'_>) {
    let tag = if placed.node.href.is_some() { "a" } else { "g" };
    let _ = write!(html, "<{tag} class=\"{}\"", class(placed));
    if let Some(href) = &placed.node.href {
        attribute(html, "href", href);
    }
    let (at, size) = (placed.at, placed.size);
    let _ = write!(
        html,
        "><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
        number(at.x),
        number(at.y),
        number(size.width),
        number(size.height)
    );
    let tall = placed.name.len() as f64 * 18.0 + placed.note.len() as f64 * 17.0;
    let top = match placed.frame {
        Some(Frame::DashedOverFoot) => at.y + size.height - tall - 10.0,
        Some(_) => at.y + 10.0,
        None => at.y + (size.height - tall) / 2.0,
    };
    let middle = at.x + size.width / 2.0;
    text(html, &placed.name, Point { x: middle, y: top + 14.0 }, 18.0, None);
    let below = top + placed.name.len() as f64 * 18.0;
    text(html, &placed.note, Point { x: middle, y: below + 13.0 }, 17.0, Some("note"));
    let _ = write!(html, "</{tag}>");
}

fn class(placed: &Placed<'_>) -> &'static str {
    match (placed.frame, placed.node.tone) {
        (Some(Frame::Dashed | Frame::DashedOverFoot), _) => "node frame",
        (Some(Frame::Solid), _) => "node frame frame--solid",
        (None, Tone::Plain) => "node",
        (None, Tone::Lead) => "node node--lead",
        (None, Tone::Forum) => "node node--forum",
        (None, Tone::Ended) => "node node--ended",
    }
}

pub(super) fn text(html: &mut String, lines: &[String], at: Point, height: f64, class: Option<&'static str>) {
    if lines.is_empty() {
        return;
    }
    html.push_str("<text");
    if let Some(class) = class {
        attribute(html, "class", class);
    }
    let (x, y) = (number(at.x), number(at.y));
    if let [only] = lines {
        let _ = write!(html, " x=\"{x}\" y=\"{y}\">");
        escape(html, only);
    } else {
        html.push('>');
        for (line, text) in lines.iter().enumerate() {
            let y = number(at.y + line as f64 * height);
            // The space between lines is for those who hear or copy them.
            let _ = write!(html, "{}<tspan x=\"{x}\" y=\"{y}\">", if line > 0 { " " } else { "" });
            escape(html, text);
            html.push_str("</tspan>");
        }
    }
    html.push_str("</text>");
}

fn edge(html: &mut String, line: &Line) {
    let [.., before, end] = line.points[..] else { return };
    let class = if line.advice { "edge edge--advice" } else { "edge" };
    let _ = write!(html, "<g class=\"{class}\"><path d=\"");
    path(html, &line.points, line.course);
    let (tip, left, right) = tip(before, end);
    let _ = write!(html, "\"/><path class=\"arrow\" d=\"M{}L{}L{}Z\"/></g>", pair(tip), pair(left), pair(right));
}

/// A line through points; where it swings, it goes from one column or row to another between them.
fn path(html: &mut String, points: &[Point], course: Course) {
    let Some(first) = points.first() else { return };
    let _ = write!(html, "M{}", pair(*first));
    for (from, to) in points.iter().zip(&points[1..]) {
        let half = Point { x: (from.x + to.x) / 2.0, y: (from.y + to.y) / 2.0 };
        let (one, other) = match course {
            Course::Down if (from.x - to.x).abs() > 0.5 => (Point { y: half.y, ..*from }, Point { y: half.y, ..*to }),
            Course::Across if (from.y - to.y).abs() > 0.5 => (Point { x: half.x, ..*from }, Point { x: half.x, ..*to }),
            _ => (*from, *to),
        };
        if (one, other) != (*from, *to) {
            let _ = write!(html, "C{} {} {}", pair(one), pair(other), pair(*to));
        } else {
            let _ = write!(html, "L{}", pair(*to));
        }
    }
}

/// The three corners of an arrow.
fn tip(before: Point, end: Point) -> (Point, Point, Point) {
    let (x, y) = (end.x - before.x, end.y - before.y);
    let length = x.hypot(y).max(0.01);
    let (x, y) = (x / length, y / length);
    let base = Point { x: end.x - x * TIP * 1.3, y: end.y - y * TIP * 1.3 };
    let half = TIP * 0.62;
    (end, Point { x: base.x - y * half, y: base.y + x * half }, Point { x: base.x + y * half, y: base.y - x * half })
}

fn pair(point: Point) -> String {
    format!("{} {}", number(point.x), number(point.y))
}

/// A number with one digit at most, which no reader sees more exactly.
pub(super) fn number(number: f64) -> f64 {
    let rounded = (number * 10.0).round() / 10.0;
    // There is a zero below zero, and it would be written so.
    rounded + 0.0
}
