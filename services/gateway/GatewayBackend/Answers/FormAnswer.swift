import NIOCore
import NIOHTTP1
import Protobuf
import RPC

/// An OAuth2 token request (RFC 6749 section 4.3.2): a form in, the members of one response field out.
///
/// The form's fields are the request's, by proto name: a second factor goes along as `totp_code`.
struct FormAnswer {
    let call: RoutedCall
    let binding: FormBinding

    /// What OAuth2 clients send beside the fields, and this grant has no use for.
    private static let protocolFields: Set = ["grant_type", "scope", "client_id", "client_secret"]

    func serve(_ body: RequestBody, _ responder: Responder) async throws {
        do {
            let reply = try await reply(body)
            try await send(reply, responder)
        } catch let failure as GatewayFailure where !responder.hasStarted {
            try await send(OAuthError(failure), failure, responder)
        } catch let error as OAuthError {
            try await send(error, nil, responder)
        }
    }

    private func reply(_ body: RequestBody) async throws -> ServiceCall.Reply {
        try call.requireType(MediaTypes.form)
        let limit = call.context.limits.formBodyBytesMax
        let bytes = try await body.collect(limit: limit, declared: call.request.declaredLength)
        let request = try wire(String(decoding: bytes, as: UTF8.self))
        return try await ServiceCall.unary(
            call.channel(), call.method, request, options: call.options(timeout: call.context.limits.callTimeout))
    }

    private func wire(_ form: String) throws -> [UInt8] {
        guard let pairs = PercentCoding.pairs(form, limit: call.context.limits.queryParametersMax) else {
            throw OAuthError(.badRequest, "invalid_request", "The form is malformed.")
        }
        let grants = pairs.filter { $0.name == "grant_type" }.map(\.value)
        guard grants.count == 1 else { throw OAuthError(.badRequest, "invalid_request", "One grant_type is wanted.") }
        guard grants[0] == "password" else {
            throw OAuthError(.badRequest, "unsupported_grant_type", "Only the grant_type password is known.")
        }
        var parameters = ParameterEncoder(call.context.codec)
        for (name, value) in pairs where !Self.protocolFields.contains(name) {
            // RFC 6749 section 3.2: parameters that are not known are ignored.
            guard let path = ParameterEncoder.path(name, in: call.route.input, pool: call.context.codec.pool),
                path.count == 1
            else { continue }
            parameters.add(path, value)
        }
        do throws(JSONError) { return try parameters.encode() } catch {
            throw OAuthError(.badRequest, "invalid_request", "\(error)")
        }
    }

    private func send(_ reply: ServiceCall.Reply, _ responder: Responder) async throws {
        var json: [UInt8] = []
        let isGranted = try reply.message.withUnsafeReadableBytes { bytes in
            if let field = binding.responseField, MessageField.bytes(of: field, in: bytes) == nil {
                try call.json(bytes, options: .protoNames, to: &json)
                return false
            }
            try call.json(bytes, field: binding.responseField, options: .protoNames, to: &json)
            return true
        }
        if isGranted { return try await responder.send(.ok, type: MediaTypes.json, json, Self.headers) }
        // Another outcome than the tokens, such as a challenge: an error whose further members tell what is wanted.
        var error = OAuthError(.badRequest, "invalid_grant", OAuthError.furtherStep)
        error.members = json
        try await send(error, nil, responder)
    }

    private func send(_ error: OAuthError, _ failure: GatewayFailure?, _ responder: Responder) async throws {
        var headers = Self.headers
        for (name, value) in failure?.headers ?? [] { headers.replaceOrAdd(name: name, value: value) }
        if let seconds = StatusDetails.retrySeconds(failure?.statusBytes ?? []) {
            headers.replaceOrAdd(name: "Retry-After", value: "\(seconds)")
        }
        try await responder.send(error.status, type: MediaTypes.json, error.json, headers)
    }

    /// RFC 6749 section 5.1; the older of the two too, as it demands.
    private static let headers: HTTPHeaders = ["Pragma": "no-cache"]
}
