#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Makes a synthetic recording, about as hard to pack as a quiet Neuropixels 1.0
recording: mtscomp makes it 2.9 times smaller.

usage: make_recording.py OUT.bin [SECONDS]

Writes SECONDS (default 20) of int16 samples with 385 channels at 30 kHz.  The
samples are noise in which each value depends on the values before it (AR(1),
truncated).  The output is the same each time.
"""
import sys

import numpy as np

N_CHANNELS = 385
SAMPLE_RATE = 30_000  # Hz.
MEMORY = 0.7  # Weight of the previous value.
N_REMEMBERED = 12
NOISE = 3.8  # Standard deviation, in counts.


def make_second(random):
    noise = random.standard_normal((SAMPLE_RATE + N_REMEMBERED, N_CHANNELS),
                                   dtype=np.float32) * np.float32(NOISE)
    samples = np.zeros((SAMPLE_RATE, N_CHANNELS), np.float32)
    for i in range(N_REMEMBERED):
        earlier = noise[N_REMEMBERED - i:][:SAMPLE_RATE]
        samples += np.float32(MEMORY**i) * earlier
    return np.round(samples).astype(np.int16)


def main():
    out = sys.argv[1]
    n_seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    random = np.random.Generator(np.random.SFC64(1))
    with open(out, "wb") as file:
        for _ in range(n_seconds):
            file.write(make_second(random))


if __name__ == "__main__":
    main()
