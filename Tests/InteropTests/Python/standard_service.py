"""grpc.testing.TestService, as the public gRPC interop description has it."""

import time

import grpc

INITIAL = "x-grpc-test-echo-initial"
TRAILING = "x-grpc-test-echo-trailing-bin"
CODES = {code.value[0]: code for code in grpc.StatusCode}


def send_back(context):
    for key, value in context.invocation_metadata():
        if key == INITIAL:
            context.send_initial_metadata(((key, value),))
        elif key == TRAILING:
            context.set_trailing_metadata(((key, value),))


def end_as_asked(request, context):
    if request.response_status.code:
        context.abort(CODES[request.response_status.code], request.response_status.message)


class StandardService:
    """UnimplementedCall is not here, and so not served."""

    def __init__(self, messages):
        self._messages = messages

    def _message(self, name, **fields):
        return self._messages[f"grpc.testing.{name}"](**fields)

    def EmptyCall(self, request, context):
        return request

    def UnaryCall(self, request, context):
        if request.response_compressed.value:
            context.set_compression(grpc.Compression.Gzip)
        send_back(context)
        end_as_asked(request, context)
        return self._message("SimpleResponse", payload={"body": bytes(request.response_size)})

    def StreamingInputCall(self, requests, context):
        size = sum(len(request.payload.body) for request in requests)
        return self._message("StreamingInputCallResponse", aggregated_payload_size=size)

    def StreamingOutputCall(self, request, context):
        end_as_asked(request, context)
        if any(parameters.compressed.value for parameters in request.response_parameters):
            context.set_compression(grpc.Compression.Gzip)
        for parameters in request.response_parameters:
            time.sleep(parameters.interval_us / 1e6)
            if not parameters.compressed.value:
                context.disable_next_message_compression()
            yield self._message("StreamingOutputCallResponse", payload={"body": bytes(parameters.size)})

    def FullDuplexCall(self, requests, context):
        send_back(context)
        for request in requests:
            yield from self.StreamingOutputCall(request, context)

    def HalfDuplexCall(self, requests, context):
        for request in list(requests):
            yield from self.StreamingOutputCall(request, context)
