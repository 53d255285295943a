//! Links and pictures.

use pulldown_cmark::{Event, LinkType, Tag};

use super::super::super::html::{attribute, escape};
use super::{Writer, place};
use crate::phrases::direction;
use crate::record::body::destination::Destination;
use crate::record::body::events::Placed;
use crate::record::body::{Attachment, Reference, is_picture, wiki_target, words};

impl<'w> Writer<'w, '_> {
    pub(super) fn link(&mut self, events: &[Placed<'w>], at: usize, link_type: LinkType, destination: &str) -> usize {
        let start = place(events, at);
        if let Some(reference) = found(&self.body.references, start, |reference| reference.span.start) {
            return self.reference(reference, at);
        }
        let is_bare = words::plain(&events[at + 1..self.ends[at]]).trim().is_empty();
        let is_bare =
            is_bare && !events[at + 1..self.ends[at]].iter().any(|(event, _)| matches!(event, Event::Start(Tag::Image { .. })));
        match self.anchor(start, link_type, destination) {
            Some(anchor) => self.begin_link(&anchor),
            None => self.begin_without_link(),
        }
        if is_bare {
            escape(&mut self.html, destination);
        }
        at + 1
    }

    /// The opening tag of a link that is not to a record; `None` where there is nothing to link to.
    fn anchor(&self, start: u32, link_type: LinkType, destination: &str) -> Option<String> {
        let mut anchor = String::from("<a");
        if let Some(attachment) = found(&self.body.attachments, start, |attachment| attachment.span.start) {
            attribute(&mut anchor, "href", &self.attachment(attachment)?);
            return Some(anchor + ">");
        }
        let read = match link_type {
            LinkType::Email => Destination::email(destination),
            LinkType::WikiLink { .. } => Destination::read(wiki_target(destination), ""),
            _ => Destination::read(destination, ""),
        };
        match read {
            Destination::Outside(address) => {
                attribute(&mut anchor, "href", &address);
                if address.starts_with("http") {
                    anchor.push_str(" class=\"external\" rel=\"noopener noreferrer\"");
                }
            }
            Destination::Here(fragment) => {
                let id = self.body.anchor(&fragment).unwrap_or(&fragment);
                attribute(&mut anchor, "href", &format!("#{}", self.id(id)));
            }
            _ => return None,
        }
        Some(anchor + ">")
    }

    fn attachment(&self, attachment: &Attachment) -> Option<String> {
        let href = self.links.attachment(&attachment.path)?;
        Some(attachment.fragment.as_ref().map_or(href.clone(), |fragment| format!("{href}#{fragment}")))
    }

    /// Where the record is not published, not even its id may show.
    fn reference(&mut self, reference: &Reference, at: usize) -> usize {
        let target = self.links.reference(reference);
        match &target {
            Some(target) => {
                let mut anchor = String::from("<a");
                attribute(&mut anchor, "href", &target.href);
                if let Some(summary) = target.summary.as_ref().filter(|summary| !summary.is_empty()) {
                    attribute(&mut anchor, "title", summary);
                }
                if let Some(language) = target.language.as_ref().filter(|_| reference.label.is_none()) {
                    attribute(&mut anchor, "lang", language);
                    if direction(language) != self.options.phrases.direction() {
                        attribute(&mut anchor, "dir", direction(language));
                    }
                }
                self.begin_link(&(anchor + ">"));
            }
            None => self.begin_without_link(),
        }
        if reference.label.is_some() {
            return at + 1;
        }
        let shown = target.map_or_else(|| self.options.phrases.say("prose.not-published"), |target| target.title);
        escape(&mut self.html, &shown);
        self.ends[at]
    }

    fn begin_link(&mut self, anchor: &str) {
        if self.linked > 0 {
            return self.begin_without_link();
        }
        self.begin(anchor, "</a>");
        self.quiet += 1;
        self.linked += 1;
    }

    fn begin_without_link(&mut self) {
        self.begin("", "");
        self.quiet += 1;
        self.linked += 1;
    }

    /// A picture alone in its paragraph that has a title is shown with it as a caption.
    pub(super) fn figure(&mut self, events: &[Placed<'w>], at: usize) -> Option<usize> {
        let Some((Event::Start(Tag::Image { title, .. }), _)) = events.get(at + 1) else { return None };
        let is_alone = self.ends[at + 1] + 1 == self.ends[at];
        if title.is_empty() || !is_alone || !self.is_shown(place(events, at + 1)) {
            return None;
        }
        self.html.push_str("<figure>\n");
        self.picture(events, at + 1, "");
        self.html.push_str("\n<figcaption>");
        escape(&mut self.html, title);
        self.html.push_str("</figcaption>\n</figure>\n");
        Some(self.ends[at] + 1)
    }

    fn is_shown(&self, start: u32) -> bool {
        self.shown(start).is_some()
    }

    fn shown(&self, start: u32) -> Option<String> {
        let attachment = found(&self.body.attachments, start, |attachment| attachment.span.start)?;
        if attachment.shown && is_picture(&attachment.path) { self.links.attachment(&attachment.path) } else { None }
    }

    /// A picture, or its words where it cannot be shown.
    pub(super) fn picture(&mut self, events: &[Placed<'w>], at: usize, title: &str) -> usize {
        let end = self.ends[at];
        let words = words::one_line(&words::plain(&events[at + 1..end]));
        match self.shown(place(events, at)) {
            Some(href) => {
                self.html.push_str("<img");
                attribute(&mut self.html, "src", &href);
                attribute(&mut self.html, "alt", &words);
                if !title.is_empty() {
                    attribute(&mut self.html, "title", title);
                }
                self.html.push_str(" loading=\"lazy\">");
            }
            None => escape(&mut self.html, &words),
        }
        end + 1
    }
}

fn found<T>(sorted: &[T], start: u32, key: impl Fn(&T) -> u32) -> Option<&T> {
    sorted.binary_search_by_key(&start, key).ok().map(|found| &sorted[found])
}
