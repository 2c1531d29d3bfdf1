//! The paved path: who is asking, and whom about.
//!
//! ```text
//! cargo run --example one -- probe.example.com verify@example.com anna@example.org
//! ```

use listproof::{Identity, Verifier};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [helo, mail_from, address] = words.as_slice() else {
        return Err("three words are wanted: HELO name, MAIL FROM address, and the address to ask about".into());
    };
    let verifier = Verifier::builder(Identity::new(helo, mail_from)?).build()?;
    let verdict = verifier.verify(&address.parse()?).await;
    println!("{} {} {:.2}", verdict.status(), verdict.cause(), verdict.bounce_risk());
    println!("{}", verdict.evidence().text.replace(char::is_control, " "));
    Ok(())
}
