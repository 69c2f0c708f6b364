// Generated from grpc/health/v1/health.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension GrpcHealthV1.HealthCheckRequest {
    package static var messageName: String { "grpc.health.v1.HealthCheckRequest" }
    package static var layout: MessageLayout { MessageLayout(grpc__health__v1__health_check_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Health__V1__HealthCheckRequest.self)
        service = arena.string(c.pointee.service)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Health__V1__HealthCheckRequest.self)
        grpc__health__v1__health_check_request__init(c)
        if !service.isEmpty { c.pointee.service = arena.string(service) }
    }
}

extension GrpcHealthV1.HealthCheckResponse {
    package static var messageName: String { "grpc.health.v1.HealthCheckResponse" }
    package static var layout: MessageLayout { MessageLayout(grpc__health__v1__health_check_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Health__V1__HealthCheckResponse.self)
        status = GrpcHealthV1.HealthCheckResponse.ServingStatus(rawValue: Int32(truncatingIfNeeded: c.pointee.status.rawValue))
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Health__V1__HealthCheckResponse.self)
        grpc__health__v1__health_check_response__init(c)
        c.pointee.status = .init(rawValue: .init(truncatingIfNeeded: status.rawValue))
    }
}
