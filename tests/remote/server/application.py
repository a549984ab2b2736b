# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Answers requests: the site's answer, changed by the faults."""
from server.faults.rules import Rules
from server.refusal import Refusal
from server.s3.site import S3Site
from server.web.site import WebSite


def make_site(settings):
    return S3Site(settings) if settings.style == "s3" else WebSite(settings)


class Application:
    """`leave(seconds)` makes the server refuse connections.  Any thread may
    call."""

    def __init__(self, settings, url, leave):
        self.site = make_site(settings)
        self.faults = Rules()
        self._url = url
        self._leave = leave

    def answer(self, request):
        """The response, its Fault, and the name of the rule or None."""
        fault, name = self.faults.find(request)
        if fault.refuse:
            self._leave(fault.refuse)
        response = fault.reply(request, self.site, self._url)
        if response is None:
            response = self._ask_site(fault.change_request(request))
        fault.change_response(response)
        return response, fault, name

    def _ask_site(self, request):
        try:
            return self.site.answer(request)
        except Refusal as refusal:
            return self.site.refuse(request, refusal)
