# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Times and rates, as command lines and scripts of faults write them."""
import math
import re

_SECONDS = {"": 1, "us": 1e-6, "ms": 1e-3, "s": 1, "min": 60}
_BYTES = {"": 1, "K": 1e3, "M": 1e6, "G": 1e9,
          "Ki": 2**10, "Mi": 2**20, "Gi": 2**30}
_NUMBER = re.compile(r"([0-9.]+)([A-Za-z]*)")


def _read(value, units, infinite):
    if not isinstance(value, str):
        return float(value)
    if value == infinite:
        return math.inf
    match = _NUMBER.fullmatch(value)
    if not match or match[2] not in units:
        raise ValueError(f"{value}: not a number with one of the units "
                         f"{' '.join(filter(None, units))}")
    return float(match[1]) * units[match[2]]


def read_seconds(value):
    """Seconds of a number, "30ms", "2s", "1min" or "forever"."""
    return _read(value, _SECONDS, "forever")


def read_rate(value):
    """Bytes per second of a number, "85M", "1Gi" or "unlimited"."""
    return _read(value, _BYTES, "unlimited")
