//! The bet on merging: journals that wrote apart, merged in any order, doubled, cut and damaged
//! on the way, end with the same state everywhere, and with the state that the rules define.

use crate::support::oracle::check_states;
use crate::support::world::{World, seeds};

#[test]
fn two_and_three_nodes_that_wrote_apart_end_with_the_same_state() {
    seeds(2_000, |seed| {
        let mut world = World::new(seed, 2 + (seed % 2) as usize);
        world.live(10 + seed % 30);
        world.heal();
        check_states(&world.written, &world.replicas[0]);
        let first = world.replicas[0].state_hash();
        for replica in &world.replicas {
            assert_eq!(replica.state_hash(), first);
            assert_eq!(replica.counts(), world.counts());
            assert!(replica.unread().is_empty());
            assert_eq!(replica.held_parts().count(), 0);
        }
        assert_eq!(world.forks, 0);
    });
}

#[test]
fn nodes_whose_clocks_stand_in_1970_or_ten_years_on_end_with_the_same_state() {
    seeds(200, |seed| {
        let mut world = World::new(seed, 3);
        for offset in &mut world.offsets {
            *offset = match world.dice.below(3) {
                0 => -world.now,
                1 => 10 * 365 * 86_400 * 1_000_000,
                _ => -86_400 * 1_000_000,
            };
        }
        world.live(30);
        world.heal();
        check_states(&world.written, &world.replicas[0]);
        for replica in &world.replicas {
            assert_eq!(replica.state_hash(), world.replicas[0].state_hash());
        }
    });
}

#[test]
fn what_was_known_before_a_bundle_is_never_lost_by_it() {
    seeds(200, |seed| {
        let mut world = World::new(seed, 3);
        for _ in 0..20 {
            let before: Vec<_> = world
                .replicas
                .iter()
                .map(|replica| replica.counts())
                .collect();
            world.live(2);
            for (replica, before) in world.replicas.iter().zip(before) {
                let now = replica.counts();
                assert!(before.iter().all(|(stream, count)| now[stream] >= *count));
            }
        }
    });
}
