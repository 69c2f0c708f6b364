import NIOCore
import NIOHTTP1
import Protobuf
import RPC

/// One message in, one message out.
struct UnaryAnswer {
    let call: RoutedCall
    let binding: RESTBinding

    func serve(_ body: RequestBody, _ responder: Responder) async throws {
        let type = try call.negotiate([MediaTypes.json])
        let request = try await call.restRequest(binding, body)
        let reply = try await call.unary(request)
        var json: [UInt8] = []
        try reply.message.withUnsafeReadableBytes { bytes in
            try call.json(bytes, field: binding.responseField, to: &json)
        }
        let headers = HTTPHeaders(ForwardedMetadata.answerHeaders(reply.metadata).map { ($0.name, $0.value) })
        try await responder.send(.ok, type: type, json, headers)
    }
}
