import NIOCore
import NIOHTTP1
import Protobuf
import RPC
import ServiceKit

/// One message in, one message out.
struct UnaryAnswer {
    let call: RoutedCall
    let binding: RESTBinding

    func serve(_ body: RequestBody, _ responder: Responder) async throws {
        let type = try call.negotiate([MediaTypes.json])
        let request = try await call.restRequest(binding, body)
        let reply = try await reply(to: request)
        var json: [UInt8] = []
        var headers = HTTPHeaders(ForwardedMetadata.answerHeaders(reply.metadata).map { ($0.name, $0.value) })
        try reply.message.withUnsafeReadableBytes { bytes in
            if let tag = tag(of: bytes) { headers.replaceOrAdd(name: "ETag", value: tag) }
            try call.json(bytes, field: binding.responseField, to: &json)
        }
        if isKnown(headers.first(name: "etag")) {
            return try await responder.send(.notModified, type: nil, [], headers)
        }
        try await responder.send(.ok, type: type, json, headers)
    }

    /// A condition of the request's header that does not hold is 412 (RFC 9110 section 13.1.1); an etag in the body is the
    /// API's own, and stays what its status says.
    private func reply(to request: [UInt8]) async throws(GatewayFailure) -> ServiceCall.Reply {
        do throws(GatewayFailure) { return try await call.unary(request) } catch {
            guard call.request.headers.contains(name: "if-match"),
                StatusDetails.reason(error.statusBytes) == Etag.mismatch
            else { throw error }
            var failure = error
            failure.status = .preconditionFailed
            throw failure
        }
    }

    private func tag(of message: UnsafeRawBufferPointer) -> String? {
        guard let etag = binding.responseETag else { return nil }
        guard let field = binding.responseField else { return Self.tag(etag, in: message) }
        let resource = MessageField.bytes(of: field, in: message) ?? []
        return resource.withUnsafeBytes { Self.tag(etag, in: $0) }
    }

    private static func tag(_ etag: FieldDescriptor, in message: UnsafeRawBufferPointer) -> String? {
        MessageField.bytes(of: etag, in: message).flatMap { EntityTag.header(String(decoding: $0, as: UTF8.self)) }
    }

    /// Whether the client has this state of the resource already.
    private func isKnown(_ tag: String?) -> Bool {
        guard let tag, call.request.method == "GET" || call.request.method == "HEAD" else { return false }
        return EntityTag.matches(call.request.headers, tag)
    }
}
