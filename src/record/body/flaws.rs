//! What is said of links that lead nowhere.

use super::destination::Flaw;
use crate::diagnostic::Diagnostic;
use crate::span::Place;

/// What is said of a destination that is refused.
pub fn diagnostic(place: Place, flaw: &Flaw) -> Diagnostic {
    match flaw {
        Flaw::Empty => Diagnostic::error("prose/link-empty", place, "this link leads nowhere")
            .hint("write where it leads, or keep only its words"),
        Flaw::Scheme(scheme) => scheme_refused(place, scheme),
        Flaw::Address(why) => Diagnostic::error("prose/link-address", place, format!("this address cannot be linked: {why}"))
            .hint("copy the address anew from the page that it leads to"),
        Flaw::Rooted => Diagnostic::error("prose/link-from-root", place, "a link that begins with `/` breaks when the handbook moves")
            .label("from the site's root")
            .hint("link to the record by its id, such as `[[wyaat]]`, or to its file from this file's folder, such as `../wyaat/purpose.md`")
            .hint("an attachment is linked as `files/…`"),
        Flaw::Climbs => Diagnostic::error("prose/link-outside-content", place, "this link leaves the content folder")
            .label("too many `..`")
            .hint("only what stands in the content folder is published"),
        Flaw::NoContent(path) => {
            Diagnostic::error("prose/link-to-no-file", place, format!("`{path}` is neither a record's file nor an attachment"))
                .hint("link to a record's file, which ends in `.toml` or `.md`, or by its id, such as `[[wyaat]]`")
                .hint("attachments stand in `files/` and are linked as `files/…`")
        }
    }
}

fn scheme_refused(place: Place, scheme: &str) -> Diagnostic {
    let message = format!("links with `{}:` are not published", scheme.escape_debug());
    let diagnostic = Diagnostic::error("prose/link-scheme", place, message)
        .label("not http, https, mailto or tel")
        .hint("write an address that begins with `https://`, `http://`, `mailto:` or `tel:`");
    let is_word = scheme.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let may_be_kind = is_word && !matches!(scheme, "javascript" | "vbscript" | "data" | "file" | "blob" | "view-source" | "ftp");
    diagnostic.maybe_hint(may_be_kind.then(|| format!("a reference to a record is written `[[{scheme}:…]]`")))
}

/// What is said of a picture that cannot be shown.
pub fn no_picture(place: Place, is_elsewhere: bool, endings: &[&str]) -> Diagnostic {
    if is_elsewhere {
        Diagnostic::error("prose/image-elsewhere", place, "a picture from another site is not shown")
            .label("every reader's browser would have to ask that site for it")
            .hint("put the picture into `files/` and write `files/…`")
    } else {
        Diagnostic::error("prose/image-kind", place, "this picture is not of a kind that browsers show")
            .hint(format!("pictures stand in `files/` and end in {}", endings.join(", ")))
    }
}
