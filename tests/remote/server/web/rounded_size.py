# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Sizes as Apache rounds them, always four characters wide (apr_strfsize)."""


def rounded_size(size):
    if size < 973:
        return b"%3d " % size
    for unit in (b"K", b"M", b"G", b"T", b"P", b"E"):
        rest = size & 1023
        size >>= 10
        if size >= 973:
            continue
        if size < 9 or (size == 9 and rest < 973):
            tenths = (rest * 5 + 256) // 512
            if tenths >= 10:
                size, tenths = size + 1, 0
            return b"%d.%d%s" % (size, tenths, unit)
        return b"%3d%s" % (size + (rest >= 512), unit)
    return b"****"
