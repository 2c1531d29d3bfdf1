//! From what is believed to what is done: an [`Action`] a row, a [`Forecast`] a list, a [`Gate`] a campaign.

mod action;
#[cfg(feature = "engine")]
mod census;
mod forecast;
mod gate;

pub use action::{Action, UnknownAction};
#[cfg(feature = "engine")]
pub(crate) use census::Census;
pub use forecast::Forecast;
#[cfg(feature = "list")]
pub(crate) use forecast::Sum;
pub use gate::{Gate, Passed, PercentError, parse_percent};
