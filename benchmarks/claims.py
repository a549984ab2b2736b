# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The project's claims about its speed, each compared with one run's results.

A claim is `met`, `missed`, or `not measured` if a required result is missing.
"""
import statistics
from dataclasses import dataclass

import numpy as np

from results import bound

MIB = 1 << 20
CACHE_BYTES = 256 * MIB


@dataclass(frozen=True)
class Claim:
    """`figures` describes the compared values in words."""
    name: str
    is_met: bool
    figures: str


def at_least(name, value, factor, reference, what):
    return Claim(name, value >= factor * reference,
                 f"{value:.0f} MB/s; {what} {reference:.0f} MB/s; "
                 f"ratio {value / reference:.2f}, wanted {factor:g}")


def claim_readseq_bound(results):
    d_mbps, t_mbps = results.figure("D"), results.mbps("readseq", "T")
    return at_least("readseq reaches 90 % of 1/(1/D + 1/T)",
                    results.mbps("readseq", "mount"), 0.9,
                    bound(d_mbps, t_mbps),
                    f"D {d_mbps:.0f}, T {t_mbps:.0f}, bound")


def claim_readseq_unchecked(results):
    return at_least("readseq is 3 times as fast as mtsdecomp -nc",
                    results.mbps("readseq", "mount"), 3,
                    results.mbps("readseq", "mtsdecomp -nc"), "mtsdecomp -nc")


def claim_readseq_checked(results):
    return at_least("readseq is 6 times as fast as mtsdecomp",
                    results.mbps("readseq", "mount"), 6,
                    results.mbps("readseq", "mtsdecomp"), "mtsdecomp")


def claim_readseq_squashfs(results):
    return at_least("readseq is faster than kernel squashfs with zstd",
                    results.mbps("readseq", "mount"), 1,
                    results.mbps("readseq", "squashfs"), "squashfs")


def claim_destripe(results):
    return at_least("destripe, 4 streams: together 90 % of readseq",
                    results.mbps("destripe", "mount"), 0.9,
                    results.mbps("readseq", "mount"), "readseq")


def undisturbed_second_pass(results):
    """Text: the second pass in rounds in which the kernel kept the pages."""
    kept = [s.reading.phases["second pass"]
            for s in results.samples["kilosort4", "mount"] if not s.lost_bytes]
    if not kept:
        return "the kernel dropped pages in every round"
    speed = statistics.median(n / seconds / 1e6 for n, seconds in kept)
    return f"{speed:.0f} in the {len(kept)} rounds without pages lost"


def claim_second_pass(results):
    others = ", ".join(
        f"{way} {results.phase_mbps('kilosort4', way, 'second pass'):.0f}"
        for way in ("T", "squashfs") if results.has("kilosort4", way))
    return at_least("kilosort4, second pass: page-cache speed (within 10 %)",
                    results.phase_mbps("kilosort4", "mount", "second pass"),
                    0.9,
                    results.phase_mbps("kilosort4", "raw", "second pass"),
                    f"({undisturbed_second_pass(results)}; {others}); the raw "
                    ".bin in the page cache")


def claim_beyond_memory(results):
    d_mbps, t_mbps = results.figure("D"), results.mbps("readseq_mmap", "T")
    way = "kilosort4 beyond memory"
    alike = results.phase_mbps(way, "T", "second pass")
    return at_least(
        "kilosort4, second pass beyond memory: 90 % of 1/(1/D + 1/T_mmap)",
        results.phase_mbps(way, "mount", "second pass"), 0.9,
        bound(d_mbps, t_mbps),
        f"D {d_mbps:.0f}, T_mmap {t_mbps:.0f} (in the same memory group "
        f"{alike:.0f}, which makes the bound {bound(d_mbps, alike):.0f}), "
        "bound")


def claim_readrandom(results):
    latency = results.percentile_ms("readrandom", "mount", "read", 50)
    decode = results.figure("decode of a chunk, ms")
    pread = results.figure("pread of a chunk, ms")
    ratio = latency / (pread + decode)
    return Claim("readrandom: median at most 1.15 of one pread and one decode",
                 ratio <= 1.15,
                 f"{latency:.1f} ms; pread {pread:.1f} ms, decode "
                 f"{decode:.1f} ms; ratio {ratio:.2f}")


def claim_phy_revisits(results):
    p50, p99 = (results.percentile_ms("phy", "mount", "revisit", p)
                for p in (50, 99))
    return Claim("phy: revisits under 1 ms in the median", p50 < 1,
                 f"p50 {p50:.3f} ms, p99 {p99:.2f} ms")


def claim_phy_waste(results):
    wasted, decodes = (results.counter("phy", "mount", name)
                       for name in ("wasted", "decodes"))
    return Claim("phy: under 5 % of decodes are wasted prefetch",
                 wasted < 0.05 * decodes, f"{wasted} of {decodes}")


def claim_readseq_decodes(results):
    samples = results.samples["readseq", "mount"]
    decodes = {s.counters["decodes"] for s in samples}
    wasted = results.counter("readseq", "mount", "wasted")
    n_chunks = results.figure("chunks")
    return Claim("readseq decodes each chunk once and wastes no prefetch",
                 decodes == {n_chunks} and wasted == 0,
                 f"{n_chunks:.0f} chunks, decodes {sorted(decodes)}, "
                 f"wasted {wasted}")


def claim_crowd_memory(results):
    peak = max(s.peak_rss for s in results.samples["crowd", "mount"])
    limit = CACHE_BYTES + 96 * MIB
    return Claim("64 readers: memory at most cache_size + 96 MiB, no failure",
                 peak <= limit, f"{peak / MIB:.0f} MiB of {limit / MIB:.0f}")


def claim_crowd_status(results):
    latencies = results.figures["stat in a crowd, ms"]
    p50, p99 = np.percentile(latencies, (50, 99))
    return Claim("64 readers: stat under 20 ms in the 99th percentile",
                 p99 < 20, f"p50 {p50:.2f} ms, p99 {p99:.2f} ms, "
                 f"{len(latencies)} calls")


CLAIMS = {name: function for name, function in globals().items()
          if name.startswith("claim_")}


def judge(results):
    """(verdict, name, figures) of each claim, in the order above."""
    for function_name, claim in CLAIMS.items():
        try:
            outcome = claim(results)
        except (KeyError, ValueError, IndexError):  # A result is missing.
            name = function_name.removeprefix("claim_").replace("_", " ")
            yield "not measured", name, ""
        else:
            yield ("met" if outcome.is_met else "missed", outcome.name,
                   outcome.figures)
