// Generated from grpc/testing/messages.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension GrpcTesting.BoolValue {
    package static var messageName: String { "grpc.testing.BoolValue" }
    package static var layout: MessageLayout { MessageLayout(grpc__testing__bool_value__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__BoolValue.self)
        value = c.pointee.value != 0
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__BoolValue.self)
        grpc__testing__bool_value__init(c)
        c.pointee.value = value ? 1 : 0
    }
}

extension GrpcTesting.Payload {
    package static var messageName: String { "grpc.testing.Payload" }
    package static var layout: MessageLayout { MessageLayout(grpc__testing__payload__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__Payload.self)
        type = GrpcTesting.PayloadType(rawValue: Int32(truncatingIfNeeded: c.pointee.type.rawValue))
        body = arena.bytes(c.pointee.body.data, c.pointee.body.len)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__Payload.self)
        grpc__testing__payload__init(c)
        c.pointee.type = .init(rawValue: .init(truncatingIfNeeded: type.rawValue))
        c.pointee.body.len = body.count
        c.pointee.body.data = arena.bytes(body)
    }
}

extension GrpcTesting.EchoStatus {
    package static var messageName: String { "grpc.testing.EchoStatus" }
    package static var layout: MessageLayout { MessageLayout(grpc__testing__echo_status__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__EchoStatus.self)
        code = c.pointee.code
        message = arena.string(c.pointee.message)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__EchoStatus.self)
        grpc__testing__echo_status__init(c)
        c.pointee.code = code
        if !message.isEmpty { c.pointee.message = arena.string(message) }
    }
}

extension GrpcTesting.SimpleRequest {
    package static var messageName: String { "grpc.testing.SimpleRequest" }
    package static var layout: MessageLayout { MessageLayout(grpc__testing__simple_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__SimpleRequest.self)
        responseType = GrpcTesting.PayloadType(rawValue: Int32(truncatingIfNeeded: c.pointee.response_type.rawValue))
        responseSize = c.pointee.response_size
        payload = arena.message(c.pointee.payload)
        fillUsername = c.pointee.fill_username != 0
        fillOauthScope = c.pointee.fill_oauth_scope != 0
        responseCompressed = arena.message(c.pointee.response_compressed)
        responseStatus = arena.message(c.pointee.response_status)
        expectCompressed = arena.message(c.pointee.expect_compressed)
        fillServerId = c.pointee.fill_server_id != 0
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__SimpleRequest.self)
        grpc__testing__simple_request__init(c)
        c.pointee.response_type = .init(rawValue: .init(truncatingIfNeeded: responseType.rawValue))
        c.pointee.response_size = responseSize
        if let payload { c.pointee.payload = arena.fill(payload) }
        c.pointee.fill_username = fillUsername ? 1 : 0
        c.pointee.fill_oauth_scope = fillOauthScope ? 1 : 0
        if let responseCompressed { c.pointee.response_compressed = arena.fill(responseCompressed) }
        if let responseStatus { c.pointee.response_status = arena.fill(responseStatus) }
        if let expectCompressed { c.pointee.expect_compressed = arena.fill(expectCompressed) }
        c.pointee.fill_server_id = fillServerId ? 1 : 0
    }
}

extension GrpcTesting.SimpleResponse {
    package static var messageName: String { "grpc.testing.SimpleResponse" }
    package static var layout: MessageLayout { MessageLayout(grpc__testing__simple_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__SimpleResponse.self)
        payload = arena.message(c.pointee.payload)
        username = arena.string(c.pointee.username)
        oauthScope = arena.string(c.pointee.oauth_scope)
        serverId = arena.string(c.pointee.server_id)
        hostname = arena.string(c.pointee.hostname)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__SimpleResponse.self)
        grpc__testing__simple_response__init(c)
        if let payload { c.pointee.payload = arena.fill(payload) }
        if !username.isEmpty { c.pointee.username = arena.string(username) }
        if !oauthScope.isEmpty { c.pointee.oauth_scope = arena.string(oauthScope) }
        if !serverId.isEmpty { c.pointee.server_id = arena.string(serverId) }
        if !hostname.isEmpty { c.pointee.hostname = arena.string(hostname) }
    }
}

extension GrpcTesting.StreamingInputCallRequest {
    package static var messageName: String { "grpc.testing.StreamingInputCallRequest" }
    package static var layout: MessageLayout { MessageLayout(grpc__testing__streaming_input_call_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__StreamingInputCallRequest.self)
        payload = arena.message(c.pointee.payload)
        expectCompressed = arena.message(c.pointee.expect_compressed)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__StreamingInputCallRequest.self)
        grpc__testing__streaming_input_call_request__init(c)
        if let payload { c.pointee.payload = arena.fill(payload) }
        if let expectCompressed { c.pointee.expect_compressed = arena.fill(expectCompressed) }
    }
}

extension GrpcTesting.StreamingInputCallResponse {
    package static var messageName: String { "grpc.testing.StreamingInputCallResponse" }
    package static var layout: MessageLayout { MessageLayout(grpc__testing__streaming_input_call_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__StreamingInputCallResponse.self)
        aggregatedPayloadSize = c.pointee.aggregated_payload_size
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__StreamingInputCallResponse.self)
        grpc__testing__streaming_input_call_response__init(c)
        c.pointee.aggregated_payload_size = aggregatedPayloadSize
    }
}

extension GrpcTesting.ResponseParameters {
    package static var messageName: String { "grpc.testing.ResponseParameters" }
    package static var layout: MessageLayout { MessageLayout(grpc__testing__response_parameters__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__ResponseParameters.self)
        size = c.pointee.size
        intervalUs = c.pointee.interval_us
        compressed = arena.message(c.pointee.compressed)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__ResponseParameters.self)
        grpc__testing__response_parameters__init(c)
        c.pointee.size = size
        c.pointee.interval_us = intervalUs
        if let compressed { c.pointee.compressed = arena.fill(compressed) }
    }
}

extension GrpcTesting.StreamingOutputCallRequest {
    package static var messageName: String { "grpc.testing.StreamingOutputCallRequest" }
    package static var layout: MessageLayout { MessageLayout(grpc__testing__streaming_output_call_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__StreamingOutputCallRequest.self)
        responseType = GrpcTesting.PayloadType(rawValue: Int32(truncatingIfNeeded: c.pointee.response_type.rawValue))
        responseParameters = arena.messages(c.pointee.response_parameters, c.pointee.n_response_parameters)
        payload = arena.message(c.pointee.payload)
        responseStatus = arena.message(c.pointee.response_status)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__StreamingOutputCallRequest.self)
        grpc__testing__streaming_output_call_request__init(c)
        c.pointee.response_type = .init(rawValue: .init(truncatingIfNeeded: responseType.rawValue))
        c.pointee.n_response_parameters = responseParameters.count
        c.pointee.response_parameters = arena.messages(responseParameters)
        if let payload { c.pointee.payload = arena.fill(payload) }
        if let responseStatus { c.pointee.response_status = arena.fill(responseStatus) }
    }
}

extension GrpcTesting.StreamingOutputCallResponse {
    package static var messageName: String { "grpc.testing.StreamingOutputCallResponse" }
    package static var layout: MessageLayout { MessageLayout(grpc__testing__streaming_output_call_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__StreamingOutputCallResponse.self)
        payload = arena.message(c.pointee.payload)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Testing__StreamingOutputCallResponse.self)
        grpc__testing__streaming_output_call_response__init(c)
        if let payload { c.pointee.payload = arena.fill(payload) }
    }
}
