# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""If-Match and If-Unmodified-Since (RFC 9110, 13.1)."""
import email.utils


def _parse_date(text):
    try:
        return email.utils.parsedate_to_datetime(text).timestamp()
    except (TypeError, ValueError):
        return None


def _matches(header, etag):
    """By strong comparison, so a weak ETag never matches."""
    if header.strip() == "*":
        return True
    wanted = [word.strip() for word in header.split(",")]
    return etag is not None and not etag.startswith("W/") and (
        etag in wanted or etag.strip('"') in wanted)


def failed_condition(request, entity):
    """The name of the header that forbids the answer, or None."""
    header = request.headers.get("if-match")
    if header is not None:
        return None if _matches(header, entity.etag) else "If-Match"
    since = _parse_date(request.headers.get("if-unmodified-since", ""))
    if since is not None and entity.modified > since:
        return "If-Unmodified-Since"
    return None
