//! How a collaborative is governed: its members, what they have put together, who leads, hosts and commissions, and to whom each answers.
//! The vocabulary says which picture the readers of a model know.

use std::collections::BTreeSet;

use std::collections::BTreeMap;

use super::{Block, Diagram, Edge, Node, Said, Tone, reporting};
use crate::model::membership::Membership;
use crate::model::{Entry, RecordId};
use crate::phrases::{Argument, capitalised};
use crate::record::kind::vocabulary::LegalFormTrait;
use crate::record::kind::{Collaborative, Forum, Organisation, Person};
use crate::record::link::Link;
use crate::site::viewpoint::Viewpoint;

/// The most members that are shown one by one.
pub(super) const SHOWN: usize = 12;

/// How a collaborative is governed.
pub(in crate::site) fn governance(point: &Viewpoint<'_>, whole: Entry<'_, Collaborative>) -> Diagram {
    let caption = point.say_with("diagram.governance", &[("collaborative", whole.record.title().into())]);
    let picture = Picture::of(point, whole);
    let mut drawing = Drawing {
        point,
        whole,
        picture,
        diagram: Diagram { caption, ..Diagram::default() },
        known: BTreeMap::new(),
        members: None,
    };
    drawing.fill();
    drawing.diagram
}

/// The pictures that readers of a model know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Picture {
    Lead,
    SharedLeadership,
    Contractual,
    Company,
    Group,
    HospitalGroup,
    /// All others are told by their forums.
    Forums,
}

impl Picture {
    fn of(point: &Viewpoint<'_>, whole: Entry<'_, Collaborative>) -> Picture {
        let model = whole.fields.model.as_ref().and_then(|term| point.model().row(whole.record, term));
        match model.and_then(|row| row.diagram.as_deref()) {
            Some("lead-provider") => Picture::Lead,
            Some("shared-leadership") => Picture::SharedLeadership,
            Some("contractual-venture") => Picture::Contractual,
            Some("corporate-venture") => Picture::Company,
            Some("group") => Picture::Group,
            Some("hospital-group") => Picture::HospitalGroup,
            _ if whole.fields.host.is_some() && whole.fields.model.is_none() => Picture::Contractual,
            _ => Picture::Forums,
        }
    }
}

/// A picture while it is being filled.
pub(super) struct Drawing<'d, 's> {
    pub point: &'d Viewpoint<'s>,
    pub whole: Entry<'d, Collaborative>,
    picture: Picture,
    pub diagram: Diagram,
    /// The block of each record that is in it.
    pub known: BTreeMap<RecordId, usize>,
    /// The block of the members.
    pub members: Option<usize>,
}

