// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/text/python_repr.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <sstream>
#include <utility>
#include <vector>

#include "support/python.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

using Limits = std::numeric_limits<double>;

TEST(PythonReprTest, WritesWholeNumbersWithPointZero) {
  EXPECT_EQ(python_repr(30000), "30000.0");
  EXPECT_EQ(python_repr(0), "0.0");
  EXPECT_EQ(python_repr(-0.0), "-0.0");
  EXPECT_EQ(python_repr(-2500), "-2500.0");
}

TEST(PythonReprTest, WritesTheFewestDigitsThatReadBack) {
  EXPECT_EQ(python_repr(0.1), "0.1");
  EXPECT_EQ(python_repr(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(python_repr(1.0 / 3), "0.3333333333333333");
  EXPECT_EQ(python_repr(30000.390639481), "30000.390639481");
  EXPECT_EQ(python_repr(2500.0325532900833), "2500.0325532900833");
}

TEST(PythonReprTest, HasAnExponentFromTenToThe16) {
  EXPECT_EQ(python_repr(9999999999999998), "9999999999999998.0");
  EXPECT_EQ(python_repr(1e15), "1000000000000000.0");
  EXPECT_EQ(python_repr(1e16), "1e+16");
  EXPECT_EQ(python_repr(12345678901234567890.0), "1.2345678901234567e+19");
  EXPECT_EQ(python_repr(1e22), "1e+22");
  EXPECT_EQ(python_repr(1e100), "1e+100");
}

TEST(PythonReprTest, HasAnExponentBelowTenToTheMinus4) {
  EXPECT_EQ(python_repr(0.0001), "0.0001");
  EXPECT_EQ(python_repr(0.00012345), "0.00012345");
  EXPECT_EQ(python_repr(0.00009999), "9.999e-05");
  EXPECT_EQ(python_repr(1e-5), "1e-05");
  EXPECT_EQ(python_repr(-1.5e-10), "-1.5e-10");
}

TEST(PythonReprTest, WritesTheExtremes) {
  EXPECT_EQ(python_repr(Limits::denorm_min()), "5e-324");
  EXPECT_EQ(python_repr(-Limits::min()), "-2.2250738585072014e-308");
  EXPECT_EQ(python_repr(-Limits::max()), "-1.7976931348623157e+308");
  EXPECT_EQ(python_repr(Limits::infinity()), "inf");
  EXPECT_EQ(python_repr(-Limits::infinity()), "-inf");
  EXPECT_EQ(python_repr(Limits::quiet_NaN()), "nan");
}

// Each line of Python's output must equal ours.
void expect_as_python(const std::vector<double>& values) {
  if (!has_python_module("struct")) {
    GTEST_SKIP() << "no Python";
  }
  std::string input(values.size() * sizeof(double), '\0');
  std::copy_n(reinterpret_cast<const char*>(values.data()), input.size(),
              input.begin());
  std::istringstream lines(
      run_python("import struct, sys\n"
                 "with open(sys.argv[1], 'rb') as file:\n"
                 "    for value, in struct.iter_unpack('<d', file.read()):\n"
                 "        print(repr(value))\n",
                 input));
  for (const double value : values) {
    std::string line;
    ASSERT_TRUE(std::getline(lines, line));
    ASSERT_EQ(python_repr(value), line)
        << fmt::format("{:#x}", std::bit_cast<std::uint64_t>(value));
  }
}

TEST(PythonReprTest, EqualsPythonForRandomBits) {
  std::mt19937_64 random(test_seed());
  std::vector<double> values(100'000);
  for (double& value : values) {
    value = std::bit_cast<double>(random());
  }
  expect_as_python(values);
}

// Measured clock rates have any digits, or up to twelve after the point.
TEST(PythonReprTest, EqualsPythonForRandomSampleRates) {
  std::mt19937_64 random(test_seed());
  std::vector<double> values(100'000);
  for (double& value : values) {
    value = std::uniform_real_distribution<double>(0.5, 100'000)(random);
    if (random() % 2 == 0) {
      value = std::stod(fmt::format("{:.{}f}", value, random() % 13));
    }
  }
  expect_as_python(values);
}

TEST(PythonReprTest, EqualsPythonForRandomExponents) {
  std::mt19937_64 random(test_seed());
  std::vector<double> values(100'000);
  for (double& value : values) {
    const int exponent = std::uniform_int_distribution(-7, 20)(random);
    value = std::uniform_real_distribution<double>(-10, 10)(random) *
            std::pow(10.0, exponent);
    value = random() % 2 == 0 ? std::round(value) : value;
  }
  expect_as_python(values);
}

TEST(PythonReprTest, EqualsPythonAtPowersAndTheirNeighbours) {
  std::vector<double> values;
  for (int exponent = -1074; exponent < 1024; ++exponent) {
    for (const double power :
         {std::ldexp(1.0, exponent), std::pow(10.0, exponent / 4)}) {
      values.insert(values.end(), {power, std::nextafter(power, 0),
                                   std::nextafter(power, Limits::infinity())});
    }
  }
  expect_as_python(values);
}

}  // namespace
}  // namespace mtscomp
