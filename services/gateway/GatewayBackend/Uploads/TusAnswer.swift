internal import FoundationEssentials
import NIOCore
import NIOHTTP1
import Protobuf
import RPC

/// The resumable upload protocol tus 1.0 (https://tus.io/protocols/resumable-upload), with the extensions creation and
/// termination, over five methods of a service. Nothing of an upload is kept here: the service knows how far it is.
struct TusAnswer {
    static let versionHeader = "Tus-Resumable"
    private static let version = "1.0.0"
    private static let bodyType = "application/offset+octet-stream"

    let context: GatewayContext
    let request: HTTPRequest
    let target: ResumableTarget

    func serve(_ body: RequestBody, _ responder: Responder) async throws {
        responder.headers.replaceOrAdd(name: Self.versionHeader, value: Self.version)
        if request.method == "OPTIONS" { return try await tell(responder) }
        guard request.headers.first(name: Self.versionHeader) == Self.version else {
            responder.headers.replaceOrAdd(name: "Tus-Version", value: Self.version)
            throw GatewayFailure(
                .preconditionFailed, .failedPrecondition, "\(Self.versionHeader) \(Self.version) is spoken here.")
        }
        switch (request.method, target.id) {
        case ("POST", nil): try await create(responder)
        case ("HEAD", let id?): try await tellOffset(of: id, responder)
        case ("PATCH", let id?): try await write(id, body, responder)
        case ("DELETE", let id?): try await remove(id, responder)
        default:
            var failure = GatewayFailure(
                .methodNotAllowed, .unimplemented, "tus has no \(request.method) at this path.")
            let allowed = target.id == nil ? "OPTIONS, POST" : "DELETE, HEAD, OPTIONS, PATCH"
            failure.headers.append((name: "Allow", value: allowed))
            throw failure
        }
    }

    private func tell(_ responder: Responder) async throws {
        try await responder.send(
            .noContent, type: nil, [],
            [
                "Tus-Version": Self.version, "Tus-Extension": "creation,termination",
                "Tus-Max-Size": "\(context.limits.uploadBytesMax)",
                "Allow": target.id == nil ? "OPTIONS, POST" : "DELETE, HEAD, OPTIONS, PATCH",
            ])
    }

    private func call(_ route: Route) async throws(GatewayFailure) -> RoutedCall {
        try await RoutedCall(
            context: context, request: request,
            routed: RoutedRequest(route: route, endpoint: target.binding.endpoint, captures: []))
    }

    private func create(_ responder: Responder) async throws {
        guard let length = request.headers.first(name: "upload-length").flatMap(Int64.init), length >= 0 else {
            throw GatewayFailure.invalid(field: "Upload-Length", "must be given, as the number of the file's bytes")
        }
        let route = target.binding.create
        var parameters = ParameterEncoder(context.codec)
        parameters.add(target.binding.byteSize, "\(length)")
        try addMetadata(to: &parameters, input: route.input)
        if let key = request.headers.first(name: "idempotency-key"), let field = route.input.field(named: "request_id")
        {
            parameters.add([field], IdempotencyKey.requestID(key))
        }
        let call = try await call(route)
        try call.refuseCondition()
        let reply = try await call.unary(try wire(parameters))
        let upload = ReplyFields(reply.message, route.output)
        let id = upload.text("name").split(separator: "/").last ?? ""
        try await responder.send(
            .created, type: nil, [],
            ["Location": "\(target.base)/\(id)", "Upload-Offset": "\(upload.integer("offset"))"])
    }

    private func tellOffset(of id: String, _ responder: Responder) async throws {
        let route = target.binding.status
        let call = try await call(route)
        let reply = try await call.unary(try named(id, route))
        let upload = ReplyFields(reply.message, route.output)
        // A client that sees all its bytes here takes the upload for done, so it must be: whoever sent the last one may not
        // have come to the end.
        let isSettled = !upload.text("dataset").isEmpty || !upload.text("error").isEmpty
        if upload.integer("offset") == upload.integer("byte_size"), !isSettled { try await finish(id, after: call) }
        // A HEAD has no content, so its length says nothing.
        try await responder.send(
            .ok, type: nil, [],
            ["Upload-Offset": "\(upload.integer("offset"))", "Upload-Length": "\(upload.integer("byte_size"))"])
    }

    private func remove(_ id: String, _ responder: Responder) async throws {
        let route = target.binding.remove
        _ = try await call(route).unary(try named(id, route))
        try await responder.send(.noContent, type: nil, [])
    }

    private func wire(_ parameters: ParameterEncoder) throws(GatewayFailure) -> [UInt8] {
        do throws(JSONError) { return try parameters.encode() } catch {
            throw .invalid(field: error.path, error.message)
        }
    }

