//! What a page tells search engines and other programs of itself: schema.org, as JSON-LD in its head.
//!
//! It is data and no script: nothing runs it, and the page's policy lets nothing run. Its text is JSON in which every sign that could
//! end it, or begin something else, is written by its number.

use serde_json::{Map, Value, json};

use super::super::address::Part;
use super::super::glossary;
use super::super::html::Html;
use super::super::view::Page;
use super::super::viewpoint::Viewpoint;
use super::super::{Planned, Site};
use super::register::{
    Agreement, Collaborative, Control, Day, Decision, Document, Forum, Head, Link, Meeting, Organisation, Person, REGISTERS, Row,
};
use super::writer::Writer;
use super::{Export, VERSION};
use crate::model::RecordId;
use crate::output::Route;
use crate::record::kind::{self, Glossary, Kind};

/// How many of the meetings that are to come a page tells of.
const MEETINGS: usize = 20;

/// The data of a page; `None` for one that has no address of its own.
pub(in crate::site) fn of(site: &Site, route: &Route, planned: &Planned, page: &Page) -> Option<Html> {
    if *planned == Planned::NotFound {
        return None;
    }
    let writer = Writer::new(Viewpoint::new(site, route));
    let view = Described { writer: &writer, route, page };
    let mut graph = vec![view.itself(planned)];
    graph.extend(view.about(planned));
    Some(script(&json!({ "@context": "https://schema.org", "@graph": graph })))
}

/// JSON that can stand in a page: nothing in it ends its element, or begins a comment or an entity.
fn script(value: &Value) -> Html {
    let mut text = String::new();
    for letter in value.to_string().chars() {
        match letter {
            '<' | '>' | '&' | '\'' | '\u{2028}' | '\u{2029}' => text.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => text.push(letter),
        }
    }
    Html::written(text)
}

struct Described<'d> {
    writer: &'d Writer<'d>,
    route: &'d Route,
    page: &'d Page,
}

