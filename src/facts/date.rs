//! Dates as articles give them: a year stays a year.

use std::fmt;

/// A calendar date known to the year, the month or the day. A time of day is kept as its date.
///
/// Ordered by its first possible day, the less precise first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    /// 1 to 12, or 0 when unknown.
    month: u8,
    /// 1 to 31, or 0 when unknown.
    day: u8,
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// It does not look like one.
    #[error("not a date: give 2017, 2017-01, 2017-01-09 or an RFC 3339 time")]
    Form,
    /// There is no such day.
    #[error("no such day in the calendar")]
    Impossible,
}

impl Date {
    /// A year.
    #[must_use]
    pub const fn year_only(year: i16) -> Self {
        Self { year, month: 0, day: 0 }
    }

    /// The middle of what the date leaves open, in years: `2017` is 2017.5.
    #[must_use]
    pub fn in_years(self) -> f64 {
        let month = if self.month == 0 { 6.0 } else { f64::from(self.month - 1) };
        let day = match (self.month, self.day) {
            (0, _) => 0.0,
            (_, 0) => 0.5,
            (_, day) => (f64::from(day) - 0.5) / 31.0,
        };
        f64::from(self.year) + (month + day) / 12.0
    }

    /// Reads `2017`, `2017-01`, `2017-01-09` or an RFC 3339 time, of which the date is kept.
    ///
    /// # Errors
    /// Where the text has another form or names a day that the calendar lacks.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        let (date, time) = match text.find(['T', 't', ' ']) {
            Some(at) => (&text[..at], Some(&text[at + 1..])),
            None => (text, None),
        };
        let mut parts = date.split('-');
        let year = digits(parts.next(), 4)?;
        let month = parts.next().map(|part| digits(Some(part), 2)).transpose()?;
        let day = parts.next().map(|part| digits(Some(part), 2)).transpose()?;
        if parts.next().is_some() {
            return Err(DateError::Form);
        }
        if time.is_some_and(|time| day.is_none() || !is_time(time)) {
            return Err(DateError::Form);
        }
        let year = i16::try_from(year).map_err(|_out_of_range| DateError::Form)?;
        let (month, day) = (month.unwrap_or(0) as u8, day.unwrap_or(0) as u8);
        let given = (date.len() > 4, date.len() > 7);
        if (given.0 && !(1..=12).contains(&month)) || (given.1 && (day == 0 || day > days_in(year, month))) {
            return Err(DateError::Impossible);
        }
        Ok(Self { year, month, day })
    }

    /// The same year with a month, 1 to 12; a number that is none leaves the year alone.
    #[must_use]
    pub const fn with_month(self, month: u8) -> Self {
        if 1 <= month && month <= 12 { Self { year: self.year, month, day: 0 } } else { self }
    }

    /// The same month with a day; one that it lacks leaves the month alone.
    #[must_use]
    pub const fn with_day(self, day: u8) -> Self {
        if self.month > 0 && 1 <= day && day <= days_in(self.year, self.month) { Self { day, ..self } } else { self }
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, where it is known.
    #[must_use]
    pub const fn month(self) -> Option<u8> {
        if self.month == 0 { None } else { Some(self.month) }
    }

    /// The day of the month, where it is known.
    #[must_use]
    pub const fn day(self) -> Option<u8> {
        if self.day == 0 { None } else { Some(self.day) }
    }

    /// The first day that the date can mean.
    #[must_use]
    pub const fn earliest(self) -> Self {
        Self {
            year: self.year,
            month: if self.month == 0 { 1 } else { self.month },
            day: if self.day == 0 { 1 } else { self.day },
        }
    }

    /// The last day that the date can mean.
    #[must_use]
    pub const fn latest(self) -> Self {
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.day == 0 { days_in(self.year, month) } else { self.day };
        Self { year: self.year, month, day }
    }

    /// The date as the format writes it: `2017`, `2017-01`, `2017-01-09`.
    #[must_use]
    pub fn iso(self) -> String {
        match (self.month, self.day) {
            (0, _) => format!("{:04}", self.year),
            (month, 0) => format!("{:04}-{month:02}", self.year),
            (month, day) => format!("{:04}-{month:02}-{day:02}", self.year),
        }
    }
}

/// `2017`, `January 2017`, `9 January 2017`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let month = self.month().and_then(|month| MONTHS.get(usize::from(month) - 1));
        match (self.day(), month) {
            (Some(day), Some(month)) => write!(f, "{day} {month} {}", self.year),
            (None, Some(month)) => write!(f, "{month} {}", self.year),
            _ => write!(f, "{}", self.year),
        }
    }
}

