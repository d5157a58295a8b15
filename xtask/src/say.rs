//! What is printed, and commands that are run. A failure always names the command to run again.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Why something could not be finished, in words, with what to do.
pub type Failure = String;

/// What nearly everything here returns.
pub type Outcome<T> = Result<T, Failure>;

/// Prints one line of what is being done.
pub fn note(text: &str) {
    println!("xtask: {text}");
}

/// Prints a heading.
pub fn heading(text: &str) {
    println!("\n=== {text}");
}

/// Minutes and seconds.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

/// A command as a person would type it.
pub fn shown(command: &Command) -> String {
    let mut words = Vec::new();
    for (key, value) in command.get_envs() {
        if let Some(value) = value
            && key != "PATH"
        {
            words.push(format!(
                "{}={}",
                key.display(),
                quoted(&value.to_string_lossy())
            ));
        }
    }
    words.push(quoted(&command.get_program().to_string_lossy()));
    for word in command.get_args() {
        words.push(quoted(&word.to_string_lossy()));
    }
    words.join(" ")
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{word}'")
    }
}

/// Runs a command with its output passed through.
///
/// Errors: it could not start, or it failed; both name it.
pub fn run(command: &mut Command) -> Outcome<()> {
    let line = shown(command);
    println!("$ {line}");
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("failed ({status}). To see it again, run: {line}")),
        Err(error) => Err(format!("could not be started: {line}: {error}")),
    }
}

/// Runs a command and returns what it printed.
///
/// Errors: as [`run`], with what it said.
pub fn output_of(command: &mut Command) -> Outcome<String> {
    let line = shown(command);
    match command.stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Ok(output) => Err(format!(
            "failed ({}): {line}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim_end()
        )),
        Err(error) => Err(format!("could not be started: {line}: {error}")),
    }
}

/// The first line that a program prints about its version; `None` when it cannot be started.
pub fn version_of(program: &Path) -> Option<String> {
    let output = Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output
        .status
        .success()
        .then(|| text.lines().next().unwrap_or_default().trim().to_owned())
}
