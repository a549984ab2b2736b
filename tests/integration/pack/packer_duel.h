// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Two mtscomp-pack processes of one recording at the same time, with random
// pauses before calls that change names, and random kills.  The test checks:
//
// - a .ch is never beside a .cbin of another writer;
// - of two writers that may not replace a pair, at most one succeeds;
// - if only one writer succeeds, its pair exists;
// - from the first pair on, one complete pair always exists, or is set aside;
// - packing again, on both hosts, restores the older pair or completes a new
//   one, and leaves no other file.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "integration/faults/fault_injector.h"
#include "integration/pack/packer_process.h"
#include "support/bytes.h"

namespace mtscomp {

struct PackerPlan {
  std::uint32_t start = 0;             // Milliseconds after the first packer.
  std::uint32_t pauses_per_mille = 0;  // Of calls that change names.
  int longest_pause = 0;               // Milliseconds.
  std::uint64_t kill_call = 0;         // Before this call; 0: none.
  std::uint32_t kill_time = 0;  // Milliseconds after its start; 0: never.
};

struct DuelPlan {
  bool has_older = false;
  bool overwrites = false;
  bool on_two_hosts = false;
  std::uint64_t seed = 0;
  std::array<PackerPlan, 2> packers;
};

DuelPlan random_duel(std::mt19937_64& random);

std::string describe(const DuelPlan& plan);

struct KnownPair {
  Bytes cbin;
  Bytes ch;
};

// Files of a duel.  The directory contains only x.bin at the start.
struct DuelPlace {
  std::string directory;
  std::string home;
  std::string output;  // Path prefix of files with the output of the processes.
  std::array<KnownPair, 2> new_pairs;  // Result of each packer.
  KnownPair older;
  std::array<std::vector<std::string>, 2> arguments;  // For the packers.
};

enum class DuelEnd { kSuccess, kRefusal, kKilled };

struct DuelResult {
  std::array<DuelEnd, 2> ends;
  std::vector<std::string> faults;  // Violated rules; empty if there are none.
};

class Duel {
 public:
  // `injectors` belong to the two packers.
  Duel(const DuelPlace& place, const DuelPlan& plan,
       std::array<FaultInjector, 2>& injectors)
      : place_(place), plan_(plan), injectors_(injectors) {}

  DuelResult run();

 private:
  std::string path(const std::string& name) const {
    return place_.directory + '/' + name;
  }
  std::string host(std::size_t packer) const;
  std::unique_ptr<PackerProcess> start(std::size_t packer);
  DuelEnd pack_again(std::size_t packer, bool overwrites);
  void clear() const;
  void fight();
  DuelEnd end_of(std::size_t packer, PackerProcess& process);
  bool is_there(const KnownPair& pair) const;
  bool is_new_pair_there() const;
  // Under its own name, or set aside.
  bool is_kept(const Bytes& bytes) const;
  std::vector<const KnownPair*> kept_pairs() const;
  void watch_pair();
  void check_winners();
  void recover();
  void check_remains(bool has_winner);
  void check_files(const std::vector<std::string>& names,
                   const std::vector<std::string>& expected);
  void blame(const std::string& fault);

  const DuelPlace& place_;
  const DuelPlan& plan_;
  std::array<FaultInjector, 2>& injectors_;
  DuelResult result_ = {};
};

}  // namespace mtscomp
