// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "format/npy_header.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "mtscomp/base/error.h"
#include "support/python.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using std::string_literals::operator""s;

const std::string kVersion1 = "\x93NUMPY\x01\x00"s;
const std::string kVersion2 = "\x93NUMPY\x02\x00"s;
const std::string kVersion3 = "\x93NUMPY\x03\x00"s;

std::string little_endian(std::size_t value, int n_bytes) {
  std::string bytes;
  for (; n_bytes > 0; --n_bytes) {
    bytes += static_cast<char>(value & 0xff);
    value >>= 8;
  }
  return bytes;
}

// A .npy file with this header text.
std::string with_text(const std::string& text) {
  return kVersion1 + little_endian(text.size(), 2) + text;
}

NpyHeader parse(std::string_view bytes) {
  return parse_npy_header(std::as_bytes(std::span(bytes)), "x.npy");
}

NpyHeader parse_text(const std::string& text) { return parse(with_text(text)); }

// The error message; empty if the bytes are accepted.
std::string refusal_of_bytes(std::string_view bytes) {
  try {
    parse(bytes);
  } catch (const FormatError& error) {
    return error.what();
  }
  return "";
}

std::string refusal_of(const std::string& text) {
  return refusal_of_bytes(with_text(text));
}

std::string dictionary(const std::string& descr, const std::string& shape) {
  return fmt::format("{{'descr': {}, 'fortran_order': False, 'shape': {}, }}\n",
                     descr, shape);
}

TEST(NpyHeaderParseTest, ReadsWhatNumpyWrites) {
  const std::string bytes =
      kVersion1 + "\x76\x00"s +
      "{'descr': '<i2', 'fortran_order': False, 'shape': (1000, 385), }"s +
      std::string(53, ' ') + "\n";
  const NpyHeader header = parse(bytes + "values");
  EXPECT_EQ(header.dtype, parse_dtype("int16"));
  EXPECT_FALSE(header.fortran_order);
  EXPECT_THAT(header.shape, ElementsAre(1000, 385));
  EXPECT_EQ(header.data_offset, 128);
  EXPECT_EQ(header.data_size(), 770'000);
}

TEST(NpyHeaderParseTest, ReportsFortranOrder) {
  EXPECT_TRUE(
      parse_text("{'descr': '>f4', 'fortran_order': True, 'shape': (2, 3)}")
          .fortran_order);
}

TEST(NpyHeaderParseTest, ReadsShapesOfAnyDimension) {
  EXPECT_THAT(parse_text(dictionary("'<i2'", "()")).shape, IsEmpty());
  EXPECT_EQ(parse_text(dictionary("'<i2'", "()")).data_size(), 2);
  EXPECT_THAT(parse_text(dictionary("'<i2'", "(7,)")).shape, ElementsAre(7));
  EXPECT_THAT(parse_text(dictionary("'<i2'", "(7, 0)")).shape,
              ElementsAre(7, 0));
  EXPECT_THAT(parse_text(dictionary("'<i2'", "( 2 ,3,\t4 , )")).shape,
              ElementsAre(2, 3, 4));
}

TEST(NpyHeaderParseTest, ReadsTheLongNumbersOfPython2) {
  EXPECT_THAT(parse_text(dictionary("'<i2'", "(7L, 8L)")).shape,
              ElementsAre(7, 8));
}

TEST(NpyHeaderParseTest, TakesKeysInAnyOrderAndEitherQuote) {
  const NpyHeader header = parse_text(
      "{\"shape\":(2,3),'fortran_order':False,\n\"descr\": \"|u1\"}   ");
  EXPECT_EQ(header.dtype, parse_dtype("uint8"));
  EXPECT_THAT(header.shape, ElementsAre(2, 3));
}

TEST(NpyHeaderParseTest, Versions2And3HaveLengthsOfFourBytes) {
  const std::string text = dictionary("'<f8'", "(3, 4)");
  for (const std::string& version : {kVersion2, kVersion3}) {
    const NpyHeader header = parse(
        fmt::format("{}{}{}", version, little_endian(text.size(), 4), text));
    EXPECT_THAT(header.shape, ElementsAre(3, 4));
    EXPECT_EQ(header.data_offset, 12 + text.size());
  }
}

TEST(NpyHeaderParseTest, RefusesOtherVersions) {
  for (const std::string& version :
       {"\x00\x00"s, "\x04\x00"s, "\x01\x01"s, "\xff\x00"s}) {
    EXPECT_THAT(refusal_of_bytes("\x93NUMPY" + version + "\x00\x00"s),
                StartsWith("x.npy: expected version 1.0, 2.0 or 3.0"));
  }
}

TEST(NpyHeaderParseTest, RefusesOtherFiles) {
  for (const std::string& bytes :
       {""s, "\x93NUMP"s, "\x93NUMPY\x01"s, "PK\x03\x04 and so on"s}) {
    EXPECT_THAT(refusal_of_bytes(bytes), HasSubstr("not an NPY file"));
  }
}

TEST(NpyHeaderParseTest, RefusesATruncatedHeader) {
  const std::string whole = with_text(dictionary("'<i2'", "(3, 4)"));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_NE(refusal_of_bytes(whole.substr(0, size)), "") << size;
  }
  EXPECT_EQ(refusal_of_bytes(whole.substr(0, 20)),
            "x.npy: the file has 20 bytes, but its header needs 70");
}

