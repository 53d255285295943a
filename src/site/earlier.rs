//! A site that was published before, and what of it would be gone: addresses that others link to, and places within pages.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::address::Part;
use super::{Planned, Site, address};
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::model::RecordId;
use crate::output::{Route, anchors, verify};
use crate::record::Record;
use crate::record::suggest::nearest;
use crate::span::Place;

/// The form of the manifest that is read, and of those before it.
const VERSION: u32 = 1;
/// How many places of a page are named in one finding.
const NAMED: usize = 8;
/// Files whose names nobody keeps: what pages load, and what programs look for by names of their own.
const NO_ADDRESS: [&str; 4] = ["404.html", "robots.txt", "sitemap.xml", "handbook.manifest.json"];

/// What an earlier build published, as far as others may link to it.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    addresses: BTreeMap<Route, Kept>,
}

/// What is known of an address.
#[derive(Clone, Debug, Default)]
struct Kept {
    sha256: String,
    /// The places within it that can be linked to.
    anchors: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Manifest {
    manifest: String,
    version: u32,
    files: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    path: String,
    #[serde(default)]
    sha256: String,
    #[serde(default)]
    anchors: Vec<String>,
}

impl Earlier {
    /// Reads the manifest that a build wrote. `page` gives the bytes of a published page by its path, where they are at hand: the
    /// places within it are then known whether the manifest lists them or not.
    ///
    /// # Errors
    /// In an author's words, why it is none.
    pub fn read(manifest: &[u8], page: impl Fn(&str) -> Option<Vec<u8>> + Sync) -> Result<Earlier, String> {
        let Manifest { manifest, version, files } =
            serde_json::from_slice(manifest).map_err(|error| format!("cannot be read ({error})"))?;
        if manifest != "handbook" {
            return Err("is none of handbook’s".to_owned());
        }
        if version > VERSION {
            return Err(format!("was written by a later handbook (version {version}, this one knows {VERSION})"));
        }
        let read = files.into_par_iter().filter_map(|Line { path, sha256, anchors }| {
            let route = route_of(&path)?;
            let mut anchors: BTreeSet<String> = anchors.into_iter().collect();
            if route.is_page() && anchors.is_empty() {
                anchors.extend(page(&path).iter().flat_map(|bytes| anchors::of(bytes)));
            }
            Some((route, Kept { sha256, anchors }))
        });
        Ok(Earlier { addresses: read.collect() })
    }
}

/// The address of a published file; `None` where nobody links to it.
fn route_of(path: &str) -> Option<Route> {
    let is_index = path.starts_with("search/") && path.ends_with(".js");
    if NO_ADDRESS.contains(&path) || path.starts_with("static/") || is_index {
        return None;
    }
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => Route::page(folder),
        _ => Route::file(path),
    }
}

/// Why a record is taken for what became of an address.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Because {
    /// It has the same name in another folder, or is a part of what moved.
    Moved,
    /// It has a similar name in the same folder.
    Renamed,
}

impl Site {
    /// Every address of an earlier site that leads nowhere in this one, with the record that seems to have taken its place; and the
    /// places within its pages that can no longer be linked to.
    pub fn lost(&self, earlier: &Earlier) -> Report {
        let mut report = Report::default();
        self.lost_addresses(earlier, &mut report);
        report.extend(self.lost_anchors(earlier));
        report
    }

    fn lost_addresses(&self, earlier: &Earlier, report: &mut Report) {
        let gone = earlier.addresses.iter().filter(|(route, _)| !self.plan.contains_key(*route));
        let new: Vec<(&str, RecordId)> = self
            .plan
            .iter()
            .filter(|(route, _)| !earlier.addresses.contains_key(*route))
            .filter_map(|(route, planned)| if let Planned::Record(id) = planned { Some((route.as_str(), *id)) } else { None })
            .collect();
        let mut moved: BTreeMap<&str, &str> = BTreeMap::new();
        let mut by_record: BTreeMap<RecordId, (Because, Vec<&str>)> = BTreeMap::new();
        // In the order of addresses, so that what is above moves before what is below it.
        for (route, kept) in gone {
            if !route.is_page() {
                let now = above(route.as_str(), &moved)
                    .and_then(|(old, now)| Route::file(&format!("{now}{}", &route.as_str()[old.len()..])));
                report.add(self.file_gone(route, kept, now.filter(|now| self.plan.contains_key(now))));
                continue;
            }
            match self.successor(route.as_str(), &new, &mut moved) {
                Some((id, because)) => {
                    let (weakest, addresses) = by_record.entry(id).or_insert((because, Vec::new()));
                    *weakest = because.max(*weakest);
                    addresses.push(route.as_str());
                }
                None => {
                    let alias =
                        format!("write in the record that readers should find there: aliases = [{}]", quoted(route.as_str()));
                    report.add(self.gone_for_good(route, alias));
                }
            }
        }
        report.extend(by_record.into_iter().map(|(id, (because, addresses))| self.gone_to(id, because, &addresses)));
    }

