import NIOCore
import NIOHTTP1
import Protobuf
import RPC

/// A multipart form whose file flows into a client-streaming call as it arrives; nothing of it is kept.
///
/// The fields come before the file, because the first message upstream is made of them. The next piece is read when
/// the service has taken the last one, so a slow service slows the client down and fills no memory.
struct UploadAnswer {
    let call: RoutedCall
    let binding: UploadBinding

    func serve(_ body: RequestBody, _ responder: Responder) async throws {
        let type = try call.negotiate([MediaTypes.json])
        try call.refuseCondition()
        var source = try MultipartSource(call: call, body: body)
        let (upstream, isComplete) = try await send(&source)
        let reply = try await reply(of: upstream)
        if !isComplete { responder.keepsAlive = false }
        var json: [UInt8] = []
        try reply.message.withUnsafeReadableBytes { try call.json($0, to: &json) }
        try await responder.send(.ok, type: type, json)
    }

    /// The file is gone, so a call whose token was revoked is not made again; the next one will do.
    private func reply(of upstream: RawCall) async throws(GatewayFailure) -> ServiceCall.Reply {
        do throws(GatewayFailure) {
            return try await ServiceCall.reply(of: upstream)
        } catch {
            call.forgetToken(after: error)
            throw error
        }
    }

    /// Sends spec and file; false beside the call when the service has answered before the file's end.
    private func send(_ source: inout MultipartSource) async throws -> (RawCall, isComplete: Bool) {
        var form = UploadForm(codec: call.context.codec, binding: binding)
        while let part = try await source.nextPart() {
            if part.name == binding.filePart {
                let key = call.request.headers.first(name: "idempotency-key")
                let upstream = try await open(try form.request(idempotencyKey: key))
                return (upstream, try await stream(&source, to: upstream))
            }
            try form.add(part.name, try await source.fieldValue())
        }
        throw GatewayFailure.invalid(field: binding.filePart, "the form has no such file part")
    }

    private func open(_ spec: [UInt8]) async throws(GatewayFailure) -> RawCall {
        let channel = try call.channel()
        let options = call.options(timeout: call.context.limits.uploadTimeout)
        do throws(RPCError) {
            let upstream = try await channel.open(call.method.path, options: options)
            try await upstream.send(ByteBuffer(bytes: spec))
            return upstream
        } catch { throw GatewayFailure(error) }
    }

    private func stream(_ source: inout MultipartSource, to upstream: RawCall) async throws -> Bool {
        while let piece = try await source.nextData() {
            for message in UploadChunks(piece, field: binding.chunkField, limits: call.context.limits) {
                do { try await upstream.send(message) } catch {
                    // A call that has ended tells why in its status, or has its answer already.
                    return false
                }
            }
        }
        if let extra = try await source.nextPart() {
            throw GatewayFailure.invalid(field: extra.name, "the form's fields come before its file")
        }
        upstream.closeSend()
        return true
    }
}
