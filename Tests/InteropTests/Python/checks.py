"""What a check is, and how its outcome is told: one line of JSON for each."""

import json
import traceback

import grpc

# The longest that any one call may take; reached only by one that hangs.
TIMEOUT = 60

_checks = []


def check(function):
    """Registers a function of a peer; its name is the check's."""
    _checks.append(function)
    return function


def run_all(peer):
    for function in _checks:
        trouble = None
        try:
            function(peer)
        except Exception:  # Whatever it is, it is this check's outcome, and the next one runs.
            trouble = traceback.format_exc()
        print(json.dumps({"check": function.__name__, "trouble": trouble}), flush=True)
    print(json.dumps({"check": "", "count": len(_checks)}), flush=True)


def equal(actual, expected):
    assert actual == expected, f"{actual!r} instead of {expected!r}"


def fails(code, call, details=None):
    """The call must fail with the status; returns the error."""
    try:
        answer = call()
    except grpc.RpcError as error:
        equal(error.code(), code)
        if details is not None:
            equal(error.details(), details)
        return error
    raise AssertionError(f"the call answered {str(answer)[:200]!r} instead of failing with {code.name}")


def drain(call):
    """Reads a stream to its end."""
    for _ in call:
        pass
