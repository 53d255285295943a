//! What can be wrong with a handbook: one question each, with a name, an explanation and examples.
//!
//! A check is a pure function of the model. It knows no other check, no output format and no clock. What reading and
//! joining report has a name and an explanation here too, so that everything a reader meets can be explained.

use rayon::prelude::*;

#[allow(unused_imports, reason = "the list below names what it needs")]
use crate::diagnostic::Severity::{Advice, Error, Warning};
use crate::diagnostic::{Diagnostic, Report};
use crate::model::Model;
#[allow(unused_imports, reason = "the list below names what it needs")]
use crate::record::kind::collaborative::Jurisdiction::{England, France, Generic, Ireland, Scotland, Wales};

mod chains;
pub mod explanation;
mod finding;
pub mod levels;
mod naming;
mod words;

pub use finding::{Check, Finding, Findings, Pack, run_one};

/// `room::file, "name", severity, pack;` for a check with a question; the files stand at `check/<room>/<file>.rs` and `.md`.
/// `"room/file", "name", severity;` for one that reading or joining asks: only `check/reading/<room>/<file>.md`.
macro_rules! checks {
    (
        read { $( $read_file:literal, $read_name:literal, $read_severity:expr; )* }
        $( room $room:ident { $( $file:ident, $name:literal, $severity:expr, $pack:expr; )* } )*
    ) => {
        $(
            #[doc = concat!("Checks of the subject `", stringify!($room), "`.")]
            pub mod $room {
                $( pub mod $file; )*
            }
        )*

        /// All checks, by subject and name.
        pub static CHECKS: &[Check] = &[
            $( Check { name: $read_name, severity: $read_severity, pack: Pack::Everywhere, text: include_str!(concat!("reading/", $read_file, ".md")), run: None }, )*
            $( $( Check {
                name: $name,
                severity: $severity,
                pack: $pack,
                text: include_str!(concat!(stringify!($room), "/", stringify!($file), ".md")),
                run: Some($room::$file::run),
            }, )* )*
        ];
    };
}

