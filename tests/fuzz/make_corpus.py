#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""Makes seeds for the fuzzers of the decoder from pairs of .cbin and .ch.

Usage: make_corpus.py GOLDEN_DIRECTORY OUTPUT_DIRECTORY

Writes OUTPUT/inflate and OUTPUT/chunk_decoder; what stands before the streams is
described in fuzz_inflate.cc and fuzz_chunk_decoder.cc.
"""

import json
import pathlib
import re
import sys

WIDTHS = (1, 2, 4)


def chunks(ch_path):
    """The header, and the zlib stream of each chunk."""
    header = json.loads(ch_path.read_text())
    cbin = ch_path.with_suffix(".cbin").read_bytes()
    offsets = header["chunk_offsets"]
    return header, [cbin[a:b] for a, b in zip(offsets, offsets[1:])]


def layout_bytes(header):
    """The layout as fuzz_chunk_decoder takes it; None for what it does not."""
    match = re.fullmatch(r"([<>|]?)(u?int|[iu])(\d+)", header["dtype"])
    if not match:
        return None
    width = int(match[3]) // (8 if "int" in match[2] else 1)
    if width not in WIDTHS:
        return None
    is_big_endian = match[1] == ">"
    dtype = next(value for value in range(128, 256)
                 if value // 2 % 3 == WIDTHS.index(width)
                 and (value % 16 == 15) == is_big_endian)
    channels = header["n_channels"] - 1
    flags = ((header.get("chunk_order", "F") == "C")
             | header["do_time_diff"] << 1
             | header["do_spatial_diff"] << 2)
    return bytes([channels % 256, channels // 256 % 4, flags, dtype])


def write_seeds(ch_path, output):
    header, streams = chunks(ch_path)
    layout = layout_bytes(header)
    for index, stream in enumerate(streams):
        name = f"{ch_path.stem}_{index}"
        deflate = stream[2:-4]
        (output / "inflate" / name).write_bytes(b"\x02" + deflate)
        if layout:
            (output / "chunk_decoder" / name).write_bytes(layout + deflate)


def main(golden, output):
    for target in ("inflate", "chunk_decoder"):
        (output / target).mkdir(parents=True, exist_ok=True)
    pairs = sorted(golden.glob("*.ch"))
    if not pairs:
        raise SystemExit(f"{golden}: expected pairs of .cbin and .ch, found none")
    for ch_path in pairs:
        if ch_path.with_suffix(".cbin").exists():
            write_seeds(ch_path, output)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(*map(pathlib.Path, sys.argv[1:]))
