//! Short messages to the reader.

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Plain,
    /// Worth a look.
    Warning,
    /// It did not work.
    Error,
}

/// A short message.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What it says.
    pub text: String,
    /// Since when it is shown, in seconds of [`State::now`](super::State::now).
    pub since: f64,
}

impl Notice {
    /// How long it is shown, in seconds; errors stay until they are put away.
    #[must_use]
    pub const fn seconds(&self) -> f64 {
        match self.tone {
            Tone::Plain => 5.0,
            Tone::Warning => 10.0,
            Tone::Error => f64::INFINITY,
        }
    }
}