impl<'d> Drawing<'d, '_> {
    fn fill(&mut self) {
        let forums = self.forums();
        let model = self.point.model();
        let first = model.commissioners(self.whole).find_map(|row| model.follow(self.whole.record, &row.organisation));
        let commissioner = first.map(|id| self.single(id, Tone::Plain, Some(&self.point.say("roles.commissioner"))));
        let leads = self.leads();
        self.add_members(&forums);
        let company =
            self.linked(&self.whole.fields.company).map(|id| self.single(id, Tone::Lead, Some(&self.point.say("roles.company"))));
        self.commission(commissioner);
        self.lead(leads);
        self.company(company);
        self.shared_posts();
        self.sites();
        reporting::add(self, &forums);
    }

    /// Its forums of today, those above before those below.
    fn forums(&self) -> Vec<Entry<'d, Forum>> {
        let model = self.point.model();
        let today = model.forums(self.whole).filter(|forum| forum.during().holds_on(model.today));
        let mut forums: Vec<(usize, Entry<'_, Forum>)> = today.map(|forum| (reporting::depth(model, forum), forum)).collect();
        forums.sort_by_key(|(depth, forum)| (*depth, forum.id));
        // The page's model and the viewpoint's are one; it is asked again for its longer life.
        forums.into_iter().filter_map(|(_, forum)| self.entry(forum.id)).collect()
    }

    fn entry<K: crate::record::kind::Fields>(&self, id: RecordId) -> Option<Entry<'d, K>> {
        let point: &'d Viewpoint<'_> = self.point;
        point.model().entry::<K>(id)
    }

    /// A phrase with a number in words and a capital letter.
    fn counted(&self, key: &str, number: usize) -> String {
        capitalised(&self.point.say_with(key, &[("count", Argument::spelled(number))]))
    }

    /// What an edge from a block says; its verb agrees with how many the block stands for.
    pub fn of_several(&self, label: &'static str, line: &'static str, block: usize) -> Said {
        self.says(label, line, vec![("count", self.diagram.size(block).into())])
    }

    /// What an edge says.
    pub fn says(&self, label: &'static str, line: &'static str, values: Vec<(&'static str, Argument<'static>)>) -> Said {
        Said::new(self.point.phrases(), label, line, values)
    }

    fn linked(&self, link: &Option<Link<Organisation>>) -> Option<RecordId> {
        self.point.model().follow(self.whole.record, link.as_ref()?)
    }

    /// A record's box.
    pub fn node(&self, id: RecordId) -> Node {
        Node::of(self.point.link(id))
    }

    /// Whether a body stands in a block with others.
    pub fn is_among(&self, id: RecordId) -> bool {
        let block = self.known.get(&id).and_then(|block| self.diagram.blocks.get(*block));
        let is_body = self.point.model().record(id).kind != crate::record::kind::Kind::Forum;
        is_body && block.is_some_and(|block| !matches!(block, Block::Single(node) if !node.several))
    }

    /// Adds a record as a box of its own, unless it is there.
    pub fn single(&mut self, id: RecordId, tone: Tone, note: Option<&str>) -> usize {
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        let node = Node { note: note.map(str::to_owned), ..self.node(id).tone(tone) };
        let block = self.diagram.add(Block::Single(node));
        self.known.insert(id, block);
        block
    }

    /// The lead or host that stands apart from the other members, where the picture has one.
    fn leads(&mut self) -> Option<usize> {
        let fields = self.whole.fields;
        let (link, note) = match self.picture {
            Picture::Lead => (fields.lead.as_ref().or(fields.host.as_ref()), "roles.lead"),
            Picture::Contractual => (fields.host.as_ref().or(fields.lead.as_ref()), "roles.host"),
            Picture::HospitalGroup => (fields.lead.as_ref().or(fields.host.as_ref()), "roles.support-establishment"),
            _ => return None,
        };
        let id = self.linked(&link.cloned())?;
        let note = self.point.say(note);
        Some(self.single(id, Tone::Lead, Some(&note)))
    }

    /// What a body is among the others, as readers see it.
    fn role(&self, id: RecordId) -> Option<String> {
        let fields = self.whole.fields;
        let is = |link: &Option<Link<Organisation>>| self.linked(link) == Some(id);
        let key = match (is(&fields.lead), is(&fields.host), is(&fields.secretariat)) {
            (true, true, _) => Some("roles.lead-and-host"),
            (true, false, _) => Some("roles.lead"),
            (false, true, _) => Some("roles.host"),
            (false, false, true) => Some("roles.secretariat"),
            _ => None,
        };
        key.map(|key| self.point.say(key))
    }

    fn add_members(&mut self, forums: &[Entry<'d, Forum>]) {
        let model = self.point.model();
        let whole = self.whole;
        let apart = |member: &Membership<'_>| member.member.is_some_and(|id| !self.known.contains_key(&id));
        let members: Vec<Membership<'_>> = model.members(whole).filter(apart).collect();
        let (full, others): (Vec<Membership<'_>>, Vec<Membership<'_>>) =
            members.into_iter().partition(|member| model.votes(member));
        let others: Vec<RecordId> = others.iter().filter_map(|member| member.member).collect();
        let full: Vec<RecordId> = full.iter().filter_map(|member| member.member).collect();
        if !full.is_empty() {
            self.voting(&full, forums);
        }
        if !others.is_empty() {
            let title = Node::named(self.counted("diagram.members-without-vote", others.len()));
            let block = self.gather(title, &others, false);
            if let Some(members) = self.members {
                let Said { label, line, values } = self.of_several("edges.take-part-with", "edges.take-part-with-line", block);
                self.diagram.join(Edge { from: block, to: members, label, line, values, up: true, advice: true });
            }
        }
    }

    fn voting(&mut self, members: &[RecordId], forums: &[Entry<'d, Forum>]) {
        let model = self.point.model();
        let common = forums.iter().find(|forum| model.form_is(**forum, LegalFormTrait::InCommon)).copied();
        let individual = forums.iter().find(|forum| model.form_is(**forum, LegalFormTrait::Individual)).copied();
        let block = match (common, individual) {
            (Some(forum), _) if !model.form_is(forum, LegalFormTrait::HoldsDelegation) => {
                // The boards themselves meet: there is nothing between a board and the meeting.
                let block = self.gather(self.forum_title(forum), members, true);
                self.known.insert(forum.id, block);
                block
            }
            (Some(forum), _) if members.len() <= SHOWN => {
                let own = self.point.say("diagram.own-committee");
                self.pairs(forum, members, "diagram.pair-has", &own)
            }
            (None, Some(forum)) if members.len() <= SHOWN => {
                let post = forum.fields.seats.iter().find(|seat| seat.each.is_some()).map(|seat| seat.title.clone());
                let own = post.unwrap_or_else(|| self.point.say("diagram.own-delegate"));
                self.pairs(forum, members, "diagram.pair-gives-power", &own)
            }
            _ => {
                let title = self.title(members.len());
                self.gather(title, members, false)
            }
        };
        self.members = Some(block);
    }

    /// What the members are called as one.
    fn title(&self, number: usize) -> Node {
        let fields = self.whole.fields;
        let apart = match self.picture {
            Picture::Lead | Picture::HospitalGroup | Picture::Contractual => [&fields.lead, &fields.host],
            _ => [&None, &None],
        };
        let apart = apart.into_iter().any(|link| self.linked(link).is_some_and(|id| self.known.contains_key(&id)));
        let key = if apart { "diagram.other-members" } else { "diagram.members" };
        Node { href: self.table(), several: true, ..Node::named(self.counted(key, number)) }
    }

    /// Where the table of members stands.
    fn table(&self) -> Option<String> {
        let href = self.point.href_of(self.whole.id)?;
        Some(format!("{href}#part-members"))
    }

    fn forum_title(&self, forum: Entry<'_, Forum>) -> Node {
        let form = self.point.model().form(forum).map(|form| form.name.clone());
        let node = Node { note: form, ..self.node(forum.id).tone(Tone::Forum) };
        if node.note.as_ref().is_some_and(|note| note.eq_ignore_ascii_case(&node.name)) {
            Node { note: None, ..node }
        } else {
            node
        }
    }

    fn pairs(&mut self, forum: Entry<'_, Forum>, members: &[RecordId], says: &'static str, own: &str) -> usize {
        let mut functions: Vec<String> = Vec::new();
        for given in self.point.model().delegations_to(forum) {
            let title = self.point.model().function_title(given);
            if !functions.contains(&title) {
                functions.push(title);
            }
        }
        let holds = (!functions.is_empty())
            .then(|| self.point.say_with("diagram.holds-functions", &[("count", Argument::spelled(functions.len()))]));
        let pair = |id: &RecordId| (self.member(*id), Node { note: holds.clone(), ..Node::named(own).tone(Tone::Forum) });
        let pairs = members.iter().map(pair).collect();
        let title = self.forum_title(forum);
        let block = self.diagram.add(Block::Pairs { bodies: self.title(members.len()), title, says, pairs });
        self.known.extend(members.iter().map(|member| (*member, block)));
        self.known.insert(forum.id, block);
        block
    }

    fn member(&self, id: RecordId) -> Node {
        match self.role(id) {
            Some(role) => self.node(id).tone(Tone::Lead).note(role),
            None => self.node(id),
        }
    }

    /// Adds members in a frame; one alone as a box, many as their number.
    fn gather(&mut self, title: Node, members: &[RecordId], dashed: bool) -> usize {
        let block = match members {
            [only] if !dashed => self.diagram.add(Block::Single(self.member(*only))),
            _ if members.len() > SHOWN => {
                let node = Node { href: self.table(), ..Node::named(self.counted("diagram.members", members.len())) };
                if dashed {
                    self.diagram.add(Block::Group { title, nodes: vec![node], dashed })
                } else {
                    self.diagram.add(Block::Single(Node { href: node.href, several: true, note: self.roles(members), ..title }))
                }
            }
            _ => {
                let nodes = members.iter().map(|member| self.member(*member)).collect();
                self.diagram.add(Block::Group { title, nodes, dashed })
            }
        };
        self.known.extend(members.iter().map(|member| (*member, block)));
        block
    }

    /// Who leads and hosts, where members are only counted.
    fn roles(&self, members: &[RecordId]) -> Option<String> {
        let roles = members.iter().filter_map(|member| {
            let values = [("label", self.role(*member)?.into()), ("value", self.node(*member).name.into())];
            Some(self.point.say_with("lists.labelled", &values))
        });
        let roles = roles.collect::<Vec<_>>().join(&self.point.say("lists.semicolon"));
        (!roles.is_empty()).then_some(roles)
    }

    fn commission(&mut self, commissioner: Option<usize>) {
        let Some(commissioner) = commissioner else { return };
        let role = self.point.say("roles.lead");
        let lead = self.diagram.blocks.iter().position(|block| block.title().note.as_ref() == Some(&role));
        match (self.picture, lead, self.members) {
            (Picture::Lead, Some(lead), _) => {
                let said = self.says("edges.contracts", "edges.contracts-line", Vec::new());
                self.diagram.down(commissioner, lead, said);
            }
            (Picture::HospitalGroup, _, Some(members)) => {
                let said = self.says("edges.approves-agreement", "edges.approves-agreement-line", Vec::new());
                self.diagram.down(commissioner, members, said);
            }
            (_, _, Some(members)) => {
                let said = self.says("edges.commissions", "edges.commissions-line", Vec::new());
                self.diagram.down(commissioner, members, said);
            }
            _ => {}
        }
    }

    fn lead(&mut self, lead: Option<usize>) {
        let Some(lead) = lead else { return };
        match (self.picture, self.members) {
            (Picture::Lead, Some(members)) => {
                let said = self.says("edges.agrees-work", "edges.agrees-work-line", Vec::new());
                self.diagram.down(lead, members, said);
            }
            (Picture::HospitalGroup, Some(members)) => {
                let said = self.of_several("edges.pool-functions", "edges.pool-functions-line", members);
                self.diagram.up(members, lead, said);
            }
            (Picture::Contractual, members) => {
                let service = self.single(self.whole.id, Tone::Forum, None);
                let said = self.says("edges.employs", "edges.employs-line", Vec::new());
                self.diagram.down(lead, service, said);
                if let Some(members) = members {
                    let said = self.of_several("edges.take-part-in", "edges.take-part-in-line", members);
                    self.diagram.down(members, service, said);
                }
            }
            _ => {}
        }
    }

    fn company(&mut self, company: Option<usize>) {
        if let (Some(company), Some(members)) = (company, self.members) {
            let said = self.of_several("edges.own", "edges.own-line", members);
            self.diagram.down(members, company, said);
        }
    }

    /// People who hold posts in several members, where leadership is shared.
    fn shared_posts(&mut self) {
        let model = self.point.model();
        if self.picture != Picture::SharedLeadership && self.picture != Picture::Group {
            return;
        }
        let Some(members) = self.members else { return };
        let bodies: Vec<RecordId> = model.members(self.whole).filter_map(|member| member.member).collect();
        let shared = |person: &Entry<'_, Person>| {
            let posts = person.fields.posts.iter().filter(|post| post.during().holds_on(model.today));
            let mut held: Vec<RecordId> = posts.filter_map(|post| model.follow(person.record, &post.organisation)).collect();
            held.retain(|body| bodies.contains(body));
            held.sort_unstable();
            held.dedup();
            held.len() > 1
        };
        let holders: BTreeSet<RecordId> = bodies
            .iter()
            .flat_map(|body| model.referring::<Person>(*body, "posts.organisation"))
            .map(|person| person.id)
            .collect();
        let people: Vec<Node> = holders
            .into_iter()
            .filter_map(|id| model.entry::<Person>(id))
            .filter(shared)
            .take(SHOWN)
            .map(|person| {
                let post = person.fields.posts.iter().find(|post| post.during().holds_on(model.today));
                Node { note: post.map(|post| post.title.clone()), ..self.node(person.id) }
            })
            .collect();
        if people.is_empty() {
            return;
        }
        let block = self.diagram.add(Block::Group {
            title: Node::named(self.point.say("diagram.shared-posts")),
            nodes: people,
            dashed: false,
        });
        let said = self.says("edges.lead", "edges.lead-line", Vec::new());
        self.diagram.down(block, members, said);
    }

    /// The hospitals of the one body of a group.
    fn sites(&mut self) {
        let model = self.point.model();
        if self.picture != Picture::Group {
            return;
        }
        let bodies: Vec<RecordId> = model.members(self.whole).filter_map(|member| member.member).collect();
        let [body] = bodies[..] else { return };
        let Some(organisation) = model.entry::<Organisation>(body) else { return };
        let during = |site: &crate::record::kind::organisation::Site| crate::record::date::During::new(site.from, site.to);
        let sites = organisation.fields.sites.iter().filter(|site| during(site).holds_on(model.today));
        let nodes: Vec<Node> = sites.map(|site| Node::named(site.name.clone())).collect();
        if nodes.is_empty() || nodes.len() > SHOWN {
            return;
        }
        let parent = self.known.get(&body).copied();
        let block = self.diagram.add(Block::Group { title: Node::named(self.point.say("body.sites")), nodes, dashed: false });
        if let Some(parent) = parent {
            let said = self.says("edges.runs", "edges.runs-line", Vec::new());
            self.diagram.down(parent, block, said);
        }
    }
}
