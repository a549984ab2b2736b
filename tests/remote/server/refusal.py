# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""A request that a site does not answer with content."""

# The status of S3's errors, by code.
S3_STATUS = {
    "AccessDenied": 403,
    "AuthorizationHeaderMalformed": 400,
    "ExpiredToken": 400,
    "InternalError": 500,
    "InvalidAccessKeyId": 403,
    "InvalidArgument": 400,
    "InvalidRange": 416,
    "InvalidToken": 400,
    "MethodNotAllowed": 405,
    "MissingSecurityHeader": 400,
    "NoSuchBucket": 404,
    "NoSuchKey": 404,
    "NotImplemented": 501,
    "PermanentRedirect": 301,
    "PreconditionFailed": 412,
    "RequestTimeTooSkewed": 403,
    "RequestTimeout": 400,
    "ServiceUnavailable": 503,
    "SignatureDoesNotMatch": 403,
    "SlowDown": 503,
    "XAmzContentSHA256Mismatch": 400,
}


class Refusal(Exception):
    """`code` is one of S3's error codes; `fields` are more elements of S3's
    error document.  The status is that of the code by default."""

    def __init__(self, code, message="", *, status=None, headers=None,
                 fields=None):
        super().__init__(message or code)
        self.code = code
        self.message = message or code
        self.status = status or S3_STATUS.get(code, 400)
        self.headers = headers or {}
        self.fields = fields or {}


# The code for a status, for faults that name only a status.
CODE_OF_STATUS = {
    301: "PermanentRedirect", 401: "AccessDenied", 403: "AccessDenied",
    404: "NoSuchKey", 405: "MethodNotAllowed", 410: "NoSuchKey",
    412: "PreconditionFailed", 416: "InvalidRange", 500: "InternalError",
    501: "NotImplemented", 503: "SlowDown",
}