    private func named(_ id: String, _ route: Route) throws(GatewayFailure) -> [UInt8] {
        var parameters = ParameterEncoder(context.codec)
        if let name = route.input.field(named: "name") { parameters.add([name], target.binding.name(id)) }
        return try wire(parameters)
    }
}

// What a client says about its file.
extension TusAnswer {
    /// What common clients say of every file, and says nothing to us; the file's name serves when there is no other.
    private static let commonKeys: Set<String> = ["filename", "filetype", "name", "type", "relativePath"]

    /// `Upload-Metadata`: names with values in base64, which become fields of the spec.
    private func addMetadata(
        to parameters: inout ParameterEncoder, input: MessageDescriptor
    ) throws(GatewayFailure) {
        let header = request.headers["upload-metadata"].joined(separator: ",")
        var fileName: String?
        var hasDisplayName = false
        for pair in header.split(separator: ",") {
            let parts = pair.split(separator: " ", omittingEmptySubsequences: true)
            guard let key = parts.first.map(String.init), parts.count <= 2,
                let value = Self.text(parts.count == 2 ? parts[1] : "")
            else { throw .invalid(field: "Upload-Metadata", "wants names, each with a value in base64") }
            if Self.commonKeys.contains(key) {
                if key == "filename" || (key == "name" && fileName == nil) { fileName = value }
                continue
            }
            guard let path = ParameterEncoder.path("upload.spec.\(key)", in: input, pool: context.codec.pool) else {
                throw .invalid(field: "Upload-Metadata", "there is no field \(key)")
            }
            if key == "display_name" || key == "displayName" { hasDisplayName = true }
            parameters.add(path, value)
        }
        if let fileName, !hasDisplayName,
            let path = ParameterEncoder.path("upload.spec.display_name", in: input, pool: context.codec.pool)
        {
            parameters.add(path, fileName)
        }
    }

    private static func text(_ base64: Substring) -> String? {
        Data(base64Encoded: String(base64)).flatMap { String(validating: $0, as: UTF8.self) }
    }
}

// Bytes.
extension TusAnswer {
    private func write(_ id: String, _ body: RequestBody, _ responder: Responder) async throws {
        guard MediaTypes.essence(request.headers.first(name: "content-type") ?? "") == Self.bodyType else {
            throw GatewayFailure.unsupportedMediaType(Self.bodyType)
        }
        guard let offset = request.headers.first(name: "upload-offset").flatMap(Int64.init), offset >= 0 else {
            throw GatewayFailure.invalid(field: "Upload-Offset", "must be given, as a number of bytes")
        }
        let call = try await call(target.binding.write)
        let upstream = try await open(call, id, offset)
        let isComplete = try await send(body, to: upstream)
        let reply = try await ServiceCall.reply(of: upstream)
        if !isComplete { responder.keepsAlive = false }
        let written = ReplyFields(reply.message, call.route.output)
        // The last byte finishes the upload: a client of this protocol says nothing more.
        if written.integer("offset") == written.integer("byte_size") { try await finish(id, after: call) }
        try await responder.send(.noContent, type: nil, [], ["Upload-Offset": "\(written.integer("offset"))"])
    }

    private func finish(_ id: String, after call: RoutedCall) async throws {
        let finish = RoutedCall(call, route: target.binding.finish)
        _ = try await ServiceCall.unary(
            finish.channel(), finish.method, try named(id, finish.route),
            options: finish.options(timeout: context.limits.uploadTimeout))
    }

    private func open(_ call: RoutedCall, _ id: String, _ offset: Int64) async throws(GatewayFailure) -> RawCall {
        var start = ParameterEncoder(context.codec)
        start.add(target.binding.start.name, target.binding.name(id))
        start.add(target.binding.start.offset, "\(offset)")
        let message = try wire(start)
        let channel = try call.channel()
        let options = call.options(timeout: context.limits.uploadTimeout)
        do throws(RPCError) {
            let upstream = try await channel.open(call.method.path, options: options)
            try await upstream.send(ByteBuffer(bytes: message))
            return upstream
        } catch { throw GatewayFailure(error) }
    }

    /// Passes the body on as it comes; false when the service has ended the call before the body's end. What came before
    /// the client's connection broke is the service's to keep, so the stream ends as if that were all.
    private func send(_ body: RequestBody, to upstream: RawCall) async throws -> Bool {
        do {
            while let piece = try await body.next() {
                for message in UploadChunks(piece, field: target.binding.chunk, limits: context.limits) {
                    do { try await upstream.send(message) } catch { return false }
                }
            }
        } catch {
            upstream.closeSend()
            _ = try? await ServiceCall.reply(of: upstream)
            throw error
        }
        upstream.closeSend()
        return true
    }
}
