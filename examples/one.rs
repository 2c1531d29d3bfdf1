//! The paved path: who is asking, and whom about.
//!
//! ```text
//! cargo run --example one -- probe.example.com verify@example.com anna@example.org
//! ```

use listproof::{Identity, Verifier};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [helo, mail_from, address] = words.as_slice() else {
        eprintln!(
            "usage: one HELO-NAME SENDER ADDRESS, for example: probe.example.com verify@example.com anna@example.org"
        );
        return ExitCode::from(2);
    };
    match ask(helo, mail_from, address).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("one: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn ask(helo: &str, mail_from: &str, address: &str) -> Result<(), Box<dyn std::error::Error>> {
    let verifier = Verifier::builder(Identity::new(helo, mail_from)?).build()?;
    let verdict = verifier.verify(&address.parse()?).await;
    println!("{} {} {:.2}", verdict.status(), verdict.cause(), verdict.bounce_risk());
    println!("{}", verdict.evidence().text.replace(char::is_control, " "));
    Ok(())
}