/// When a claim holds: at a time, or from a time until a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The date of an event.
    pub when: Option<Date>,
    /// The start of a state that lasts.
    pub from: Option<Date>,
    /// The end of a state that lasts.
    pub until: Option<Date>,
}

impl Span {
    /// Whether no date is known.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        self.when.is_none() && self.from.is_none() && self.until.is_none()
    }

    /// The first day on which the claim may hold, where a start is known.
    #[must_use]
    pub fn first(&self) -> Option<Date> {
        self.when.or(self.from).or(self.until).map(Date::earliest)
    }

    /// The last day on which the claim may hold; a state with no known end goes on.
    #[must_use]
    pub fn last(&self) -> Option<Date> {
        self.when.or(self.until).map(Date::latest)
    }

    /// Whether the claim may hold on some day of `from..=until`; false where no date is known.
    #[must_use]
    pub fn touches(&self, from: Option<Date>, until: Option<Date>) -> bool {
        if self.is_unknown() {
            return false;
        }
        let starts_in_time = match (self.when.or(self.from), until) {
            (Some(first), Some(until)) => first.earliest() <= until.latest(),
            _ => true,
        };
        let ends_late_enough = match (self.last(), from) {
            (Some(last), Some(from)) => last >= from.earliest(),
            _ => true,
        };
        starts_in_time && ends_late_enough
    }
}

/// `9 January 2017`, `2017 to 2020`, `since 2014`, `until 2020`; nothing where nothing is known.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(when) = self.when {
            return write!(f, "{when}");
        }
        match (self.from, self.until) {
            (Some(from), Some(until)) => write!(f, "{from} to {until}"),
            (Some(from), None) => write!(f, "since {from}"),
            (None, Some(until)) => write!(f, "until {until}"),
            (None, None) => Ok(()),
        }
    }
}

fn digits(part: Option<&str>, count: usize) -> Result<u16, DateError> {
    let part = part.ok_or(DateError::Form)?;
    if part.len() != count || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DateError::Form);
    }
    part.parse().map_err(|_not_a_number| DateError::Form)
}

/// `12:30`, `12:30:05`, `12:30:05.25`, each with `Z`, an offset or nothing after it.
fn is_time(text: &str) -> bool {
    let clock = text.trim_end_matches(['Z', 'z']);
    let clock = clock.rsplit_once(['+', '-']).map_or(clock, |(clock, _offset)| clock);
    let mut parts = clock.splitn(3, ':');
    let within = |part: Option<&str>, below: u8| {
        part.is_some_and(|part| part.len() == 2 && part.parse::<u8>().is_ok_and(|number| number < below))
    };
    within(parts.next(), 24)
        && within(parts.next(), 60)
        && parts.next().is_none_or(|seconds| {
            let (whole, rest) = seconds.split_once('.').unwrap_or((seconds, "0"));
            within(Some(whole), 61) && rest.bytes().all(|byte| byte.is_ascii_digit())
        })
}

const fn days_in(year: i16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_keeps_the_precision_it_was_given() {
        for (text, shown) in [
            ("2017", "2017"),
            ("2017-01", "January 2017"),
            ("2017-01-09", "9 January 2017"),
            ("2016-02-29", "29 February 2016"),
            ("2017-01-09T23:59:60Z", "9 January 2017"),
            ("2017-01-09t12:30:05.25+02:00", "9 January 2017"),
        ] {
            assert_eq!(Date::parse(text).map(|date| date.to_string()), Ok(shown.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused_with_the_reason() {
        for (text, why) in [
            ("", DateError::Form),
            ("last year", DateError::Form),
            ("17", DateError::Form),
            ("2017-1-9", DateError::Form),
            ("2017-01-09-01", DateError::Form),
            ("2017-01-09T25:00", DateError::Form),
            ("2017-01T12:00", DateError::Form),
            ("2017-13", DateError::Impossible),
            ("2017-00", DateError::Impossible),
            ("2017-02-29", DateError::Impossible),
            ("2017-04-31", DateError::Impossible),
        ] {
            assert_eq!(Date::parse(text), Err(why), "{text}");
        }
    }

    #[test]
    fn a_year_touches_any_range_that_it_overlaps() {
        let date = |text| Date::parse(text).ok();
        let year = Span { when: date("2017"), ..Span::default() };
        assert!(year.touches(date("2017-12-31"), None));
        assert!(year.touches(None, date("2017-01-01")));
        assert!(!year.touches(date("2018"), None));
        assert!(!Span::default().touches(None, None));
        let since = Span { from: date("2014"), ..Span::default() };
        assert!(since.touches(date("2030"), None));
        assert!(!since.touches(None, date("2013-12")));
    }
}
