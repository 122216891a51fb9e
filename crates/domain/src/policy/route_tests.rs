//! The lists of routes: one line each, in order, and none in both.

use super::*;

#[test]
fn each_route_has_one_line_and_the_lines_are_in_order() {
    for list in [ROUTES, privacy::ROUTES, sealed::ROUTES] {
        assert!(list.is_sorted_by(|one, next| one.0 < next.0));
    }
    assert!(!ROUTES.iter().any(|(name, _)| is_sealed(name)));
}
