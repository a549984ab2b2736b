# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""HTTP/1.1 on a socket, and the emulation of a link."""
