# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Our own daemon, in the foreground, from mounting to its last log line."""
import os
import re
import subprocess
import tempfile
import time

COUNTERS = re.compile(
    r"ended: cache hits (?P<hits>\d+), misses (?P<misses>\d+), .*"
    r"evictions (?P<evictions>\d+), .*prefetch issued (?P<issued>\d+), "
    r"used (?P<used>\d+), wasted (?P<wasted>\d+)")
MOUNT_SECONDS = 10  # Time until it must answer.


class MountDaemon:
    """A mount of `source`; a context manager whose value is itself.

    `counters` exists after the end: a dict of integers, including `decodes`.
    `cores` is a set of core numbers that the daemon may use, or None for all.
    """

    def __init__(self, program, source, cache_size="256M", options=(),
                 cores=None):
        self._command = [program, "-f", "-o",
                         ",".join([f"cache_size={cache_size}", *options])]
        self._source = source
        self._cores = cores
        self.counters = {}

    def __enter__(self):
        self._directory = tempfile.TemporaryDirectory(prefix="bench-mount.")
        self.mount_point = os.path.join(self._directory.name, "mnt")
        os.mkdir(self.mount_point)
        self._log = open(os.path.join(self._directory.name, "log"), "w+")
        self._process = subprocess.Popen(
            [*self._command, self._source, self.mount_point],
            stderr=self._log, preexec_fn=self._stay_on_cores)
        self._wait_until_ready()
        return self

    def __exit__(self, *exception):
        unmount = ["fusermount3", "-u", self.mount_point]
        if subprocess.run(unmount, check=False).returncode != 0:
            self._process.terminate()
        self._process.wait()
        log = self._read_log()
        self._log.close()
        self._directory.cleanup()
        found = COUNTERS.search(log)
        if self._process.returncode != 0 or not found:
            raise RuntimeError(f"mtscompfs ended with "
                               f"{self._process.returncode}:\n{log}")
        self.counters = {k: int(v) for k, v in found.groupdict().items()}
        self.counters["decodes"] = (self.counters["misses"] +
                                    self.counters["issued"])

    def cpu_seconds(self):
        """User and system time so far, of all its threads."""
        with open(f"/proc/{self._process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_rss(self):
        """Peak of its resident memory so far, in bytes."""
        with open(f"/proc/{self._process.pid}/status",
                  encoding="ascii") as file:
            found = re.search(r"VmHWM:\s*(\d+) kB", file.read())
        return int(found[1]) * 1024

    def _stay_on_cores(self):
        if self._cores:
            os.sched_setaffinity(0, self._cores)

    def _read_log(self):
        self._log.seek(0)
        return self._log.read()

    # The readahead is raised just after the mount answers.
    def _wait_until_ready(self):
        deadline = time.monotonic() + MOUNT_SECONDS
        while not os.path.ismount(self.mount_point):
            if (self._process.poll() is not None or
                    time.monotonic() > deadline):
                self._process.terminate()
                raise RuntimeError(f"no mount:\n{self._read_log()}")
            time.sleep(0.01)
        time.sleep(0.1)
