// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "integration/pack/packer_duel.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <thread>

#include "mtscomp/base/file_identity.h"

namespace mtscomp {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

std::uint32_t random_up_to(std::mt19937_64& random, std::uint32_t most) {
  return static_cast<std::uint32_t>(random() % (most + 1));
}

PackerPlan random_packer(std::mt19937_64& random) {
  constexpr std::array<std::uint32_t, 4> kPauses = {0, 100, 300, 1000};
  constexpr std::uint32_t kMostCalls = 30;
  constexpr std::uint32_t kLongestRun = 80;
  PackerPlan plan;
  plan.start = random_up_to(random, 20);
  plan.pauses_per_mille = kPauses.at(random() % kPauses.size());
  plan.longest_pause = static_cast<int>(1 + random_up_to(random, 19));
  switch (random() % 4) {
    case 0:
      plan.kill_call = 1 + random_up_to(random, kMostCalls - 1);
      break;
    case 1:
      plan.kill_time = 1 + random_up_to(random, kLongestRun - 1);
      break;
    default:
      break;
  }
  return plan;
}

// Nothing if the file does not exist, or no longer exists.
std::optional<Bytes> try_read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return std::nullopt;
  }
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  return to_bytes(text);
}

std::optional<FileIdentity> identity_of(const std::string& path) {
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0
             ? std::optional(FileIdentity::of(status))
             : std::nullopt;
}

std::vector<std::string> names_in(const std::string& directory) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

DuelPlan random_duel(std::mt19937_64& random) {
  DuelPlan plan;
  plan.overwrites = random() % 3 != 0;
  plan.has_older = plan.overwrites && random() % 4 != 0;
  plan.on_two_hosts = random() % 2 == 0;
  plan.seed = random();
  plan.packers = {random_packer(random), random_packer(random)};
  return plan;
}

std::string describe(const DuelPlan& plan) {
  std::string text = fmt::format(
      "{}, {}, {}", plan.has_older ? "an older pair" : "no older pair",
      plan.overwrites ? "--overwrite" : "no --overwrite",
      plan.on_two_hosts ? "two hosts" : "one host");
  for (const PackerPlan& packer : plan.packers) {
    text += fmt::format(
        "; start {} ms, pauses {}/1000 up to {} ms, kill at "
        "call {} or {} ms",
        packer.start, packer.pauses_per_mille, packer.longest_pause,
        packer.kill_call, packer.kill_time);
  }
  return text;
}

DuelResult Duel::run() {
  clear();
  fight();
  check_winners();
  recover();
  return std::move(result_);
}

std::string Duel::host(std::size_t packer) const {
  return !plan_.on_two_hosts ? "" : packer == 0 ? "host-a" : "host-b";
}

void Duel::clear() const {
  for (const std::string& name : names_in(place_.directory)) {
    if (name != "x.bin") {
      fs::remove(path(name));
    }
  }
  if (plan_.has_older) {
    write_file(path("x.cbin"), place_.older.cbin);
    write_file(path("x.ch"), place_.older.ch);
  }
}

std::unique_ptr<PackerProcess> Duel::start(std::size_t packer) {
  const PackerPlan& plan = plan_.packers.at(packer);
  FaultInjector& faults = injectors_.at(packer);
  faults.stop_all();
  faults.use_seed(plan_.seed + packer);
  faults.fail_some(Fault::kPause, plan.pauses_per_mille, plan.longest_pause);
  faults.fail_call(Fault::kKill, plan.kill_call);
  std::vector<std::string> command = faults.wrapper();
  command.insert(command.end(),
                 {"HOME=" + place_.home, MTSCOMP_PACK_WITH_FAULTS});
  command.insert(command.end(), place_.arguments.at(packer).begin(),
                 place_.arguments.at(packer).end());
  if (plan_.overwrites) {
    command.emplace_back("--overwrite");
  }
  return std::make_unique<PackerProcess>(
      host(packer), std::move(command),
      fmt::format("{}{}", place_.output, packer));
}

void Duel::fight() {
  std::array<std::unique_ptr<PackerProcess>, 2> processes;
  const Clock::time_point begin = Clock::now();
  const auto is_running = [&](std::size_t i) {
    return !processes.at(i) || !processes.at(i)->has_ended();
  };
  while (is_running(0) || is_running(1)) {
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
                         Clock::now() - begin)
                         .count();
    for (std::size_t i = 0; i < processes.size(); ++i) {
      const PackerPlan& plan = plan_.packers.at(i);
      if (!processes.at(i) && now >= plan.start) {
        processes.at(i) = start(i);
      }
      if (processes.at(i) && plan.kill_time != 0 &&
          now >= plan.start + plan.kill_time) {
        processes.at(i)->kill();
      }
    }
    watch_pair();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  watch_pair();
  for (std::size_t i = 0; i < processes.size(); ++i) {
    result_.ends.at(i) = end_of(i, *processes.at(i));
  }
}

DuelEnd Duel::end_of(std::size_t packer, PackerProcess& process) {
  if (process.was_killed()) {
    return DuelEnd::kKilled;
  }
  const std::string output = process.output();
  const int exit_code = process.exit_code();
  if (exit_code > 1 || (exit_code == 1) == output.empty()) {
    blame(fmt::format("packer {}: exit status {}, output \"{}\"", packer,
                      exit_code, output));
  }
  return exit_code == 0 ? DuelEnd::kSuccess : DuelEnd::kRefusal;
}

bool Duel::is_there(const KnownPair& pair) const {
  return try_read(path("x.cbin")) == pair.cbin &&
         try_read(path("x.ch")) == pair.ch;
}

