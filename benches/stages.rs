//! Each stage of a build alone, over `content/`, so that what becomes slower has a name.
//!
//! ```text
//! cargo bench --bench stages
//! ```

#![allow(clippy::disallowed_methods, reason = "a benchmark writes to the disk what a build writes")]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use divan::{Bencher, black_box};
use handbook::check;
use handbook::diagnostic::Report;
use handbook::model::{self, Model};
use handbook::output::write::Stage;
use handbook::output::{Content, Route};
use handbook::record::{self, Record};
use handbook::site::theme::Theme;
use handbook::site::{self, Settings, Site};
use handbook::source::{Sources, disk};
use jiff::civil::Date;

const TODAY: Date = Date::constant(2026, 6, 1);

static SOURCES: LazyLock<Sources> =
    LazyLock::new(|| disk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).expect("content/ can be read"));
static SITE: LazyLock<Site> = LazyLock::new(|| planned(joined(parsed())));

fn main() {
    divan::main();
}

fn parsed() -> Vec<Arc<Record>> {
    let mut report = Report::default();
    SOURCES.files.values().filter_map(|file| record::parse(file, &mut report).map(Arc::new)).collect()
}

fn joined(records: Vec<Arc<Record>>) -> Model {
    model::join(records, SOURCES.attachments.keys().cloned().collect(), TODAY, &mut Report::default())
}

fn planned(model: Model) -> Site {
    let theme = Arc::new(Theme::new(&SOURCES.theme, "en-GB").expect("the theme can be read"));
    site::plan(model, theme, SOURCES.clone(), Settings::default(), &mut Report::default())
}

fn rendered() -> Vec<(&'static Route, Content)> {
    SITE.routes().filter_map(|route| Some((route, SITE.render(route)?.ok()?))).collect()
}

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    LazyLock::force(&SOURCES);
    bencher.bench_local(|| black_box(parsed()));
}

#[divan::bench]
fn join(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(parsed).bench_local_values(|records| black_box(joined(records)));
}

/// Of a model that has answered no question yet.
#[divan::bench]
fn check(bencher: Bencher<'_, '_>) {
    let model = joined(parsed());
    bencher.with_inputs(|| model.at(TODAY)).bench_local_refs(|model| {
        let mut report = Report::default();
        check::run(model, &mut report);
        black_box(report)
    });
}

#[divan::bench]
fn plan(bencher: Bencher<'_, '_>) {
    let model = joined(parsed());
    bencher.with_inputs(|| model.clone()).bench_local_values(|model| black_box(planned(model)));
}

/// Every page, on one core.
#[divan::bench(sample_count = 10)]
fn render(bencher: Bencher<'_, '_>) {
    LazyLock::force(&SITE);
    bencher.bench_local(|| black_box(rendered().len()));
}

/// Every page compared with what an earlier build wrote, where nothing differs.
#[divan::bench(sample_count = 10)]
fn compare(bencher: Bencher<'_, '_>) {
    let pages = rendered();
    let output = std::env::temp_dir().join(format!("handbook-bench-stages-{}", std::process::id()));
    let publish = || {
        let stage = Stage::open(&output, None).expect("the output can be opened");
        for (route, content) in &pages {
            stage.put(route, content).expect("the page can be put");
        }
        stage.publish().expect("the site can be published")
    };
    publish();
    bencher.bench_local(|| {
        let published = publish();
        assert_eq!(published.written, 0, "nothing differs, so nothing is written");
    });
    let _ = std::fs::remove_dir_all(&output);
}
