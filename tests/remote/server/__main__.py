# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""`python3 -m server DIRECTORY`, or `python3 tests/remote/server DIRECTORY`.

Prints the URL on the first line.  Serves until SIGTERM or SIGINT, with
--control until the end of standard input.
"""
import signal
import sys
from pathlib import Path

# The second form puts this folder in place of its parent there.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

# pylint: disable=wrong-import-position
from server import Server  # noqa: E402
from server.arguments import parse_arguments  # noqa: E402
from server.control import Control  # noqa: E402
from server.faults.rules import read_rules  # noqa: E402


def main():
    directory, settings, faults, is_controlled = parse_arguments()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    try:
        server = Server(directory, **settings)
        server.faults.replace(read_rules(faults) if faults else [])
    except (OSError, ValueError, KeyError) as error:
        raise SystemExit(f"server: {error}") from None
    with server:
        print(server.url, flush=True)
        if not is_controlled:
            signal.sigwait({signal.SIGTERM, signal.SIGINT})
            return
        signal.pthread_sigmask(signal.SIG_UNBLOCK,
                               {signal.SIGTERM, signal.SIGINT})
        control = Control(server)
        for line in sys.stdin:
            print(control.obey(line), flush=True)


if __name__ == "__main__":
    main()
