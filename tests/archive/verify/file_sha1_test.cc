// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/verify/file_sha1.h"

#include <gtest/gtest.h>

#include "base/files/file_io.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

TEST(FileSha1Test, IsThatOfAllItsBytes) {
  const TempDir directory;
  const std::string path = directory.file("x");
  for (const std::size_t size : {0U, 1U, 4194304U, 4194305U}) {
    const Bytes bytes(size, std::byte{7});
    write_file(path, bytes);
    std::size_t n_read = 0;
    EXPECT_EQ(sha1_of_file(*make_source_file(open_for_reading(path)), path,
                           [&n_read](std::size_t n) { n_read += n; }),
              sha1_of(bytes));
    EXPECT_EQ(n_read, size);
  }
}

}  // namespace
}  // namespace mtscomp
