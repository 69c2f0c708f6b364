"""Runs every check against a server and prints the outcomes."""

import argparse
import faulthandler

import grpc

import checks
import echo_checks  # noqa: F401  Importing registers its checks.
import standard_checks  # noqa: F401
import stop_check  # noqa: F401  The last one.
from calls import Stub
from messages import Messages


class Peer:
    """The server that is tried."""

    def __init__(self, channel, messages):
        self.channel = channel
        self.messages = messages
        self.test = Stub(channel, messages, "grpc.testing.TestService")
        self.unimplemented = Stub(channel, messages, "grpc.testing.UnimplementedService")
        self.echo = Stub(channel, messages, "pynomaly.testing.v1.EchoService")
        self.health = Stub(channel, messages, "grpc.health.v1.Health")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--descriptors", required=True)
    parser.add_argument("--target", required=True)
    parser.add_argument("--authority", help="PEM; TLS instead of plain text")
    options = parser.parse_args()
    # If anything hangs in spite of its deadline, say where, and end.
    faulthandler.dump_traceback_later(240, exit=True)
    if options.authority:
        with open(options.authority, "rb") as file:
            channel = grpc.secure_channel(options.target, grpc.ssl_channel_credentials(file.read()))
    else:
        channel = grpc.insecure_channel(options.target)
    with channel:
        checks.run_all(Peer(channel, Messages(options.descriptors)))


if __name__ == "__main__":
    main()
