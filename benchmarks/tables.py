# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Tables in Markdown."""


def table(titles, rows):
    """`titles` and each of `rows` are lists of strings of the same length."""
    cells = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in cells)