bool Duel::is_new_pair_there() const {
  return is_there(place_.new_pairs[0]) || is_there(place_.new_pairs[1]);
}

bool Duel::is_kept(const Bytes& bytes) const {
  const std::vector<std::string> names = names_in(place_.directory);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const bool is_partial = name.find(".partial-") != std::string::npos &&
                            name.find("-replaced") == std::string::npos;
    return !is_partial && try_read(path(name)) == bytes;
  });
}

std::vector<const KnownPair*> Duel::kept_pairs() const {
  std::vector<const KnownPair*> kept;
  for (const KnownPair* const pair :
       {&place_.older, &place_.new_pairs[0], &place_.new_pairs[1]}) {
    if (is_kept(pair->cbin) && is_kept(pair->ch)) {
      kept.push_back(pair);
    }
  }
  return kept;
}

// Compares only if both files stayed the same while they were read.
void Duel::watch_pair() {
  const auto cbin_before = identity_of(path("x.cbin"));
  const auto ch_before = identity_of(path("x.ch"));
  if (!cbin_before || !ch_before || is_there(place_.older) ||
      is_new_pair_there()) {
    return;
  }
  if (identity_of(path("x.cbin")) == cbin_before &&
      identity_of(path("x.ch")) == ch_before) {
    blame("the .ch stands beside a .cbin that it does not describe");
  }
}

void Duel::check_winners() {
  std::vector<std::size_t> winners;
  for (std::size_t i = 0; i < result_.ends.size(); ++i) {
    if (result_.ends.at(i) == DuelEnd::kSuccess) {
      winners.push_back(i);
    }
  }
  const bool has_kill = result_.ends[0] == DuelEnd::kKilled ||
                        result_.ends[1] == DuelEnd::kKilled;
  if (winners.size() == 2 && !plan_.overwrites) {
    blame("both packers have succeeded");
  }
  if (winners.size() == 2 && !is_new_pair_there()) {
    blame("two packers have succeeded, and no new pair is there");
  }
  // A killed packer may have set the winner's pair aside.
  if (winners.size() == 1 && !(has_kill && plan_.overwrites) &&
      !is_there(place_.new_pairs.at(winners[0]))) {
    blame("the pair of the only packer that has succeeded is not there");
  }
  if (winners.empty() && !has_kill && plan_.has_older &&
      !is_there(place_.older)) {
    blame("both packers have failed, and the older pair is not there");
  }
  if (!has_kill) {
    check_remains(!winners.empty());
  }
}

// A packer that cannot restore the older pair, because a pair from another host
// is in the way, leaves it set aside.
void Duel::check_remains(bool has_winner) {
  std::vector<std::string> names = names_in(place_.directory);
  if (has_winner && plan_.on_two_hosts) {
    std::erase_if(names, [](const std::string& name) {
      return name.find("-replaced") != std::string::npos;
    });
  }
  const bool has_pair = has_winner || plan_.has_older;
  check_files(names, has_pair
                         ? std::vector<std::string>{"x.bin", "x.cbin", "x.ch"}
                         : std::vector<std::string>{"x.bin"});
}

DuelEnd Duel::pack_again(std::size_t packer, bool overwrites) {
  std::vector<std::string> command = {"env", "HOME=" + place_.home,
                                      MTSCOMP_PACK_PROGRAM};
  command.insert(command.end(), place_.arguments.at(packer).begin(),
                 place_.arguments.at(packer).end());
  if (overwrites) {
    command.emplace_back("--overwrite");
  }
  PackerProcess process(host(packer), std::move(command),
                        fmt::format("{}{}", place_.output, packer));
  return end_of(packer, process);
}

// Each host can recover only the files of its own writers, and may have to wait
// for the other host.
void Duel::recover() {
  const std::vector<const KnownPair*> kept = kept_pairs();
  const bool had_pair = plan_.has_older ||
                        result_.ends[0] == DuelEnd::kSuccess ||
                        result_.ends[1] == DuelEnd::kSuccess;
  if (had_pair && kept.empty()) {
    blame("the older pair is lost");
  }
  const DuelEnd first = pack_again(0, /*overwrites=*/false);
  if (!kept.empty() && !plan_.on_two_hosts &&
      (first != DuelEnd::kRefusal ||
       std::none_of(kept.begin(), kept.end(), [this](const KnownPair* pair) {
         return is_there(*pair);
       }))) {
    blame("packing again does not bring the older pair back");
  }
  for (const std::size_t packer : {1U, 0U, 1U}) {
    watch_pair();
    pack_again(packer, /*overwrites=*/false);
  }
  if (!is_new_pair_there() && !(plan_.has_older && is_there(place_.older))) {
    blame("packing again gives no pair");
  }
  for (const std::size_t packer : {0U, 1U}) {
    if (pack_again(packer, /*overwrites=*/true) != DuelEnd::kSuccess ||
        !is_there(place_.new_pairs.at(packer))) {
      blame("a last --overwrite fails");
    }
  }
  check_files(names_in(place_.directory), {"x.bin", "x.cbin", "x.ch"});
}

void Duel::check_files(const std::vector<std::string>& names,
                       const std::vector<std::string>& expected) {
  if (names != expected) {
    blame(fmt::format("expected the files {}, found {}",
                      fmt::join(expected, " "), fmt::join(names, " ")));
  }
}

void Duel::blame(const std::string& fault) {
  if (std::find(result_.faults.begin(), result_.faults.end(), fault) ==
      result_.faults.end()) {
    result_.faults.push_back(fault);
  }
}

}  // namespace mtscomp
