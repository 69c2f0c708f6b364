"""Start-up time and resident memory of each service, and of the platform as a whole.

Starts `pynomaly up` on a data folder that exists already, several times. A service's start-up is the time from its
process's start (the kernel's, in steps of 10 ms) to its log line "started", after which it is ready: loading the
program, connecting to PostgreSQL and binding its ports are all in it. Memory is read when the platform is ready and has
served nothing.
"""

import argparse
import datetime
import json
import os
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time

SERVICES = ["auth", "metrics", "dataset", "detection", "gateway"]


def boot_time() -> float:
    """Seconds since the epoch; /proc/stat's btime is cut to whole seconds."""
    return time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)


def services_of(platform: int) -> dict[str, int]:
    """The processes of the services below a platform, by name."""
    parents, programs = {}, {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
            program = os.path.basename(os.readlink(folder / "exe"))
        except OSError:
            continue  # ended meanwhile
        pid = int(folder.name)
        parents[pid] = int(stat.rsplit(")", 1)[1].split()[1])
        programs[pid] = program

    def is_below(pid):
        while pid in parents:
            if pid == platform:
                return True
            pid = parents[pid]
        return False

    return {programs[pid].removeprefix("pynomaly-"): pid for pid in programs
            if programs[pid].startswith("pynomaly-") and is_below(pid)}


def started_at(pid: int) -> float:
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return boot_time() + int(fields[19]) / os.sysconf("SC_CLK_TCK")


def resident_mib(pid: int) -> float:
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text()).group(1)) / 1024


def logged_start(log: pathlib.Path) -> float:
    """When the last "started" of a log was written."""
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    last = [line["time"] for line in lines if line["message"] == "started"][-1]
    return datetime.datetime.fromisoformat(last).timestamp()


def start(program: str, folder: str):
    addresses = pathlib.Path(folder) / "addresses.json"
    addresses.unlink(missing_ok=True)
    begin = time.monotonic()
    platform = subprocess.Popen(
        [program, "up", "--any-ports", "--data-directory", folder + "/data", "--address-file", str(addresses)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while not addresses.exists():
        if platform.poll() is not None:
            sys.exit(f"the platform did not start:\n{platform.stderr.read().decode()}")
        time.sleep(0.01)
    return platform, time.monotonic() - begin


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--bin", required=True, help="the folder of the programs")
    arguments.add_argument("--rounds", type=int, default=5)
    options = arguments.parse_args()

    seconds = {name: [] for name in SERVICES}
    memory = {name: [] for name in SERVICES}
    whole, stopping = [], []
    with tempfile.TemporaryDirectory(prefix="pynomaly-bench-") as folder:
        os.chmod(folder, 0o755)  # PostgreSQL runs as another user when root starts it
        for attempt in range(options.rounds + 1):
            platform, elapsed = start(options.bin + "/pynomaly", folder)
            try:
                processes = services_of(platform.pid)
                for name in SERVICES if attempt > 0 else []:
                    log = pathlib.Path(folder) / "data" / "logs" / f"{name}.log"
                    seconds[name].append(logged_start(log) - started_at(processes[name]))
                    memory[name].append(resident_mib(processes[name]))
            finally:
                begin = time.monotonic()
                platform.send_signal(signal.SIGTERM)
                platform.wait()
            if attempt == 0:
                print(f"first start, with initdb and migrations: {elapsed:.1f} s")
            else:
                whole.append(elapsed)
                stopping.append(time.monotonic() - begin)

    print(f"{'service':12}{'start ms':>22}{'RSS MiB':>10}")
    for name in SERVICES:
        spread = [value * 1000 for value in seconds[name]]
        text = f"{statistics.median(spread):.0f} ({min(spread):.0f} to {max(spread):.0f})"
        print(f"{name:12}{text:>22}{statistics.median(memory[name]):10.1f}")
    print(f"platform: ready after {statistics.median(whole):.2f} s, stopped after {statistics.median(stopping):.2f} s")


if __name__ == "__main__":
    main()
