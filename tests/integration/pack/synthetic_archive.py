# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""An archive of small recordings, good and bad, of all kinds found in labs."""

import contextlib
import hashlib
import json
import os
import pathlib
import random
import threading
import time

N_CHANNELS = 5
RATE = 100


def meta(size, sha1="0", end="\n", n_channels=N_CHANNELS):
    lines = ["typeThis=imec", f"nSavedChans={n_channels}",
             f"imSampRate={RATE}", f"fileSizeBytes={size}",
             f"fileSHA1={sha1}", "~snsChanMap=(1,2,3)(a;0:0)"]
    return end.join(lines) + end


def oebin(*streams):
    return json.dumps({"continuous": [
        {"folder_name": name + "/", "num_channels": N_CHANNELS,
         "sample_rate": RATE} for name in streams]})


def samples(rng, n_samples):
    """A slow random walk, which can be compressed."""
    value = 0
    values = bytearray()
    for _ in range(n_samples * N_CHANNELS):
        value = max(-2000, min(2000, value + rng.randrange(-3, 4)))
        values += value.to_bytes(2, "little", signed=True)
    return bytes(values)


class Archive:
    """The tree; `good` and `bad` are relative paths of plain files."""

    def __init__(self, root, n, seed=0):
        self.root = pathlib.Path(root)
        self.good, self.bad, self.symlinks = [], [], []
        rng = random.Random(seed)
        # Few different contents, because making them in Python is slow.
        contents = [samples(rng, k) for k in (1, 50, 100, 101, 250, 333)]
        for i in range(n):
            directory = f"subject{i % 20:02}/day{i % 7}/rec{i:04}"
            self.add(directory, i, contents[i % len(contents)])

    def write(self, path, content):
        path = self.root / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes)
                         else content.encode())

    def add(self, directory, i, content):
        sha1 = hashlib.sha1(content).hexdigest()
        size = len(content)
        kind = i % 100
        name = f"{directory}/run_g0_t{i}.imec0.ap"
        self.good.append(name + ".bin")
        if kind < 50:  # SpikeGLX
            self.write(name + ".bin", content)
            self.write(name + ".meta", meta(size, sha1.upper()))
        elif kind < 60:  # Windows' line ends
            self.write(name + ".bin", content)
            self.write(name + ".meta", meta(size, sha1, "\r\n"))
        elif kind < 70:  # ONE, with UUIDs
            one = f"{directory}/_spikeglx_ephysData_g0_t0.imec0.ap."
            self.good[-1] = f"{one}00000000-0000-0000-0000-{i:012}.bin"
            self.write(self.good[-1], content)
            self.write(f"{one}11111111-1111-1111-1111-{i:012}.meta",
                       meta(size, sha1))
        elif kind < 85:  # Open Ephys
            stream = "Neuropix-PXI-100.ProbeA-AP"
            self.good[-1] = (f"{directory}/recording1/continuous/{stream}/"
                             "continuous.dat")
            self.write(self.good[-1], content)
            self.write(f"{directory}/recording1/structure.oebin",
                       oebin(stream))
        elif kind < 90:  # A name that is not UTF-8
            self.good[-1] = None
            os.makedirs(os.fsencode(self.root / directory), exist_ok=True)
            stem = os.fsencode(self.root / directory) + b"/\xff run"
            pathlib.Path(os.fsdecode(stem + b".bin")).write_bytes(content)
            pathlib.Path(os.fsdecode(stem + b".meta")).write_text(meta(size))
            self.good[-1] = os.path.relpath(os.fsdecode(stem + b".bin"),
                                            self.root)
        else:
            self.good.pop()
            self.add_bad(name, kind, content)

    def add_bad(self, name, kind, content):
        self.bad.append(name + ".bin")
        description = meta(len(content))
        if kind == 90:
            description = None  # No .meta at all
        elif kind == 91:
            description = "typeThis=imec\nnSavedChans=five\nimSampRate=100\n"
        elif kind == 92:
            description = b"\x00\xff garbage"
        elif kind == 93:
            content = b""
        elif kind == 94:
            content += b"x"
        elif kind == 95:
            description = meta(len(content), n_channels=7)
            content = content[:-1]
        elif kind == 96:  # Half of a pair exists
            self.write(name + ".cbin", b"unrelated")
        elif kind == 97:  # A pair that is not one
            self.write(name + ".ch", "{")
        elif kind == 98:  # A directory where the .cbin should be
            (self.root / (name + ".cbin")).mkdir(parents=True)
        else:
            self.bad.pop()
            self.symlinks.append(name + ".bin")
            self.write(name + ".elsewhere", content)
            (self.root / (name + ".bin")).symlink_to(
                pathlib.Path(name).name + ".elsewhere")
            self.write(name + ".meta", description)
            return
        self.write(name + ".bin", content)
        if description is not None:
            self.write(name + ".meta", description)

    def make_old(self):
        for directory, _, names in os.walk(self.root):
            for name in names:
                os.utime(pathlib.Path(directory) / name, (0, 0),
                         follow_symlinks=False)

    def contents(self):
        """All files: path -> SHA-1 of a file, or target of a symlink."""
        found = {}
        for directory, _, names in os.walk(self.root):
            for name in names:
                path = pathlib.Path(directory) / name
                found[os.path.relpath(path, self.root)] = (
                    os.readlink(path) if path.is_symlink() else
                    hashlib.sha1(path.read_bytes()).hexdigest())
        return found


@contextlib.contextmanager
def still_growing(path):
    """Appends whole samples until the end of the block."""
    is_over = threading.Event()

    def grow():
        with open(path, "ab", buffering=0) as file:
            while not is_over.is_set():
                file.write(b"\0" * N_CHANNELS * 2)
                time.sleep(0.001)

    thread = threading.Thread(target=grow)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()