impl Described<'_> {
    /// The page itself, with the way to it.
    fn itself(&self, planned: &Planned) -> Value {
        let kind = match planned {
            Planned::Home => "WebSite",
            Planned::Index(_) | Planned::LegalBasis | Planned::Meetings => "CollectionPage",
            _ => "WebPage",
        };
        let mut own = object(json!({
            "@type": kind,
            "@id": self.address(),
            "name": self.page.title,
            "description": Some(&self.page.description).filter(|text| !text.is_empty()),
            "inLanguage": self.page.language,
        }));
        if *planned == Planned::Home {
            let publisher = self.writer.model().handbook().and_then(|handbook| handbook.publisher.as_ref());
            let publisher = publisher.map(|publisher| json!({ "@type": "Organization", "name": publisher.name }));
            own.extend(publisher.map(|publisher| ("publisher".to_owned(), publisher)));
        } else {
            let home = self.absolute(&self.page.site.home);
            own.insert("isPartOf".to_owned(), json!({ "@type": "WebSite", "@id": home, "name": self.page.site.title }));
            own.insert("breadcrumb".to_owned(), self.breadcrumb());
        }
        Value::Object(own)
    }

    fn address(&self) -> String {
        self.writer.base.as_ref().map_or_else(String::new, |base| format!("{base}{}", self.route))
    }

    fn breadcrumb(&self) -> Value {
        let steps = self.page.breadcrumb.iter().enumerate().map(|(number, crumb)| {
            let address = crumb.href.as_ref().map_or_else(|| self.address(), |href| self.absolute(href));
            json!({ "@type": "ListItem", "position": number + 1, "name": crumb.title, "item": address })
        });
        json!({ "@type": "BreadcrumbList", "itemListElement": steps.collect::<Vec<_>>() })
    }

    /// A link of this page as a complete address, where the handbook says where it is published.
    fn absolute(&self, href: &str) -> String {
        let Some(base) = &self.writer.base else { return href.to_owned() };
        let own = self.route.file_path();
        let mut folders: Vec<&str> = own.split('/').collect();
        folders.pop();
        for step in href.split('/') {
            match step {
                ".." => drop(folders.pop()),
                step => folders.push(step),
            }
        }
        let path = folders.join("/");
        format!("{base}{}", path.strip_suffix("index.html").unwrap_or(&path))
    }

    /// What the page tells of.
    fn about(&self, planned: &Planned) -> Vec<Value> {
        let writer = self.writer;
        match planned {
            Planned::Record(id) => self.record(*id),
            Planned::Glossary => vec![self.glossary()],
            Planned::Meetings => self.events(Meeting::all(writer)),
            Planned::Part(id, Part::Meetings) => {
                let address = &writer.model().record(*id).address.id;
                let own = writer.model().find(Kind::Meetings, &format!("{address}/meetings"));
                let own = own.and_then(|id| writer.model().entry::<kind::Meetings>(id));
                self.events(own.into_iter().flat_map(|meetings| Meeting::of_record(writer, meetings)))
            }
            Planned::Part(id, Part::Delegations) => {
                let record = writer.model().record(*id);
                let scheme = writer.model().find(Kind::Delegations, &format!("{}/delegations", record.address.id));
                scheme
                    .map(|scheme| Document::of(writer, scheme))
                    .map(|own| self.text(&own.head, own.control.as_ref()))
                    .into_iter()
                    .collect()
            }
            Planned::Data => vec![self.dataset()],
            _ => Vec::new(),
        }
    }

    fn record(&self, id: RecordId) -> Vec<Value> {
        let (writer, model) = (self.writer, self.writer.model());
        let organisation = || Some(organisation(&Organisation::of(writer, model.entry(id)?)));
        match model.record(id).kind {
            Kind::Organisation => organisation().into_iter().collect(),
            Kind::Collaborative => {
                model.entry(id).map(|entry| self.collaborative(&Collaborative::of(writer, entry))).into_iter().collect()
            }
            Kind::Forum => model.entry(id).map_or_else(Vec::new, |entry| self.forum(&Forum::of(writer, entry))),
            Kind::Person => model.entry(id).map(|entry| person(&Person::of(writer, entry))).into_iter().collect(),
            Kind::Agreement => model.entry(id).map(|entry| self.agreement(&Agreement::of(writer, entry))).into_iter().collect(),
            Kind::Decision => model.entry(id).map(|entry| decision(&Decision::of(writer, entry))).into_iter().collect(),
            Kind::Area => vec![self.area(id)],
            Kind::Function => vec![self.function(id)],
            Kind::Document | Kind::Policy | Kind::Page => {
                let own = Document::of(writer, id);
                own.control.as_ref().map(|control| self.text(&own.head, Some(control))).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn collaborative(&self, own: &Collaborative) -> Value {
        let model = self.writer.model();
        let id = model.named(&own.head.id).and_then(|id| model.entry::<kind::Collaborative>(id));
        let members = id.into_iter().flat_map(|entry| model.members(entry)).filter_map(|membership| membership.member);
        let members: Vec<Value> = members.map(|member| refer(&self.writer.link(member))).collect();
        node(
            thing(&own.head, "Organization"),
            json!({
                "url": own.contact.website,
                "foundingDate": date(own.from.as_ref()),
                "dissolutionDate": date(own.to.as_ref()),
                "member": members,
                "areaServed": own.footprint.iter().map(place).collect::<Vec<_>>(),
                "parentOrganization": own.parent.as_ref().map(refer),
                "email": own.contact.public,
            }),
        )
    }

    fn forum(&self, own: &Forum) -> Vec<Value> {
        let group = node(
            thing(&own.head, "Organization"),
            json!({
                "parentOrganization": own.part_of.as_ref().or(own.collaborative.as_ref()).map(refer),
                "foundingDate": date(own.from.as_ref()),
                "dissolutionDate": date(own.to.as_ref()),
            }),
        );
        let text = own.control.as_ref().map(|control| {
            let about = json!({ "@id": "#text", "about": { "@id": group["@id"] } });
            node(self.text(&own.head, Some(control)), about)
        });
        std::iter::once(group).chain(text).collect()
    }

    fn agreement(&self, own: &Agreement) -> Value {
        let parties: Vec<Value> = own.parties.iter().map(|party| refer(&party.organisation)).collect();
        node(
            self.text(&own.head, own.control.as_ref()),
            json!({ "contributor": parties, "expires": day(own.valid_to.as_ref()), "url": own.url }),
        )
    }

    /// A text under document control: its version, and the day on which that was approved.
    fn text(&self, head: &Head, control: Option<&Control>) -> Value {
        let publisher = self.writer.model().handbook().and_then(|handbook| handbook.publisher.as_ref());
        let status = control.and_then(|control| control.status);
        node(
            thing(head, "DigitalDocument"),
            json!({
                "version": control.and_then(|control| control.version.clone()),
                "dateModified": day(control.and_then(|control| control.approved.as_ref())),
                "creativeWorkStatus": status.and_then(|status| serde_json::to_value(status).ok()),
                "identifier": control.and_then(|control| control.reference.clone()),
                "inLanguage": head.language.as_ref().unwrap_or(&self.page.language),
                "publisher": publisher.map(|publisher| json!({ "@type": "Organization", "name": publisher.name })),
            }),
        )
    }

    fn area(&self, id: RecordId) -> Value {
        let model = self.writer.model();
        let within = model.entry::<kind::Area>(id).and_then(|area| self.writer.follow(area.record, area.fields.within.as_ref()?));
        node(thing(&self.writer.head(id), "AdministrativeArea"), json!({ "containedInPlace": within.as_ref().map(place) }))
    }

    fn function(&self, id: RecordId) -> Value {
        let also = self.writer.model().entry::<kind::Function>(id).map(|function| function.fields.also.clone());
        node(thing(&self.writer.head(id), "DefinedTerm"), json!({ "alternateName": also }))
    }

    fn glossary(&self) -> Value {
        let terms = self.writer.model().all::<Glossary>().flat_map(|entry| {
            let fields: &Glossary = entry.fields;
            &fields.terms
        });
        let terms: Vec<Value> = terms
            .map(|term| {
                let anchor = glossary::anchor(&term.term.value);
                node(
                    json!({ "@type": "DefinedTerm", "@id": format!("{}#{anchor}", self.address()), "name": term.term.value }),
                    json!({ "termCode": term.short, "description": term.definition }),
                )
            })
            .collect();
        json!({
            "@type": "DefinedTermSet",
            "@id": format!("{}#this", self.address()),
            "name": self.page.title,
            "hasDefinedTerm": terms,
        })
    }

    /// The next meetings that take place, or were to.
    fn events(&self, meetings: impl Iterator<Item = Meeting>) -> Vec<Value> {
        let today = self.writer.model().today.to_string();
        let mut coming: Vec<Meeting> = meetings.filter(|meeting| meeting.day.0.len() == 10 && meeting.day.0 >= today).collect();
        coming.sort_by(|one, other| one.day.0.cmp(&other.day.0));
        coming.iter().take(MEETINGS).map(event).collect()
    }

    fn dataset(&self) -> Value {
        let model = self.writer.model();
        let handbook = model.handbook();
        let download = |export: Export, title: &str, form: &str| {
            let address = self.writer.href(&export.path(model))?;
            Some(json!({ "@type": "DataDownload", "name": title, "encodingFormat": form, "contentUrl": address }))
        };
        let phrases = self.writer.point.phrases();
        let registers = REGISTERS.iter().flat_map(|register| {
            let title = register.title(phrases);
            let json = download(Export::Json(*register), &title, "application/json");
            [json, download(Export::Csv(*register), &title, "text/csv")]
        });
        let linked = download(Export::Linked, &phrases.say("data.linked"), "application/ld+json");
        let all: Vec<Value> = registers.chain([linked]).flatten().collect();
        let licence = handbook.and_then(|handbook| handbook.licence.as_ref());
        let publisher = handbook.and_then(|handbook| handbook.publisher.as_ref());
        node(
            json!({
                "@type": "Dataset",
                "@id": format!("{}#this", self.address()),
                "name": model.title(),
                "description": self.page.description,
                "dateModified": model.today.to_string(),
                "version": VERSION.to_string(),
                "distribution": all,
            }),
            json!({
                "license": licence.map(|licence| licence.url.as_ref().map_or_else(|| licence.name.clone(), |url| url.to_string())),
                "creator": publisher.map(|publisher| json!({ "@type": "Organization", "name": publisher.name })),
            }),
        )
    }
}

fn object(value: Value) -> Map<String, Value> {
    node(value, Value::Null).as_object().cloned().unwrap_or_default()
}

/// Both together, without what is not recorded.
fn node(value: Value, more: Value) -> Value {
    let (Value::Object(mut all), more) = (value, more) else { return Value::Null };
    if let Value::Object(more) = more {
        all.extend(more);
    }
    all.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|values| !values.is_empty()));
    Value::Object(all)
}

