//! Bars drawn from counts, without a script: the table beside them says the same.

use askama::Template;

use crate::parts::part;

/// Width of a bar with its gap.
const STEP: u32 = 44;
/// Height of the tallest bar.
const TALL: u32 = 160;

/// A bar chart.
#[derive(Template)]
#[template(path = "reception/chart.html")]
pub(in crate::pages) struct Bars {
    title: String,
    bars: Vec<Bar>,
    width: u32,
}
part!(Bars);

struct Bar {
    label: String,
    count: u32,
    x: u32,
    y: u32,
    height: u32,
}

impl Bar {
    fn middle(&self) -> u32 {
        self.x + (STEP - 10) / 2
    }

    fn above(&self) -> u32 {
        self.y.saturating_sub(6)
    }
}

impl Bars {
    /// Bars of these labels and counts; `title` is read aloud.
    pub fn new(title: String, counts: impl IntoIterator<Item = (String, u32)>) -> Self {
        let counts: Vec<(String, u32)> = counts.into_iter().collect();
        let top = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let mut x = 5;
        let mut bars = Vec::with_capacity(counts.len());
        for (label, count) in counts {
            let height = (count * TALL).checked_div(top).unwrap_or(0);
            bars.push(Bar {
                label,
                count,
                x,
                y: 24 + TALL - height,
                height,
            });
            x += STEP;
        }
        Self {
            title,
            bars,
            width: x + 5,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_keep_their_proportions_and_no_count_divides_by_nothing() {
        let bars = Bars::new("t".into(), [("8 h".into(), 4), ("9 h".into(), 2)]);
        let heights: Vec<u32> = bars.bars.iter().map(|bar| bar.height).collect();
        assert_eq!(heights, [TALL, TALL / 2]);
        assert!(
            Bars::new("t".into(), [("8 h".into(), 0)])
                .to_string()
                .contains("svg")
        );
    }
}
