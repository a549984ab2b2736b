// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "integration/faults/fault_injector.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>

#include "mtscomp/base/error.h"
#include "mtscomp/base/file_descriptor.h"
#include "support/seed.h"

namespace mtscomp {

FaultInjector::FaultInjector(const std::string& watched) {
  const std::string path = directory_.file("faults");
  const FileDescriptor file(
      ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!file.is_open() || ::ftruncate(file.get(), sizeof(FaultControl)) != 0) {
    throw_errno("create " + path);
  }
  void* const mapped =
      ::mmap(nullptr, sizeof(FaultControl), PROT_READ | PROT_WRITE, MAP_SHARED,
             file.get(), 0);
  if (mapped == MAP_FAILED) {
    throw_errno("map " + path);
  }
  control_ = static_cast<FaultControl*>(mapped);
  if (watched.copy(control_->watched.data(), control_->watched.size() - 1) !=
      watched.size()) {
    throw std::length_error(watched);
  }
  control_->seed = test_seed();
}

FaultInjector::~FaultInjector() { ::munmap(control_, sizeof(FaultControl)); }

FaultRule& FaultInjector::rule(Fault fault) const {
  return control_->rules.at(static_cast<std::size_t>(fault));
}

void FaultInjector::fail_some(Fault fault, std::uint32_t per_mille, int value) {
  stop(fault);
  rule(fault).value = value;
  rule(fault).n_calls = 0;
  rule(fault).n_injected = 0;
  rule(fault).per_mille = per_mille;
}

void FaultInjector::fail_call(Fault fault, std::uint64_t nth, int value) {
  fail_some(fault, 0, value);
  rule(fault).nth = nth;
}

void FaultInjector::use_seed(std::uint64_t seed) { control_->seed = seed; }

void FaultInjector::stop(Fault fault) {
  rule(fault).per_mille = 0;
  rule(fault).nth = 0;
}

void FaultInjector::stop_all() {
  for (std::size_t i = 0; i < kFaults; ++i) {
    stop(static_cast<Fault>(i));
  }
}

std::uint64_t FaultInjector::n_calls(Fault fault) const {
  return rule(fault).n_calls;
}

std::uint64_t FaultInjector::n_injected(Fault fault) const {
  return rule(fault).n_injected;
}

std::vector<std::string> FaultInjector::wrapper() const {
  return {"env",
          std::string(kFaultsVariable) + "=" + directory_.file("faults")};
}

}  // namespace mtscomp
