"""Serves the standard service and the echo service; prints its port, and ends with its standard input."""

import argparse
import concurrent.futures
import os
import sys

import grpc

from calls import handlers
from echo_service import EchoService
from messages import Messages
from standard_service import StandardService


def read(path):
    with open(path, "rb") as file:
        return file.read()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--descriptors", required=True)
    parser.add_argument("--certificate", help="PEM; TLS instead of plain text")
    parser.add_argument("--key")
    options = parser.parse_args()
    messages = Messages(options.descriptors)
    # Calls that wait for an event hold a thread each.
    server = grpc.server(concurrent.futures.ThreadPoolExecutor(max_workers=64))
    echo = EchoService(messages, stop=lambda: server.stop(grace=30))
    server.add_generic_rpc_handlers(
        (
            handlers(messages, "grpc.testing.TestService", StandardService(messages)),
            handlers(messages, "pynomaly.testing.v1.EchoService", echo),
        )
    )
    address = "localhost:0"
    if options.certificate:
        pair = (read(options.key), read(options.certificate))
        port = server.add_secure_port(address, grpc.ssl_server_credentials([pair]))
    else:
        port = server.add_insecure_port(address)
    server.start()
    print(port, flush=True)
    sys.stdin.read()
    # Handlers that wait would keep an ordinary exit from ending.
    os._exit(0)


if __name__ == "__main__":
    main()
