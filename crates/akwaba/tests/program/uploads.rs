//! Files that are too large, sent to the program itself: refused in words, and held by nobody.

use crate::browser::Browser;
use crate::place::Place;
use std::fs;

const MEGABYTE: usize = 1024 * 1024;
/// A photo of nobody.
const PHOTO: &str = "/personnes/00000000-0000-7000-8000-000000000000/documents";

/// The most memory that a process ever held resident, in megabytes.
fn peak(process: u32) -> usize {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next());
    kilobytes.unwrap().parse::<usize>().unwrap() / 1024
}

#[test]
fn two_hundred_megabytes_are_refused_with_what_to_do_and_never_held() {
    let place = Place::founded();
    let served = place.serve();
    let mut browser = Browser::at(&served.address());
    browser.sign_in("directrice", &place.passphrases[0]);
    let before = peak(served.process());
    for (announced, megabytes) in [(true, 200), (false, 40)] {
        let answer = browser.upload(PHOTO, megabytes * MEGABYTE, announced);
        assert_eq!(answer.status, 413, "{}", answer.text());
        let said = answer.text();
        assert!(said.contains("12 Mo au plus"), "{said}");
        assert!(said.contains("Une liste : 32 Mo au plus"), "{said}");
    }
    let grown = peak(served.process()) - before;
    assert!(grown < 30, "{grown} MB more than before");
    // What a page of words takes is less, and the program goes on.
    let words = browser.upload("/personnes/nouvelle", 2 * MEGABYTE, true);
    assert_eq!(words.status, 413);
    assert_eq!(browser.get("/mon-compte").status, 200);
}