TEST(NpyHeaderParseTest, RefusesAHugeHeaderWithoutReadingIt) {
  EXPECT_EQ(refusal_of_bytes(kVersion2 + "\xff\xff\xff\xff{"),
            "x.npy: a header of 4294967307 bytes exceeds the limit of 65536");
}

TEST(NpyHeaderParseTest, RefusesOtherTypesWithTheReason) {
  EXPECT_EQ(refusal_of(dictionary("'|O'", "(3, 4)")),
            "x.npy: descr: expected an integer or float type of 1 to 8 bytes, "
            "found \"|O\" (Python objects)");
  EXPECT_EQ(refusal_of(dictionary("[('a', '<i2'), ('b', '<f4')]", "(3,)")),
            "x.npy: descr: expected one type for all values, found a "
            "structured type");
  EXPECT_EQ(refusal_of(dictionary("('<i2', (3,))", "(3,)")),
            "x.npy: descr: expected one type for all values, found a type with "
            "a shape");
  for (const std::string descr :
       {"|b1", "<c8", "|S5", "<U3", "|V4", "<M8[ns]", "<f16", ""}) {
    EXPECT_THAT(refusal_of(dictionary("'" + descr + "'", "(3, 4)")),
                EndsWith(fmt::format("of 1 to 8 bytes, found \"{}\"", descr)));
  }
}

TEST(NpyHeaderParseTest, RefusesMissingUnknownAndRepeatedKeys) {
  EXPECT_EQ(refusal_of("{'descr': '<i2', 'shape': (3,)}"),
            "x.npy: fortran_order: expected a value, found no such key");
  EXPECT_EQ(refusal_of("{}"),
            "x.npy: descr: expected a value, found no such key");
  EXPECT_EQ(refusal_of("{'order': 'C', 'descr': '<i2'}"),
            "x.npy: order: expected only descr, fortran_order and shape, found "
            "another key");
  EXPECT_EQ(refusal_of("{'descr': '<i2', 'descr': '<i2'}"),
            "x.npy: descr: expected the key once, found the key twice");
}

TEST(NpyHeaderParseTest, RefusalNamesTheByte) {
  EXPECT_EQ(refusal_of("{'descr' '<i2'}"),
            "x.npy: byte 19: expected ':', found '''");
  EXPECT_EQ(refusal_of("{'descr': '<i2'"),
            "x.npy: byte 25: expected ',', found the end of the header");
  EXPECT_EQ(refusal_of("{'descr': '<i\n2'}"),
            "x.npy: byte 23: expected printable ASCII without escapes, found "
            "0x0a");
}

TEST(NpyHeaderParseTest, RefusesWhatIsNoPlainLiteral) {
  for (const std::string shape :
       {"(3)", "3", "[3, 4]", "(3 4)", "(3,,)", "(,)", "(-3, 4)", "(+3, 4)",
        "(3.0, 4)", "(03, 4)", "(3_0, 4)", "(0x3, 4)", "(True, 4)", "(3, 4",
        "(99999999999999999999, 4)", "(2 * 3, 4)", "None"}) {
    EXPECT_NE(refusal_of(dictionary("'<i2'", shape)), "") << shape;
  }
  for (const std::string descr : {"<i2", "'<i2", "b'<i2'", "'<i' '2'",
                                  "'\\x3ci2'", "None", "2", "f('<i2')"}) {
    EXPECT_NE(refusal_of(dictionary(descr, "(3, 4)")), "") << descr;
  }
  for (const std::string order : {"0", "true", "None", "'False'", "not 1"}) {
    EXPECT_NE(
        refusal_of(fmt::format(
            "{{'descr': '<i2', 'fortran_order': {}, 'shape': (3,)}}", order)),
        "")
        << order;
  }
}

