# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""ListObjectsV2
(https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html)."""
import base64
import binascii
import time
import urllib.parse

from server.refusal import Refusal
from server.s3.page import make_page
from server.s3.xml import document

DEFAULT_MAX_KEYS = 1000
OWNER = [("ID", "0" * 64), ("DisplayName", "tests")]


def _encode_token(last):
    return base64.urlsafe_b64encode(b"1" + last).decode()


def _decode_token(token):
    try:
        raw = base64.b64decode(token, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if not raw.startswith(b"1"):
        raise Refusal("InvalidArgument",
                      "The continuation token provided is incorrect",
                      fields={"ArgumentName": "continuation-token"})
    return raw[1:]


def _read_max_keys(query):
    text = query.get("max-keys", str(DEFAULT_MAX_KEYS))
    if not text.isdecimal():
        raise Refusal("InvalidArgument", "Provided max-keys not an integer or "
                      "within integer range",
                      fields={"ArgumentName": "max-keys",
                              "ArgumentValue": text})
    return min(int(text), DEFAULT_MAX_KEYS)


def iso_time(modified_ns):
    seconds, nanoseconds = divmod(modified_ns, 10**9)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) \
        + f".{nanoseconds // 10**6:03}Z"


class Listing:
    """Answers one request; `query` has one decoded value for each name."""

    def __init__(self, query, limit):
        self._query = query
        self._max_keys = _read_max_keys(query)
        self._limit = min(self._max_keys, limit)
        self._is_encoded = query.get("encoding-type") == "url"

    def answer(self, name, bucket):
        """The document for the bucket with this name."""
        query = self._query
        prefix = query.get("prefix", "")
        page = make_page(bucket.keys(prefix), prefix.encode(),
                         query.get("delimiter", "").encode(), self._after(),
                         self._limit)
        contents = [self._contents(bucket, key) for key in page.keys]
        return document("ListBucketResult", [
            ("Name", name), ("Prefix", self._shown(prefix)),
            ("Delimiter", self._shown(query.get("delimiter"))),
            ("MaxKeys", self._max_keys),
            ("KeyCount", len(contents) + len(page.common_prefixes)),
            ("IsTruncated", "true" if page.last else "false"),
            ("EncodingType", query.get("encoding-type")),
            ("ContinuationToken", query.get("continuation-token")),
            ("NextContinuationToken",
             _encode_token(page.last) if page.last else None),
            ("StartAfter", self._shown(query.get("start-after"))),
            *contents,
            *(("CommonPrefixes", [("Prefix", self._shown(common.decode()))])
              for common in page.common_prefixes)])

    def _after(self):
        if "continuation-token" in self._query:
            return _decode_token(self._query["continuation-token"])
        return self._query.get("start-after", "").encode()

    def _shown(self, text):
        """A key or a part of one, percent-encoded if the client wants."""
        if text and self._is_encoded:
            return urllib.parse.quote_plus(text, safe="/*")
        return text

    def _contents(self, bucket, raw_key):
        key = raw_key.decode()
        entity = bucket.open(key)
        if entity is None:  # Removed since.
            return ("Contents", None)
        entity.close()
        owner = OWNER if self._query.get("fetch-owner") == "true" else None
        return ("Contents", [
            ("Key", self._shown(key)),
            ("LastModified", iso_time(entity.modified_ns)),
            ("ETag", entity.etag), ("Size", entity.size), ("Owner", owner),
            ("StorageClass", "STANDARD")])
