// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Compiled once for each large test program (cpp_pch in the meson.build files):
// parsing these headers takes a third of a usual test's compile time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