TEST(NpyHeaderParseTest, RefusesAnythingAroundTheDictionary) {
  const std::string text = dictionary("'<i2'", "(3, 4)");
  for (const std::string& around :
       {text + "x", "x" + text, text + "\0"s, text + text, "(" + text + ")"}) {
    EXPECT_NE(refusal_of(around), "") << around;
  }
}

TEST(NpyHeaderParseTest, TakesTheLargestArray) {
  EXPECT_EQ(
      parse_text(dictionary("'|i1'", "(9223372036854775807,)")).data_size(),
      9223372036854775807U);
}

TEST(NpyHeaderParseTest, RefusesAnArrayBeyond63Bits) {
  for (const std::string shape :
       {"(9223372036854775807,)", "(4611686018427387904,)",
        "(2147483648, 4294967296)", "(18446744073709551615, 2)"}) {
    EXPECT_THAT(refusal_of(dictionary("'<i2'", shape)),
                StartsWith("x.npy: shape: expected an array of at most"))
        << shape;
  }
}

TEST(NpyHeaderMakeTest, EqualsFixedBytes) {
  const std::vector<std::uint64_t> shape = {1000, 385};
  EXPECT_EQ(make_npy_header(Dtype(), shape),
            kVersion1 + "\x76\x00"s +
                "{'descr': '<i2', 'fortran_order': False, 'shape': (1000, "
                "385), }" +
                std::string(53, ' ') + "\n");
}

TEST(NpyHeaderMakeTest, EndsOnAMultipleOf64Bytes) {
  std::vector<std::uint64_t> shape;
  for (int n_dimensions = 0; n_dimensions < 20; ++n_dimensions) {
    const std::string header = make_npy_header(Dtype(), shape);
    EXPECT_EQ(header.size() % 64, 0);
    EXPECT_EQ(header.back(), '\n');
    shape.push_back(std::uint64_t{1} << n_dimensions);
  }
}

std::vector<Dtype> all_dtypes() {
  std::vector<Dtype> dtypes;
  for (const char* const name :
       {"int8", "uint8", "int16", "uint16", "int32", "uint32", "int64",
        "uint64", "float16", "float32", "float64", ">i2", ">u4", ">f8"}) {
    dtypes.push_back(*parse_dtype(name));
  }
  return dtypes;
}

std::vector<std::uint64_t> random_shape(std::mt19937_64& random) {
  std::vector<std::uint64_t> shape(random() % 6);
  for (std::uint64_t& length : shape) {
    length = 1 + (random() >> (random() % 8 + 56));
  }
  return shape;
}

TEST(NpyHeaderMakeTest, IsReadBack) {
  std::mt19937_64 random(test_seed());
  for (const Dtype& dtype : all_dtypes()) {
    const std::vector<std::uint64_t> shape = random_shape(random);
    const std::string bytes = make_npy_header(dtype, shape);
    const NpyHeader header = parse(bytes);
    EXPECT_EQ(header.dtype, dtype);
    EXPECT_EQ(header.shape, shape);
    EXPECT_EQ(header.data_offset, bytes.size());
  }
}

// Prints one line for each array: NumPy's header in hexadecimal digits.
std::string numpy_headers(const std::string& lines) {
  return run_python(
      "import io, sys, numpy\n"
      "from numpy.lib import format\n"
      "for line in open(sys.argv[1]):\n"
      "    dtype, *shape = line.split()\n"
      "    header = {'descr': numpy.dtype(dtype).str,\n"
      "              'fortran_order': False,\n"
      "              'shape': tuple(map(int, shape))}\n"
      "    file = io.BytesIO()\n"
      "    format._write_array_header(file, header)\n"
      "    if numpy.prod(header['shape'], dtype=float) < 1e6:\n"
      "        saved = io.BytesIO()\n"
      "        numpy.save(saved, numpy.zeros(header['shape'], dtype))\n"
      "        assert saved.getvalue().startswith(file.getvalue())\n"
      "    print(file.getvalue().hex())\n",
      lines);
}

