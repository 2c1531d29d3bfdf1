//! facts.
/// TEMP shim.
pub fn is_operator_domain(domain: &str) -> bool {
    domain == "gmail.com" || domain.ends_with(".gmail.com")
}
