import NIOCore
import NIOHTTP1
import Protobuf
import RPC

/// An OAuth2 token request (RFC 6749 sections 4.3.2 and 6): a form in, the members of one response field out.
///
/// `grant_type` chooses the method; the form's fields are its request's, by proto name: a second factor goes along as
/// `totp_code`. It is never taken from the end of the password: any character may be the password's own, and trying
/// both readings would cost two hashes and tell by its time which one was right.
struct FormAnswer {
    let call: RoutedCall
    let binding: FormBinding

    /// What OAuth2 clients send beside the fields, and this grant has no use for.
    private static let protocolFields: Set = ["grant_type", "scope", "client_id", "client_secret"]

    func serve(_ body: RequestBody, _ responder: Responder) async throws {
        do {
            let (grant, reply) = try await reply(body)
            try await send(reply, of: grant, responder)
        } catch let failure as GatewayFailure where !responder.hasStarted {
            try await send(OAuthError(failure), failure, responder)
        } catch let error as OAuthError {
            try await send(error, nil, responder)
        }
    }

    private func reply(_ body: RequestBody) async throws -> (FormGrant, ServiceCall.Reply) {
        try call.requireType(MediaTypes.form)
        let limit = call.context.limits.formBodyBytesMax
        let bytes = try await body.collect(limit: limit, declared: call.request.declaredLength)
        guard
            let pairs = PercentCoding.pairs(
                String(decoding: bytes, as: UTF8.self), limit: call.context.limits.queryParametersMax)
        else { throw OAuthError(.badRequest, "invalid_request", "The form is malformed.") }
        let grant = try grant(pairs)
        return (grant, try await RoutedCall(call, grant: grant).unary(try wire(pairs, as: grant.input)))
    }

    private func grant(_ pairs: [(name: String, value: String)]) throws(OAuthError) -> FormGrant {
        let given = pairs.filter { $0.name == "grant_type" }.map(\.value)
        guard given.count == 1 else { throw OAuthError(.badRequest, "invalid_request", "One grant_type is wanted.") }
        guard let grant = binding.grant(given[0]) else {
            let known = binding.grants.map(\.type).joined(separator: ", ")
            throw OAuthError(.badRequest, "unsupported_grant_type", "The grant types known here are: \(known).")
        }
        return grant
    }

    private func wire(_ pairs: [(name: String, value: String)], as input: MessageDescriptor) throws -> [UInt8] {
        var parameters = ParameterEncoder(call.context.codec)
        for (name, value) in pairs where !Self.protocolFields.contains(name) {
            // RFC 6749 section 3.2: parameters that are not known are ignored.
            guard let path = ParameterEncoder.path(name, in: input, pool: call.context.codec.pool),
                path.count == 1
            else { continue }
            parameters.add(path, value)
        }
        do throws(JSONError) { return try parameters.encode() } catch {
            throw OAuthError(.badRequest, "invalid_request", "\(error)")
        }
    }

    private func send(_ reply: ServiceCall.Reply, of grant: FormGrant, _ responder: Responder) async throws {
        let call = RoutedCall(call, grant: grant)
        var json: [UInt8] = []
        let isGranted = try reply.message.withUnsafeReadableBytes { bytes in
            if let field = grant.responseField, MessageField.bytes(of: field, in: bytes) == nil {
                try call.json(bytes, options: .protoNames, to: &json)
                return false
            }
            try call.json(bytes, field: grant.responseField, options: .protoNames, to: &json)
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
