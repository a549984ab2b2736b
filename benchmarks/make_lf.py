#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Makes a recording like a probe's LF band from one like its AP band.

usage: make_lf.py AP.bin LF.bin [N_CHANNELS]

Both are int16.  Each channel is low-passed at 500 Hz and every 12th sample is
kept, which reduces 30 kHz to 2.5 kHz; the last channel, the sync, is copied
without filtering.  A simulated AP band has little signal below 300 Hz, so the
result is amplified to the original size.
"""
import sys

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

SAMPLE_RATE, CUTOFF, STEP = 30_000, 500, 12
N_TAPS = 481


def low_pass():
    """The taps of a windowed sinc, whose sum is 1."""
    at = np.arange(N_TAPS) - N_TAPS // 2
    taps = np.sinc(2 * CUTOFF / SAMPLE_RATE * at) * np.hamming(N_TAPS)
    return taps / taps.sum()


def main():
    ap_path, lf_path = sys.argv[1:3]
    n_channels = int(sys.argv[3]) if len(sys.argv) > 3 else 385
    ap = np.fromfile(ap_path, np.int16).reshape(-1, n_channels)
    lf = ap[N_TAPS // 2:-(N_TAPS // 2):STEP].copy()
    taps = low_pass()
    for channel in range(n_channels - 1):
        samples = ap[:, channel].astype(np.float64)
        filtered = sliding_window_view(samples, N_TAPS)[::STEP] @ taps
        offset = samples.mean()
        gain = samples.std() / filtered.std()
        lf[:, channel] = np.rint((filtered - offset) * gain + offset)
    lf.tofile(lf_path)


if __name__ == "__main__":
    main()
