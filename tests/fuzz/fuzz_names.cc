// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The shown names of a directory's files, for any file names.
//
// Input: a line of settings, then one name in each line, in the form of `ls
// -F`: with / after directories, @ after links, | after pipes, and ? after
// files whose type the file system does not report.  Some capital letters stand
// for parts of names (kParts).  In the settings, k keeps UUIDs and c shows
// compressed files.  Each other character decides about one pair: - means that
// its files are no recording; any other character selects, by its number, one
// of its data files.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "filesystem/view/name_index.h"
#include "format/recording_names.h"
#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"

namespace mtscomp {
namespace {

constexpr std::array<std::pair<char, std::string_view>, 16> kParts = {{
    {'A', ".cdat"},
    {'B', ".bin"},
    {'C', ".cbin"},
    {'D', ".dat"},
    {'G', ".craw"},
    {'H', ".ch"},
    {'J', ".cnpy"},
    {'L', "\n"},
    {'M', ".meta"},
    {'N', ".npy"},
    {'O', "continuous"},
    {'R', ".raw"},
    {'U', ".0a5cf2ab-5a9c-4c6e-8b9f-0d1e2f3a4b5c"},
    {'V', ".1b5cf2ab-5a9c-4c6e-8b9f-0d1e2f3a4b5c"},
    {'W', ".2c5cf2ab-5a9c-4c6e-8b9f-0d1e2f3a4b5c"},
    {'X', "x.ap"},
}};

constexpr std::array<std::pair<char, mode_t>, 4> kTypes = {
    {{'/', S_IFDIR}, {'@', S_IFLNK}, {'|', S_IFIFO}, {'?', 0}}};

SourceEntry make_entry(std::string_view line) {
  SourceEntry entry = {.name = "", .inode = 0, .type = S_IFREG};
  for (const auto& [letter, type] : kTypes) {
    if (line.ends_with(letter)) {
      entry.type = type;
      line.remove_suffix(1);
      break;
    }
  }
  for (const char c : line) {
    const auto* const part =
        std::find_if(kParts.begin(), kParts.end(),
                     [c](const auto& known) { return known.first == c; });
    entry.name += part == kParts.end() ? std::string_view(&c, 1) : part->second;
  }
  return entry;
}

bool can_be_name(const std::string& name) {
  return !name.empty() && name.size() <= 255 && name != "." && name != ".." &&
         name.find_first_of(std::string_view("/\0", 2)) == std::string::npos;
}

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return line;
}

// Each name once, like in any directory; a few names are enough for all rules.
std::vector<SourceEntry> make_entries(std::string_view text) {
  constexpr std::size_t kMost = 16;
  std::vector<SourceEntry> entries;
  std::set<std::string> names;
  while (!text.empty() && entries.size() < kMost) {
    SourceEntry entry = make_entry(take_line(text));
    if (can_be_name(entry.name) && names.insert(entry.name).second) {
      entries.push_back(std::move(entry));
    }
  }
  return entries;
}

// The view of source_tree.h, made from file names only.
class View {
 public:
  View(std::string_view settings, const std::vector<SourceEntry>& entries)
      : settings_(settings),
        index_(
            entries,
            {.keep_uuid = settings.find('k') != std::string_view::npos,
             .show_compressed = settings.find('c') != std::string_view::npos}) {
    for (const SourceEntry& entry : entries) {
      files_.insert(entry.name);
    }
  }

  // Shown name and file.
  using Entries = std::vector<std::pair<std::string, std::string>>;
  Entries list() const;
  // The file that is shown under this name; empty if there is none.
  std::string find(const std::string& name) const;

  const std::set<std::string>& files() const { return files_; }

 private:
  // nullptr if the pair is not a recording.
  const PairNames::Data* chosen(const PairNames& pair) const {
    if (settings_.empty()) {
      return &pair.data.front();
    }
    const auto number = static_cast<std::size_t>(&pair - index_.pairs().data());
    const char choice = settings_[number % settings_.size()];
    return choice == '-' ? nullptr
                         : &pair.data[static_cast<unsigned char>(choice) %
                                      pair.data.size()];
  }

  std::string_view settings_;
  NameIndex index_;
  std::set<std::string> files_;
};

View::Entries View::list() const {
  Entries entries;
  std::set<std::string> members;
  for (const PairNames& pair : index_.pairs()) {
    if (const PairNames::Data* const data = chosen(pair)) {
      if (data->real.empty()) {
        entries.emplace_back(data->shown, data->cbin);
      }
      for (const PairNames::Alias& alias : pair.aliases(*data)) {
        entries.emplace_back(alias.shown, alias.file);
      }
      members.insert({data->cbin, pair.ch, pair.meta});
    }
  }
  for (const std::string& file : files_) {
    if (!members.contains(file)) {
      entries.emplace_back(file, file);
    }
  }
  return entries;
}

std::string View::find(const std::string& name) const {
  std::string passing = files_.contains(name) ? name : "";
  const PairNames* const pair =
      is_recording_name(name) ? index_.find(name) : nullptr;
  const PairNames::Data* const data = pair != nullptr ? chosen(*pair) : nullptr;
  if (data == nullptr) {
    return passing;
  }
  for (const PairNames::Alias& alias : pair->aliases(*data)) {
    if (alias.shown == name) {
      return alias.file;
    }
  }
  if (name == data->cbin || name == pair->ch || name == pair->meta) {
    return "";
  }
  return name == data->shown && data->real.empty() ? data->cbin : passing;
}

void check(const View& view) {
  std::set<std::string> shown;
  std::multiset<std::string> files;
  for (const auto& [name, file] : view.list()) {
    require(can_be_name(name), "a name that no file can have");
    require(shown.insert(name).second, "one name for two files");
    require(view.files().contains(file), "a file that is not there");
    require(view.find(name) == file, "a name leads to another file");
    files.insert(file);
  }
  for (const std::string& file : view.files()) {
    // A recording and, with show_compressed, its .cbin.
    require(files.count(file) <= 2, "a file under three names");
    require(shown.contains(file) || view.find(file).empty(),
            "a file that is found and not listed");
    require(is_recording_name(file) || shown.contains(file),
            "a file that is no recording's is not shown");
  }
}

}  // namespace
}  // namespace mtscomp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  std::string_view text = as_text(data, size);
  const std::string_view settings = take_line(text);
  check(View(settings, make_entries(text)));
  return 0;
}
