#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""Decodes a recording with zlib and NumPy only, see docs/reference/format.md.

It shares no code with the C++ programs, so their results can be compared.
Usage: decode_with_numpy.py X.cbin X.ch OUTPUT
"""

import json
import sys
import zlib

import numpy as np


def decode_chunk(compressed, n_samples, header):
    dtype = np.dtype(header["dtype"])
    n_channels = header["n_channels"]
    # decompressobj() ignores what follows the stream, as mtscomp does.
    inflater = zlib.decompressobj()
    raw = inflater.decompress(compressed)
    if not inflater.eof:
        raise SystemExit("a zlib stream is cut off")
    values = np.frombuffer(raw, dtype)
    # A chunk without a chunk_order was written when there was only "C".
    samples = values.reshape(
        (n_samples, n_channels), order=header.get("chunk_order", "C"))
    if header.get("do_spatial_diff", False):
        samples = np.cumsum(samples, axis=1, dtype=dtype)
    if header["do_time_diff"]:
        samples = np.cumsum(samples, axis=0, dtype=dtype)
    return samples.astype(dtype, copy=False).tobytes(order="C")


def decode(cbin_path, ch_path, output_path):
    with open(ch_path, encoding="ascii") as file:
        header = json.load(file)
    bounds = header["chunk_bounds"]
    offsets = header["chunk_offsets"]
    with open(cbin_path, "rb") as cbin, open(output_path, "wb") as output:
        for i in range(len(bounds) - 1):
            cbin.seek(offsets[i])
            compressed = cbin.read(offsets[i + 1] - offsets[i])
            n_samples = bounds[i + 1] - bounds[i]
            output.write(decode_chunk(compressed, n_samples, header))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    decode(*sys.argv[1:])
