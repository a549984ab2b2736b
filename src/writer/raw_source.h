// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The samples of a plain recording, as the source of a new pair.
#pragma once

#include "mtscomp/writer/pack.h"
#include "writer/raw_recording.h"
#include "writer/sample_source.h"

namespace mtscomp {

class RawSource : public SampleSource {
 public:
  // Requires: `job` outlives this object.
  // Throws: as RawRecording and make_chunk_bounds(); UsageError if there are
  // more chunks than a reader accepts.
  RawSource(const PackJob& job, FileLocation raw);

  std::string path() const override { return job_.raw_path; }
  Header make_header() const override { return header_; }
  std::string serialize(const Header& header) const override;
  void fetch(std::size_t chunk_index, SourceChunk& chunk) override;
  void decode(std::size_t /*chunk_index*/, SourceChunk& /*chunk*/,
              std::size_t /*thread*/) override {}
  void take(const SourceChunk& /*chunk*/) override {}
  void check(const std::string& sha1) override;
  SourceAttributes cbin_attributes() const override;
  SourceAttributes ch_attributes() const override { return cbin_attributes(); }

 private:
  const PackJob& job_;
  RawRecording raw_;
  Header header_;
};

}  // namespace mtscomp
