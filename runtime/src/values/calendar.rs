//! The types of jiff that dates, times and durations convert to and from.

use jiff::civil::DateTime;
use jiff::{SignedDuration, Span, Timestamp};

use super::{Date, DateTimeOffset, Duration, NotLexical, TimeOfDay};
use crate::field::Value;

impl DateTimeOffset {
    /// As a point in time.
    ///
    /// # Errors
    /// When the text has no offset, no calendar has the day, or jiff does not reach to it (it ends at `9999-12-30T22:00:00Z`).
    pub fn to_timestamp(&self) -> Result<Timestamp, NotLexical> {
        self.0
            .parse()
            .map_err(|error| NotLexical::because("a point in time", &self.0, error))
    }

    /// Date and time of day as the text spells them, whatever its offset; reaches from the year -9999 to the end of 9999.
    ///
    /// # Errors
    /// When no calendar has the day.
    pub fn to_date_time(&self) -> Result<DateTime, NotLexical> {
        let civil = self.0.get(..self.offset_at()).unwrap_or(&self.0);
        civil
            .parse()
            .map_err(|error| NotLexical::because("a date and time", &self.0, error))
    }
}

impl From<Timestamp> for DateTimeOffset {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp.to_string().into())
    }
}

impl Date {
    /// As a `jiff::civil::Date`.
    ///
    /// # Errors
    /// When no calendar has the day, or jiff's does not reach to it (years -9999 to 9999).
    pub fn to_date(&self) -> Result<jiff::civil::Date, NotLexical> {
        self.0
            .parse()
            .map_err(|error| NotLexical::because(<Self as Value>::EXPECTED, &self.0, error))
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self(date.to_string().into())
    }
}

impl TimeOfDay {
    /// As a `jiff::civil::Time`.
    ///
    /// # Errors
    /// When the text has more than nine digits after the point.
    pub fn to_time(&self) -> Result<jiff::civil::Time, NotLexical> {
        self.0
            .parse()
            .map_err(|error| NotLexical::because(<Self as Value>::EXPECTED, &self.0, error))
    }
}

impl From<jiff::civil::Time> for TimeOfDay {
    fn from(time: jiff::civil::Time) -> Self {
        Self(time.to_string().into())
    }
}

impl Duration {
    /// As a span of calendar units and time.
    ///
    /// # Errors
    /// When a number is beyond what jiff holds.
    pub fn to_span(&self) -> Result<Span, NotLexical> {
        self.0
            .parse()
            .map_err(|error| NotLexical::because("a span of time", &self.0, error))
    }

    /// As an exact duration, with days of 24 hours and weeks of seven days.
    ///
    /// # Errors
    /// When the text has years or months, which have no exact length, or a number is beyond what jiff holds.
    pub fn to_signed_duration(&self) -> Result<SignedDuration, NotLexical> {
        self.to_span()?
            .to_duration(jiff::SpanRelativeTo::days_are_24_hours())
            .map_err(|error| NotLexical::because("a duration of exact length", &self.0, error))
    }
}

impl From<SignedDuration> for Duration {
    fn from(duration: SignedDuration) -> Self {
        Self(duration.to_string().into())
    }
}

impl From<Span> for Duration {
    fn from(span: Span) -> Self {
        Self(span.to_string().into())
    }
}
