#!/usr/bin/env python3
"""Write a governance-handbook-shaped corpus of about P pages for one generator.

    corpus.py --target handbook|zola|hugo|eleventy|mdbook --pages 1000 --out DIR

The corpus is a number of *collaboratives*, 25 pages each:

     1 overview              ~300 words, a table of 8 member organisations
     1 terms of reference  ~1,200 words, 12 headings, 1 table, 20 links
     3 committees            ~300 words, a table of 6 members
    10 decisions             ~200 words, dated, 4 links
     3 policies              ~600 words, 1 table, 6 links
     1 meetings page         ~100 words
     6 organisations         ~150 words, in one shared section

plus three index pages (home, all collaboratives, all organisations), so
--pages 1000 writes 40 collaboratives and 1,003 pages.

Rules that keep a comparison of generators honest:

* One model, many writers.  Every target gets the same words in the same order.
  Only the spelling of an internal link differs (Zola wants "@/a/b.md", mdBook
  wants relative paths, the rest get "/a/b.md").
* Deterministic: the same seed and size give the same bytes.  The pages of a
  small corpus are also in a large one, the same but for the list of
  collaboratives on some organisation pages.
* Facts that a handbook keeps as typed records (members, status, dates) go into
  the front matter.
  A member row names its organisation by id only, so a generator must look the
  organisation up to print its name and link.  mdBook cannot, so for
  it the table is written into the Markdown: it does LESS work.
* Back references: Zola collects them from links by itself.  The other targets
  get a `mentions` list of ids in the front matter and must invert it.

Only the Python standard library is used (3.9 or newer).
"""
import argparse
import datetime
import itertools
import json
import os
import random
import re
import shutil
import sys

PAGES_PER_COLLABORATIVE = 25
HERE = os.path.dirname(os.path.abspath(__file__))

# --------------------------------------------------------------------------
# Words.  A core of real governance words, then made-up words in a Zipf tail,
# so that a search index meets a vocabulary of realistic size.
# --------------------------------------------------------------------------
CORE = """the of and to a in for is by with on as that at or be this from which
must may shall members member committee decision decisions board chair meeting
meetings vote votes voting quorum majority consent proposal proposals policy
policies terms reference role roles responsibility responsibilities delegate
delegated authority mandate scope purpose term office appointment appointed
election elected nomination nominee secretary treasurer facilitator steward
stewards council assembly working group charter bylaws amendment amendments
review reviewed annual quarterly monthly notice days period record records
minutes agenda item items report reports reporting finance budget expenditure
grant grants audit risk conflict interest conflicts disclosure disclose conduct
complaint complaints appeal appeals process procedure procedures timeline
participation participant participants partner partners organisation
organisations collaborative community public open transparent accountable
accountability membership eligible eligibility admission admit withdrawal
withdraw suspend suspension removal remove resign resignation vacancy vacancies
alternate proxy remote consensus objection objections abstain abstention
resolution motion second seconded carried adopted approve approved approval
publish published publication data sharing licence licensing retention archive
confidential confidentiality personal information consultation feedback
comment comments draft drafts version effective date supersede superseded
whereas therefore including without between under within after before each any
all no not only other such these those their its is are was were has have will
when where who how than then also every either both during until upon against
through over above below section annex schedule appendix table figure
""".split()

SYLLABLES = ("ba be bo da de do fa fe ga go ha he ka ke ko la le lo ma me mo na "
             "ne no pa pe po ra re ro sa se so ta te to va ve vi wa we ya za ze "
             "tran gor mel lin dor pas ter vol ken sul mar ben cor din").split()

CITY = ("Aber Bel Carn Dun Elm Fen Glen Hart Inver Kil Lang Mar Nor Oak Pen "
        "Quen Ros Stan Thorn Ux Vale West Yar").split()
TAIL = ("bridge by dale field ford ham haven hill hurst ley mouth port stead ton "
        "well wick wood worth").split()
