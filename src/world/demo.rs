use super::World; pub(super) fn world() -> World { World::new(1) }
