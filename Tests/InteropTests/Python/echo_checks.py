"""What the standard cases leave open: statuses with details, deadlines, cancellation, sizes, health."""

import hashlib
import uuid

from calls import MIB
from checks import TIMEOUT, check, drain, equal, fails
from feed import Feed

from google.rpc import error_details_pb2
from grpc import Compression, StatusCode
from grpc_status import rpc_status

MESSAGE_LIMIT = 4 * MIB
PIECE, PIECES = 64 << 10, 256


def message(peer, **fields):
    return peer.messages["pynomaly.testing.v1.EchoMessage"](**fields)


def sized(peer, size, **fields):
    """A message of exactly so many bytes on the wire."""
    body = size - message(peer, **fields).ByteSize() - len(b"\x0a\xff\xff\xff\x7f")
    exact = message(peer, payload=bytes(body), **fields)
    equal(exact.ByteSize(), size)
    return exact


def echo(peer, *, timeout=TIMEOUT, **fields):
    return peer.echo.Echo(message(peer, **fields), timeout=timeout)


def pieces(peer):
    return (message(peer, payload=bytes([index]) * PIECE) for index in range(PIECES))


def digest(messages):
    sha = hashlib.sha256()
    for each in messages:
        sha.update(each.payload)
    return sha.digest()


def named():
    return uuid.uuid4().hex


def was_ended(peer, name):
    """Answered only when the server has seen the end of the call that bore the name."""
    equal(echo(peer, text=f"was ended {name}").text, "yes")


@check
def metadata_comes_back(peer):
    sent = (
        ("x-echo-text", "plain, with a comma"),
        ("x-echo-many", "one"),
        ("x-echo-many", "two"),
        ("x-echo-empty", ""),
        ("x-echo-bin", b"\x00\xff\x80 binary"),
        ("x-echo-many-bin", b"\x01"),
        ("x-echo-many-bin", b""),
        ("x-echo-many-bin", bytes(range(256))),
    )
    _, call = peer.echo.Echo.with_call(message(peer), timeout=TIMEOUT, metadata=sent)
    for block in (call.initial_metadata(), call.trailing_metadata()):
        equal(sorted((key, value) for key, value in block if key.startswith("x-echo")), sorted(sent))


@check
def status_carries_details(peer):
    error = fails(StatusCode.FAILED_PRECONDITION, lambda: echo(peer, text="refuse"))
    equal(error.details(), "no: 100 % of \u201cü\u201d 🙂\n")
    equal(dict(error.trailing_metadata())["why"], "because")
    status = rpc_status.from_call(error)
    violation = error_details_pb2.BadRequest()
    assert status.details[0].Unpack(violation), "the detail is no BadRequest"
    equal(violation.field_violations[0].field, "text")


@check
def status_follows_answers(peer):
    call = peer.echo.Expand(message(peer, count=2, text="refuse"), timeout=TIMEOUT)
    equal([next(call).count, next(call).count], [0, 1])
    error = fails(StatusCode.FAILED_PRECONDITION, lambda: next(call))
    equal(len(rpc_status.from_call(error).details), 1)


@check
def server_knows_the_deadline(peer):
    left = echo(peer, timeout=15, text="time left").numbers[0]
    assert 0 < left < 16, left  # grpcio rounds what it tells up.
    equal(list(echo(peer, timeout=None, text="time left").numbers), [])


@check
def deadline_ends_both_sides(peer):
    # On a machine that is busy, a deadline can pass before the handler has begun: then once more, with a later one.
    for timeout in (0.2, 2, 15):
        name = named()
        call = peer.echo.Echo.future(message(peer, text=f"wait {name}"), timeout=timeout)
        has_begun = peer.echo.Echo.future(message(peer, text=f"has begun {name}"), timeout=timeout)
        fails(StatusCode.DEADLINE_EXCEEDED, call.result)
        if has_begun.code() == StatusCode.OK:
            return was_ended(peer, name)
    raise AssertionError("no handler began before its deadline")


@check
def server_sees_a_cancelled_unary(peer):
    name = named()
    call = peer.echo.Echo.future(message(peer, text=f"wait {name}"), timeout=TIMEOUT)
    equal(echo(peer, text=f"has begun {name}").text, "yes")
    call.cancel()
    equal(call.code(), StatusCode.CANCELLED)
    was_ended(peer, name)


@check
def server_sees_a_cancelled_upload(peer):
    name = named()
    with Feed() as feed:
        call = peer.echo.Collect.future(feed, timeout=TIMEOUT)
        feed.put(message(peer, text=name))
        equal(echo(peer, text=f"has begun {name}").text, "yes")
        call.cancel()
        was_ended(peer, name)


@check
def server_sees_a_cancelled_download(peer):
    name = named()
    call = peer.echo.Expand(message(peer, count=1 << 30, payload=bytes(PIECE), text=name), timeout=TIMEOUT)
    next(call)
    call.cancel()
    was_ended(peer, name)


@check
def server_sees_a_cancelled_conversation(peer):
    name = named()
    with Feed() as feed:
        call = peer.echo.Chat(feed, timeout=TIMEOUT)
        feed.put(message(peer, text=name))
        equal(next(call).text, name)
        call.cancel()
        was_ended(peer, name)


@check
def server_cancels(peer):
    fails(StatusCode.CANCELLED, lambda: echo(peer, text="cancel"))


