# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The texts that AWS Signature Version 4 signs
(https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html).
"""
import hashlib
import hmac
import urllib.parse

ALGORITHM = "AWS4-HMAC-SHA256"


def _encode(raw, safe=""):
    return urllib.parse.quote(raw, safe="-_.~" + safe)


def canonical_path(raw_path):
    """S3 encodes the path once."""
    return _encode(urllib.parse.unquote_to_bytes(raw_path), "/")


def canonical_query(query):
    pairs = []
    for part in filter(None, query.split("&")):
        name, _, value = part.partition("=")
        pairs.append(tuple(
            _encode(urllib.parse.unquote_to_bytes(text.replace("+", " ")))
            for text in (name, value)))
    return "&".join(f"{name}={value}" for name, value in sorted(pairs))


def canonical_request(request, signed_headers, payload_hash):
    headers = "".join(
        f"{name}:{' '.join(request.headers.get(name, '').split())}\n"
        for name in signed_headers)
    return "\n".join([request.method, canonical_path(request.raw_path),
                      canonical_query(request.query), headers,
                      ";".join(signed_headers), payload_hash])


def string_to_sign(time, scope, canonical):
    """`scope` is DATE/REGION/s3/aws4_request."""
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return "\n".join([ALGORITHM, time, scope, digest])


def sign(secret, scope, text):
    """The signature in hexadecimal."""
    key = ("AWS4" + secret).encode()
    for part in [*scope.split("/"), text]:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key.hex()