/// What everything with a page has. The page tells of it, and is not it: so it is named by `#this` on the page.
fn thing(head: &Head, kind: &str) -> Value {
    let mut other: Vec<&str> = head.short_name.iter().map(String::as_str).collect();
    other.extend(head.former_names.iter().map(|former| former.name.as_str()));
    let more = json!({ "alternateName": other, "description": head.summary });
    node(json!({ "@type": kind, "@id": this(head.href.as_deref()), "name": head.title }), more)
}

fn this(href: Option<&str>) -> Value {
    href.map_or(Value::Null, |href| format!("{href}#this").into())
}

fn refer(link: &Link) -> Value {
    let kind = if link.id.starts_with("person:") { "Person" } else { "Organization" };
    node(json!({ "@type": kind, "@id": this(link.href.as_deref()), "name": link.title }), Value::Null)
}

fn place(link: &Link) -> Value {
    node(json!({ "@type": "AdministrativeArea", "@id": this(link.href.as_deref()), "name": link.title }), Value::Null)
}

/// A date as far as it is known.
fn date(day: Option<&Day>) -> Value {
    day.map_or(Value::Null, |day| day.0.clone().into())
}

/// A date, where the day is known.
fn day(day: Option<&Day>) -> Value {
    date(day.filter(|day| day.0.len() == 10))
}

