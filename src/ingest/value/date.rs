//! Dates as records spell them, never read more precisely than they are certain.
//!
//! `03/04/2021` is the 3rd of April in most of the world and March the 4th in some of it. Which one a column means is
//! decided by all its values together ([`DateOrder`]); where they leave it open, only the year is taken.

use crate::ingest::slices::part;
use crate::ingest::value::month::month_named;
use crate::ingest::value::spelling::{folded, is_blank};
use crate::units::{DatePrecision, Day, PartialDate};

/// Two-digit years from here on belong to the 20th century, those below to the 21st.
const TWO_DIGIT_PIVOT: i32 = 50;

/// Years that a record of this field can mean.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// Milliseconds since 1970 of smaller size than this are taken for something else (a year, a day written 20201110).
const LEAST_EPOCH_MILLISECONDS: f64 = 1.0e10;
/// Beyond the year 5000 in milliseconds: no date, and no overflow.
const MOST_EPOCH_MILLISECONDS: f64 = 1.0e14;
const MILLISECONDS_PER_DAY: f64 = 86_400_000.0;

/// What one recorded value says on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateReading {
    pub said: Said,
    /// The year had two digits and its century is a guess.
    pub two_digit_year: bool,
}

/// The date itself, as far as one value tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Nothing,
    Date(PartialDate),
    /// A date whose order is evident, which is evidence for the rest of its column.
    Ordered(PartialDate, DateOrder),
    /// Two numbers that both can be day or month.
    Either {
        numbers: [u32; 2],
        year: i32,
        dotted: bool,
    },
    /// A text that is no date.
    NotADate,
}

/// Which number of a slashed or dotted date is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    DayFirst,
    MonthFirst,
    /// No value tells, or the values contradict one another.
    Open,
}

impl DateOrder {
    /// The order of a column, from all its values.
    #[must_use]
    pub fn of_column(readings: impl IntoIterator<Item = DateReading>) -> Self {
        let (mut day_first, mut month_first) = (false, false);
        for reading in readings {
            match reading.said {
                Said::Ordered(_, Self::DayFirst) => day_first = true,
                Said::Ordered(_, Self::MonthFirst) => month_first = true,
                _ => {}
            }
        }
        match (day_first, month_first) {
            (true, false) => Self::DayFirst,
            (false, true) => Self::MonthFirst,
            _ => Self::Open,
        }
    }
}

impl DateReading {
    /// The date in a column of this order. Dots without other evidence mean day first: no country writes otherwise.
    #[must_use]
    pub fn date(self, order: DateOrder) -> Option<PartialDate> {
        match self.said {
            Said::Date(date) | Said::Ordered(date, _) => Some(date),
            Said::Either {
                numbers: [first, second],
                year,
                dotted,
            } => match order {
                DateOrder::MonthFirst => whole(year, first, second),
                DateOrder::DayFirst => whole(year, second, first),
                DateOrder::Open if dotted => whole(year, second, first),
                DateOrder::Open => year_alone(year),
            },
            Said::Nothing | Said::NotADate => None,
        }
    }

    /// Whether a column of this order leaves day and month open, so that only the year was taken.
    #[must_use]
    pub fn is_lowered(self, order: DateOrder) -> bool {
        order == DateOrder::Open && matches!(self.said, Said::Either { dotted: false, .. })
    }
}

impl From<Said> for DateReading {
    fn from(said: Said) -> Self {
        Self {
            said,
            two_digit_year: false,
        }
    }
}

/// Reads a number: a year, a day written `20201110`, or milliseconds since 1970 (the day in UTC).
#[must_use]
pub fn read_number(value: f64) -> DateReading {
    if value.abs() > MOST_EPOCH_MILLISECONDS {
        return Said::NotADate.into();
    }
    if value.abs() >= LEAST_EPOCH_MILLISECONDS {
        let day = Day((value / MILLISECONDS_PER_DAY).floor() as i32);
        let (year, _, _) = day.ymd();
        return known(YEARS.contains(&year).then_some(PartialDate {
            first: day,
            precision: DatePrecision::Day,
        }))
        .into();
    }
    if value.fract() != 0.0 || value < 0.0 {
        return Said::NotADate.into();
    }
    digits_alone(&(value as u64).to_string()).into()
}

