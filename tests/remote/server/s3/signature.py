# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Checks the signature of a request, with the errors of S3."""
import calendar
import dataclasses
import hashlib
import hmac
import re
import time

from server.refusal import Refusal
from server.s3 import canonical

UNSIGNED = "UNSIGNED-PAYLOAD"
_AUTHORIZATION = re.compile(
    canonical.ALGORITHM + r" *Credential=([^/,]+)/([^,]+), *"
    r"SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})")
_SCOPE = re.compile(r"(\d{8})/([^/]+)/s3/aws4_request")
_TIME = re.compile(r"\d{8}T\d{6}Z")
_MALFORMED = "AuthorizationHeaderMalformed"


@dataclasses.dataclass(frozen=True)
class Signature:
    """The parts of the Authorization header."""
    key: str
    scope: str
    region: str
    headers: list
    value: str


def read_signature(header):
    """Throws: Refusal."""
    match = _AUTHORIZATION.fullmatch(header)
    scope = _SCOPE.fullmatch(match[2]) if match else None
    if not scope:
        raise Refusal(_MALFORMED, "The authorization header is malformed")
    return Signature(match[1], match[2], scope[2], match[3].split(";"),
                     match[4])


def _check_time(request, scope, skew):
    text = request.headers.get("x-amz-date", "")
    if not _TIME.fullmatch(text):
        raise Refusal("AccessDenied", "AWS authentication requires a valid Date"
                      " or x-amz-date header")
    if not scope.startswith(text[:8]):
        raise Refusal(_MALFORMED, "Invalid credential date in Authorization")
    signed = calendar.timegm(time.strptime(text, "%Y%m%dT%H%M%SZ"))
    if abs(signed - time.time()) > skew:
        raise Refusal("RequestTimeTooSkewed", "The difference between the "
                      "request time and the current time is too large.",
                      fields={"RequestTime": text})
    return text


def _check_payload(request):
    payload_hash = request.headers.get("x-amz-content-sha256")
    if payload_hash is None:
        raise Refusal("MissingSecurityHeader",
                      "Your request was missing a required header", fields={
                          "MissingHeaderName": "x-amz-content-sha256"})
    if payload_hash not in (UNSIGNED, hashlib.sha256(request.body).hexdigest()):
        raise Refusal("XAmzContentSHA256Mismatch", "The provided "
                      "'x-amz-content-sha256' header does not match the body")
    return payload_hash


def _check_token(request, account):
    if account.expires <= time.time():
        raise Refusal("ExpiredToken", "The provided token has expired.")
    token = request.headers.get("x-amz-security-token", "")
    if token != account.token:
        raise Refusal("InvalidToken",
                      "The provided token is malformed or otherwise invalid.")


def _check_headers(request, signature):
    """All headers of Amazon, and the host, have to be signed."""
    for name in request.headers:
        if (name == "host" or name.startswith("x-amz-")) \
                and name not in signature.headers:
            raise Refusal("AccessDenied", "There were headers present in the "
                          "request which were not signed",
                          fields={"HeadersNotSigned": name})


def check_signature(request, accounts, region, skew):
    """`accounts` by key.  Returns whether the request is signed.
    Throws: Refusal."""
    header = request.headers.get("authorization")
    if header is None:
        return False
    signature = read_signature(header)
    account = accounts.get(signature.key)
    if account is None:
        raise Refusal("InvalidAccessKeyId", "The AWS Access Key Id you provided"
                      " does not exist in our records.",
                      fields={"AWSAccessKeyId": signature.key})
    if signature.region != region:
        raise Refusal(_MALFORMED, "The authorization header is malformed; the "
                      f"region '{signature.region}' is wrong; expecting "
                      f"'{region}'", fields={"Region": region},
                      headers={"x-amz-bucket-region": region})
    when = _check_time(request, signature.scope, skew)
    _check_headers(request, signature)
    text = canonical.canonical_request(request, signature.headers,
                                       _check_payload(request))
    to_sign = canonical.string_to_sign(when, signature.scope, text)
    expected = canonical.sign(account.secret, signature.scope, to_sign)
    if not hmac.compare_digest(expected, signature.value):
        raise Refusal("SignatureDoesNotMatch", "The request signature we "
                      "calculated does not match the signature you provided. "
                      "Check your key and signing method.",
                      fields={"AWSAccessKeyId": signature.key,
                              "StringToSign": to_sign,
                              "SignatureProvided": signature.value,
                              "CanonicalRequest": text})
    _check_token(request, account)
    return True