fn organisation(own: &Organisation) -> Value {
    let codes = own
        .identifiers
        .iter()
        .map(|identifier| json!({ "@type": "PropertyValue", "propertyID": identifier.scheme.name, "value": identifier.value }));
    let sites = own.sites.iter().map(|site| json!({ "@type": "Place", "name": site.name }));
    node(
        thing(&own.head, if own.public { "GovernmentOrganization" } else { "Organization" }),
        json!({
            "url": own.website,
            "identifier": codes.collect::<Vec<_>>(),
            "location": sites.collect::<Vec<_>>(),
            "foundingDate": date(own.from.as_ref()),
            "dissolutionDate": date(own.to.as_ref()),
            "parentOrganization": own.part_of.as_ref().map(refer),
            "memberOf": own.collaboratives.iter().map(refer).collect::<Vec<_>>(),
            "areaServed": own.areas.iter().map(place).collect::<Vec<_>>(),
        }),
    )
}

fn person(own: &Person) -> Value {
    let held = || own.posts.iter().filter(|post| post.today);
    node(
        thing(&own.head, "Person"),
        json!({
            "jobTitle": held().map(|post| post.title.as_str()).collect::<Vec<_>>(),
            "worksFor": held().map(|post| refer(&post.organisation)).collect::<Vec<_>>(),
            "memberOf": own.seats.iter().filter(|seat| seat.today).map(|seat| refer(&seat.forum)).collect::<Vec<_>>(),
        }),
    )
}

fn decision(own: &Decision) -> Value {
    let taken_by = own.forum.as_ref().or(own.organisation.as_ref());
    node(
        thing(&own.head, "DigitalDocument"),
        json!({
            "dateCreated": day(Some(&own.on)),
            "creator": taken_by.map(refer),
            "expires": Value::Null,
        }),
    )
}

fn event(own: &Meeting) -> Value {
    let start = own.at.as_ref().map_or_else(|| own.day.0.clone(), |at| format!("{}T{at}", own.day.0));
    let status = match (own.cancelled, &own.instead_of) {
        (true, _) => "https://schema.org/EventCancelled",
        (false, Some(_)) => "https://schema.org/EventRescheduled",
        (false, None) => "https://schema.org/EventScheduled",
    };
    let room = own.place.as_ref().map(|place| json!({ "@type": "Place", "name": place }));
    let remote = own.link.as_ref().map(|url| json!({ "@type": "VirtualLocation", "url": url }));
    let location: Vec<Value> = room.into_iter().chain(remote).collect();
    node(
        json!({ "@type": "Event", "name": own.forum.title, "startDate": start, "eventStatus": status }),
        json!({
            "organizer": refer(&own.forum),
            "location": location,
            "previousStartDate": day(own.instead_of.as_ref()),
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_ends_the_element() {
        let name = "</script><!-- & \u{2028} \u{2029} 'x'";
        let html = script(&json!({ "name": name }));
        assert!(!html.as_str().contains(['<', '>', '&', '\'', '\u{2028}', '\u{2029}']), "{html}");
        let read: Value = serde_json::from_str(html.as_str()).unwrap();
        assert_eq!(read["name"], name);
    }
}
