"""grpcio's generic stubs and handlers, made from descriptors."""

import grpc

MIB = 1 << 20


def kind(method):
    return "_".join("stream" if streams else "unary" for streams in (method.client_streaming, method.server_streaming))


class Stub:
    """The methods of one service, called on a channel."""

    def __init__(self, channel, messages, service):
        for method in messages.methods(service):
            request, response = messages.classes(method)
            call = getattr(channel, kind(method))(
                f"/{service}/{method.name}",
                request_serializer=request.SerializeToString,
                response_deserializer=response.FromString,
            )
            setattr(self, method.name, call)


def handlers(messages, service, servicer):
    """The methods of one service, as `servicer` has them; those that it lacks are not served."""
    table = {}
    for method in messages.methods(service):
        request, response = messages.classes(method)
        if behaviour := getattr(servicer, method.name, None):
            make = getattr(grpc, f"{kind(method)}_rpc_method_handler")
            table[method.name] = make(
                behaviour,
                request_deserializer=request.FromString,
                response_serializer=response.SerializeToString,
            )
    return grpc.method_handlers_generic_handler(service, table)
