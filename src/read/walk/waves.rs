//! Records a wave at a time: while one wave is taken in, one record after the other, the next is made ready on all cores.

use rayon::prelude::*;

use crate::read::ReadError;
use crate::read::draft::{Draft, Handled};
use crate::read::notes::Note;

use super::{Item, WAVE};

/// A reader in two steps, for formats that come in long files.
pub(in crate::read) trait Steps: Sync {
    /// A record, as far as it can be read without what came before it.
    type Ready<'a>: Send;

    /// Reads a record alone; this happens on all cores and in any order.
    fn ready<'a>(&self, item: Item<'a, '_>) -> Self::Ready<'a>;

    /// Takes it in among the others, in the order of the file.
    fn take(&self, draft: &mut Draft, ready: Self::Ready<'_>, notes: &mut Vec<Note>) -> Handled;
}

/// Makes each item ready and takes it in, with its index.
///
/// # Errors
/// The first of `before`, which is asked before each wave with the first item of it, and of `take`.
pub(in crate::read) fn run<T: Sync, R: Send>(
    items: &[T],
    mut before: impl FnMut(&T) -> Result<(), ReadError>,
    ready: impl Fn(usize, &T) -> R + Sync,
    mut take: impl FnMut(usize, R) -> Result<(), ReadError> + Send,
) -> Result<(), ReadError> {
    let mut made: Vec<R> = Vec::new();
    let mut taken = 0;
    for (number, wave) in items.chunks(WAVE).enumerate() {
        if let Some(first) = wave.first() {
            before(first)?;
        }
        let make = || -> Vec<R> {
            let records = wave.par_iter().with_min_len(32).enumerate();
            records.map(|(at, item)| ready(number * WAVE + at, item)).collect()
        };
        let (done, next) = rayon::join(|| take_all(std::mem::take(&mut made), &mut taken, &mut take), make);
        done?;
        made = next;
    }
    take_all(made, &mut taken, &mut take)
}

fn take_all<R>(
    made: Vec<R>,
    taken: &mut usize,
    take: &mut impl FnMut(usize, R) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    for one in made {
        take(*taken, one)?;
        *taken += 1;
    }
    Ok(())
}
