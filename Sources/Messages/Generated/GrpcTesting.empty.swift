// Generated from grpc/testing/empty.proto by `make protos`.

internal import Protobuf

extension GrpcTesting {
    package struct Empty: ProtobufMessage {
        package init() {}
    }
}
