//! A theme is trusted, and yet may go wrong: it ends no site.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::run::{build, code, run};
use crate::site::{Site, Stands};

#[test]
fn a_template_that_never_ends_ends_the_build_and_leaves_the_old_site() {
    let site = Site::published();
    let settings = site.new.join("handbook.toml");
    let before = fs::read_to_string(&settings).unwrap();
    let title = before.lines().find(|line| line.starts_with("title")).unwrap();
    let themed = before.replace(title, &format!("{title}\ntheme = \"theme\"")) + "\n[limits]\npage_seconds = 1\n";
    fs::write(&settings, themed).unwrap();
    let template = site.new.join("theme/templates/pages/page.html");
    fs::create_dir_all(template.parent().unwrap()).unwrap();
    let round = "{% for i in range(end=100000) %}";
    fs::write(&template, format!("{round}{round}{round}{{{{ i }}}}{}", "{% endfor %}".repeat(3))).unwrap();
    let begun = Instant::now();
    let ended = run(build(&site.new, &site.output).stderr(Stdio::piped()));
    let told = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(2), "{told}");
    assert!(begun.elapsed() < Duration::from_secs(60), "{told}");
    for words in ["(from pages/", "does not end", "raise `page_seconds` under `[limits]`", "is as it was"] {
        assert!(told.contains(words), "{words:?} is not in {told}");
    }
    assert_eq!(site.stands("after a template without an end"), Stands::Old);
    // The next build clears away what this one left, and publishes.
    fs::remove_dir_all(site.new.join("theme")).unwrap();
    fs::write(&settings, before).unwrap();
    assert_eq!(code(&mut build(&site.new, &site.output)), Some(0));
    assert_eq!((site.stands("after the next build"), site.left()), (Stands::New, 0));
}
