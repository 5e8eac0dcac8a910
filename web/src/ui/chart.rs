//! Bars drawn by the server, with the numbers that they stand for in a table under them.

use askama::Template;

use super::prints_itself;

/// A chart of a few bars, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "ui/chart.html")]
pub struct BarChart {
    /// Names the chart in the page: `calls`. Letters, digits and `-`.
    pub id: String,
    pub title: String,
    /// The large number over the bars, and what it is of: “1,204”, “in the last three months”.
    pub total: String,
    pub about: String,
    /// What the columns of the table are called: “Week”, “Calls”.
    pub columns: (String, String),
    pub bars: Vec<Bar>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// Under the chart: “Aug 31”.
    pub short: String,
    /// In the table: “Aug 31 – Sep 6”.
    pub label: String,
    pub value: i64,
}

/// The drawing in its own units: where the bars stand, and how high they may be.
const LEFT: i64 = 34;
const WIDTH: i64 = 320;
const TOP: i64 = 8;
const HEIGHT: i64 = 112;

/// A bar, or the name under one, where it stands.
struct Drawn<'a> {
    bar: &'a Bar,
    x: i64,
    y: i64,
    width: i64,
    height: i64,
    middle: i64,
}

impl<'a> Drawn<'a> {
    fn of(bar: &'a Bar, (place, count): (i64, i64), most: i64) -> Self {
        let (start, end) = (WIDTH * place / count, WIDTH * (place + 1) / count);
        // Whatever is not nothing is seen.
        let height = (bar.value * HEIGHT / most).max(i64::from(bar.value > 0) * 2);
        let (x, width) = (LEFT + start + 2, (end - start - 4).max(2));
        Self { bar, x, y: TOP + HEIGHT - height, width, height, middle: x + width / 2 }
    }
}

impl BarChart {
    /// The end of the scale: 1, 2 or 5 and noughts, and no less than four, so that its parts are whole.
    fn most(&self) -> i64 {
        let largest = self.bars.iter().map(|bar| bar.value).max().unwrap_or(0);
        let mut power = 1;
        loop {
            if let Some(end) =
                [1, 2, 5].map(|digit| digit * power).into_iter().find(|end| *end >= largest.max(4))
            {
                return end + end % 2;
            }
            power *= 10;
        }
    }

    /// Height and value of each line of the scale.
    fn lines(&self) -> [(i64, i64); 3] {
        let most = self.most();
        [(TOP + HEIGHT, 0), (TOP + HEIGHT / 2, most / 2), (TOP, most)]
    }

    fn drawn(&self) -> Vec<Drawn<'_>> {
        let count = i64::try_from(self.bars.len()).unwrap_or(1).max(1);
        let most = self.most();
        (0..).zip(&self.bars).map(|(place, bar)| Drawn::of(bar, (place, count), most)).collect()
    }

    /// The names under the bars: of the first, one in the middle, and the last.
    fn named(&self) -> Vec<(&'static str, Drawn<'_>)> {
        let last = self.bars.len().saturating_sub(1);
        let places = [(0, "start"), (last / 2, "middle"), (last, "end")];
        let drawn = self.drawn().into_iter().enumerate();
        drawn
            .filter_map(|(place, bar)| {
                let (_, anchor) = places.iter().find(|(at, _)| *at == place)?;
                Some((*anchor, bar))
            })
            .collect()
    }
}

prints_itself!(BarChart);

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(values: &[i64]) -> BarChart {
        let bar = |value: &i64| Bar { short: "a".to_owned(), label: "<b>".to_owned(), value: *value };
        BarChart { id: "calls".to_owned(), bars: values.iter().map(bar).collect(), ..BarChart::default() }
    }

    #[test]
    fn the_scale_ends_at_a_round_number() {
        for (largest, end) in
            [(0, 6), (4, 6), (5, 6), (6, 10), (11, 20), (20, 20), (21, 50), (101, 200), (5001, 10_000)]
        {
            assert_eq!(chart(&[0, largest]).most(), end, "{largest}");
        }
    }

    #[test]
    fn bars_stand_within_the_drawing_and_nothing_is_no_bar() {
        let chart = chart(&[0, 1, 5000]);
        let drawn = chart.drawn();
        assert_eq!(drawn[0].height, 0);
        assert_eq!(drawn[1].height, 2, "whatever is not nothing is seen");
        assert_eq!((drawn[2].height, drawn[2].y), (HEIGHT, TOP));
        assert!(drawn.iter().all(|one| one.x >= LEFT && one.x + one.width <= LEFT + WIDTH));
    }

    #[test]
    fn it_has_a_table_and_escapes_what_it_is_given() {
        let page = chart(&[1, 2, 3]).to_string();
        assert!(page.contains("<table") && page.contains("&#60;b&#62;") && !page.contains("<b>"));
        assert!(!page.contains("style="));
        assert!(chart(&[]).to_string().contains("<svg"));
    }
}
