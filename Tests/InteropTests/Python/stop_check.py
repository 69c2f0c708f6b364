"""The check that stops the server, and so is the last."""

import grpc

from checks import TIMEOUT, check, equal
from echo_checks import echo, message
from feed import Feed


@check
def calls_under_way_end_well_on_a_server_that_stops(peer):
    with Feed() as feed:
        call = peer.echo.Chat(feed, timeout=TIMEOUT)
        feed.put(message(peer, text="before"))
        equal(next(call).text, "before")
        equal(echo(peer, text="stop").text, "stop")
        equal(first_failure(peer), grpc.StatusCode.UNAVAILABLE)
        feed.put(message(peer, text="after"))
        equal(next(call).text, "after")
        feed.close()
        equal(list(call), [])


def first_failure(peer):
    """The news that the server stops is on its way: until it arrives, calls may still succeed."""
    while True:
        try:
            echo(peer, text="still there?")
        except grpc.RpcError as error:
            return error.code()
