# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Effects that make the site answer another request."""
import re


def _ignore_range(request, _value):
    return request.without("range")


def _ignore_conditions(request, _value):
    return request.without("if-match", "if-unmodified-since")


def _shrink(request, n):
    match = re.fullmatch(r"bytes=(\d+)-\d*", request.range)
    if not match:
        return request
    first = int(match[1])
    return request.with_header("range", f"bytes={first}-{first + n - 1}")


EFFECTS = {"ignore_range": _ignore_range,
           "ignore_conditions": _ignore_conditions, "shrink": _shrink}


def change(request, effects):
    for name, effect in EFFECTS.items():
        if name in effects:
            request = effect(request, effects[name])
    return request
