"""The test cases of the public gRPC interop description, by their names there."""

from checks import TIMEOUT, check, drain, equal, fails
from feed import Feed

from grpc import Compression, StatusCode

REQUEST, RESPONSE = 271828, 314159
REQUESTS = (27182, 8, 1828, 45904)
RESPONSES = (31415, 9, 2653, 58979)
INITIAL = ("x-grpc-test-echo-initial", "test_initial_metadata_value")
TRAILING = ("x-grpc-test-echo-trailing-bin", b"\xab\xab\xab")
SPECIAL_MESSAGE = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \U0001f608\t\n"


def simple(peer, request=REQUEST, response=RESPONSE, **more):
    return peer.messages["grpc.testing.SimpleRequest"](
        response_size=response, payload={"body": bytes(request)}, **more
    )


def output(peer, request=0, responses=(), **more):
    return peer.messages["grpc.testing.StreamingOutputCallRequest"](
        response_parameters=[{"size": size} for size in responses], payload={"body": bytes(request)}, **more
    )


def inputs(peer, sizes):
    return [peer.messages["grpc.testing.StreamingInputCallRequest"](payload={"body": bytes(size)}) for size in sizes]


def zeros(response, size):
    equal(len(response.payload.body), size)
    assert not any(response.payload.body), "not all zeros"


@check
def empty_unary(peer):
    empty = peer.messages["grpc.testing.Empty"]()
    equal(peer.test.EmptyCall(empty, timeout=TIMEOUT), empty)


@check
def large_unary(peer):
    zeros(peer.test.UnaryCall(simple(peer), timeout=TIMEOUT), RESPONSE)


@check
def cacheable_unary_without_a_cache(peer):
    first, call = peer.test.CacheableUnaryCall.with_call(simple(peer), timeout=TIMEOUT)
    second = peer.test.CacheableUnaryCall(simple(peer), timeout=TIMEOUT)
    equal(dict(call.initial_metadata())["cache-control"], "max-age=60, public")
    assert first != second, "the answers are the same"


@check
def client_streaming(peer):
    answer = peer.test.StreamingInputCall(iter(inputs(peer, REQUESTS)), timeout=TIMEOUT)
    equal(answer.aggregated_payload_size, sum(REQUESTS))


@check
def server_streaming(peer):
    answers = list(peer.test.StreamingOutputCall(output(peer, responses=RESPONSES), timeout=TIMEOUT))
    equal(len(answers), len(RESPONSES))
    for answer, size in zip(answers, RESPONSES):
        zeros(answer, size)


@check
def ping_pong(peer):
    with Feed() as feed:
        call = peer.test.FullDuplexCall(feed, timeout=TIMEOUT)
        for request, response in zip(REQUESTS, RESPONSES):
            feed.put(output(peer, request, [response]))
            zeros(next(call), response)
        feed.close()
        equal(list(call), [])


@check
def half_duplex(peer):
    requests = [output(peer, request, [response]) for request, response in zip(REQUESTS, RESPONSES)]
    answers = list(peer.test.HalfDuplexCall(iter(requests), timeout=TIMEOUT))
    equal([len(answer.payload.body) for answer in answers], list(RESPONSES))


@check
def empty_stream(peer):
    equal(list(peer.test.FullDuplexCall(iter(()), timeout=TIMEOUT)), [])


def echoed(call):
    equal([value for key, value in call.initial_metadata() if key == INITIAL[0]], [INITIAL[1]])
    equal([value for key, value in call.trailing_metadata() if key == TRAILING[0]], [TRAILING[1]])


@check
def custom_metadata(peer):
    answer, call = peer.test.UnaryCall.with_call(simple(peer), timeout=TIMEOUT, metadata=(INITIAL, TRAILING))
    zeros(answer, RESPONSE)
    echoed(call)
    requests = iter([output(peer, REQUEST, [RESPONSE])])
    call = peer.test.FullDuplexCall(requests, timeout=TIMEOUT, metadata=(INITIAL, TRAILING))
    equal(len(list(call)), 1)
    echoed(call)


