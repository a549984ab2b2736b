# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The page docs/results/mount.md and its plot, from the results of one run."""
from claims import judge
from patterns import PATTERNS
from results import bound
from tables import table

WAYS = ("mount", "T", "raw", "squashfs", "Reader")
WAY_TITLES = {"mount": "mount, cold", "T": "T: chunks cached",
              "raw": "raw .bin, page cache", "squashfs": "squashfs zstd",
              "Reader": "mtscomp's Reader"}


def speed_cell(results, name, way, latency):
    """MB/s, or p50 / p99 in ms if the pattern measures latency."""
    if not results.has(name, way):
        return "-"
    if not latency:
        return f"{results.mbps(name, way):.0f}"
    p50, p99 = (results.percentile_ms(name, way, latency, p) for p in (50, 99))
    return f"{p50:.2f} / {p99:.2f}"


def speed_rows(results):
    for name, pattern in PATTERNS.items():
        names = [(f"{name}, MB/s", "")]
        if pattern.latency:
            names = [(f"{name}, {pattern.latency}, p50 / p99 ms",
                      pattern.latency)]
        if name == "phy":
            names.append(("phy, revisit, p50 / p99 ms", "revisit"))
        for title, latency in names:
            yield [title, *(speed_cell(results, name, way, latency)
                            for way in WAYS)]


def phase_rows(results):
    for name, title in (("kilosort4", "kilosort4"),
                        ("kilosort4 beyond memory",
                         "kilosort4, less memory than the file")):
        for phase in ("first pass", "second pass"):
            yield [f"{title}: {phase}, MB/s",
                   *(f"{results.phase_mbps(name, way, phase):.0f}"
                     if results.has(name, way) else "-" for way in WAYS)]


def cost_rows(results):
    for name in PATTERNS:
        daemon, readers = results.cpu_seconds_per_gb(name, "mount")
        n_rounds = len(results.samples[name, "mount"])
        counts = [results.counter(name, "mount", counter) / n_rounds for counter
                  in ("decodes", "issued", "used", "wasted")]
        yield [name, f"{daemon:.2f}", f"{readers:.2f}",
               f"{results.cpu_seconds_per_gb(name, 'raw')[1]:.2f}",
               *(f"{count:.1f}" for count in counts),
               f"{results.lost_mb(name, 'mount'):.0f}"]


def figure_rows(results):
    d_mbps, t_mbps = results.figure("D"), results.mbps("readseq", "T")
    t_mmap = results.mbps("readseq_mmap", "T")
    rows = [("D: decoding from memory to memory, all cores", d_mbps),
            ("D on one core", results.figure("D on one core")),
            ("T: read(), every chunk cached", t_mbps),
            ("T_mmap: np.memmap, every chunk cached", t_mmap),
            ("1/(1/D + 1/T)", bound(d_mbps, t_mbps)),
            ("1/(1/D + 1/T_mmap)", bound(d_mbps, t_mmap))]
    for title, way in (
            ("readseq", "mount"),
            ("readseq, everything on one core", "one core"),
            ("readseq, .cbin not in the page cache", "cold disk"),
            ("raw .bin not in the page cache", "raw, cold disk"),
            ("mtsdecomp -nc", "mtsdecomp -nc"), ("mtsdecomp", "mtsdecomp")):
        if results.has("readseq", way):
            rows.append((title, results.mbps("readseq", way)))
    return [[title, f"{mbps:.0f}"] for title, mbps in rows]


TERMS = """\
Each round makes each measurement once. Speeds are medians of the rounds. \
Percentiles are over all rounds. 1 MB is 1,000,000 decoded bytes.

- **mount, cold**: a new mount with cache_size 256M; the .cbin is in memory.
- **T**: a mount whose chunks are all in the daemon's cache, while the kernel \
caches no page of this mount. T_mmap is T through `np.memmap`.
- **D**: decoding from memory to memory on all cores.
- **1/(1/D + 1/T)**: a mount that first decodes and then copies, without \
waste.
- **squashfs**: the plain file in a squashfs on the same machine.
- **pages lost**: data that was read again because the kernel had dropped its \
pages.

`benchmarks/patterns.py` defines the patterns: the reads of Kilosort 4, \
SpikeInterface (4 processes), destriping (4 processes), phy, one channel of \
the whole file, and 4 KiB at random from each chunk."""


def make_report(results, heading):
    """The whole page as Markdown."""
    ways = [WAY_TITLES[way] for way in WAYS]
    return "\n\n".join([
        "# Reading through a mount",
        "[Speed](#speed), [processor time](#processor-time-and-prefetching), "
        "[bounds](#bounds), [goals](#goals)",
        heading,
        TERMS,
        "## Speed",
        table(["pattern", *ways],
              [*speed_rows(results), *phase_rows(results)]),
        "![The patterns on the mount and beside it](mount.png)",
        "## Processor time and prefetching",
        table(["pattern", "daemon, CPU s/GB", "readers, CPU s/GB",
               "readers of the raw .bin, CPU s/GB", "decodes",
               "prefetch issued", "used", "wasted", "pages lost, MB"],
              cost_rows(results)),
        "## Bounds",
        table(["figure", "MB/s"], figure_rows(results)),
        "## Goals",
        table(["goal", "", "figures"],
              [[name, verdict, figures]
               for verdict, name, figures in judge(results)]),
    ]) + "\n"


def bars(axis, results, names, ways, value):
    width = 0.8 / len(ways)
    for i, way in enumerate(ways):
        shown = [k for k, name in enumerate(names) if results.has(name, way)]
        axis.bar([k + i * width for k in shown],
                 [value(names[k], way) for k in shown], width,
                 label=WAY_TITLES[way])
    axis.set_xticks([k + 0.4 - width / 2 for k in range(len(names))], names,
                    rotation=20)
    axis.set_yscale("log")
    axis.grid(axis="y", alpha=0.3)


def write_plot(results, path):
    """Throws: ImportError if matplotlib is not installed."""
    import matplotlib  # pylint: disable=import-outside-toplevel
    matplotlib.use("Agg")
    from matplotlib import pyplot  # pylint: disable=import-outside-toplevel
    figure, (left, right) = pyplot.subplots(
        1, 2, figsize=(13, 5), width_ratios=(3, 1), layout="constrained")
    fast = [name for name, pattern in PATTERNS.items() if not pattern.latency]
    slow = [name for name, pattern in PATTERNS.items() if pattern.latency]
    bars(left, results, fast, WAYS, results.mbps)
    left.axhline(results.figure("D"), color="black", linestyle="--",
                 label="D: decoding alone")
    left.set_ylabel("MB/s (more is better)")
    left.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
    bars(right, results, slow, WAYS,
         lambda name, way: results.percentile_ms(
             name, way, PATTERNS[name].latency, 50))
    right.set_ylabel("median latency, ms (less is better)")
    figure.savefig(path, dpi=100)