/// Reads a text.
#[must_use]
pub fn read_text(text: &str) -> DateReading {
    if is_blank(text) {
        return Said::Nothing.into();
    }
    let day = without_time(text.trim());
    if day.len() >= 11
        && day
            .strip_prefix('-')
            .unwrap_or(day)
            .bytes()
            .all(|byte| byte.is_ascii_digit())
    {
        return crate::decimal::parse(day.as_bytes()).map_or(Said::NotADate.into(), read_number);
    }
    let folded = folded(day);
    let words: Vec<&str> = split_words(&folded)
        .filter(|word| !FILLERS.contains(word))
        .collect();
    let months: Vec<u32> = words.iter().filter_map(|word| month_named(word)).collect();
    let numbers: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    if months.len() + numbers.len() != words.len() {
        return Said::NotADate.into();
    }
    match (months.as_slice(), numbers.as_slice()) {
        ([], [digits]) => digits_alone(digits).into(),
        ([], [first, second]) => year_and_month(first, second).into(),
        ([], &[first, second, third]) => three_numbers(first, second, third, day.contains('.')),
        (&[month], &[year]) if year.len() == 4 => known(month_alone(number(year), month)).into(),
        (&[month], &[first, second]) => named_month(month, first, second),
        _ => Said::NotADate.into(),
    }
}

/// Words that stand in dates and say nothing: ordinals, "of", "year".
const FILLERS: [&str; 24] = [
    "st", "nd", "rd", "th", "de", "del", "of", "le", "er", "il", "ci", "cu", "g", "god", "godine",
    "г", "год", "года", "р", "року", "year", "ano", "t", "z",
];

/// Cuts a time of day off: ` 21:30`, `T00:00:00Z`.
fn without_time(text: &str) -> &str {
    for (at, separator) in text
        .char_indices()
        .filter(|(_, character)| matches!(character, 'T' | 't' | ' '))
    {
        let rest = part(text, at + separator.len_utf8()..).trim_start();
        let hour = rest.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=2).contains(&hour) && part(rest, hour..).starts_with(':') {
            return part(text, ..at).trim_end().trim_end_matches(',');
        }
    }
    text
}

/// Words of a folded text, with a border between digits and letters: `10nov2020` is three.
fn split_words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(' ').flat_map(|word| {
        word.as_bytes()
            .chunk_by(|left, right| left.is_ascii_digit() == right.is_ascii_digit())
            .scan(0, move |start, run| {
                let from = *start;
                *start += run.len();
                Some(part(word, from..*start))
            })
    })
}

fn digits_alone(digits: &str) -> Said {
    match digits.len() {
        4 => known(year_alone(number(digits))),
        6 => known(month_alone(
            number(part(digits, ..4)),
            number(part(digits, 4..)) as u32,
        )),
        8 => known(whole(
            number(part(digits, ..4)),
            number(part(digits, 4..6)) as u32,
            number(part(digits, 6..)) as u32,
        )),
        _ => Said::NotADate,
    }
}

fn year_and_month(first: &str, second: &str) -> Said {
    match (first.len(), second.len()) {
        (4, 1..=2) => known(as_precise(number(first), number(second) as u32, 0)),
        (1..=2, 4) => known(as_precise(number(second), number(first) as u32, 0)),
        _ => Said::NotADate,
    }
}

fn three_numbers(first: &str, second: &str, third: &str, dotted: bool) -> DateReading {
    if first.len() == 4 && second.len() <= 2 && third.len() <= 2 {
        return known(as_precise(
            number(first),
            number(second) as u32,
            number(third) as u32,
        ))
        .into();
    }
    if first.len() > 2 || second.len() > 2 {
        return Said::NotADate.into();
    }
    let Some((year, two_digit_year)) = year_from(third) else {
        return Said::NotADate.into();
    };
    let numbers = [number(first) as u32, number(second) as u32];
    let said = match numbers {
        [0, month] => known(as_precise(year, month, 0)),
        [month, 0] => known(as_precise(year, month, 0)),
        [same, other] if same == other => known(whole(year, same, other)),
        [1..=12, 1..=12] if YEARS.contains(&year) => Said::Either {
            numbers,
            year,
            dotted,
        },
        [day, month @ 1..=12] => ordered(whole(year, month, day), DateOrder::DayFirst),
        [month, day] => ordered(whole(year, month, day), DateOrder::MonthFirst),
    };
    DateReading {
        said,
        two_digit_year,
    }
}