TEST(NpyHeaderMakeTest, EqualsNumpy) {
  if (!has_python_module("numpy")) {
    GTEST_SKIP() << "no Python with NumPy";
  }
  std::mt19937_64 random(test_seed());
  std::string lines;
  std::string expected;
  for (int i = 0; i < 300; ++i) {
    const Dtype dtype = all_dtypes()[random() % all_dtypes().size()];
    const std::vector<std::uint64_t> shape = random_shape(random);
    lines +=
        fmt::format("{} {}\n", serialize_dtype(dtype), fmt::join(shape, " "));
    for (const char byte : make_npy_header(dtype, shape)) {
      expected += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    }
    expected += '\n';
  }
  EXPECT_EQ(numpy_headers(lines), expected);
}

TEST(NpyHeaderParseTest, ReadsEveryVersionThatNumpyWrites) {
  if (!has_python_module("numpy")) {
    GTEST_SKIP() << "no Python with NumPy";
  }
  const std::string written = run_python(
      "import io, sys, numpy\n"
      "array = numpy.asfortranarray(numpy.zeros((3, 4), '>i4'))\n"
      "for version in (1, 0), (2, 0), (3, 0):\n"
      "    file = io.BytesIO()\n"
      "    numpy.lib.format.write_array(file, array, version)\n"
      "    sys.stdout.buffer.write(file.getvalue())\n",
      "");
  const std::size_t size = written.size() / 3;
  for (std::size_t i = 0; i < 3; ++i) {
    const NpyHeader header = parse(written.substr(i * size, size));
    EXPECT_EQ(header.dtype, parse_dtype(">i4"));
    EXPECT_TRUE(header.fortran_order);
    EXPECT_THAT(header.shape, ElementsAre(3, 4));
    EXPECT_EQ(header.data_offset + header.data_size(), size);
  }
}

Header header_with_shape(std::vector<std::uint64_t> shape) {
  Header header;
  header.n_channels = 4;
  header.chunk_bounds = {0, 100, 250};
  header.chunk_offsets = {0, 300, 800};
  header.shape = std::move(shape);
  return header;
}

using Shape = std::vector<std::uint64_t>;

// The product of the fourth shape equals the first modulo 2^64.
std::vector<Shape> shapes_of_others() {
  const std::uint64_t half = std::uint64_t{1} << 32;
  return {{1000},         {500, 4}, {0, 4},     {half, half, 250, 4},
          Shape(1000, 1), {4, 250}, {250, 4, 1}};
}

TEST(NpyHeaderShapeTest, IsTheHeadersWhereItFits) {
  EXPECT_EQ(current_shape(header_with_shape({250, 4})), (Shape{250, 4}));
  EXPECT_EQ(current_shape(header_with_shape({125, 2, 4})), (Shape{125, 2, 4}));
  EXPECT_EQ(current_shape(header_with_shape({5, 25, 2, 4})),
            (Shape{5, 25, 2, 4}));
}

TEST(NpyHeaderShapeTest, IsSamplesByChannelsInAChoppedFile) {
  for (const Shape& shape : shapes_of_others()) {
    Header header = header_with_shape(shape);
    header.chopped = true;
    EXPECT_EQ(current_shape(header), (Shape{250, 4}));
  }
}

TEST(NpyHeaderShapeTest, IsSamplesByChannelsWhereNobodyWroteIt) {
  EXPECT_EQ(current_shape(header_with_shape({})), (Shape{250, 4}));
}

TEST(NpyHeaderShapeTest, IsNothingWhereItWasLost) {
  for (const Shape& shape : shapes_of_others()) {
    EXPECT_EQ(current_shape(header_with_shape(shape)), std::nullopt);
  }
  Header renamed = header_with_shape({});
  renamed.other_key = "shapf";
  EXPECT_EQ(current_shape(renamed), std::nullopt);
  EXPECT_EQ(describe_lost_shape(renamed),
            "shape: expected 1000 values with 4 channels as the last "
            "dimension, found no such key, but the unknown key \"shapf\"");
  EXPECT_EQ(describe_lost_shape(header_with_shape({4, 250})),
            "shape: expected 1000 values with 4 channels as the last "
            "dimension, found (4, 250)");
}

// Bug: the message listed every dimension and stayed in memory.
TEST(NpyHeaderShapeTest, LostOneOfManyDimensionsIsDescribedInAFewWords) {
  EXPECT_EQ(describe_lost_shape(
                header_with_shape(std::vector<std::uint64_t>(100'000, 2))),
            "shape: expected 1000 values with 4 channels as the last "
            "dimension, found 100000 dimensions");
}

}  // namespace
}  // namespace mtscomp
