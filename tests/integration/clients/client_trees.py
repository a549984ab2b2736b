# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Plain recordings in the layouts of recording systems, for clients to read.

Each function writes one tree of plain files, with the files that the clients
need beside them, and returns its recordings.
"""
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SAMPLE_RATE = 30000.0


@dataclass
class PlainRecording:
    path: Path
    n_channels: int
    sample_rate: float


def make_samples(n_samples, n_channels, seed):
    """Random walks of small steps, similar to signals, in int16."""
    steps = np.random.default_rng(seed).integers(
        -20, 21, (n_samples, n_channels), dtype=np.int16)
    return np.cumsum(steps, axis=0, dtype=np.int16)


def write_samples(path, n_samples, n_channels, seed, sample_rate=SAMPLE_RATE):
    path.parent.mkdir(parents=True, exist_ok=True)
    make_samples(n_samples, n_channels, seed).tofile(path)
    return PlainRecording(path, n_channels, sample_rate)


def write_spikeglx_meta(recording, band):
    """The .meta that SpikeGLX writes beside a recording of a Neuropixels 1.0
    probe, with the keys that clients read."""
    n = recording.n_channels
    tables = {
        "~imroTbl": f"(0,{n - 1})" + "".join(
            f"({i} 0 0 500 250 1)" for i in range(n - 1)),
        "~snsChanMap": f"({n - 1},0,1)" + "".join(
            f"({band.upper()}{i};{i}:{i})" for i in range(n - 1))
        + f"(SY0;{n - 1}:{n - 1})",
    }
    lines = {
        "appVersion": "20201103", "fileName": recording.path.as_posix(),
        "fileSizeBytes": recording.path.stat().st_size, "nSavedChans": n,
        "imSampRate": recording.sample_rate, "imDatPrb_type": 0,
        "imAiRangeMax": 0.6, "imAiRangeMin": -0.6, "typeThis": "imec",
        **tables,
    }
    recording.path.with_suffix(".meta").write_text(
        "".join(f"{key}={value}\n" for key, value in lines.items()))


def write_spikeglx_run(root):
    probe = root / "run_g0" / "run_g0_imec0"
    recordings = []
    for band, rate, seed in (("ap", SAMPLE_RATE, 1), ("lf", 2500.0, 2)):
        recording = write_samples(probe / f"run_g0_t0.imec0.{band}.bin",
                                  int(rate * 2.3), 17, seed, rate)
        write_spikeglx_meta(recording, band)
        recordings.append(recording)
    return recordings


def write_open_ephys_session(root):
    folder = root / "Record Node 101" / "experiment1" / "recording1"
    stream = "Neuropix-PXI-100.ProbeA-AP"
    recording = write_samples(
        folder / "continuous" / stream / "continuous.dat", 50000, 9, 3)
    np.save(recording.path.with_name("timestamps.npy"), np.arange(50000))
    structure = {
        "GUI version": "0.5.5",
        "continuous": [{
            "folder_name": stream + "/", "sample_rate": SAMPLE_RATE,
            "num_channels": 9, "source_processor_name": "Neuropix-PXI",
            "channels": [{"channel_name": f"CH{i}", "bit_volts": 0.195,
                          "units": "uV"} for i in range(9)],
        }],
        "events": [{"folder_name": stream + "/TTL_1/", "channel_name": "TTL",
                    "sample_rate": SAMPLE_RATE}],
        "spikes": [],
    }
    events = folder / "events" / stream / "TTL_1"
    events.mkdir(parents=True)
    np.save(events / "timestamps.npy", np.arange(100, 50000, 1000))
    np.save(events / "channels.npy", np.ones(50, np.int16))
    (folder / "structure.oebin").write_text(json.dumps(structure))
    return [recording]
