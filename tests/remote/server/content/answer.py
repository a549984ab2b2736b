# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Answers to GET and HEAD of a file or object."""
from server.content.byte_range import Unsatisfiable, parse_range
from server.content.preconditions import failed_condition
from server.refusal import Refusal
from server.wire.response import Response


def _version_headers(entity, settings):
    headers = {"Content-Type": "application/octet-stream",
               "Accept-Ranges": "bytes"}
    if settings.last_modified:
        headers["Last-Modified"] = entity.last_modified
    if entity.etag:
        headers["ETag"] = entity.etag
    return headers


def answer_entity(request, entity, settings):
    """The whole or a part of `entity`, which this closes if it throws.
    Throws: Refusal with PreconditionFailed or InvalidRange."""
    try:
        return _answer(request, entity, settings)
    except Refusal:
        entity.close()
        raise


def _answer(request, entity, settings):
    condition = failed_condition(request, entity)
    if condition and settings.conditions:
        raise Refusal("PreconditionFailed", "At least one of the pre-conditions"
                      " you specified did not hold",
                      fields={"Condition": condition})
    headers = _version_headers(entity, settings)
    size = entity.size
    try:
        part = parse_range(request.range, size)
    except Unsatisfiable:
        raise Refusal("InvalidRange", "The requested range is not satisfiable",
                      headers={"Content-Range": f"bytes */{size}"},
                      fields={"RangeRequested": request.range,
                              "ActualObjectSize": size}) from None
    if part is None:
        return Response(200, headers, entity.extent(0, size))
    first, n = part
    headers["Content-Range"] = f"bytes {first}-{first + n - 1}/{size}"
    return Response(206, headers, entity.extent(first, n))
