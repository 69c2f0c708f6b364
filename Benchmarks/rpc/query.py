"""A private PostgreSQL for the benchmark of a query: on a Unix socket, as another user because it refuses root."""

import glob
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager


@contextmanager
def database(parent):
    programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
    folder = tempfile.mkdtemp(dir=parent)
    user = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        user = ["runuser", "-u", "postgres", "--"]
    data = f"{folder}/data"

    def run(program, *arguments):
        subprocess.run([*user, f"{programs}/{program}", *arguments], check=True, cwd=folder,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    run("initdb", "-D", data, "-U", "bench", "--auth=trust", "--no-sync")
    run("pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", f"-k {folder} -c listen_addresses=''", "start")
    try:
        yield f"postgresql://bench@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
