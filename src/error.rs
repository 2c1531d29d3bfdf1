//! temporary
/// temporary
#[derive(Debug)]
pub struct Error(String);
impl Error {
    pub(crate) fn build(text: impl Into<String>) -> Self { Self(text.into()) }
    pub(crate) fn unfit(text: impl Into<String>) -> Self { Self(text.into()) }
}
impl std::fmt::Display for Error { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) } }
impl std::error::Error for Error {}
