//! Files for machines that every site has.

use std::fmt::Write;

use super::html::escape;
use super::{Planned, Site, is_text};

/// The list of all pages; only the home page where nobody says where the site is published.
pub(super) fn sitemap(site: &Site) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    if let Some(base) = site.base_url() {
        let pages = site.plan.iter().filter(|(_, planned)| is_text(planned) && **planned != Planned::NotFound);
        for (route, _) in pages {
            let mut address = String::new();
            escape(&mut address, &format!("{base}{route}"));
            let _ = writeln!(xml, "<url><loc>{address}</loc></url>");
        }
    }
    xml.push_str("</urlset>\n");
    xml
}

/// What search engines may read: everything, unless drafts are in it.
pub(super) fn robots(site: &Site) -> String {
    let mut text = String::from("User-agent: *\n");
    text.push_str(if site.settings.drafts { "Disallow: /\n" } else { "Allow: /\n" });
    if let Some(base) = site.base_url() {
        let _ = writeln!(text, "Sitemap: {base}sitemap.xml");
    }
    text
}
