"""The RPC runtime against its peers, side by side in one run. Called by scripts/bench.sh."""

import argparse
import os
import socket
import subprocess
import tempfile
from contextlib import ExitStack

import query
from measure import HEADING, Server, command_round, compare, h2load

ECHO = "/pynomaly.testing.v1.EchoService/Echo"
EXPAND = "/pynomaly.testing.v1.EchoService/Expand"
# connections × streams, and calls of a round
SHAPES = {"1 x 1": (1, 1, 5_000), "4 x 32": (4, 32, 60_000), "64 x 10": (64, 10, 60_000)}
SLOW_CALLS = 4_000
EXPANDED = 10_000
ROUNDS_OF_CHAT = 5_000


def varint(number):
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def message(payload_bytes, count=0):
    """EchoMessage behind gRPC's prefix."""
    body = b"\x0a" + varint(payload_bytes) + bytes(payload_bytes) + (b"\x10" + varint(count) if count else b"")
    return b"\x00" + len(body).to_bytes(4, "big") + body


class Bench:
    def __init__(self, options, folder, stack):
        self.options = options
        self.folder = folder
        self.stack = stack
        self.certificate, self.key = f"{folder}/server.pem", f"{folder}/server.key"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", self.key,
             "-out", self.certificate], check=True, capture_output=True)

    def file(self, name, content):
        path = f"{self.folder}/{name}"
        with open(path, "wb") as file:
            file.write(content)
        return path

    def start(self, name, command, **arguments):
        server = Server(name, command, **arguments)
        self.stack.callback(server.stop)
        return server

    def pair(self, tls=False):
        credentials = [self.certificate, self.key] if tls else []
        return [self.start("pynomaly", [self.options.ours, "0", *credentials]),
                self.start("gRPC C++", [self.options.cpp, "0", *credentials])]

    def nghttpd(self, content, tls=False):
        root = tempfile.mkdtemp(dir=self.folder)
        with open(f"{root}/file", "wb") as file:
            file.write(content)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        credentials = [self.key, self.certificate] if tls else ["--no-tls"]
        command = ["nghttpd", "-n", "1", "-a", "127.0.0.1", "-d", root]
        command += [str(port), *credentials] if tls else [*credentials, str(port)]
        return self.start("nghttpd", command, port=port)

    def others(self):
        """Peers that are too slow for the other servers' number of calls."""
        if self.options.grpcio:
            yield self.start("grpcio", [self.options.grpcio, "Benchmarks/rpc/grpcio/echo_server.py"])
        if self.options.swift:
            yield self.start("grpc-swift", [self.options.swift])

    def unary(self, tls):
        request = message(64)
        body = self.file("echo", request)
        suffix = " TLS 1.3" if tls else ""

        def one_round(shape, few=False):
            connections, streams, calls = SHAPES[shape]
            calls = min(calls, SLOW_CALLS) if few else calls

            def run(server):
                if server.name == "nghttpd":
                    return h2load(server, "/file", None, connections, streams, calls, len(request), tls)
                return h2load(server, ECHO, body, connections, streams, calls, len(request), tls)
            return run

        for shape in SHAPES:
            # New ones for each shape: memory is the peak of this load.
            servers = [*self.pair(tls), self.nghttpd(request, tls)]
            compare(shape + suffix, servers, one_round(shape), self.options.rounds)
            for server in servers:
                server.stop()
        if not tls:
            for server in self.others():
                compare("4 x 32", [server], one_round("4 x 32", few=True), self.options.rounds)
                server.stop()

    def large(self):
        request = message(1 << 20)
        body = self.file("large", request)
        compare("1 MiB echo, 1 x 4", self.pair(), lambda server: h2load(server, ECHO, body, 1, 4, 500, len(request)),
                self.options.rounds)

    def stream(self):
        body = self.file("expand", message(64, EXPANDED))
        answer = EXPANDED * len(message(64))
        compare("stream of 10,000, a message", self.pair(),
                lambda server: h2load(server, EXPAND, body, 1, 1, 20, answer, units=EXPANDED), self.options.rounds)

    def chat(self):
        compare("ping-pong, a round", self.pair(),
                lambda server: command_round(
                    server, [self.options.chat, str(server.port), str(ROUNDS_OF_CHAT)], ROUNDS_OF_CHAT),
                self.options.rounds)

    def query(self):
        request = message(64)
        body = self.file("query", request)
        url = self.stack.enter_context(query.database(self.folder))
        servers = [self.start("without", [self.options.ours, "0"]),
                   self.start("one query", [self.options.ours, "0"], environment={"DATABASE_URL": url})]
        compare("prepared query, 4 x 2", servers,
                lambda server: h2load(server, ECHO, body, 4, 2, 20_000, len(request)), self.options.rounds)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--ours", required=True, help="BenchmarkEchoServer")
    arguments.add_argument("--cpp", required=True, help="the program of grpc_cpp/echo_server.cc")
    arguments.add_argument("--chat", required=True, help="the program of grpc_cpp/chat_client.cc")
    arguments.add_argument("--grpcio", help="a Python that has grpcio")
    arguments.add_argument("--swift", help="the program of grpc_swift")
    arguments.add_argument("--rounds", type=int, default=7)
    cases = ["unary", "tls", "large", "stream", "chat", "query"]
    arguments.add_argument("--cases", nargs="+", choices=cases, default=cases)
    options = arguments.parse_args()
    print(HEADING)
    for case in options.cases:
        with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
            os.chmod(folder, 0o755)
            bench = Bench(options, folder, stack)
            if case == "unary" or case == "tls":
                bench.unary(tls=case == "tls")
            else:
                getattr(bench, case)()


if __name__ == "__main__":
    main()
