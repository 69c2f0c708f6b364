"""Logins of a running platform against the bare hash: what a login costs besides Argon2id, and how many come through.

Starts `pynomaly up --temporary` with the limit of attempts out of the way, makes a user without a second factor, and logs
in over REST from several connections at once. Cost is processor time, of every process of the platform, PostgreSQL
included; the bare hash is that of the same machine in the same run.
"""

import argparse
import base64
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import threading
import time

CONNECTIONS = 8
SECONDS = 10
PASSWORD = "a long sentence of mine 7"


def totp(secret: str, step: int) -> str:
    """RFC 6238 with six digits."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, step.to_bytes(8, "big"), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place:place + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


class Client:
    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)

    def post(self, path: str, body: dict, token: str = "") -> dict:
        headers = {"content-type": "application/json"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        self.connection.request("POST", path, json.dumps(body), headers)
        answer = self.connection.getresponse()
        content = json.loads(answer.read() or b"{}")
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {content}")
        return content


def admin_token(client: Client, one_time: str) -> str:
    """Through the first login of an administrator, which ends with a second factor."""
    login = client.post("/v1/auth:login", {"username": "admin", "password": one_time})
    challenge = login["passwordChangeChallenge"]["challengeToken"]
    changed = client.post(
        "/v1/users/me:changePassword", {"currentPassword": one_time, "newPassword": PASSWORD}, challenge)
    challenge = changed["enrollmentChallenge"]["challengeToken"]
    secret = client.post("/v1/users/me/totpFactor:enroll", {}, challenge)["secret"]
    code = totp(secret, int(time.time()) // 30)
    return client.post("/v1/users/me/totpFactor:confirm", {"totpCode": code}, challenge)["tokens"]["accessToken"]


def make_user(client: Client, token: str) -> None:
    created = "a first sentence of theirs 8"
    client.post("/v1/users", {"username": "somebody", "roles": ["viewer"], "password": created}, token)
    login = client.post("/v1/auth:login", {"username": "somebody", "password": created})
    if "passwordChangeChallenge" in login:
        client.post("/v1/users/me:changePassword", {"currentPassword": created, "newPassword": PASSWORD},
                    login["passwordChangeChallenge"]["challengeToken"])


def processor_seconds(platform: int) -> dict[str, float]:
    """Of the platform and all below it, by the program's name. Whoever ended counts for its parent."""
    parents, seconds, programs = {}, {}, {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            name, fields = (folder / "stat").read_text().rsplit(")", 1)
        except OSError:
            continue  # ended meanwhile
        fields = fields.split()
        pid = int(folder.name)
        parents[pid] = int(fields[1])
        seconds[pid] = sum(int(field) for field in fields[11:15]) / os.sysconf("SC_CLK_TCK")
        programs[pid] = name.split("(", 1)[1]
    total: dict[str, float] = {}
    for pid in parents:
        ancestor = pid
        while ancestor != platform and ancestor in parents:
            ancestor = parents[ancestor]
        if ancestor == platform:
            total[programs[pid]] = total.get(programs[pid], 0) + seconds[pid]
    return total


def log_in_for(seconds: float, port: int) -> int:
    counts = [0] * CONNECTIONS
    end = time.monotonic() + seconds

    def run(place: int) -> None:
        client = Client(port)
        while time.monotonic() < end:
            if "tokens" not in client.post("/v1/auth:login", {"username": "somebody", "password": PASSWORD}):
                raise SystemExit("a login gave no token")
            counts[place] += 1

    threads = [threading.Thread(target=run, args=(place,)) for place in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def start(binaries: pathlib.Path, work: pathlib.Path) -> tuple[subprocess.Popen, int, str]:
    one_time = os.urandom(12).hex()
    (work / "one-time").write_text(one_time)
    (work / "one-time").chmod(0o600)
    platform = subprocess.Popen(
        [binaries / "pynomaly", "up", "--temporary", "--any-ports", "--admin-password-file", work / "one-time",
         "--address-file", work / "addresses.json"],
        env=os.environ | {"LOGIN_RATE_PER_SECOND": "10000", "LOGIN_BURST": "100000"},
        stdout=(work / "up.log").open("w"), stderr=subprocess.STDOUT)
    while not (work / "addresses.json").exists():
        if platform.poll() is not None:
            raise SystemExit((work / "up.log").read_text())
        time.sleep(0.05)
    addresses = json.loads((work / "addresses.json").read_text())
    return platform, addresses["http"], one_time


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True, type=pathlib.Path)
    options = parser.parse_args()
    hashes = subprocess.run(
        [options.bin / "BenchmarkTokens", "hash"], check=True, capture_output=True, text=True).stdout
    hash_milliseconds = 1000 / int(hashes.split("\t")[1])
    with tempfile.TemporaryDirectory(prefix="pynomaly-bench-") as folder:
        platform, port, one_time = start(options.bin, pathlib.Path(folder))
        try:
            client = Client(port)
            make_user(client, admin_token(client, one_time))
            log_in_for(1, port)
            before = processor_seconds(platform.pid)
            begin = time.monotonic()
            count = log_in_for(SECONDS, port)
            took = time.monotonic() - begin
            after = processor_seconds(platform.pid)
        finally:
            platform.send_signal(signal.SIGTERM)
            platform.wait()
    cost = {name: 1000 * (after[name] - before.get(name, 0)) / count for name in after}
    print(f"logins a second, {CONNECTIONS} connections: {count / took:.1f}")
    print(f"bare hash: {hash_milliseconds:.1f} ms of a core")
    print(f"a login: {sum(cost.values()):.1f} ms of a core in all; "
          + ", ".join(f"{name} {value:.2f}" for name, value in sorted(cost.items()) if value >= 0.01))


if __name__ == "__main__":
    main()