@check
def status_code_and_message(peer):
    status = {"code": 2, "message": "test status message"}
    unary = simple(peer, response_status=status)
    fails(StatusCode.UNKNOWN, lambda: peer.test.UnaryCall(unary, timeout=TIMEOUT), status["message"])
    stream = iter([output(peer, response_status=status)])
    fails(StatusCode.UNKNOWN, lambda: list(peer.test.FullDuplexCall(stream, timeout=TIMEOUT)), status["message"])


@check
def special_status_message(peer):
    request = simple(peer, response_status={"code": 2, "message": SPECIAL_MESSAGE})
    fails(StatusCode.UNKNOWN, lambda: peer.test.UnaryCall(request, timeout=TIMEOUT), SPECIAL_MESSAGE)


@check
def unimplemented_method(peer):
    empty = peer.messages["grpc.testing.Empty"]()
    fails(StatusCode.UNIMPLEMENTED, lambda: peer.test.UnimplementedCall(empty, timeout=TIMEOUT))


@check
def unimplemented_service(peer):
    empty = peer.messages["grpc.testing.Empty"]()
    fails(StatusCode.UNIMPLEMENTED, lambda: peer.unimplemented.UnimplementedCall(empty, timeout=TIMEOUT))


@check
def cancel_after_begin(peer):
    with Feed() as feed:
        call = peer.test.StreamingInputCall.future(feed, timeout=TIMEOUT)
        call.cancel()
        equal(call.code(), StatusCode.CANCELLED)


@check
def cancel_after_first_response(peer):
    with Feed() as feed:
        call = peer.test.FullDuplexCall(feed, timeout=TIMEOUT)
        feed.put(output(peer, REQUESTS[0], [RESPONSES[0]]))
        zeros(next(call), RESPONSES[0])
        call.cancel()
        fails(StatusCode.CANCELLED, lambda: drain(call))


@check
def timeout_on_sleeping_server(peer):
    with Feed() as feed:
        feed.put(output(peer, REQUESTS[0]))
        fails(StatusCode.DEADLINE_EXCEEDED, lambda: drain(peer.test.FullDuplexCall(feed, timeout=0.001)))


@check
def client_compressed_unary(peer):
    request = simple(peer, expect_compressed={"value": True})
    fails(StatusCode.INVALID_ARGUMENT, lambda: peer.test.UnaryCall(request, timeout=TIMEOUT))
    zeros(peer.test.UnaryCall(request, timeout=TIMEOUT, compression=Compression.Gzip), RESPONSE)
    request = simple(peer, expect_compressed={"value": False})
    zeros(peer.test.UnaryCall(request, timeout=TIMEOUT), RESPONSE)


@check
def client_compressed_streaming(peer):
    """Without the message that is not compressed: grpcio's clients choose per call only."""
    requests = inputs(peer, REQUESTS)
    for request in requests:
        # grpcio leaves alone what compression does not make smaller.
        request.expect_compressed.value = len(request.payload.body) > 100
    fails(StatusCode.INVALID_ARGUMENT, lambda: peer.test.StreamingInputCall(iter(requests), timeout=TIMEOUT))
    answer = peer.test.StreamingInputCall(iter(requests), timeout=TIMEOUT, compression=Compression.Gzip)
    equal(answer.aggregated_payload_size, sum(REQUESTS))


@check
def server_compressed_unary(peer):
    for compressed in (True, False):
        request = simple(peer, response_compressed={"value": compressed})
        zeros(peer.test.UnaryCall(request, timeout=TIMEOUT), RESPONSE)


@check
def server_compressed_streaming(peer):
    request = peer.messages["grpc.testing.StreamingOutputCallRequest"](
        response_parameters=[
            {"size": 31415, "compressed": {"value": True}},
            {"size": 92653, "compressed": {"value": False}},
        ]
    )
    answers = list(peer.test.StreamingOutputCall(request, timeout=TIMEOUT))
    equal([len(answer.payload.body) for answer in answers], [31415, 92653])
