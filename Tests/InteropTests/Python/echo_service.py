"""pynomaly.testing.v1.EchoService as the checks of the other side want it; Support/EchoPeer.swift is the same.

The text of a request says what is to happen.
"""

import collections
import contextlib
import hashlib
import threading

from google.protobuf import any_pb2
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status


def refuse(context):
    detail = any_pb2.Any()
    detail.Pack(
        error_details_pb2.BadRequest(
            field_violations=[error_details_pb2.BadRequest.FieldViolation(field="text", description="refused")]
        )
    )
    message = "no: 100 % of \u201cü\u201d 🙂\n"
    status = rpc_status.to_status(
        status_pb2.Status(code=code_pb2.FAILED_PRECONDITION, message=message, details=[detail])
    )
    # grpcio takes the status's trailers in place of the context's.
    context.abort_with_status(status._replace(trailing_metadata=(*status.trailing_metadata, ("why", "because"))))


def send_back(context):
    metadata = tuple((key, value) for key, value in context.invocation_metadata() if key.startswith("x-echo-"))
    context.set_trailing_metadata(metadata)
    context.send_initial_metadata(metadata)


class EchoService:
    def __init__(self, messages, stop):
        self._message = messages["pynomaly.testing.v1.EchoMessage"]
        self._stop = stop
        self._events = collections.defaultdict(threading.Event)

    @contextlib.contextmanager
    def _during(self, name):
        self._events[f"has begun {name}"].set()
        try:
            yield
        finally:
            self._events[f"was ended {name}"].set()

    def _wait(self, name, context):
        over = threading.Event()
        with self._during(name):
            if context.add_callback(over.set):
                over.wait()

    def Echo(self, request, context):
        send_back(context)
        word, _, name = request.text.partition(" ")
        if word == "refuse":
            refuse(context)
        elif word == "wait":
            self._wait(name, context)
        elif word in ("has", "was"):
            self._events[request.text].wait()
            return self._message(text="yes")
        elif word == "time":
            left = context.time_remaining()
            # Where there is no deadline, grpcio tells an age of the world.
            return self._message(numbers=[left] if left < 1e9 else [])
        elif word == "large":
            return self._message(payload=bytes(request.count))
        elif word == "cancel":
            context.cancel()
        elif word == "stop":
            self._stop()
        return request

    def Collect(self, requests, context):
        first = next(requests)
        with self._during(first.text):
            digest = hashlib.sha256(first.payload)
            count = 1
            for request in requests:
                digest.update(request.payload)
                count += 1
            return self._message(count=count, payload=digest.digest())

    def Expand(self, request, context):
        with self._during(request.text):
            for index in range(request.count):
                yield self._message(count=index, payload=request.payload)
        if request.text == "refuse":
            refuse(context)

    def Chat(self, requests, context):
        first = next(requests)
        with self._during(first.text):
            yield first
            yield from requests
