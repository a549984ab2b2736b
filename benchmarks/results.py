# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""All measurements of one benchmark run, by name, and the values calculated
from them."""
import statistics
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from readers import Reading


@dataclass
class Sample:
    """One timed reading, with the daemon's counters if a mount was read."""
    reading: Reading
    daemon_cpu_seconds: float = 0
    counters: dict = field(default_factory=dict)
    peak_rss: int = 0
    lost_bytes: int = 0  # Read again because the kernel had dropped the pages.


class Results:
    """Samples by (pattern, way of reading), and single values by name."""

    def __init__(self):
        self.samples = defaultdict(list)
        self.figures = defaultdict(list)

    def has(self, pattern, way):
        return (pattern, way) in self.samples

    def readings(self, pattern, way):
        return [sample.reading for sample in self.samples[pattern, way]]

    def mbps(self, pattern, way):
        return statistics.median(r.mbps for r in self.readings(pattern, way))

    def phase_mbps(self, pattern, way, phase):
        phases = [r.phases[phase] for r in self.readings(pattern, way)]
        return statistics.median(n / seconds / 1e6 for n, seconds in phases)

    def latencies_ms(self, pattern, way, name):
        """The percentile over all rounds together."""
        readings = self.readings(pattern, way)
        return np.concatenate([r.latencies[name] for r in readings]) * 1e3

    def percentile_ms(self, pattern, way, name, percent):
        return np.percentile(self.latencies_ms(pattern, way, name), percent)

    def cpu_seconds_per_gb(self, pattern, way):
        """(daemon's, readers'), medians; GB are 10^9 bytes read."""
        samples = self.samples[pattern, way]
        n_gb = [s.reading.n_bytes / 1e9 for s in samples]
        pairs = list(zip(samples, n_gb))
        return (statistics.median(s.daemon_cpu_seconds / n for s, n in pairs),
                statistics.median(s.reading.cpu_seconds / n for s, n in pairs))

    def counter(self, pattern, way, name):
        """The sum over all rounds."""
        return sum(s.counters[name] for s in self.samples[pattern, way])

    def lost_mb(self, pattern, way):
        """MB that were read again because the kernel had dropped the pages: the
        mean over the rounds."""
        return statistics.mean(s.lost_bytes for s in
                               self.samples[pattern, way]) / 1e6

    def figure(self, name):
        return statistics.median(self.figures[name])


def bound(d_mbps, t_mbps):
    """Speed of a mount without waste, in MB/s."""
    return 1 / (1 / d_mbps + 1 / t_mbps)
