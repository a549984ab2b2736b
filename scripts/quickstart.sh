#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# Builds the programs, unpacks a small recording and packs it again, mounts the
# result, and compares the mounted file with the plain file and with the output
# of an independent decoder.  Leaves only the build directory; needs no
# argument.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh
source scripts/build.sh

readonly build_dir=build/quickstart
readonly programs=$build_dir/src/programs
readonly recording=neuropixels_385
readonly n_channels=385
readonly sample_rate=300  # Hz.  So low that three chunks stay small.
work=  # All files below are in this temporary directory.

fail() {
  echo "quickstart: $*" >&2
  exit 1
}

require_fuse() {
  [[ -c /dev/fuse ]] || fail "/dev/fuse is missing. Load the kernel's module" \
    "(modprobe fuse); a container has to be given the device (docker run" \
    "--device /dev/fuse --cap-add SYS_ADMIN)."
}

clean_up() {
  [[ -n $work ]] || return 0
  if mountpoint --quiet "$work/mnt"; then
    fusermount3 -u -z "$work/mnt"
  fi
  rm -rf --one-file-system "$work"
}

show_directory() {
  (cd "$work/$1" && stat --format='  %10s bytes  %n' -- *)
}

make_directories() {
  mkdir "$work/plain" "$work/archive" "$work/mnt"
}

unpack_recording() {
  echo "Unpacking a recording that mtscomp packed:"
  "$programs/mtscomp-unpack" --quiet tests/data/golden/"$recording".{cbin,ch} \
    --out "$work/plain/$recording.bin"
  show_directory plain
}

# A plain recording from SpikeGLX or Open Ephys has its parameters beside it.
pack_recording() {
  echo "Packing it again, each chunk verified before it is written:"
  "$programs/mtscomp-pack" --quiet "$work/plain/$recording.bin" \
    "$work/archive/$recording.cbin" \
    -n "$n_channels" -s "$sample_rate" -d int16
  show_directory archive
}

mount_archive() {
  "$programs/mtscompfs" --log-file "$work/mtscompfs.log" \
    "$work/archive" "$work/mnt"
  echo "The same directory through mtscompfs:"
  show_directory mnt
}

# The header has the SHA-1 of the packed file; the mount must show the same
# bytes.
read_with_numpy() {
  echo "Read as an analysis would, with numpy.memmap(..., mode='r'):"
  /usr/bin/python3 - "$work" "$recording" "$n_channels" <<'END'
import hashlib
import json
import sys

import numpy as np

work, recording, n_channels = sys.argv[1:]
samples = np.memmap(f"{work}/mnt/{recording}.bin", dtype=np.int16, mode="r")
samples = samples.reshape(-1, int(n_channels))
with open(f"{work}/archive/{recording}.ch", encoding="ascii") as file:
    expected = json.load(file)["sha1_uncompressed"]
found = hashlib.sha1(samples).hexdigest()
print(f"  shape {samples.shape}, first values {samples[0, :5].tolist()}")
print(f"  SHA-1 when packed {expected}")
print(f"  SHA-1 as read     {found}")
sys.exit(found != expected)
END
}

compare_with_plain() {
  cmp "$work/mnt/$recording.bin" "$work/plain/$recording.bin"
  echo "It is the plain file that was packed, byte for byte."
}

compare_with_decoder() {
  /usr/bin/python3 scripts/decode_with_numpy.py \
    "$work/archive/$recording".{cbin,ch} "$work/decoded.bin"
  cmp "$work/mnt/$recording.bin" "$work/decoded.bin"
  echo "An independent decoder (zlib and NumPy) gives the same bytes."
}

# Any part can be read without the rest; here, a slice from the middle.
compare_slice() {
  local -a slice=(bs=1000 skip=300 count=50 status=none)
  cmp <(dd if="$work/mnt/$recording.bin" "${slice[@]}") \
    <(dd if="$work/plain/$recording.bin" "${slice[@]}")
  echo "A slice from the middle, read with dd, is correct too."
}

unmount_archive() {
  fusermount3 -u "$work/mnt"
  echo "Unmounted."
}

explain_own_use() {
  cat <<END

With an archive of your own:

  mkdir -p ~/recordings
  $PWD/$programs/mtscompfs /path/to/archive ~/recordings
  ls ~/recordings
  fusermount3 -u ~/recordings

To pack a recording that has its .meta or structure.oebin with it:

  $PWD/$programs/mtscomp-pack /path/to/recording.bin

README.md says more.
END
}

main() {
  require_fuse
  ensure_packages "${build_packages[@]}" fuse3 python3-numpy
  build "$build_dir" -Dtests=false
  trap clean_up EXIT
  work=$(mktemp --directory --tmpdir mtscompfs-quickstart.XXXXXX)
  make_directories
  unpack_recording
  pack_recording
  mount_archive
  read_with_numpy
  compare_with_plain
  compare_with_decoder
  compare_slice
  unmount_archive
  explain_own_use
}

main