THEME = ("Water Housing Health Food Energy Transport Heritage Youth Learning "
         "Climate Digital Arts Rivers Forests Ageing Mobility Care Justice "
         "Coast Soil").split()
ORGKIND = ("Trust", "Council", "University", "Foundation", "Association",
           "Charity", "Cooperative", "Institute", "Network", "Partnership")
FIRST = ("Amina Bram Chidi Dana Elif Farid Greta Hana Ivo Jun Kofi Lena Mateo "
         "Nadia Omar Priya Quinn Rosa Sami Tara Uma Viktor Wen Yara Zoe").split()
LAST = ("Adler Bose Cruz Diaz Egan Fofana Garcia Haddad Ito Jansen Kaya Lopez "
        "Moreau Nkosi Okafor Patel Quist Rossi Silva Tanaka Umar Varga Weber "
        "Xu Young").split()
COMMITTEES = ("Steering Committee", "Finance and Audit Committee",
              "Membership and Ethics Committee")
POLICIES = ("Conflict of Interest Policy", "Data Sharing Policy",
            "Complaints and Appeals Policy")
SEATS = ("Chair", "Vice chair", "Secretary", "Treasurer", "Voting member",
         "Voting member", "Voting member", "Observer")
DECIDE = ("Adopt", "Amend", "Approve", "Appoint", "Publish", "Review", "Renew",
          "Suspend", "Delegate", "Fund")
SUBJECT = ("the annual budget", "the meeting calendar", "the data sharing schedule",
           "the membership criteria", "an interim chair", "the risk register",
           "the consultation plan", "the open licence", "the grant round",
           "the review timetable")
TERMS_HEADINGS = ("Purpose", "Scope", "Principles", "Membership", "Roles",
                  "Meetings", "Quorum and voting", "Delegated authority",
                  "Conflicts of interest", "Records and publication",
                  "Amendment", "Review")


def make_vocabulary(seed):
    rng = random.Random(f"{seed}/vocabulary")
    words = list(dict.fromkeys(CORE))
    seen = set(words)
    while len(words) < 6000:
        w = "".join(rng.choice(SYLLABLES) for _ in range(rng.choice((2, 3, 3, 4))))
        if w not in seen:
            seen.add(w)
            words.append(w)
    weights = list(itertools.accumulate(1.0 / (i + 3) for i in range(len(words))))
    return words, weights


def slug(text):
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


class Page:
    """One page of the model.  `body` holds links as «id#anchor|text»."""
    __slots__ = ("id", "kind", "title", "description", "date", "weight", "body",
                 "members", "facts", "mentions", "parent", "is_section", "org_of")

    def __init__(self, id, kind, title, weight=0, is_section=False, parent=""):
        self.id, self.kind, self.title, self.weight = id, kind, title, weight
        self.is_section, self.parent = is_section, parent
        self.description, self.date, self.body = "", None, ""
        self.members, self.facts, self.mentions, self.org_of = [], [], [], []


