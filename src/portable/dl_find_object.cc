// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// _dl_find_object(), for programs that are built with glibc 2.35 or later but
// must also run with an older version.  libgcc_eh.a, which unwinds the stack
// for exceptions, calls it to find the unwind table of an address.  Contract:
// https://www.gnu.org/software/libc/manual/html_node/Dynamic-Linker-Introspection.html

#include <dlfcn.h>
#include <link.h>

#include <cstddef>
#include <cstdint>

namespace {

struct Search {
  std::uintptr_t address;
  dl_find_object* result;
};

void* to_pointer(std::uintptr_t address) {
  return reinterpret_cast<void*>(address);  // NOLINT(performance-no-int-to-ptr)
}

// Returns 1, which ends the iteration, if this object contains the address.
int look_into(dl_phdr_info* object, std::size_t /*size*/, void* data) {
  const Search& search = *static_cast<Search*>(data);
  dl_find_object found = {};
  for (std::size_t i = 0; i < object->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = object->dlpi_phdr[i];
    const std::uintptr_t start = object->dlpi_addr + segment.p_vaddr;
    if (segment.p_type == PT_GNU_EH_FRAME) {
      found.dlfo_eh_frame = to_pointer(start);
    }
    if (segment.p_type == PT_LOAD && search.address - start < segment.p_memsz) {
      found.dlfo_map_start = to_pointer(start);
      found.dlfo_map_end = to_pointer(start + segment.p_memsz);
    }
  }
  if (found.dlfo_map_end == nullptr || found.dlfo_eh_frame == nullptr) {
    return 0;
  }
  *search.result = found;
  return 1;
}

}  // namespace

// The unwinder uses only the address of the unwind table from the result.
extern "C" int _dl_find_object(void* address, dl_find_object* result) noexcept {
  Search search = {reinterpret_cast<std::uintptr_t>(address), result};
  return dl_iterate_phdr(look_into, &search) == 1 ? 0 : -1;
}
