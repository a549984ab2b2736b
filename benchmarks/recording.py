# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""A recording for the benchmarks: the pair, and values of its header."""
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Recording:
    """Sizes in bytes; chunk_bounds in samples; chunk_offsets in bytes."""
    cbin: Path
    dtype: str
    n_channels: int
    sample_rate: float
    chunk_bounds: tuple
    chunk_offsets: tuple

    @property
    def header(self):
        return self.cbin.with_suffix(".ch")

    @property
    def raw_name(self):
        return self.cbin.with_suffix(".bin").name

    @property
    def n_samples(self):
        return self.chunk_bounds[-1]

    @property
    def n_chunks(self):
        return len(self.chunk_bounds) - 1

    @property
    def sample_size(self):
        return self.n_channels * np.dtype(self.dtype).itemsize

    @property
    def raw_size(self):
        return self.n_samples * self.sample_size


def open_recording(cbin):
    """Requires: the .ch is beside the .cbin and has the same stem."""
    cbin = Path(cbin).resolve()
    keys = json.loads(cbin.with_suffix(".ch").read_text(encoding="ascii"))
    return Recording(cbin, keys["dtype"], keys["n_channels"],
                     keys["sample_rate"], tuple(keys["chunk_bounds"]),
                     tuple(keys["chunk_offsets"]))