    /// The record that seems to be what became of an address.
    fn successor<'a>(
        &'a self,
        gone: &'a str,
        new: &[(&'a str, RecordId)],
        moved: &mut BTreeMap<&'a str, &'a str>,
    ) -> Option<(RecordId, Because)> {
        if let Some((old, now)) = above(gone, moved) {
            let below = Route::page(&format!("{now}{}", &gone[old.len()..]));
            let owner = below.and_then(|route| self.owner(&route)).or_else(|| self.owner(&Route::page(now)?));
            return owner.map(|id| (id, Because::Moved));
        }
        let mut same = new.iter().filter(|(address, _)| name_in(address) == name_in(gone));
        if let (Some((address, id)), None) = (same.next(), same.next()) {
            moved.insert(gone, address);
            return Some((*id, Because::Moved));
        }
        let beside = new.iter().filter(|(address, _)| folder_of(address) == folder_of(gone));
        let near = nearest(name_in(gone), beside.clone().map(|(address, _)| name_in(address)))?;
        let (address, id) = beside.clone().find(|(address, _)| name_in(address) == near)?;
        moved.insert(gone, address);
        Some((*id, Because::Renamed))
    }

    /// The record whose page, or part of a page, stands at an address.
    fn owner(&self, route: &Route) -> Option<RecordId> {
        match self.plan.get(route)? {
            Planned::Record(id) | Planned::Part(id, _) | Planned::Redirect(id) => Some(*id),
            _ => None,
        }
    }

    fn gone_to(&self, id: RecordId, because: Because, addresses: &[&str]) -> Diagnostic {
        let record = self.model.record(id);
        let why = match because {
            Because::Moved => "has the same name in another place",
            Because::Renamed => "has a similar name in the same place",
        };
        let kept = record.head.aliases.iter().map(|alias| alias.value.0.as_str());
        let aliases = kept.chain(addresses.iter().copied()).map(quoted).collect::<Vec<_>>().join(", ");
        let message = match addresses {
            [only] => format!("`{only}` was published, and leads nowhere any more"),
            several => format!("{} addresses were published, and lead nowhere any more: {}", several.len(), listed(several)),
        };
        Diagnostic::error("site/address-gone", record.itself(), message)
            .hint(format!(
                "“{}” {why}; if readers should find it there, write in `{}`: aliases = [{aliases}]",
                record.title(),
                record.path
            ))
            .about(record.subject())
    }

    /// A file that is gone: no page can stand at its address and lead on, since programs read it.
    fn file_gone(&self, route: &Route, kept: &Kept, now: Option<Route>) -> Diagnostic {
        let same = || self.sources.attachments.iter().find(|(_, bytes)| !kept.sha256.is_empty() && sha256(bytes) == kept.sha256);
        let way_out = match (now, same()) {
            (Some(now), _) => format!("it is at `{now}` now: tell those who read it there, or let its record keep its name"),
            (None, Some((path, _))) => format!("`{path}` holds the same: give it its old name again, `{route}`"),
            (None, None) => "put the file back: what was published under a name is looked for there".to_owned(),
        };
        self.gone_for_good(route, way_out)
    }

    fn gone_for_good(&self, route: &Route, way_out: String) -> Diagnostic {
        let address = route.as_str();
        let gone = Diagnostic::error(
            "site/address-gone",
            self.front(),
            format!("`{address}` was published, and leads nowhere any more"),
        );
        let gone = gone.hint(way_out);
        gone.hint(format!(
            "or accept it under `[checks]` in handbook.toml: \
             allow = [{{ check = \"site/address-gone\", subject = {}, reason = \"…\" }}]",
            quoted(address)
        ))
        .about(address)
    }

    fn lost_anchors(&self, earlier: &Earlier) -> Vec<Diagnostic> {
        let pages: Vec<(&Route, &Kept)> = earlier.addresses.iter().filter(|(_, kept)| !kept.anchors.is_empty()).collect();
        pages.into_par_iter().flat_map_iter(|(route, kept)| self.lost_anchors_of(route, &kept.anchors)).collect()
    }

    fn lost_anchors_of(&self, route: &Route, earlier: &BTreeSet<String>) -> Vec<Diagnostic> {
        // All texts of a collaborative stand once more on one page, for paper; what is told of their own pages is enough.
        let is_told_elsewhere = |planned: &&Planned| matches!(planned, Planned::Redirect(_) | Planned::Part(_, Part::Handbook));
        let Some(planned) = self.plan.get(route).filter(|planned| !is_told_elsewhere(planned)) else { return Vec::new() };
        // A page whose template goes wrong has an error of its own.
        let Some(Ok(page)) = self.render(route) else { return Vec::new() };
        let now: BTreeSet<String> = verify::ids(&page.bytes).into_iter().collect();
        let cited: BTreeSet<String> = anchors::of(&page.bytes).into_iter().collect();
        let (parts, lost): (Vec<&str>, Vec<&str>) =
            earlier.difference(&now).map(String::as_str).partition(|anchor| is_the_sites(anchor));
        let heading = self.lost_headings(route, planned, (earlier, &cited), &lost);
        heading.into_iter().chain(self.lost_parts(route, planned, &parts)).collect()
    }

    /// Parts that a page of a record showed before. Those of other pages come and go with the days, as what is overdue does.
    fn lost_parts(&self, route: &Route, planned: &Planned, lost: &[&str]) -> Option<Diagnostic> {
        let (Planned::Record(id) | Planned::Part(id, _)) = planned else { return None };
        let record = self.model.record(*id);
        let them = match lost {
            [] => return None,
            [_] => "a part",
            _ => "parts",
        };
        let message = format!("`{}` showed {them} that others may link to, and does no more: {}", shown(route), named(lost));
        let finding = Diagnostic::new(Severity::Advice, "site/part-gone", record.itself(), message);
        let hint =
            "where it should be there still, put back the fields that it shows; links to it lead to the top of the page now";
        Some(finding.hint(hint).about(record.subject()))
    }

    /// Headings and clauses that can no longer be linked to.
    fn lost_headings(
        &self,
        route: &Route,
        planned: &Planned,
        (earlier, now): (&BTreeSet<String>, &BTreeSet<String>),
        lost: &[&str],
    ) -> Option<Diagnostic> {
        let first = lost.first()?;
        let new: Vec<&str> = now.difference(earlier).map(String::as_str).filter(|anchor| !is_the_sites(anchor)).collect();
        let written = self.written_at(route, &new);
        let prefix = written.map_or("", |(_, prefix)| prefix);
        let record = written.map(|(record, _)| record).or(match planned {
            Planned::Record(id) | Planned::Part(id, _) => Some(self.model.record(*id)),
            _ => None,
        });
        let own = first.strip_prefix(prefix).unwrap_or(first);
        let heading = match (lost, new.as_slice()) {
            ([_], [new]) => format!("; `#{new}` is new there"),
            _ => String::new(),
        };
        let place = record.map_or_else(|| self.front(), |record| record.itself());
        let subject = record.map_or_else(|| route.to_string(), |record| record.subject());
        let (them, find) = if lost.len() == 1 { ("a place", "finds") } else { ("places", "find") };
        let message =
            format!("{them} on `{}` that others may link to {find} no heading or clause any more: {}", shown(route), named(lost));
        Some(
            Diagnostic::warning("site/anchor-gone", place, message)
                .hint(format!("where a heading has another name now, keep its old place: `## Its new name {{#{own}}}`{heading}"))
                .about(subject),
        )
    }

    /// The record that is shown on a page and has one of these anchors in its text, and what the page puts before the anchors of it.
    fn written_at<'a>(&self, route: &Route, anchors: &[&'a str]) -> Option<(&Record, &'a str)> {
        self.model.records().map(|(_, record)| record).find_map(|record| {
            let (path, _) = address::shown_at(record)?;
            Route::page(&path).filter(|shown| shown == route)?;
            let prefix = record.body.ids().find_map(|id| anchors.iter().find_map(|anchor| before(anchor, id)))?;
            Some((record, prefix))
        })
    }

    /// Where what is nobody's is told.
    fn front(&self) -> Place {
        Place::start_of(&"handbook.toml".into())
    }
}

