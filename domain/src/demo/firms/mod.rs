//! The dozen client businesses of the demo.

mod care;
mod homes;
mod offices;

use super::cast::Firm;

pub(super) fn all() -> impl Iterator<Item = &'static Firm> {
    care::FIRMS.iter().chain(homes::FIRMS).chain(offices::FIRMS)
}
