//! The scale is the manual's, and no small number of a month is told.

use super::*;
use crate::casework::Edition;
use proptest::prelude::*;

#[test]
fn the_scale_and_the_channels_are_those_of_the_procedure_of_complaints() {
    let text = include_str!("../../../manuel/P28-reclamation-satisfaction.md");
    let edition = Edition::read(text, None).unwrap();
    let codes = |list: &str| -> Vec<String> {
        let list = edition.form.list(list).unwrap();
        list.choices.iter().map(|one| one.name.clone()).collect()
    };
    let own: Vec<&str> = Scale::ALL.iter().map(|one| one.code()).collect();
    assert_eq!(codes("satisfaction"), own);
    let own: Vec<&str> = Channel::ALL.iter().map(|one| one.code()).collect();
    assert_eq!(codes("canal"), own);
}

#[test]
fn a_few_words_are_not_told_and_a_month_of_many_is() {
    let few = figures(&[(Channel::Box, Scale::Bad, 3)]);
    assert!(few.hides() && few.whole.count.is_none());
    let many = figures(&[
        (Channel::Box, Scale::Good, 14),
        (Channel::Box, Scale::Bad, 6),
        (Channel::Spoken, Scale::Good, 9),
    ]);
    assert_eq!(many.whole.count, Some(29));
    assert_eq!(many.whole.parts[0], [Some(23), Some(0), Some(6), Some(0)]);
    let quiet = figures(&[]);
    assert!(quiet.channels.is_empty() && quiet.whole.count == Some(0) && !quiet.hides());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_count_between_one_and_four_is_told_and_what_is_told_is_true(
        counted in prop::collection::vec((0..7_usize, 0..4_usize, 0..12_u32), 0..12),
    ) {
        let counted: Vec<_> = counted
            .into_iter()
            .map(|(channel, scale, count)| (Channel::ALL[channel], Scale::ALL[scale], count))
            .collect();
        let told = figures(&counted);
        for line in told.channels.iter().chain([&told.whole]) {
            for (at, cell) in line.parts[0].iter().enumerate() {
                let own = counted.iter().filter(|(channel, scale, _)| {
                    (line.code.is_empty() || line.code == channel.code()) && Scale::ALL[at] == *scale
                });
                let real: u32 = own.map(|one| one.2).sum();
                prop_assert!(cell.is_none_or(|told| told == real));
                prop_assert!(!cell.is_some_and(|told| (1..5).contains(&told)), "{line:?}");
            }
        }
    }
}
