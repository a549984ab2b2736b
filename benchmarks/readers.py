# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Starts reader processes at once and adds up their results.

A pattern is a function of a Job and a Trace; it reads the job's file and
records its reads in the trace.  Each reader is a separate process, like the
tools, with its own CPU time, maps and memory group.
"""
import multiprocessing
import os
import resource
import time
import traceback
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Job:
    """The work of one reader; the same seed selects the same places."""
    path: Any
    recording: Any
    seed: int = 0
    index: int = 0  # Number of this reader, below n_readers.
    n_readers: int = 1


@dataclass
class Trace:
    """The record of one reader; all times in seconds."""
    n_bytes: int = 0
    latencies: dict = field(default_factory=lambda: defaultdict(list))
    phases: dict = field(default_factory=dict)  # Name -> (bytes, seconds).

    @contextmanager
    def latency(self, name):
        start = time.monotonic()
        yield
        self.latencies[name].append(time.monotonic() - start)

    @contextmanager
    def phase(self, name):
        start, n_bytes = time.monotonic(), self.n_bytes
        yield
        self.phases[name] = (self.n_bytes - n_bytes, time.monotonic() - start)


@dataclass
class Reading:
    """The sum of all readers of one run: bytes, and seconds from the first
    start to the last end; cpu_seconds is user and system time of all
    readers."""
    n_bytes: int
    seconds: float
    cpu_seconds: float
    latencies: dict
    phases: dict

    @property
    def mbps(self):
        return self.n_bytes / self.seconds / 1e6


def cpu_seconds_of_this_process():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def run_reader(pattern, job, barrier, result, prepare):
    trace = Trace()
    try:
        prepare()
        barrier.wait()
        cpu, start = cpu_seconds_of_this_process(), time.monotonic()
        pattern(job, trace)
        end, cpu = time.monotonic(), cpu_seconds_of_this_process() - cpu
        result.send((start, end, cpu, trace.n_bytes, dict(trace.latencies),
                     trace.phases))
    except BaseException:  # The parent must receive any error.
        barrier.abort()
        result.send(traceback.format_exc())
    os._exit(0)  # Skips the parent's clean-up handlers.


def start_readers(pattern, jobs, prepare):
    barrier = FORK.Barrier(len(jobs))
    for job in jobs:
        ours, theirs = FORK.Pipe(duplex=False)
        process = FORK.Process(target=run_reader, args=(
            pattern, job, barrier, theirs, prepare))
        process.start()
        theirs.close()
        yield process, ours


def add_up(outcomes):
    latencies = defaultdict(list)
    for outcome in outcomes:
        for name, seconds in outcome[4].items():
            latencies[name] += seconds
    return Reading(n_bytes=sum(o[3] for o in outcomes),
                   seconds=max(o[1] for o in outcomes) -
                   min(o[0] for o in outcomes),
                   cpu_seconds=sum(o[2] for o in outcomes),
                   latencies=dict(latencies), phases=outcomes[0][5])


def read(pattern, path, recording, n_readers=1, seed=0, prepare=lambda: None):
    """Runs the pattern in n_readers processes that start at once, after each
    has called prepare().  Throws: RuntimeError with the exception of a
    reader."""
    jobs = [Job(path, recording, seed, i, n_readers) for i in range(n_readers)]
    readers = list(start_readers(pattern, jobs, prepare))
    outcomes = [result.recv() for _, result in readers]
    for process, _ in readers:
        process.join()
    failures = [o for o in outcomes if isinstance(o, str)]
    if failures:
        raise RuntimeError("\n".join(failures))
    return add_up(outcomes)
