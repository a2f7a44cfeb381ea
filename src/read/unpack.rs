//! Packed files, known by their first bytes, unpacked up to a limit; Parquet tables become text.

use std::borrow::Cow;
use std::io::{self, Read};

use super::{Fault, Watch, parquet};

/// A way of packing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstandard,
}

impl Packing {
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstandard),
            _ => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstandard => "Zstandard",
        }
    }

    pub(super) fn fault(self, error: &io::Error) -> Fault {
        let packing = self.name();
        let why = error.to_string();
        // Zstandard says so in words only.
        if error.kind() == io::ErrorKind::UnexpectedEof || why.contains("incomplete frame") {
            return Fault::PackingCutOff(packing);
        }
        Fault::BadPacking { packing, why: why.into() }
    }
}

/// Whether a file is packed in a way that is known.
pub(super) fn is_packed(bytes: &[u8]) -> bool {
    Packing::of(bytes).is_some()
}

/// The bytes of a file as they are, or unpacked; packed files within packed ones are refused. A Parquet table becomes
/// JSON Lines.
pub(super) fn unpack<'a>(bytes: &'a [u8], limit: u64, watch: &dyn Watch) -> Result<Cow<'a, [u8]>, Fault> {
    let Some(packing) = Packing::of(bytes) else {
        if parquet::is_parquet(bytes) {
            return parquet::lines(bytes, limit, watch).map(Cow::Owned);
        }
        if bytes.len() as u64 > limit {
            return Err(Fault::TooLarge(limit));
        }
        return Ok(Cow::Borrowed(bytes));
    };
    let fault = |error: io::Error| packing.fault(&error);
    let packed = Counted { bytes, read: 0 };
    let unpacked = match packing {
        Packing::Gzip => {
            drain(flate2::bufread::MultiGzDecoder::new(packed), limit, watch, fault, |decoder| decoder.get_ref().part())
        }
        Packing::Zstandard => {
            let decoder = zstd::stream::read::Decoder::with_buffer(packed).map_err(fault)?;
            drain(decoder, limit, watch, fault, |decoder| decoder.get_ref().part())
        }
    }?;
    if Packing::of(&unpacked).is_some() {
        return Err(Fault::PackedTwice);
    }
    if parquet::is_parquet(&unpacked) {
        return parquet::lines(&unpacked, limit, watch).map(Cow::Owned);
    }
    Ok(Cow::Owned(unpacked))
}

/// Reads to the end, telling how far it is.
fn drain<R: Read>(
    mut unpacker: R,
    limit: u64,
    watch: &dyn Watch,
    fault: impl Fn(io::Error) -> Fault,
    part: impl Fn(&R) -> f32,
) -> Result<Vec<u8>, Fault> {
    /// So much is unpacked between two looks at the watcher.
    const STEP: u64 = 1 << 20;
    let mut unpacked = Vec::new();
    loop {
        if watch.cancelled() {
            return Err(Fault::Cancelled);
        }
        let step = unpacker.by_ref().take(STEP).read_to_end(&mut unpacked).map_err(&fault)?;
        if unpacked.len() as u64 > limit {
            return Err(Fault::TooLarge(limit));
        }
        if step == 0 {
            return Ok(unpacked);
        }
        watch.progress(super::UNPACKED * part(&unpacker));
    }
}

/// Packed bytes that know how many of them were read.
struct Counted<'a> {
    bytes: &'a [u8],
    read: usize,
}

impl Counted<'_> {
    #[expect(clippy::cast_precision_loss, reason = "progress needs no more")]
    fn part(&self) -> f32 {
        self.read as f32 / self.bytes.len() as f32
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut rest = self.bytes.get(self.read..).unwrap_or_default();
        let count = rest.read(buffer)?;
        self.read += count;
        Ok(count)
    }
}

impl io::BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Ok(self.bytes.get(self.read..).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.read += count;
    }
}