/// `10 Nov 2020`, `Nov 10, 2020`, `2020 Nov 10`, `10 Nov 20`.
fn named_month(month: u32, first: &str, second: &str) -> DateReading {
    let (day, year) = if first.len() == 4 {
        (second, first)
    } else {
        (first, second)
    };
    match year_from(year) {
        Some((year, two_digit_year)) if day.len() <= 2 => DateReading {
            said: known(as_precise(year, month, number(day) as u32)),
            two_digit_year,
        },
        _ => Said::NotADate.into(),
    }
}

/// The year of a four- or two-digit number, and whether its century was guessed.
fn year_from(digits: &str) -> Option<(i32, bool)> {
    match digits.len() {
        4 => Some((number(digits), false)),
        2 => {
            let year = number(digits);
            Some((
                year + if year < TWO_DIGIT_PIVOT { 2000 } else { 1900 },
                true,
            ))
        }
        _ => None,
    }
}

/// Digits only, at most eight of them, by the callers' tests of length.
fn number(digits: &str) -> i32 {
    digits
        .bytes()
        .fold(0, |value, digit| value * 10 + i32::from(digit - b'0'))
}

/// The date that is left where a record writes 0 for an unknown month or day.
fn as_precise(year: i32, month: u32, day: u32) -> Option<PartialDate> {
    match (month, day) {
        (0, _) => year_alone(year),
        (_, 0) => month_alone(year, month),
        _ => whole(year, month, day),
    }
}

fn year_alone(year: i32) -> Option<PartialDate> {
    partial(year, 1, 1, DatePrecision::Year)
}

fn month_alone(year: i32, month: u32) -> Option<PartialDate> {
    partial(year, month, 1, DatePrecision::Month)
}

fn whole(year: i32, month: u32, day: u32) -> Option<PartialDate> {
    partial(year, month, day, DatePrecision::Day)
}

/// A month by its number or its name.
#[must_use]
pub fn read_month(text: &str) -> Option<u32> {
    let folded = folded(text);
    month_named(&folded).or_else(|| folded.parse().ok().filter(|month| (1..=12).contains(month)))
}

/// The date of separate columns for year, month and day; what is missing or impossible lowers the precision.
#[must_use]
pub fn from_parts(year: i32, month: Option<u32>, day: Option<u32>) -> Option<PartialDate> {
    let month = month.filter(|month| (1..=12).contains(month));
    match (month, day) {
        (Some(month), Some(day)) => whole(year, month, day).or_else(|| month_alone(year, month)),
        (Some(month), None) => month_alone(year, month),
        (None, _) => year_alone(year),
    }
}

fn partial(year: i32, month: u32, day: u32, precision: DatePrecision) -> Option<PartialDate> {
    let first = Day::from_ymd(year, month, day).filter(|_| YEARS.contains(&year))?;
    Some(PartialDate { first, precision })
}

fn known(date: Option<PartialDate>) -> Said {
    date.map_or(Said::NotADate, Said::Date)
}

