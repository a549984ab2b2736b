// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/kernel/request_trace.h"

#include <fmt/format.h>
#include <linux/fuse.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <new>
#include <optional>

namespace mtscomp {
namespace {

using Bytes = std::span<const std::byte>;

// The kernel's struct at the start of `bytes`; nothing if these are too few.
template <typename Struct>
std::optional<Struct> read_struct(Bytes bytes) {
  if (bytes.size() < sizeof(Struct)) {
    return std::nullopt;
  }
  Struct value;
  std::memcpy(&value, bytes.data(), sizeof(value));
  return value;
}

// A zero-terminated name.
std::string name_at(Bytes bytes) {
  const auto end = std::find(bytes.begin(), bytes.end(), std::byte{0});
  std::string name(static_cast<std::size_t>(end - bytes.begin()), '\0');
  std::memcpy(name.data(), bytes.data(), name.size());
  return name;
}

std::string lookup_text(Bytes arguments) {
  return fmt::format("\"{}\"", name_at(arguments));
}

std::string xattr_text(Bytes arguments) {
  const auto in = read_struct<fuse_getxattr_in>(arguments);
  return in ? fmt::format("\"{}\", {} bytes",
                          name_at(arguments.subspan(sizeof(*in))), in->size)
            : "";
}

std::string read_text(Bytes arguments) {
  const auto in = read_struct<fuse_read_in>(arguments);
  return in ? fmt::format("{} bytes at {}, handle {}", in->size, in->offset,
                          in->fh)
            : "";
}

std::string getattr_text(Bytes arguments) {
  const auto in = read_struct<fuse_getattr_in>(arguments);
  return in && (in->getattr_flags & FUSE_GETATTR_FH) != 0
             ? fmt::format("handle {}", in->fh)
             : "";
}

std::string open_text(Bytes arguments) {
  const auto in = read_struct<fuse_open_in>(arguments);
  return in ? fmt::format("flags {:#o}", in->flags) : "";
}

std::string access_text(Bytes arguments) {
  const auto in = read_struct<fuse_access_in>(arguments);
  return in ? fmt::format("mask {}", in->mask) : "";
}

// The first word of the arguments is the handle.
std::string handle_text(Bytes arguments) {
  const auto handle = read_struct<std::uint64_t>(arguments);
  return handle ? fmt::format("handle {}", *handle) : "";
}

std::string forget_text(Bytes arguments) {
  const auto in = read_struct<fuse_forget_in>(arguments);
  return in ? fmt::format("{} look-ups", in->nlookup) : "";
}

std::string interrupt_text(Bytes arguments) {
  const auto in = read_struct<fuse_interrupt_in>(arguments);
  return in ? fmt::format("request {}", in->unique) : "";
}

std::string no_text(Bytes /*arguments*/) { return ""; }

struct Opcode {
  std::uint32_t number;
  const char* name;
  std::string (*text)(Bytes arguments);
};

constexpr std::array kOpcodes = {
    Opcode{FUSE_LOOKUP, "LOOKUP", lookup_text},
    Opcode{FUSE_FORGET, "FORGET", forget_text},
    Opcode{FUSE_GETATTR, "GETATTR", getattr_text},
    Opcode{FUSE_READLINK, "READLINK", no_text},
    Opcode{FUSE_OPEN, "OPEN", open_text},
    Opcode{FUSE_READ, "READ", read_text},
    Opcode{FUSE_STATFS, "STATFS", no_text},
    Opcode{FUSE_RELEASE, "RELEASE", handle_text},
    Opcode{FUSE_GETXATTR, "GETXATTR", xattr_text},
    Opcode{FUSE_LISTXATTR, "LISTXATTR", no_text},
    Opcode{FUSE_FLUSH, "FLUSH", handle_text},
    Opcode{FUSE_INIT, "INIT", no_text},
    Opcode{FUSE_OPENDIR, "OPENDIR", open_text},
    Opcode{FUSE_READDIR, "READDIR", read_text},
    Opcode{FUSE_RELEASEDIR, "RELEASEDIR", handle_text},
    Opcode{FUSE_ACCESS, "ACCESS", access_text},
    Opcode{FUSE_INTERRUPT, "INTERRUPT", interrupt_text},
    Opcode{FUSE_DESTROY, "DESTROY", no_text},
    Opcode{FUSE_BATCH_FORGET, "BATCH_FORGET", no_text},
    Opcode{FUSE_READDIRPLUS, "READDIRPLUS", read_text},
};

}  // namespace

std::string describe_request(std::span<const std::byte> request) {
  const auto header = read_struct<fuse_in_header>(request);
  if (!header) {
    return "a request that is shorter than its header";
  }
  const auto* const opcode = std::find_if(
      kOpcodes.begin(), kOpcodes.end(),
      [&](const Opcode& known) { return known.number == header->opcode; });
  const bool is_known = opcode != kOpcodes.end();
  const std::string arguments =
      is_known ? opcode->text(request.subspan(sizeof(*header))) : "";
  return fmt::format(
      "request {}: {} of node {}{}{}; process {}", header->unique,
      is_known ? opcode->name : fmt::format("opcode {}", header->opcode),
      header->nodeid, arguments.empty() ? "" : ": ", arguments, header->pid);
}

void trace_request(std::span<const std::byte> request) noexcept {
  if (!spdlog::should_log(spdlog::level::trace)) {
    return;
  }
  try {
    spdlog::trace("{}", describe_request(request));
  } catch (const std::bad_alloc&) {
    // Without memory, the request is served but not logged.
  }
}

}  // namespace mtscomp
