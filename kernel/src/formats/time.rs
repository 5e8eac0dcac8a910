//! The clock with twelve hours and the one with twenty-four (S4-39, S4-40).

use jiff::civil::Time;

/// How a time of day is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeFormat {
    #[default]
    TwentyFour,
    Twelve,
}

impl TimeFormat {
    pub const ALL: [Self; 2] = [Self::TwentyFour, Self::Twelve];

    /// In forms, in the API, in the history and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TwentyFour => "24h",
            Self::Twelve => "12h",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::TwentyFour => "24-hour",
            Self::Twelve => "12-hour (AM/PM)",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    pub fn write(self, time: Time) -> String {
        let minute = time.minute();
        match self {
            Self::TwentyFour => format!("{:02}:{minute:02}", time.hour()),
            Self::Twelve => format!("{}:{minute:02} {}", of_twelve(time), half_of_day(time)),
        }
    }

    pub fn write_to_the_second(self, time: Time) -> String {
        let (minute, second) = (time.minute(), time.second());
        match self {
            Self::TwentyFour => format!("{:02}:{minute:02}:{second:02}", time.hour()),
            Self::Twelve => {
                format!("{}:{minute:02}:{second:02} {}", of_twelve(time), half_of_day(time))
            }
        }
    }

    /// Reads what [`Self::write`] wrote, with or without seconds. With AM or PM it is a time of twelve hours in
    /// either format; without, an hour that a twelve-hour clock shows twice a day is refused there.
    pub fn read(self, text: &str) -> Option<Time> {
        let text = text.trim().to_ascii_lowercase().replace('.', "");
        let (digits, half) =
            text.split_at_checked(text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len()))?;
        let mut parts = digits.trim_end().split(':').map(number);
        let (hour, minute) = (parts.next()??, parts.next()??);
        let second = parts.next().unwrap_or(Some(0))?;
        if parts.next().is_some() {
            return None;
        }
        let hour = match (half, self) {
            ("am" | "pm", _) if !(1..=12).contains(&hour) => return None,
            ("am", _) => hour % 12,
            ("pm", _) => hour % 12 + 12,
            ("", Self::Twelve) if (1..=12).contains(&hour) => return None,
            ("", _) => hour,
            _ => return None,
        };
        Time::new(hour, minute, second, 0).ok()
    }
}

/// Midnight and noon are twelve.
fn of_twelve(time: Time) -> i8 {
    match time.hour() % 12 {
        0 => 12,
        hour => hour,
    }
}

fn half_of_day(time: Time) -> &'static str {
    if time.hour() < 12 { "AM" } else { "PM" }
}

fn number(text: &str) -> Option<i8> {
    let fits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s4_39_s4_40_each_clock_is_written_and_read() {
        for (hour, minute, of_24, of_12) in [
            (0, 0, "00:00", "12:00 AM"),
            (9, 5, "09:05", "9:05 AM"),
            (12, 0, "12:00", "12:00 PM"),
            (23, 59, "23:59", "11:59 PM"),
        ] {
            let time = Time::new(hour, minute, 0, 0).unwrap();
            for (format, text) in [(TimeFormat::TwentyFour, of_24), (TimeFormat::Twelve, of_12)] {
                assert_eq!(format.write(time), text);
                assert_eq!(format.read(text), Some(time));
                assert_eq!(format.read(of_12), Some(time), "AM and PM say it all");
                assert_eq!(format.read(&of_12.to_lowercase().replace(' ', "")), Some(time));
            }
        }
        assert_eq!(TimeFormat::Twelve.read("9:05"), None, "in the morning, or in the evening?");
        assert_eq!(TimeFormat::Twelve.read("14:05"), Time::new(14, 5, 0, 0).ok());
        for text in ["", "9", "25:00", "9:60", "13:00 PM", "0:00 AM", "9:05 XM", "9:05:07:00", "noon"] {
            assert_eq!(TimeFormat::TwentyFour.read(text), None, "{text}");
        }
    }
}