/// Whether an anchor is one that the site itself gives to a part of a page, and takes away when there is nothing to show in it.
fn is_the_sites(anchor: &str) -> bool {
    anchor.starts_with("part-")
}

/// What stands before an id in an anchor of the page: nothing, or a name and a hyphen. `None` where the anchor is another's.
fn before<'a>(anchor: &'a str, id: &str) -> Option<&'a str> {
    anchor.strip_suffix(id).filter(|before| before.is_empty() || before.ends_with('-'))
}

fn shown(route: &Route) -> &str {
    if route.as_str().is_empty() { "the home page" } else { route.as_str() }
}

/// The nearest folder above an address that has moved: where it was, and where it is.
fn above<'m>(gone: &str, moved: &BTreeMap<&'m str, &'m str>) -> Option<(&'m str, &'m str)> {
    moved.iter().filter(|(old, _)| gone.starts_with(**old)).max_by_key(|(old, _)| old.len()).map(|(old, now)| (*old, *now))
}

/// The last name in an address: `leeds` in `organisations/leeds/`.
fn name_in(address: &str) -> &str {
    let address = address.trim_end_matches('/');
    address.rsplit_once('/').map_or(address, |(_, name)| name)
}

/// What stands before it: `organisations`.
fn folder_of(address: &str) -> &str {
    address.trim_end_matches('/').rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn listed(addresses: &[&str]) -> String {
    format!("`{}`", addresses.join("`, `"))
}

fn named(lost: &[&str]) -> String {
    let named = lost.iter().take(NAMED).map(|anchor| format!("`#{anchor}`")).collect::<Vec<_>>().join(", ");
    let more = lost.len().saturating_sub(NAMED);
    if more == 0 { named } else { format!("{named} and {more} more") }
}

fn sha256(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(&Sha256::digest(bytes))
}
