"""The unary echo in Python's gRPC: bytes in, the same bytes out. Prints its port."""

import sys
from concurrent import futures

import grpc


class Echo(grpc.GenericRpcHandler):
    def service(self, details):
        if details.method == "/pynomaly.testing.v1.EchoService/Echo":
            return grpc.unary_unary_rpc_method_handler(lambda request, context: request)
        return None


server = grpc.server(futures.ThreadPoolExecutor(max_workers=4), handlers=(Echo(),))
print(server.add_insecure_port("127.0.0.1:0"))
sys.stdout.flush()
server.start()
server.wait_for_termination()
