//! Steps of the calendar in which facts are counted: decades, years, months or days.

use super::Date;

/// How long a step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    #[default]
    Year,
    /// Ten years, from one that ends in 0.
    Decade,
}

impl Unit {
    /// The unit in which some dates are told apart well: as fine as most of them are known, and as gives no more steps
    /// than can be seen beside each other.
    #[must_use]
    pub fn fitting(dates: &[Date]) -> Self {
        const MOST_YEARS: i32 = 400;
        const MOST_MONTHS: i32 = 240;
        const MOST_DAYS: i32 = 150;
        let first = dates.iter().map(|date| date.earliest()).min();
        let last = dates.iter().map(|date| date.earliest()).max();
        let (Some(first), Some(last)) = (first, last) else {
            return Self::Year;
        };
        let spans = |unit: Self, most: i32| unit.number(last) - unit.number(first) < most;
        let mostly = |known: fn(&Date) -> bool| 3 * dates.iter().filter(|date| known(date)).count() >= 2 * dates.len();
        if spans(Self::Day, MOST_DAYS) && mostly(|date| date.day().is_some()) {
            Self::Day
        } else if spans(Self::Month, MOST_MONTHS) && mostly(|date| date.month().is_some()) {
            Self::Month
        } else if spans(Self::Year, MOST_YEARS) {
            Self::Year
        } else {
            Self::Decade
        }
    }

    /// The number of the step that holds the first day which a date can mean; steps that follow each other have numbers
    /// that do.
    #[must_use]
    pub fn number(self, date: Date) -> i32 {
        let date = date.earliest();
        let (year, month) = (i32::from(date.year()), i32::from(date.month().unwrap_or(1)));
        match self {
            Self::Decade => year.div_euclid(10),
            Self::Year => year,
            Self::Month => 12 * year + month - 1,
            Self::Day => day_number(year, month, i32::from(date.day().unwrap_or(1))),
        }
    }

    /// The first and the last date of a step, as precise as the unit.
    #[must_use]
    pub fn dates(self, number: i32) -> [Date; 2] {
        let year = |year: i32| Date::year_only(year.clamp(0, 9999) as i16);
        match self {
            Self::Decade => [year(10 * number), year(10 * number + 9)],
            Self::Year => [year(number); 2],
            Self::Month => {
                let month = number.rem_euclid(12) as u8 + 1;
                [year(number.div_euclid(12)).with_month(month); 2]
            }
            Self::Day => {
                let (y, month, day) = day_of_number(number);
                [year(y).with_month(month as u8).with_day(day as u8); 2]
            }
        }
    }

    /// A step in words: `1990s`, `1997`, `March 1997`, `12 March 1997`.
    #[must_use]
    pub fn told(self, number: i32) -> String {
        let [first, _] = self.dates(number);
        if self == Self::Decade { format!("{first}s") } else { first.to_string() }
    }

    /// What a step is called: `year`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
            Self::Decade => "decade",
        }
    }

    /// Whether a longer step begins with this one: a month with a day, a year with a month, and so on.
    #[must_use]
    pub fn begins_longer(self, number: i32) -> bool {
        match self {
            Self::Day => self.dates(number)[0].day() == Some(1),
            Self::Month => number.rem_euclid(12) == 0,
            Self::Year | Self::Decade => number.rem_euclid(10) == 0,
        }
    }
}

/// Days since 1 March of the year 0, in the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
const fn day_number(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - 400 * era;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
}

/// Year, month and day of a number of [`day_number`].
const fn day_of_number(number: i32) -> (i32, i32, i32) {
    let era = number.div_euclid(146_097);
    let day = number - 146_097 * era;
    let of_era = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * of_era + of_era / 4 - of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = of_era + 400 * era + if month <= 2 { 1 } else { 0 };
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn steps_follow_each_other_and_lead_back_to_their_dates() {
        for (unit, text, told, next) in [
            (Unit::Day, "2016-02-28", "28 February 2016", "29 February 2016"),
            (Unit::Day, "2017-02-28", "28 February 2017", "1 March 2017"),
            (Unit::Day, "1999-12-31", "31 December 1999", "1 January 2000"),
            (Unit::Day, "0004-02-29", "29 February 4", "1 March 4"),
            (Unit::Month, "2016-12-09", "December 2016", "January 2017"),
            (Unit::Month, "2016", "January 2016", "February 2016"),
            (Unit::Year, "1999-05", "1999", "2000"),
            (Unit::Decade, "1999", "1990s", "2000s"),
        ] {
            let number = unit.number(date(text));
            assert_eq!((unit.told(number), unit.told(number + 1)), (told.to_owned(), next.to_owned()), "{text}");
            let [first, last] = unit.dates(number);
            assert!(first.earliest() <= date(text).earliest() && date(text).earliest() <= last.latest(), "{text}");
            assert_eq!(unit.number(first), number);
        }
    }

    #[test]
    fn the_unit_follows_the_span_and_what_is_known() {
        for (dates, expected) in [
            (&[][..], Unit::Year),
            (&["2017-01-09"], Unit::Day),
            (&["2017-01-09", "2017-03-01", "2017"], Unit::Day),
            (&["2017-01-09", "2017-03", "2017"], Unit::Month),
            (&["2017-01-09", "2016", "2017"], Unit::Year),
            (&["2010-01", "2017-03-04", "2011-02"], Unit::Month),
            (&["2010", "2017"], Unit::Year),
            (&["1910-01-01", "2017-03-04"], Unit::Year),
            (&["1210-01-01", "2017-03-04"], Unit::Decade),
        ] {
            let dates: Vec<Date> = dates.iter().map(|text| date(text)).collect();
            assert_eq!(Unit::fitting(&dates), expected, "{dates:?}");
        }
    }
}
