// Generated from grpc/testing/empty.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension GrpcTesting.Empty {
    package static var messageName: String { "grpc.testing.Empty" }
    package static var layout: MessageLayout { MessageLayout(grpc__testing__empty__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__Empty.self)
        grpc__testing__empty__init(c)
    }
}
