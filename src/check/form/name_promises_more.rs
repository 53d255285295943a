#![doc = include_str!("name_promises_more.md")]

use crate::check::{Findings, words};
use crate::model::{Entry, Model};
use crate::record::kind::Forum;
use crate::record::kind::vocabulary::LegalForm;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.all::<Forum>().filter(|forum| model.at_work(forum.id)) {
        let Some(form) = model.form(forum).filter(|form| form.binds_nobody()) else { continue };
        let Some(promise) = promise(model, forum).filter(|promise| !form.suggests.iter().any(|own| own == promise)) else { continue };
        let Some(term) = &forum.fields.legal_form else { continue };
        // “is no legal form” is said of a form that is none.
        let one = words::one(form).to_string();
        let is = if one.starts_with("no ") { format!("has {one}") } else { format!("is {one}") };
        let title = forum.record.title();
        let finding = findings
            .about(forum.record, format!("“{title}” {is} in law, and its name says “{promise}”"))
            .label("readers take it for one that decides")
            .related(forum.record.place(term.span), "what it is in law")
            .hint("say beside the name, wherever it is published, that it recommends and each body decides");
        match form.suggests.first() {
            Some(honest) => finding.hint(format!("or find a name that keeps to its form, such as one with “{honest}”")),
            None => finding.hint("or find a name that keeps to its form"),
        };
    }
}

/// The longest words in a forum's name that make people expect a form.
fn promise<'m>(model: &'m Model, forum: Entry<'m, Forum>) -> Option<&'m str> {
    let name = parts(&forum.record.title());
    let forms: &'m [LegalForm] = &model.vocabulary_of(forum.record).legal_forms;
    let suggested = forms.iter().flat_map(|form| &form.suggests).filter(|words| contains(&name, &parts(words)));
    suggested.max_by_key(|words| words.len()).map(String::as_str)
}

fn parts(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether words stand together in a name, in the singular or with an s.
fn contains(name: &[String], words: &[String]) -> bool {
    let same = |own: &String, word: &String| own == word || own.strip_suffix('s') == Some(word);
    !words.is_empty() && name.windows(words.len()).any(|part| part.iter().zip(words).all(|(own, word)| same(own, word)))
}
