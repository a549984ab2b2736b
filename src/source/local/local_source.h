// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// An archive that is a local directory.  This is the main header of its folder:
//
//   LocalSource          implements Source
//     LocalRoot          the directory as a whole: opens any path below it
//       HeldDirectory    its descriptor, which is replaced if the directory was
//                        gone and has returned
//     LocalDirectory     one open directory
//     LocalFile          one open file
//   local_status         status of a file, limited by its ACL
//   search_permission    which users may reach the target of a link
//
// LocalDirectory calls LocalRoot to follow links.  It calls search_permission
// to check the directories through which a link leads.  Every call may wait for
// the disk.  No class calls back, except that LocalRoot calls OnPassed during
// the call.  Thread-safe.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "source/local/local_root.h"
#include "source/source.h"

namespace mtscomp {

class LocalSource : public Source {
 public:
  // Opens the directory.  Throws: std::system_error.
  explicit LocalSource(LocalSourceOptions options)
      : root_(std::move(options)) {}

  const std::string& name() const override { return root_.path(); }
  bool respects_acls() const override { return root_.respects_acls(); }

  std::unique_ptr<const SourceDirectory> open_directory(
      const std::string& path) const override;
  // Never opens a FIFO, socket or device, because opening these may have side
  // effects.
  SourceFilePtr open_file(const std::string& path) const override;
  struct stat status(const std::string& path) const override;
  struct stat open_file_status(const SourceFile& file,
                               const std::string& path) const override;
  std::string read_link(const std::string& path) const override;
  void check_access(const std::string& path, int mode) const override;
  struct statvfs usage() const override;

 private:
  LocalRoot root_;
};

}  // namespace mtscomp
