//! `tieline layout`: a place for every entity, as a table, and how long it took.

use std::io;
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::time::Instant;

use super::args::LayoutArgs;
use super::arrange::{self, Wish};
use super::cpu_time::cpu_time;
use super::json::Timing;
use super::{open, output};
use crate::facts::FactBase;
use crate::layout::{Pos, layout};
use crate::state::Map;

/// Reads, arranges and writes. Only the layout itself is timed.
pub(super) fn run(args: &LayoutArgs) -> anyhow::Result<ExitCode> {
    let opened = open::open(std::slice::from_ref(&args.file), &args.how)?;
    open::guard(&opened, &args.output)?;
    let map = Map::new(opened);
    let request = arrange::request(&map, Wish { seed: args.seed, threads: args.threads.map(usize::from) });
    let (cpu, wall) = (cpu_time(), Instant::now());
    let done = layout(&request, &mut |_progress| ControlFlow::Continue(()));
    let timing = Timing {
        layout_wall: wall.elapsed().as_secs_f64(),
        layout_cpu: cpu.zip(cpu_time()).map(|(before, after)| after - before),
        iterations: done.iterations,
        threads: done.threads,
        seed: request.settings.seed,
    };
    let table = table(&map.base, &done.positions)?;
    output::write(&args.output, |out| out.write_all(&table))?;
    output::tell_script(&timing.to_line()?);
    Ok(ExitCode::SUCCESS)
}

fn table(base: &FactBase, positions: &[Pos]) -> io::Result<Vec<u8>> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["id", "x", "y"])?;
    for (entity, [x, y]) in base.entities.iter().zip(positions) {
        table.write_record([&*entity.id, &x.to_string(), &y.to_string()])?;
    }
    table.into_inner().map_err(csv::IntoInnerError::into_error)
}
