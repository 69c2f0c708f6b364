import NIOCore
import NIOHTTP1
import Protobuf
import RPC

/// One message in, many out: as lines of JSON, or as server-sent events for whoever asks for them.
struct StreamingAnswer {
    let call: RoutedCall
    let binding: RESTBinding

    func serve(_ body: RequestBody, _ responder: Responder) async throws {
        let type = try call.negotiate([MediaTypes.lines, MediaTypes.events])
        let request = try await call.restRequest(binding, body)
        // The 200 waits for the first message, so that an error before it has its own status.
        let upstream = UpstreamMessages(call: call)
        var message = try await upstream.begin(request)
        try await responder.start(.ok, type: type, ["X-Accel-Buffering": "no"])
        let framing = StreamFraming(isEvents: type == MediaTypes.events)
        do {
            while let bytes = message {
                try await responder.write(try frame(bytes, framing))
                message = try await upstream.next()
            }
        } catch let failure as GatewayFailure {
            var json: [UInt8] = []
            call.context.errors.append(failure, requestID: call.request.requestID, to: &json)
            try await responder.write(framing.error(json))
        }
        try await responder.finish()
    }

    private func frame(_ message: ByteBuffer, _ framing: StreamFraming) throws -> [UInt8] {
        var json: [UInt8] = []
        try message.withUnsafeReadableBytes { try call.json($0, field: binding.responseField, to: &json) }
        return framing.result(json)
    }
}

/// `{"result":…}` lines with a terminal `{"error":…}` line; or `data:` events with a terminal `error` event.
struct StreamFraming {
    let isEvents: Bool

    func result(_ json: [UInt8]) -> [UInt8] {
        isEvents
            ? Array("data: ".utf8) + json + Array("\n\n".utf8) : Array("{\"result\":".utf8) + json + Array("}\n".utf8)
    }

    /// - Parameter json: the documented error body, which is an object with the one member `error`.
    func error(_ json: [UInt8]) -> [UInt8] {
        isEvents ? Array("event: error\ndata: ".utf8) + json + Array("\n\n".utf8) : json + Array("\n".utf8)
    }
}