class Writer:
    """Prose for one page: sentences, paragraphs, lists, tables."""

    def __init__(self, gen, page_id):
        self.rng = random.Random(f"{gen.seed}/{page_id}")
        self.words, self.cum = gen.words, gen.cum
        self.links = []          # link targets still to be placed: (id#anchor, text)
        self.mentions = []

    def raw(self, n):
        return self.rng.choices(self.words, cum_weights=self.cum, k=n)

    def link(self):
        target, text = self.links.pop(0)
        pid = target.split("#")[0]
        if pid not in self.mentions:
            self.mentions.append(pid)
        return f"«{target}|{text}»"

    def sentence(self, n, link=False):
        w = self.raw(n)
        i = self.rng.randrange(1, n - 1)
        roll = self.rng.random()
        if link and self.links:
            w.insert(i, self.link())
        elif roll < 0.12:
            w[i] = f"**{w[i]}**"
        elif roll < 0.20:
            w[i] = f"*{w[i]}*"
        elif roll < 0.23:
            w[i] = f"“{w[i]}”"
        if n > 14:
            w[n // 2] += ","
        w[0] = w[0][0].upper() + w[0][1:]
        return " ".join(w) + "."

    def paragraph(self, words, link_every=2):
        out, left, k = [], words, 0
        while left > 5:
            n = min(left, self.rng.randrange(9, 22))
            if n < 5:
                break
            k += 1
            out.append(self.sentence(n, link=(k % link_every == 0)))
            left -= n
        return " ".join(out)

    def bullets(self, count, words, ordered=False, nested=False):
        out = []
        for i in range(count):
            mark = f"{i + 1}." if ordered else "-"
            out.append(f"{mark} {self.sentence(words, link=(i % 2 == 0))}")
            if nested and i == 1:
                out += [f"    - {self.sentence(8)}" for _ in range(2)]
        return "\n".join(out)

    def table(self, head, rows):
        out = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
        for _ in range(rows):
            cells = [" ".join(self.raw(self.rng.randrange(1, 5))) for _ in head]
            out.append("| " + " | ".join(cells) + " |")
        return "\n".join(out)


class Generator:
    def __init__(self, seed):
        self.seed = seed
        self.words, self.cum = make_vocabulary(seed)

    # -- names -------------------------------------------------------------
    def org_name(self, n):
        r = random.Random(f"{self.seed}/org/{n}")
        place = r.choice(CITY) + r.choice(TAIL)
        return f"{place} {r.choice(THEME)} {r.choice(ORGKIND)} {n + 1}"

    def org_id(self, n):
        return f"organisations/org-{n + 1:05d}"

    def collab_name(self, i):
        r = random.Random(f"{self.seed}/collab/{i}")
        return f"{r.choice(CITY)}{r.choice(TAIL)} {r.choice(THEME)} Collaborative {i + 1}"

    def member_orgs(self, i):
        """Six organisations of its own, two shared with an earlier collaborative."""
        own = list(range(6 * i, 6 * i + 6))
        if i == 0:
            return own + own[:2]
        r = random.Random(f"{self.seed}/members/{i}")
        return own + r.sample(range(6 * i), 2)

    def person(self, r):
        return f"{r.choice(FIRST)} {r.choice(LAST)}"

    # -- pages -------------------------------------------------------------
    def pages(self, count):
        """Yield the pages of a corpus of `count` collaboratives."""
        home = Page("", "home", "Governance Handbook", is_section=True)
        home.description = "How the collaboratives decide, and who takes part."
        w = Writer(self, "home")
        home.body = w.paragraph(120) + "\n\n" + w.paragraph(80)
        yield home
        for pid, title in (("collaboratives", "Collaboratives"), ("organisations", "Organisations")):
            p = Page(pid, "index", title, is_section=True)
            p.description = f"All {title.lower()} of the handbook."
            p.body = Writer(self, pid).paragraph(60)
            yield p
        shared = {}               # organisation -> collaboratives it sits in
        for i in range(count):
            for o in self.member_orgs(i):
                shared.setdefault(o, []).append(i)
        for i in range(count):
            yield from self.collaborative(i, shared)

    def collaborative(self, i, shared):
        name = self.collab_name(i)
        base = f"collaboratives/c{i + 1:04d}-{slug(name)[:24].strip('-')}"
        orgs = self.member_orgs(i)
        terms = f"{base}/terms-of-reference"
        committees = [f"{base}/committee-{slug(c)}" for c in COMMITTEES]
        policies = [f"{base}/policy-{slug(c)}" for c in POLICIES]
        decisions = [f"{base}/decision-{n + 1:03d}" for n in range(10)]
        meetings = f"{base}/meetings"
        org_link = lambda n: (self.org_id(n), self.org_name(n))
        r = random.Random(f"{self.seed}/facts/{i}")

        def member(o, seat):
            return {"org": self.org_id(o).split("/")[1], "seat": seat,
                    "representative": self.person(r),
                    "since": datetime.date(2018 + r.randrange(7), 1 + r.randrange(12), 1 + r.randrange(28))}

        # overview
        p = Page(base, "collaborative", name, weight=i + 1, is_section=True, parent="collaboratives")
        p.description = f"{name}: what it is for, who takes part and how it decides."
        w = Writer(self, base)
        w.links = [(terms, "terms of reference"), (committees[0], COMMITTEES[0]),
                   (decisions[0], "first decision"), (meetings, "meetings"),
                   (policies[0], POLICIES[0]), org_link(orgs[0]), org_link(orgs[6]), org_link(orgs[7])]
        p.body = "\n\n".join([w.paragraph(80), "## What we do", w.paragraph(70), w.bullets(4, 12),
                              "## How to take part", w.paragraph(60), "## Contact", w.paragraph(30, 1)])
        p.members = [member(o, SEATS[k]) for k, o in enumerate(orgs)]
        p.facts = [("Status", "active"), ("Founded", str(2010 + r.randrange(14))), ("Members", str(len(orgs)))]
        p.mentions = w.mentions
        yield p

        # terms of reference
        p = Page(terms, "terms", f"Terms of reference of {name}", weight=1, parent=base)
        p.description = f"Purpose, membership, meetings and voting of {name}."
        p.date = datetime.date(2020 + r.randrange(5), 1 + r.randrange(12), 1 + r.randrange(28))
        w = Writer(self, terms)
        w.links = ([(committees[k % 3], COMMITTEES[k % 3]) for k in range(4)]
                   + [(policies[k % 3], POLICIES[k % 3]) for k in range(4)]
                   + [(decisions[k], f"decision {k + 1}") for k in range(5)]
                   + [(meetings, "meeting calendar"), (base, "overview")]
                   + [org_link(o) for o in orgs[:5]])
        parts = []
        for k, h in enumerate(TERMS_HEADINGS):
            parts.append(f"## {h}")
            parts.append(w.paragraph(70))
            if h == "Membership":
                parts.append(w.bullets(5, 12, nested=True))
            elif h == "Roles":
                parts += ["### Chair", w.paragraph(25), "### Secretary", w.paragraph(25)]
            elif h == "Quorum and voting":
                parts.append(w.table(("Matter", "Quorum", "Majority", "Recorded in"), 6))
            elif h == "Meetings":
                parts.append(w.bullets(5, 11, ordered=True))
            elif h == "Principles":
                parts.append("> " + w.paragraph(30))
        p.body = "\n\n".join(parts)
        p.facts = [("Status", "in force"), ("Version", f"{1 + r.randrange(4)}.{r.randrange(9)}"),
                   ("Next review", str(2027 + r.randrange(3)))]
        p.mentions = w.mentions
        yield p

        for k, pid in enumerate(committees):
            p = Page(pid, "committee", COMMITTEES[k], weight=10 + k, parent=base)
            p.description = f"{COMMITTEES[k]} of {name}."
            w = Writer(self, pid)
            w.links = [(f"{terms}#delegated-authority", "delegated authority"), (terms, "terms of reference"),
                       (decisions[k], f"decision {k + 1}"), (decisions[k + 3], f"decision {k + 4}"),
                       (policies[k], POLICIES[k]), (meetings, "meetings")]
            p.body = "\n\n".join([w.paragraph(60), "## Mandate", w.paragraph(60), w.bullets(5, 12),
                                  "## Working methods", w.paragraph(70), "## Reporting", w.paragraph(45)])
            p.members = [member(o, SEATS[j]) for j, o in enumerate(orgs[k:k + 6])]
            p.facts = [("Status", "standing"), ("Quorum", str(3 + k)), ("Seats", "6")]
            p.mentions = w.mentions
            yield p

        for k, pid in enumerate(decisions):
            title = f"{DECIDE[(i + k) % 10]} {SUBJECT[(i * 3 + k) % 10]}"
            p = Page(pid, "decision", f"Decision {k + 1}: {title}", weight=100 + k, parent=base)
            p.description = f"Decision {k + 1} of {name}: {title.lower()}."
            p.date = datetime.date(2019 + r.randrange(7), 1 + r.randrange(12), 1 + r.randrange(28))
            w = Writer(self, pid)
            w.links = [(committees[k % 3], COMMITTEES[k % 3]), (f"{terms}#quorum-and-voting", "quorum"),
                       (decisions[(k + 9) % 10], "earlier decision"), (policies[k % 3], POLICIES[k % 3])]
            p.body = "\n\n".join(["## Context", w.paragraph(60), "## Decision", w.paragraph(50), w.bullets(3, 11),
                                  "## Consequences", w.paragraph(50)])
            p.facts = [("Status", ("adopted", "adopted", "adopted", "superseded")[r.randrange(4)]),
                       ("For", str(5 + r.randrange(3))), ("Against", str(r.randrange(2))), ("Abstained", str(r.randrange(2)))]
            p.mentions = w.mentions
            yield p

        for k, pid in enumerate(policies):
            p = Page(pid, "policy", POLICIES[k], weight=50 + k, parent=base)
            p.description = f"{POLICIES[k]} of {name}."
            p.date = datetime.date(2021 + r.randrange(5), 1 + r.randrange(12), 1 + r.randrange(28))
            w = Writer(self, pid)
            w.links = [(terms, "terms of reference"), (committees[2], COMMITTEES[2]), (policies[(k + 1) % 3], POLICIES[(k + 1) % 3]),
                       (decisions[k + 5], f"decision {k + 6}"), org_link(orgs[k]), (meetings, "meetings")]
            parts = []
            for h in ("Why we have this policy", "Who it applies to", "What we require", "How to raise a concern", "Retention"):
                parts += [f"## {h}", w.paragraph(85)]
                if h == "What we require":
                    parts.append(w.bullets(6, 12, ordered=True))
                if h == "Retention":
                    parts.append(w.table(("Record", "Kept for", "Owner"), 5))
            p.body = "\n\n".join(parts)
            p.facts = [("Status", "in force"), ("Owner", COMMITTEES[k]), ("Next review", str(2027 + r.randrange(3)))]
            p.mentions = w.mentions
            yield p

        p = Page(meetings, "meetings", "Meetings", weight=20, parent=base)
        p.description = f"When and where {name} meets."
        w = Writer(self, meetings)
        w.links = [(f"{terms}#meetings", "rules for meetings"), (committees[0], COMMITTEES[0]), (decisions[9], "latest decision")]
        p.body = "\n\n".join([w.paragraph(60), "## Calendar", w.table(("Date", "Place", "Agenda"), 6), w.paragraph(30)])
        p.facts = [("Frequency", "quarterly")]
        p.mentions = w.mentions
        yield p

        for o in range(6 * i, 6 * i + 6):
            pid = self.org_id(o)
            p = Page(pid, "organisation", self.org_name(o), weight=o + 1, parent="organisations")
            p.description = f"{p.title}, a member organisation."
            w = Writer(self, pid)
            w.links = [(base, name), (terms, "terms of reference")]
            p.body = "\n\n".join([w.paragraph(70), "## Contribution", w.paragraph(50), w.bullets(2, 10)])
            p.facts = [("Kind", r.choice(ORGKIND).lower()), ("Country", r.choice(("NL", "UK", "IE", "DE", "FR"))), ("Joined", str(2012 + r.randrange(13)))]
            p.org_of = [f"collaboratives/c{c + 1:04d}-{slug(self.collab_name(c))[:24].strip('-')}" for c in dict.fromkeys(shared[o])]
            p.mentions = w.mentions
            yield p


# --------------------------------------------------------------------------
# Writers, one per target
# --------------------------------------------------------------------------
LINK = re.compile("«([^|#]*)(#[^|]*)?\\|([^»]*)»")


def source_path(page_id, sections, index_name):
    if page_id in sections:
        return f"{page_id}/{index_name}" if page_id else index_name
    return f"{page_id}.md"


def with_links(page, target_of):
    return LINK.sub(lambda m: f"[{m[3]}]({target_of(m[1])}{m[2] or ''})", page.body)


def toml_value(v):
    if isinstance(v, bool):
        return "true" if v else "false"
    if isinstance(v, (int, datetime.date)):
        return str(v)
    if isinstance(v, str):
        return json.dumps(v, ensure_ascii=False)
    if isinstance(v, list):
        return "[" + ", ".join(toml_value(x) for x in v) + "]"
    raise TypeError(type(v))


def toml_doc(scalars, members=(), facts=(), prefix=""):
    out = [f"{k} = {toml_value(v)}" for k, v in scalars]
    table = prefix + "." if prefix else ""
    for key, val in facts:
        out.append(f"\n[[{table}facts]]\nlabel = {toml_value(key)}\nvalue = {toml_value(val)}")
    for m in members:
        out.append(f"\n[[{table}members]]")
        out += [f"{k} = {toml_value(v)}" for k, v in m.items()]
    return "\n".join(out) + "\n"


def put(path, text, made=set()):
    d = os.path.dirname(path)
    if d not in made:
        os.makedirs(d, exist_ok=True)
        made.add(d)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def write_zola(pages, out):
    sections = {p.id for p in pages if p.is_section}
    titles = {p.id: p.title for p in pages}
    for p in pages:
        head = [("title", p.title), ("description", p.description)]
        if p.date:
            head.append(("date", p.date))
        if p.is_section:
            if p.kind != "home":
                head.append(("sort_by", "weight"))
            if p.weight:
                head.append(("weight", p.weight))
            head.append(("template", {"home": "home.html", "index": "index-section.html"}.get(p.kind, "collaborative.html")))
        else:
            head += [("weight", p.weight), ("template", "organisation.html" if p.kind == "organisation" else "page.html")]
        doc = toml_doc(head) + "\n[extra]\n" + toml_doc(
            [("id", p.id), ("kind", p.kind)] + ([("org_of", p.org_of)] if p.org_of else []),
            p.members, p.facts, prefix="extra")
        body = with_links(p, lambda t: "@/" + source_path(t, sections, "_index.md"))
        put(f"{out}/content/{source_path(p.id, sections, '_index.md')}", f"+++\n{doc}+++\n\n{body}\n")


def write_hugo(pages, out):
    sections = {p.id for p in pages if p.is_section}
    for p in pages:
        head = [("title", p.title), ("description", p.description), ("id", p.id), ("kind", p.kind)]
        if p.date:
            head.append(("date", p.date))
        if p.weight:
            head.append(("weight", p.weight))
        if p.org_of:
            head.append(("org_of", p.org_of))
        head.append(("mentions", p.mentions))
        layout = {"collaborative": "collaborative", "organisation": "organisation"}.get(p.kind)
        if layout:
            head.append(("layout", layout))
        body = with_links(p, lambda t: "/" + source_path(t, sections, "_index.md"))
        put(f"{out}/content/{source_path(p.id, sections, '_index.md')}",
            f"+++\n{toml_doc(head, p.members, p.facts)}+++\n\n{body}\n")


def write_eleventy(pages, out):
    sections = {p.id for p in pages if p.is_section}
    for p in pages:
        layout = {"home": "home.njk", "index": "index-section.njk", "collaborative": "collaborative.njk",
                  "organisation": "organisation.njk"}.get(p.kind, "page.njk")
        head = {"layout": layout, "title": p.title, "description": p.description, "id": p.id, "kind": p.kind,
                "weight": p.weight, "parent": p.parent, "org_of": p.org_of, "mentions": p.mentions,
                "facts": [{"label": k, "value": v} for k, v in p.facts],
                "members": [{**m, "since": str(m["since"])} for m in p.members]}
        if p.date:
            head["date"] = str(p.date)
            head["dated"] = str(p.date)
        body = with_links(p, lambda t: "/" + source_path(t, sections, "index.md"))
        put(f"{out}/content/{source_path(p.id, sections, 'index.md')}",
            f"---json\n{json.dumps(head, ensure_ascii=False, indent=1)}\n---\n\n{body}\n")


def plain_body(p, titles, sections, index_name):
    """Markdown with facts and members written out, links relative: for mdBook and MkDocs."""
    here = os.path.dirname(source_path(p.id, sections, index_name))
    rel = lambda t: os.path.relpath(source_path(t, sections, index_name), here or ".")
    out = [f"# {p.title}", ""]
    if p.facts:
        out += ["| | |", "| --- | --- |"] + [f"| {k} | {v} |" for k, v in p.facts] + [""]
    out.append(with_links(p, rel))
    if p.members:
        out += ["", "## Members", "", "| Organisation | Seat | Representative | Since |", "| --- | --- | --- | --- |"]
        for m in p.members:
            oid = "organisations/" + m["org"]
            out.append(f"| [{titles[oid]}]({rel(oid)}) | {m['seat']} | {m['representative']} | {m['since']} |")
    if p.org_of:
        out += ["", "## Member of", ""] + [f"- [{titles[c]}]({rel(c)})" for c in p.org_of]
    return "\n".join(out) + "\n"


def write_mdbook(pages, out):
    sections = {p.id for p in pages if p.is_section}
    titles = {p.id: p.title for p in pages}
    summary = ["# Summary", "", "[Governance Handbook](index.md)", ""]
    for p in pages:
        path = source_path(p.id, sections, "index.md")
        depth = 0 if p.kind in ("home", "index") else (1 if p.parent in ("collaboratives", "organisations") else 2)
        if p.kind != "home":
            summary.append((depth, p.parent, f"{'  ' * depth}- [{p.title}]({path})", p.id))
        put(f"{out}/src/{path}", plain_body(p, titles, sections, "index.md"))
    head, rows = summary[:4], summary[4:]
    ordered = []
    for top in ("collaboratives", "organisations"):
        ordered += [t for d, par, t, pid in rows if pid == top]
        for d, par, t, pid in rows:
            if (top == "collaboratives") == pid.startswith("collaboratives") and pid != top:
                ordered.append(t)
    put(f"{out}/src/SUMMARY.md", "\n".join(head + ordered) + "\n")


ORGANISATION_KINDS = {"trust": "public-body", "council": "local-authority", "university": "university",
                      "foundation": "foundation", "charity": "charity"}
OUTCOMES = {"adopted": "approved", "superseded": "noted"}


def write_handbook(pages, out):
    """Records as a secretary writes them: fields between +++ lines, the same Markdown below, links by id."""
    DECISION_IDS.update({p.id: f"{p.date}-{p.id.rsplit(chr(47), 1)[-1]}" for p in pages if p.kind == "decision"})
    ids = {p.id: p.id.rsplit("/", 1)[-1] for p in pages}
    put(f"{out}/handbook.toml", 'title = "Governance Handbook"\njurisdiction = "generic"\n'
        'base_url = "https://handbook.example/"\n\n[checks.levels]\n"terms/incomplete" = "off"\n')
    for p in pages[3:]:
        here = p.parent if p.parent.startswith("collaboratives/") else p.id
        name = ids[p.id]
        body = LINK.sub(lambda m: f"[[{handbook_link(m[1], ids, here)}{m[2] or ''}|{m[3]}]]", p.body) + "\n"
        head = [("name", p.title), ("summary", p.description)]
        facts = "\n[extra]\n" + "".join(f"{slug(key)} = {toml_value(value)}\n" for key, value in p.facts)
        folder = f"{out}/collaboratives/{ids.get(here, '')}"
        if p.kind == "collaborative":
            head += [("kind", "partnership"), ("model", "partnership-board"), ("stage", "live"),
                     ("from", datetime.date(2020, 4, 1))]
            rows, seen = "", set()
            for m in p.members:
                if m["org"] not in seen:
                    seen.add(m["org"])
                    rows += f'\n[[members]]\norganisation = "{m["org"]}"\nclass = "full"\nfrom = {max(m["since"], datetime.date(2020, 4, 1))}\n'
            put(f"{out}/collaboratives/{name}/collaborative.md", toml_front(head, facts + rows) + body)
        elif p.kind in ("terms", "committee"):
            head += [("legal_form", "contractual-board")]
            rows = "\n[quorum]\ncount = 3\n" + "".join(f'\n[[seats]]\ntitle = {toml_value(m["seat"])}\norganisation = "{m["org"]}"\n' for m in p.members)
            put(f"{folder}/terms-of-reference/{name}.md", toml_front(head, facts + rows) + body)
        elif p.kind == "decision":
            head += [("on", p.date), ("outcome", OUTCOMES[dict(p.facts)["Status"]]), ("forum", "committee-steering-committee")]
            put(f"{folder}/decisions/{p.date}-{name}.md", toml_front(head, facts) + body)
        elif p.kind == "policy":
            put(f"{folder}/documents/{name}.md", toml_front(head, facts) + body)
        elif p.kind == "meetings":
            series = ('\n[[series]]\nforum = "committee-steering-committee"\nrule = "FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE"\n'
                      'start = 2026-01-14T10:00:00\ntime_zone = "Europe/London"\n')
            put(f"{folder}/meetings.md", toml_front([], series) + body)
        elif p.kind == "organisation":
            head += [("kind", ORGANISATION_KINDS.get(dict(p.facts)["Kind"], "other"))]
            put(f"{out}/organisations/{name}.md", toml_front(head, facts) + body)


def handbook_link(target, ids, here):
    """The id of a record; the meetings page is linked as its collaborative."""
    if target.endswith("/meetings"):
        return ids[target.rsplit("/", 1)[0]]
    name = DECISION_IDS.get(target, ids[target])
    parent = target.rsplit("/", 1)[0]
    return name if parent in ("collaboratives", "organisations", here) else f"{ids[parent]}/{name}"


def toml_front(scalars, rest=""):
    lines = "".join(f"{key} = {toml_value(value)}\n" for key, value in scalars)
    return f"+++\n{lines}{rest}+++\n\n"


DECISION_IDS = {}


WRITERS = {"zola": write_zola, "hugo": write_hugo, "eleventy": write_eleventy,
           "mdbook": write_mdbook, "handbook": write_handbook}


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--target", choices=sorted(WRITERS), required=True)
    ap.add_argument("--pages", type=int, required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--seed", default="handbook-1")
    args = ap.parse_args()
    if os.path.exists(args.out):
        sys.exit(f"{args.out} exists already")
    count = max(1, round(args.pages / PAGES_PER_COLLABORATIVE))
    pages = list(Generator(args.seed).pages(count))
    os.makedirs(args.out)
    site = f"{HERE}/peers/{args.target}"
    if os.path.isdir(site):
        shutil.copytree(site, args.out, dirs_exist_ok=True)
    if args.target in ("hugo", "zola", "eleventy"):
        os.makedirs(f"{args.out}/static", exist_ok=True)
        shutil.copy(f"{HERE}/peers/style.css", f"{args.out}/static/style.css")
    WRITERS[args.target](pages, args.out)
    words = sum(len(p.body.split()) for p in pages)
    links = sum(p.body.count("«") for p in pages)
    size = sum(len(p.body.encode()) for p in pages)
    print(f"{args.target}: {len(pages)} pages, {count} collaboratives, {words} words, {links} body links, "
          f"{sum(len(p.members) for p in pages)} member rows, {size} bytes of body")


if __name__ == "__main__":
    main()
