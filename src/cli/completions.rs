//! `handbook completions`: what a shell needs to complete the words of this program.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Outcome;
use super::terminal::{Trouble, print};

/// Print what your shell needs to complete commands as you type them
///
/// Save it where your shell looks for completions, and open a new terminal: then the Tab key completes the commands and
/// options of handbook.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  handbook completions bash > ~/.local/share/bash-completion/completions/handbook
  handbook completions zsh > ~/.zfunc/_handbook
  handbook completions fish > ~/.config/fish/completions/handbook.fish")]
pub(super) struct Arguments {
    /// Which shell you type in
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Arguments::command(), "handbook", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Done)
}