@check
def upload_of_16_mib(peer):
    answer = peer.echo.Collect(pieces(peer), timeout=TIMEOUT)
    equal(answer.count, PIECES)
    equal(answer.payload, digest(pieces(peer)))


@check
def download_of_16_mib(peer):
    request = message(peer, count=PIECES, payload=bytes(range(256)) * (PIECE // 256))
    answers = list(peer.echo.Expand(request, timeout=TIMEOUT))
    equal([answer.count for answer in answers], list(range(PIECES)))
    assert all(answer.payload == request.payload for answer in answers)


@check
def conversation_of_16_mib(peer):
    equal(digest(peer.echo.Chat(pieces(peer), timeout=TIMEOUT)), digest(pieces(peer)))


@check
def many_calls_at_once(peer):
    calls = [peer.echo.Echo.future(message(peer, count=index), timeout=TIMEOUT) for index in range(300)]
    equal([call.result().count for call in calls], list(range(300)))


@check
def largest_message_passes_both_ways(peer):
    equal(peer.echo.Echo(sized(peer, MESSAGE_LIMIT), timeout=TIMEOUT).ByteSize(), MESSAGE_LIMIT)


@check
def message_over_the_servers_limit(peer):
    large = sized(peer, MESSAGE_LIMIT + 1)
    error = fails(StatusCode.RESOURCE_EXHAUSTED, lambda: peer.echo.Echo(large, timeout=TIMEOUT))
    assert str(MESSAGE_LIMIT) in error.details() and "messageBytesMax" in error.details(), error.details()
    fails(StatusCode.RESOURCE_EXHAUSTED, lambda: peer.echo.Collect(iter([large, large]), timeout=TIMEOUT))
    equal(echo(peer, text="and the connection lives").text, "and the connection lives")


@check
def message_over_the_clients_limit(peer):
    request = message(peer, count=MESSAGE_LIMIT + 1, text="large")
    fails(StatusCode.RESOURCE_EXHAUSTED, lambda: peer.echo.Echo(request, timeout=TIMEOUT))
    equal(echo(peer, text="and the connection lives").text, "and the connection lives")


@check
def compressed_message_over_the_servers_limit(peer):
    """64 MiB of zeros that are 64 KiB on the wire."""
    bomb = sized(peer, 16 * MESSAGE_LIMIT)
    error = fails(
        StatusCode.RESOURCE_EXHAUSTED, lambda: peer.echo.Echo(bomb, timeout=TIMEOUT, compression=Compression.Gzip)
    )
    assert "messageBytesMax" in error.details(), error.details()
    requests = iter([message(peer), bomb])
    fails(
        StatusCode.RESOURCE_EXHAUSTED,
        lambda: peer.echo.Collect(requests, timeout=TIMEOUT, compression=Compression.Gzip),
    )
    largest = sized(peer, MESSAGE_LIMIT)
    equal(peer.echo.Echo(largest, timeout=TIMEOUT, compression=Compression.Gzip).ByteSize(), MESSAGE_LIMIT)


@check
def unknown_compression(peer):
    request = message(peer, payload=bytes(1000))
    fails(
        StatusCode.UNIMPLEMENTED, lambda: peer.echo.Echo(request, timeout=TIMEOUT, compression=Compression.Deflate)
    )


@check
def metadata_up_to_the_limit(peer):
    block = (("x-echo-text", "v" * 7000),)
    _, call = peer.echo.Echo.with_call(message(peer), timeout=TIMEOUT, metadata=block)
    equal(dict(call.initial_metadata())["x-echo-text"], "v" * 7000)
    block = (("x-echo-text", "v" * 60000),)
    fails(StatusCode.RESOURCE_EXHAUSTED, lambda: peer.echo.Echo(message(peer), timeout=TIMEOUT, metadata=block))
    equal(echo(peer, text="and the connection lives").text, "and the connection lives")


@check
def unknown_method_is_named(peer):
    call = peer.channel.unary_unary("/pynomaly.testing.v1.EchoService/Nothing")
    error = fails(StatusCode.UNIMPLEMENTED, lambda: call(b"", timeout=TIMEOUT))
    assert "/pynomaly.testing.v1.EchoService/Nothing" in error.details(), error.details()


@check
def unparsable_request(peer):
    call = peer.channel.unary_unary("/pynomaly.testing.v1.EchoService/Echo")
    fails(StatusCode.INTERNAL, lambda: call(b"\xff", timeout=TIMEOUT))


@check
def health_is_served(peer):
    request = peer.messages["grpc.health.v1.HealthCheckRequest"]
    serving = peer.messages["grpc.health.v1.HealthCheckResponse"](status="SERVING")
    equal(peer.health.Check(request(), timeout=TIMEOUT), serving)
    equal(peer.health.Check(request(service="grpc.testing.TestService"), timeout=TIMEOUT), serving)
    fails(StatusCode.NOT_FOUND, lambda: peer.health.Check(request(service="nobody"), timeout=TIMEOUT))


@check
def health_is_watched(peer):
    watch = peer.health.Watch(peer.messages["grpc.health.v1.HealthCheckRequest"](), timeout=TIMEOUT)
    equal(next(watch).status, 1)
    watch.cancel()
    fails(StatusCode.CANCELLED, lambda: drain(watch))
