//! Document control on a page: the line below its title, what has changed since approval, and the history of versions.

use super::super::super::view::{Notice, Run, Words, words};
use super::super::super::viewpoint::joined;
use super::super::table;
use super::Sheet;
use crate::record::Record;
use crate::record::kind::control::{Approval, Control, Status, Version};
use crate::record::value::Sp;

impl Sheet<'_> {
    /// The document-control line, and the history as a section.
    pub(in crate::site::page) fn control(&mut self, record: &Record, control: Option<&Sp<Control>>) {
        let Some(control) = control else { return };
        let point = &self.point;
        let mut line: Vec<Words> = Vec::new();
        if self.level == 2 {
            self.version = control.version.as_ref().map(|version| version.value.clone());
        }
        if let Some(version) = &control.version {
            line.push(vec![Run {
                strong: true,
                ..Run::text(self.say_with("control.version", &[("version", (&version.value).into())]))
            }]);
        }
        let status = control.status.map(|status| status.value);
        let current =
            control.version.as_ref().and_then(|version| control.history.iter().find(|row| row.version.value == version.value));
        let approved =
            current.and_then(|version| version.approved_by.iter().filter_map(|approval| approval.on).map(|when| when.date).max());
        let approved = approved.or_else(|| current.and_then(|version| version.on).map(|when| when.date));
        match (status, approved) {
            (Some(Status::Approved) | None, Some(date)) => {
                line.push(self.runs("control.approved-on", &[("date", point.date(date).into())]));
            }
            (Some(status), _) => line.push(words(point.say(status_key(status)))),
            (None, None) => {}
        }
        if let Some(effective) = control.effective {
            let since = effective.date.first_day() <= self.point.model().today;
            let key = if since { "control.in-force-since" } else { "control.in-force-from" };
            line.push(self.runs(key, &[("date", point.date(effective.date).into())]));
        }
        if let Some(review) = &control.review {
            if let Some(next) = review.next {
                let mut review = self.runs("control.next-review", &[("when", point.date(next.date).into())]);
                review.extend([Run::text(" "), point.overdue(next.date, &self.say("control.overdue"))]);
                line.push(review);
            } else if let Some(when) = &review.when {
                line.push(self.runs("control.next-review", &[("when", when.clone().into())]));
            }
        }
        let owner = control.owner.as_ref().or_else(|| control.review.as_ref().and_then(|review| review.owner.as_ref()));
        line.extend(owner.map(|owner| words(self.say_with("control.owner", &[("owner", lower_first(owner).into())]))));
        line.extend(
            control
                .reference
                .as_ref()
                .map(|reference| words(self.say_with("control.reference", &[("reference", reference.into())]))),
        );
        self.page.header.control = line;
        self.changed(record);
        if let Some(status @ (Status::Superseded | Status::Withdrawn | Status::Draft)) = status {
            self.label(self.say(status_label(status)), if status == Status::Draft { "warning" } else { "ended" });
        }
        let rows: Vec<Vec<Words>> = control.history.iter().map(|version| self.history_row(record, version)).collect();
        if !rows.is_empty() {
            let table = table(
                "history",
                self.say("control.history-caption"),
                &self.say_each(&[
                    "control.column-version",
                    "control.column-date",
                    "control.column-change",
                    "control.column-approved",
                ]),
                rows,
            );
            self.hold("history", self.say("control.history"), vec![table]);
        }
    }

    /// That the text is no longer the one approved, and where it differs.
    fn changed(&mut self, record: &Record) {
        let Some(changed) = self.model().changed_since_approval(record) else { return };
        let title = self.say("control.changed");
        self.label(&title, "warning");
        let version = &changed.version.version.value;
        let mut paragraphs = vec![words(self.say_with("control.changed-note", &[("version", version.into())]))];
        let section = |id: &String| {
            let heading = record.body.outline.iter().find(|heading| heading.id == *id);
            heading.map_or_else(
                || words(self.say("control.changed-beginning")),
                |heading| vec![Run::link(heading.title.clone(), format!("#{}", self.own_id(id)))],
            )
        };
        let sections = changed.sections.iter().map(section);
        let gone = changed.gone.iter().map(|id| {
            words(self.say_with("control.changed-gone", &[("section", crate::record::walk::label(id).to_lowercase().into())]))
        });
        let rules = changed.rules.iter().map(|field| {
            words(self.say_with("control.changed-rule", &[("field", self.point.field(field).to_lowercase().into())]))
        });
        let parts: Vec<Words> = sections.chain(gone).chain(rules).collect();
        if !parts.is_empty() {
            paragraphs.push(self.runs("control.changed-where", &[("parts", self.point.listed(parts).into())]));
        }
        self.notice(Notice { tone: "warning", title, paragraphs });
    }

    fn history_row(&self, record: &Record, version: &Version) -> Vec<Words> {
        let mut approvals: Vec<Words> = version.approved_by.iter().map(|approval| self.approval(record, approval)).collect();
        if approvals.is_empty() {
            approvals.push(vec![self.point.unrecorded()]);
        }
        let change = [
            version.summary.clone(),
            version.incorporates.as_ref().map(|whose| self.say_with("control.takes-in", &[("whose", whose.into())])),
        ];
        let change: Vec<String> = change.into_iter().flatten().collect();
        vec![
            words(version.version.value.clone()),
            vec![self.point.when(version.on)],
            if change.is_empty() { vec![self.point.unrecorded()] } else { words(change.join(". ")) },
            joined(approvals, &self.say("lists.semicolon")),
        ]
    }

    /// Who approved a version, and when.
    pub(in crate::site::page) fn approval(&self, record: &Record, approval: &Approval) -> Words {
        let organisation = approval.organisation.as_ref().map(|link| self.point.follow(record, link));
        let forum = || approval.forum.as_ref().map(|link| self.point.follow(record, link));
        let by = || approval.by.clone().map(Run::text);
        let who: Words = organisation.or_else(forum).or_else(by).into_iter().collect();
        let mut parts = vec![who];
        parts.extend(approval.on.map(|on| vec![self.point.date(on.date)]));
        let mut words = self.point.listed(parts);
        if let Some(meeting) = &approval.meeting {
            words = self.runs("control.at-meeting", &[("approval", words.into()), ("meeting", meeting.clone().into())]);
        }
        words
    }
}

/// How a document's standing is said in its line of document control, by its key.
pub(in crate::site::page) fn status_key(status: Status) -> &'static str {
    match status {
        Status::Draft => "control.is-draft",
        Status::InApproval => "control.is-in-approval",
        Status::Approved => "control.is-approved",
        Status::Superseded => "control.is-superseded",
        Status::Withdrawn => "control.is-withdrawn",
    }
}

/// The mark of a document's standing, by its key.
fn status_label(status: Status) -> &'static str {
    match status {
        Status::Draft => "control.draft",
        Status::InApproval => "control.in-approval",
        Status::Approved => "control.approved",
        Status::Superseded => "control.superseded",
        Status::Withdrawn => "control.withdrawn",
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    // An abbreviation keeps its capitals.
    if text.chars().nth(1).is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}
