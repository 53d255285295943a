//! The provisions of law that hold for a forum.

use super::{Entry, Model};
use crate::record::kind::Forum;
use crate::record::kind::vocabulary::Provision;

impl Model {
    /// The provisions in force today on which a forum rests: those that it names, and those on which its legal form does.
    pub fn provisions_of<'m>(&'m self, forum: Entry<'m, Forum>) -> Vec<&'m Provision> {
        let form = forum.fields.legal_form.as_ref().and_then(|form| self.row(forum.record, form));
        let of_form = form.into_iter().flat_map(|form| form.basis.iter().map(String::as_str));
        let named = forum.fields.basis.iter().map(|term| term.text.as_str());
        let mut ids: Vec<&str> = named.chain(of_form).collect();
        ids.sort_unstable();
        ids.dedup();
        let find = |id: &str| self.vocabularies_for(forum.record).find_map(|vocabulary| vocabulary.provision(id));
        ids.into_iter().filter_map(find).filter(|provision| provision.during().holds_on(self.today)).collect()
    }
}
