#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""Makes seeds for the fuzzers from pairs of .cbin and .ch.

Usage: make_corpus.py GOLDEN_DIRECTORY OUTPUT_DIRECTORY

Writes OUTPUT/header, OUTPUT/inflate, OUTPUT/chunk_decoder, OUTPUT/encoder and
OUTPUT/pack; fuzz_*.cc describe the bytes before the streams and samples.
"""

import json
import pathlib
import sys
import zlib

# The targets use the same numbers.
INT_WIDTHS = (1, 2, 4)
PACKED_TYPES = ("int16", "uint16", "int8", "uint8", "int32", "uint32", "int64",
                "uint64", "float16", "float32", "float64")
MAX_SIZE = 2000  # Largest file that a fuzzer uses (scripts/fuzz.sh).


def chunks(ch_path):
    """The header, and the zlib stream of each chunk."""
    header = json.loads(ch_path.read_text())
    cbin = ch_path.with_suffix(".cbin").read_bytes()
    offsets = header["chunk_offsets"]
    return header, [cbin[a:b] for a, b in zip(offsets, offsets[1:])]


def dtype_of(header):
    """NumPy's name of the type, and whether it is big-endian."""
    dtype = header["dtype"]
    if not dtype.startswith(">"):
        return dtype, False
    kind = {"i": "int", "u": "uint", "f": "float"}[dtype[1]]
    return f"{kind}{8 * int(dtype[2:])}", True


def width_of(dtype):
    return int(dtype.lstrip("uintfloat")) // 8


def flags_of(header):
    """Order and differences, in the form of both targets."""
    return ((header.get("chunk_order", "F") == "C")
            | bool(header["do_time_diff"]) << 1
            | bool(header["do_spatial_diff"]) << 2)


def layout_bytes(dtype, is_big_endian, channels, flags):
    """The layout, in the form of fuzz_chunk_decoder."""
    width = width_of(dtype)
    number = next(
        value for value in range(128, 256)
        if (width == 8 or INT_WIDTHS[value // 2 % 3] == width)
        and value % 2 == dtype.startswith("uint")
        and (value % 16 >= 14) == is_big_endian)
    flags |= dtype.startswith("float") << 3 | (width == 8) << 4
    return bytes([(channels - 1) % 256, (channels - 1) // 256 % 4, flags,
                  number])


def packing_bytes(header, level):
    """The options of fuzz_pack; a chunk is about half of what fits."""
    dtype, is_big_endian = dtype_of(header)
    channels = header["n_channels"]
    length = max(MAX_SIZE // 2 // channels, 1)
    return bytes([(channels - 1) % 256,
                  flags_of(header) | is_big_endian << 3,
                  PACKED_TYPES.index(dtype),
                  level, (length - 1) % 256, (length - 1) // 256, 0])


def header_text(ch_path):
    """On few lines if it is too long for a fuzzer."""
    text = ch_path.read_text()
    if len(text) > MAX_SIZE:
        text = json.dumps(json.loads(text), separators=(",", ":"))
    return text.encode()


def write_seeds(ch_path, level, output):
    header, streams = chunks(ch_path)
    for index, stream in enumerate(streams):
        name = f"{ch_path.stem}_{index}"
        deflate = stream[2:-4]
        (output / "inflate" / name).write_bytes(b"\x02" + deflate)
        (output / "chunk_decoder" / name).write_bytes(
            layout_bytes(*dtype_of(header), header["n_channels"],
                         flags_of(header)) + deflate)
    values = zlib.decompress(streams[0])
    (output / "encoder" / ch_path.stem).write_bytes(
        bytes([level, 2, 0]) + values[:MAX_SIZE // 2])
    (output / "pack" / ch_path.stem).write_bytes(
        packing_bytes(header, level) + values[:MAX_SIZE - 7])


def write_layouts(output):
    """A stream of every dtype, byte order, order and choice of differences."""
    n_channels, n_samples = 3, 8
    for dtype in PACKED_TYPES:
        size = n_channels * n_samples * width_of(dtype)
        content = bytes(i * i % 251 for i in range(size))
        deflate = zlib.compress(content)[2:-4]
        for is_big_endian in (False, True)[:width_of(dtype)]:
            for flags in range(8):
                name = f"{dtype}_{'big_endian' if is_big_endian else ''}{flags}"
                (output / name).write_bytes(
                    layout_bytes(dtype, is_big_endian, n_channels, flags)
                    + deflate)


def main(golden, output):
    for target in ("header", "inflate", "chunk_decoder", "encoder", "pack"):
        (output / target).mkdir(parents=True, exist_ok=True)
    pairs = sorted(golden.glob("*.ch"))
    if not pairs:
        raise SystemExit(f"{golden}: expected pairs of .cbin and .ch, found none")
    for level, ch_path in enumerate(pairs):
        (output / "header" / ch_path.stem).write_bytes(header_text(ch_path))
        if ch_path.with_suffix(".cbin").exists():
            write_seeds(ch_path, level, output)
    write_layouts(output / "chunk_decoder")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(*map(pathlib.Path, sys.argv[1:]))