fn ordered(date: Option<PartialDate>, order: DateOrder) -> Said {
    date.map_or(Said::NotADate, |date| Said::Ordered(date, order))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(text: &str) -> Option<String> {
        read_text(text)
            .date(DateOrder::Open)
            .map(PartialDate::to_iso)
    }

    #[test]
    fn certain_spellings_are_read_to_their_own_precision() {
        for (text, iso) in [
            ("2020-11-10", "2020-11-10"),
            ("2020-11-10T21:30:00Z", "2020-11-10"),
            ("2020-11-10 00:00:00.000", "2020-11-10"),
            ("2020/11/10", "2020-11-10"),
            ("20201110", "2020-11-10"),
            ("2020", "2020"),
            ("2020-11", "2020-11"),
            ("11/2020", "2020-11"),
            ("202011", "2020-11"),
            ("2020-00-00", "2020"),
            ("2020-11-00", "2020-11"),
            ("00/11/2020", "2020-11"),
            ("25/12/2020", "2020-12-25"),
            ("12/25/2020 3:15 PM", "2020-12-25"),
            ("05/05/2020", "2020-05-05"),
            ("3.4.2021", "2021-04-03"),
            ("03.04.2021.", "2021-04-03"),
            ("10 Nov 2020", "2020-11-10"),
            ("November 10th, 2020", "2020-11-10"),
            ("10-Nov-20", "2020-11-10"),
            ("10Nov2020", "2020-11-10"),
            ("10 de noviembre de 2020", "2020-11-10"),
            ("10 noyabr 2020-ci il", "2020-11-10"),
            ("10 ноября 2020 г.", "2020-11-10"),
            ("Nov 2020", "2020-11"),
            ("1605052800000", "2020-11-11"),
        ] {
            assert_eq!(alone(text).as_deref(), Some(iso), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_stays_unknown() {
        for text in [
            "",
            "(blank)",
            "soon",
            "31/31/2020",
            "2020-02-30",
            "2020-2021",
            "12",
            "10:30",
            "1 2 3 4",
            "10/11/1066",
            "44145",
        ] {
            assert_eq!(alone(text), None, "{text}");
        }
    }

    #[test]
    fn a_slashed_date_that_can_be_read_two_ways_keeps_only_its_year() {
        assert_eq!(alone("03/04/2021").as_deref(), Some("2021"));
        assert!(read_text("03/04/2021").is_lowered(DateOrder::Open));
    }

    #[test]
    fn one_evident_value_decides_the_order_of_its_column() {
        let order = |texts: &[&str]| DateOrder::of_column(texts.iter().map(|text| read_text(text)));
        assert_eq!(order(&["03/04/2021", "25/12/2020"]), DateOrder::DayFirst);
        assert_eq!(order(&["03/04/2021", "12/25/2020"]), DateOrder::MonthFirst);
        assert_eq!(order(&["03/04/2021", "05/05/2020"]), DateOrder::Open);
        assert_eq!(order(&["25/12/2020", "12/25/2020"]), DateOrder::Open);
        let ambiguous = read_text("03/04/2021");
        assert_eq!(
            ambiguous
                .date(DateOrder::DayFirst)
                .map(PartialDate::to_iso)
                .as_deref(),
            Some("2021-04-03")
        );
        assert_eq!(
            ambiguous
                .date(DateOrder::MonthFirst)
                .map(PartialDate::to_iso)
                .as_deref(),
            Some("2021-03-04")
        );
    }

    #[test]
    fn two_digit_years_turn_at_the_pivot_and_say_so() {
        assert_eq!(alone("25/12/49").as_deref(), Some("2049-12-25"));
        assert_eq!(alone("25/12/50").as_deref(), Some("1950-12-25"));
        assert!(read_text("25/12/94").two_digit_year);
        assert!(!read_text("25/12/1994").two_digit_year);
    }

    #[test]
    fn numbers_are_years_days_or_milliseconds() {
        let iso = |value| {
            read_number(value)
                .date(DateOrder::Open)
                .map(PartialDate::to_iso)
        };
        assert_eq!(iso(2010.0).as_deref(), Some("2010"));
        assert_eq!(iso(20_201_110.0).as_deref(), Some("2020-11-10"));
        assert_eq!(iso(1_604_966_400_000.0).as_deref(), Some("2020-11-10"));
        assert_eq!(iso(-86_400_000_000.0).as_deref(), Some("1967-04-07"));
        assert_eq!(iso(0.0), None);
        assert_eq!(iso(f64::NAN), None);
        assert_eq!(iso(1.0e300), None);
    }

    #[test]
    fn separate_columns_make_a_date_as_precise_as_they_allow() {
        let iso = |year, month, day| from_parts(year, month, day).map(PartialDate::to_iso);
        assert_eq!(iso(2010, Some(2), Some(3)).as_deref(), Some("2010-02-03"));
        assert_eq!(iso(2010, Some(2), Some(30)).as_deref(), Some("2010-02"));
        assert_eq!(iso(2010, Some(13), Some(3)).as_deref(), Some("2010"));
        assert_eq!(iso(0, None, None), None);
    }
}
