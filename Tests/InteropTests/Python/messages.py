"""Message classes and methods from a FileDescriptorSet: no generated code, and nothing to install for making it."""

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory


class Messages:
    """`messages["grpc.testing.Empty"]` is a message class."""

    def __init__(self, path):
        self._pool = descriptor_pool.DescriptorPool()
        with open(path, "rb") as file:
            for proto in descriptor_pb2.FileDescriptorSet.FromString(file.read()).file:
                self._pool.Add(proto)

    def __getitem__(self, name):
        return message_factory.GetMessageClass(self._pool.FindMessageTypeByName(name))

    def methods(self, service):
        return self._pool.FindServiceByName(service).methods

    def classes(self, method):
        return self[method.input_type.full_name], self[method.output_type.full_name]
