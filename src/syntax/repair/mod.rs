//! x
/// x
#[derive(Debug)]
pub enum Change {}
/// x
#[derive(Debug)]
pub enum Refusal {}
/// x
#[derive(Debug)]
pub struct Repair {}
/// x
pub fn repair(_cell: &str) -> Repair {
    Repair {}
}
