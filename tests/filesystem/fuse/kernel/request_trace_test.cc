// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/kernel/request_trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/fuse.h>

#include <string_view>
#include <vector>

#include "support/captured_log.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

using Request = std::vector<std::byte>;

template <typename Value>
void append(Request& request, const Value& value) {
  const auto bytes = std::as_bytes(std::span(&value, 1));
  request.insert(request.end(), bytes.begin(), bytes.end());
}

// Request 42 by process 4711, for node 3.
Request header(std::uint32_t opcode) {
  fuse_in_header in = {};
  in.opcode = opcode;
  in.unique = 42;
  in.nodeid = 3;
  in.pid = 4711;
  Request request;
  append(request, in);
  return request;
}

Request with_name(Request request, std::string_view name) {
  for (const char c : name) {
    append(request, c);
  }
  append(request, '\0');
  return request;
}

TEST(RequestTraceTest, ReadHasOffsetSizeAndHandle) {
  Request request = header(FUSE_READ);
  fuse_read_in in = {};
  in.fh = 1;
  in.offset = 1048576;
  in.size = 131072;
  append(request, in);
  EXPECT_EQ(describe_request(request),
            "request 42: READ of node 3: 131072 bytes at 1048576, handle 1; "
            "process 4711");
}

TEST(RequestTraceTest, LookupHasTheName) {
  EXPECT_EQ(describe_request(with_name(header(FUSE_LOOKUP), "x.bin")),
            "request 42: LOOKUP of node 3: \"x.bin\"; process 4711");
}

TEST(RequestTraceTest, GetxattrHasNameAndSize) {
  Request request = header(FUSE_GETXATTR);
  fuse_getxattr_in in = {};
  in.size = 64;
  append(request, in);
  EXPECT_EQ(describe_request(with_name(request, "user.x")),
            "request 42: GETXATTR of node 3: \"user.x\", 64 bytes; process "
            "4711");
}

TEST(RequestTraceTest, ReleaseHasTheHandle) {
  Request request = header(FUSE_RELEASE);
  fuse_release_in in = {};
  in.fh = 9;
  append(request, in);
  EXPECT_EQ(describe_request(request),
            "request 42: RELEASE of node 3: handle 9; process 4711");
}

TEST(RequestTraceTest, UnknownOpcodeIsItsNumber) {
  EXPECT_EQ(describe_request(header(9999)),
            "request 42: opcode 9999 of node 3; process 4711");
}

TEST(RequestTraceTest, RequestThatIsCutShortHasNoArguments) {
  Request request = header(FUSE_READ);
  request.resize(request.size() + sizeof(fuse_read_in) - 1);
  EXPECT_EQ(describe_request(request),
            "request 42: READ of node 3; process 4711");
  EXPECT_EQ(describe_request({}), "a request that is shorter than its header");
  // A name without its terminating zero.
  request = with_name(header(FUSE_LOOKUP), "x");
  request.pop_back();
  EXPECT_EQ(describe_request(request),
            "request 42: LOOKUP of node 3: \"x\"; process 4711");
}

TEST(RequestTraceTest, IsLoggedAtTraceOnly) {
  {
    const CapturedLog log("debug");
    trace_request(header(FUSE_STATFS));
    EXPECT_EQ(log.text(), "");
  }
  const CapturedLog log("trace");
  trace_request(header(FUSE_STATFS));
  EXPECT_THAT(log.text(), HasSubstr("request 42: STATFS of node 3; process "));
}

}  // namespace
}  // namespace mtscomp