checks! {
    read {
        "checks/allow_expired", "checks/allow-expired", Warning;
        "checks/allow_unused", "checks/allow-unused", Warning;
        "checks/allow_without_end", "checks/allow-without-end", Warning;
        "checks/unknown_name", "checks/unknown-name", Error;
        "file/conflict", "file/conflict", Error;
        "file/front_matter", "file/front-matter", Error;
        "file/id", "file/id", Error;
        "file/misplaced", "file/misplaced", Error;
        "file/not_utf8", "file/not-utf8", Error;
        "file/phrases_lacking", "file/phrases-lacking", Advice;
        "file/too_large", "file/too-large", Error;
        "file/unnamed", "file/unnamed", Advice;
        "file/unread", "file/unread", Error;
        "prose/anchor", "prose/anchor", Error;
        "prose/anchor_reserved", "prose/anchor-reserved", Warning;
        "prose/anchor_twice", "prose/anchor-twice", Error;
        "prose/footnote_undefined", "prose/footnote-undefined", Warning;
        "prose/footnote_unused", "prose/footnote-unused", Warning;
        "prose/heading_empty", "prose/heading-empty", Warning;
        "prose/heading_skips", "prose/heading-skips", Advice;
        "prose/image_elsewhere", "prose/image-elsewhere", Error;
        "prose/image_kind", "prose/image-kind", Error;
        "prose/image_without_text", "prose/image-without-text", Warning;
        "prose/link_address", "prose/link-address", Error;
        "prose/link_broken", "prose/link-broken", Warning;
        "prose/link_empty", "prose/link-empty", Error;
        "prose/link_from_root", "prose/link-from-root", Error;
        "prose/link_outside_content", "prose/link-outside-content", Error;
        "prose/link_scheme", "prose/link-scheme", Error;
        "prose/link_to_no_file", "prose/link-to-no-file", Error;
        "prose/link_undefined", "prose/link-undefined", Warning;
        "prose/link_without_words", "prose/link-without-words", Warning;
        "prose/number_astray", "prose/number-astray", Advice;
        "prose/number_twice", "prose/number-twice", Warning;
        "prose/open_comment", "prose/open-comment", Error;
        "prose/part_inside", "prose/part-inside", Error;
        "prose/part_twice", "prose/part-twice", Error;
        "prose/pasted", "prose/pasted", Warning;
        "prose/raw_html", "prose/raw-html", Warning;
        "prose/several_titles", "prose/several-titles", Advice;
        "prose/unknown_anchor", "prose/unknown-anchor", Error;
        "prose/unknown_part", "prose/unknown-part", Error;
        "record/duplicate_id", "record/duplicate-id", Error;
        "record/field_alone", "record/field-alone", Error;
        "record/missing_field", "record/missing-field", Error;
        "record/one_of", "record/one-of", Error;
        "record/turned_letters", "record/turned-letters", Error;
        "record/type", "record/type", Error;
        "record/unknown_field", "record/unknown-field", Error;
        "record/value", "record/value", Error;
        "reference/ambiguous", "reference/ambiguous", Error;
        "reference/missing_file", "reference/missing-file", Error;
        "reference/unknown", "reference/unknown", Error;
        "reference/unknown_heading", "reference/unknown-heading", Error;
        "toml/syntax", "toml/syntax", Error;
        "vocabulary/unknown_word", "vocabulary/unknown-word", Error;
        "site/address_gone", "site/address-gone", Error;
        "site/address_taken", "site/address-taken", Error;
        "site/anchor_gone", "site/anchor-gone", Warning;
        "site/part_gone", "site/part-gone", Advice;
        "site/phrases", "site/phrases", Error;
        "site/template", "site/template", Error;
        "site/theme", "site/theme", Error;
    }

    room name {
        former_name, "name/former-name", Warning, Pack::Everywhere;
        same_code, "name/same-code", Warning, Pack::Everywhere;
        same_name, "name/same-name", Warning, Pack::Everywhere;
        unexplained_abbreviation, "name/unexplained-abbreviation", Advice, Pack::Everywhere;
    }

    room body {
        successor_missing, "body/successor-missing", Error, Pack::Everywhere;
    }

    room source {
        dispute_without_source, "source/dispute-without-source", Advice, Pack::Everywhere;
        no_copy, "source/no-copy", Warning, Pack::Everywhere;
        none, "source/none", Advice, Pack::Everywhere;
        undated, "source/undated", Advice, Pack::Everywhere;
        unsettled, "source/unsettled", Warning, Pack::Everywhere;
    }

    room law {
        no_longer_in_force, "law/no-longer-in-force", Warning, Pack::Everywhere;
        other_jurisdiction, "law/other-jurisdiction", Warning, Pack::Everywhere;
        wrong_provision, "law/wrong-provision", Warning, Pack::Everywhere;
    }

    room member {
        dissolved, "member/dissolved", Error, Pack::Everywhere;
        in_many, "member/in-many", Advice, Pack::Everywhere;
        lead_not_member, "member/lead-not-member", Error, Pack::Everywhere;
        listed_twice, "member/listed-twice", Error, Pack::Everywhere;
        no_board_approval, "member/no-board-approval", Warning, Pack::Everywhere;
        no_voice, "member/no-voice", Advice, Pack::Everywhere;
        only_one_left, "member/only-one-left", Warning, Pack::Everywhere;
        orientation, "member/orientation-unlike-services", Warning, Pack::Everywhere;
        outside_footprint, "member/outside-footprint", Advice, Pack::Everywhere;
        outside_lifetime, "member/outside-lifetime", Warning, Pack::Everywhere;
        reach_unlike_kind, "member/reach-unlike-kind", Warning, Pack::Only(&[England]);
        same_members, "member/same-members", Warning, Pack::Everywhere;
        too_few_trusts, "member/too-few-trusts", Warning, Pack::Only(&[England]);
        trust_in_none, "member/trust-in-none", Warning, Pack::Only(&[England]);
        trust_may_join, "member/trust-may-join", Advice, Pack::Only(&[England]);
    }

    room model {
        company_missing, "model/company-missing", Warning, Pack::Everywhere;
        host_change_unplanned, "model/host-change-unplanned", Warning, Pack::Everywhere;
        host_holds_everything, "model/host-holds-everything", Warning, Pack::Everywhere;
        host_missing, "model/host-missing", Warning, Pack::Everywhere;
        lead_not_a_trust, "model/lead-not-a-trust", Warning, Pack::Only(&[England]);
        not_stated, "model/not-stated", Error, Pack::Everywhere;
        requirement_missing, "model/requirement-missing", Error, Pack::Everywhere;
        shared_post_without_plan, "model/shared-post-without-plan", Warning, Pack::Everywhere;
        shares_do_not_add_up, "model/shares-do-not-add-up", Warning, Pack::Everywhere;
        support_establishment_missing, "model/support-establishment-missing", Warning, Pack::Only(&[France]);
        university_hospital_missing, "model/university-hospital-missing", Warning, Pack::Only(&[France]);
    }

    room form {
        advisory_group_decides, "form/advisory-group-decides", Error, Pack::Everywhere;
        committees_do_not_match, "form/committees-do-not-match", Error, Pack::Everywhere;
        decision_maker_missing, "form/decision-maker-missing", Error, Pack::Everywhere;
        name_promises_more, "form/name-promises-more", Warning, Pack::Everywhere;
        not_a_director, "form/not-a-director", Error, Pack::Only(&[England]);
        not_stated, "form/not-stated", Error, Pack::Everywhere;
        nothing_to_exercise_jointly, "form/nothing-to-exercise-jointly", Error, Pack::Everywhere;
        out_of_proportion, "form/out-of-proportion", Advice, Pack::Everywhere;
        party_not_eligible, "form/party-not-eligible", Error, Pack::Only(&[England]);
    }

    room agreement {
        approval_missing, "agreement/approval-missing", Warning, Pack::Only(&[France]);
        function_not_delegable, "agreement/function-not-delegable", Warning, Pack::Only(&[England]);
        liability_against_law, "agreement/liability-against-law", Warning, Pack::Only(&[England]);
        liability_not_stated, "agreement/liability-not-stated", Warning, Pack::Only(&[England]);
        not_binding, "agreement/not-binding", Warning, Pack::Only(&[England]);
        one_side_missing, "agreement/one-side-missing", Error, Pack::Only(&[England]);
        passed_on, "agreement/passed-on", Error, Pack::Only(&[England]);
        support_establishment_not_party, "agreement/support-establishment-not-party", Warning, Pack::Only(&[France]);
    }

    room fund {
        contributor_not_eligible, "fund/contributor-not-eligible", Error, Pack::Only(&[England]);
        contributor_not_party, "fund/contributor-not-party", Error, Pack::Only(&[England]);
        no_basis, "fund/no-basis", Error, Pack::Only(&[England]);
    }

    room terms {
        amended_by_others, "terms/amended-by-others", Warning, Pack::Everywhere;
        contradicts_standing_orders, "terms/contradicts-standing-orders", Warning, Pack::Everywhere;
        incomplete, "terms/incomplete", Error, Pack::Everywhere;
        missing, "terms/missing", Error, Pack::Everywhere;
        no_challenge, "terms/no-challenge", Warning, Pack::Only(&[England, Wales, Scotland, Ireland, France]);
        no_conflicts_rule, "terms/no-conflicts-rule", Warning, Pack::Everywhere;
        no_deputies_rule, "terms/no-deputies-rule", Warning, Pack::Everywhere;
        no_escalation, "terms/no-escalation", Warning, Pack::Everywhere;
        no_meeting_rules, "terms/no-meeting-rules", Advice, Pack::Everywhere;
        no_vice_chair, "terms/no-vice-chair", Warning, Pack::Everywhere;
        no_voices, "terms/no-voices", Advice, Pack::Only(&[England]);
        nothing_out_of_scope, "terms/nothing-out-of-scope", Advice, Pack::Everywhere;
        reporting_broken, "terms/reporting-broken", Error, Pack::Everywhere;
        reporting_gap, "terms/reporting-gap", Warning, Pack::Everywhere;
    }

    room quorum {
        decide_below_meet, "quorum/decide-below-meet", Warning, Pack::Everywhere;
        deputies_unnamed, "quorum/deputies-unnamed", Advice, Pack::Everywhere;
        member_without_seat, "quorum/member-without-seat", Error, Pack::Everywhere;
        met_by_one_body, "quorum/met-by-one-body", Warning, Pack::Everywhere;
        out_of_reach, "quorum/out-of-reach", Error, Pack::Everywhere;
        out_of_reach_today, "quorum/out-of-reach-today", Warning, Pack::Everywhere;
        small, "quorum/small", Advice, Pack::Everywhere;
        stated_otherwise, "quorum/stated-otherwise", Error, Pack::Everywhere;
        unknown_seat, "quorum/unknown-seat", Error, Pack::Everywhere;
    }

    room vote {
        deadlock, "vote/deadlock", Warning, Pack::Everywhere;
        majority_of_whom, "vote/majority-of-whom", Warning, Pack::Everywhere;
        tie, "vote/tie", Warning, Pack::Everywhere;
        weights_differ, "vote/weights-differ", Warning, Pack::Everywhere;
    }

    room seat {
        chair_and_vice_alike, "seat/chair-and-vice-alike", Error, Pack::Everywhere;
        outside_limits, "seat/outside-limits", Warning, Pack::Everywhere;
        rotation_broken, "seat/rotation-broken", Warning, Pack::Everywhere;
        term_over, "seat/term-over", Warning, Pack::Everywhere;
        too_many_from_one_employer, "seat/too-many-from-one-employer", Error, Pack::Everywhere;
        unequal, "seat/unequal", Warning, Pack::Everywhere;
        unknown, "seat/unknown", Error, Pack::Everywhere;
        vacant, "seat/vacant", Warning, Pack::Everywhere;
    }

    room delegation {
        bands_do_not_meet, "delegation/bands-do-not-meet", Error, Pack::Everywhere;
        claimed, "delegation/claimed", Error, Pack::Everywhere;
        given_to_nobody, "delegation/given-to-nobody", Warning, Pack::Everywhere;
        giver_not_eligible, "delegation/giver-not-eligible", Error, Pack::Everywhere;
        goes_round, "delegation/goes-round", Error, Pack::Everywhere;
        liability_moved, "delegation/liability-moved", Warning, Pack::Everywhere;
        limit_above_giver, "delegation/limit-above-giver", Error, Pack::Everywhere;
        not_held, "delegation/not-held", Error, Pack::Everywhere;
        not_in_terms, "delegation/not-in-terms", Error, Pack::Everywhere;
        own_schemes_behind, "delegation/own-schemes-behind", Warning, Pack::Only(&[England]);
        party_ended, "delegation/party-ended", Error, Pack::Everywhere;
        receiver_not_eligible, "delegation/receiver-not-eligible", Error, Pack::Everywhere;
        reserved_and_delegated, "delegation/reserved-and-delegated", Error, Pack::Everywhere;
        schemes_disagree, "delegation/schemes-disagree", Warning, Pack::Everywhere;
        two_deciders, "delegation/two-deciders", Error, Pack::Everywhere;
        two_levels, "delegation/two-levels", Warning, Pack::Everywhere;
        unsourced, "delegation/unsourced", Warning, Pack::Everywhere;
    }

    room decision {
        approvals_missing, "decision/approvals-missing", Warning, Pack::Everywhere;
        inquorate, "decision/inquorate", Error, Pack::Everywhere;
        no_review, "decision/no-review", Advice, Pack::Everywhere;
        none_for_a_year, "decision/none-for-a-year", Advice, Pack::Everywhere;
        outcomes_differ, "decision/outcomes-differ", Error, Pack::Everywhere;
        own_outcomes_missing, "decision/own-outcomes-missing", Error, Pack::Everywhere;
        unknown_present, "decision/unknown-present", Warning, Pack::Everywhere;
        without_authority, "decision/without-authority", Error, Pack::Everywhere;
    }

    room interest {
        both_sides, "interest/both-sides", Warning, Pack::Only(&[England, Wales, Scotland, Ireland, France]);
        declaration_old, "interest/declaration-old", Warning, Pack::Only(&[England]);
        many_seats, "interest/many-seats", Advice, Pack::Everywhere;
        no_mitigation, "interest/no-mitigation", Warning, Pack::Everywhere;
        other_kind, "interest/other-kind", Warning, Pack::Only(&[England]);
        withheld_without_reason, "interest/withheld-without-reason", Warning, Pack::Everywhere;
    }

    room control {
        agreement_ended, "control/agreement-ended", Warning, Pack::Everywhere;
        approval_missing, "control/approval-missing", Warning, Pack::Everywhere;
        approvals_out_of_order, "control/approvals-out-of-order", Warning, Pack::Everywhere;
        changed_since_approval, "control/changed-since-approval", Warning, Pack::Everywhere;
        draft_in_force, "control/draft-in-force", Warning, Pack::Everywhere;
        ends_before_it_begins, "control/ends-before-it-begins", Error, Pack::Everywhere;
        in_force_before_approval, "control/in-force-before-approval", Error, Pack::Everywhere;
        not_a_digest, "control/not-a-digest", Warning, Pack::Everywhere;
        review_before_approval, "control/review-before-approval", Error, Pack::Everywhere;
        review_overdue, "control/review-overdue", Warning, Pack::Everywhere;
        superseded_in_force, "control/superseded-in-force", Warning, Pack::Everywhere;
        version_not_in_history, "control/version-not-in-history", Warning, Pack::Everywhere;
        versions_out_of_order, "control/versions-out-of-order", Warning, Pack::Everywhere;
    }

    room publication {
        confidential, "publication/confidential", Warning, Pack::Everywhere;
        mailbox, "publication/mailbox", Error, Pack::Everywhere;
        no_contact, "publication/no-contact", Advice, Pack::Everywhere;
        personal_contact, "publication/personal-contact", Error, Pack::Everywhere;
    }

    room meeting {
        minutes_late, "meeting/minutes-late", Warning, Pack::Everywhere;
        none_ahead, "meeting/none-ahead", Warning, Pack::Everywhere;
        too_few, "meeting/too-few", Warning, Pack::Everywhere;
    }

    room purpose {
        aims_not_served, "purpose/aims-not-served", Advice, Pack::Everywhere;
        change_without_engagement, "purpose/change-without-engagement", Advice, Pack::Everywhere;
        missing, "purpose/missing", Warning, Pack::Everywhere;
        more_meetings_than_decisions, "purpose/more-meetings-than-decisions", Advice, Pack::Everywhere;
        no_measure, "purpose/no-measure", Warning, Pack::Everywhere;
        no_problem, "purpose/no-problem", Warning, Pack::Everywhere;
        objectives_not_agreed, "purpose/objectives-not-agreed", Warning, Pack::Only(&[England]);
        place_without_partnership, "purpose/place-without-partnership", Advice, Pack::Everywhere;
        without_means, "purpose/without-means", Advice, Pack::Everywhere;
    }
}

/// Asks every question of the model, then raises, lowers and accepts as the handbook says. `report` may hold what reading and joining
/// found: levels and acceptances hold for that too.
pub fn run(model: &Model, report: &mut Report) {
    report.extend(ask(model));
    levels::apply(model, report);
}

/// Asks every question of the model. What is found is as grave as the checks say, whatever the handbook says of that.
pub fn ask(model: &Model) -> Vec<Diagnostic> {
    let found: Vec<Vec<Diagnostic>> = CHECKS.par_iter().map(|check| run_one(check, model)).collect();
    found.into_iter().flatten().collect()
}

/// The check of this name.
pub fn named(name: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|check| check.name == name)
}
