import NIOHTTP1
import Protobuf
import RPC
import ServiceKit

/// A request with its route: what the kinds of answer have in common.
struct RoutedCall: Sendable {
    let context: GatewayContext
    let request: HTTPRequest
    let routed: RoutedRequest
    private let credential: Credential
    private let gatewayToken: String?

    init(context: GatewayContext, request: HTTPRequest, routed: RoutedRequest) async throws(GatewayFailure) {
        let identity = try CallerIdentity.of(routed.route.method, request.headers)
        self.context = context
        self.request = request
        self.routed = routed
        self.credential = try await Credential(identity, context.apiKeys, request)
        // Where the gateway speaks for itself, its channels show the token.
        let callee = Upstreams.service(for: routed.route.upstream, captures: routed.captures)
        self.gatewayToken = if identity != .gateway, let callee { await context.ownToken(callee) } else { nil }
    }

    /// The same request as a call of another method of the form that it came to.
    init(_ form: RoutedCall, grant: FormGrant) {
        context = form.context
        request = form.request
        routed = RoutedRequest(
            route: Route(
                method: grant.method, input: grant.input, output: grant.output, shape: form.route.shape,
                upstream: grant.upstream), endpoint: form.routed.endpoint, captures: [])
        // Such methods are public: see RouteCompiler.
        credential = .gateway
        gatewayToken = nil
    }

    /// The same request as a call of another method that is served by the same upstream.
    init(_ other: RoutedCall, route: Route) {
        context = other.context
        request = other.request
        routed = RoutedRequest(route: route, endpoint: other.routed.endpoint, captures: [])
        credential = other.credential
        gatewayToken = other.gatewayToken
    }

    var route: Route { routed.route }
    var method: MethodDescriptor { routed.route.method }

    func channel() throws(GatewayFailure) -> RPCChannel {
        try context.upstreams.channel(for: route.upstream, captures: routed.captures)
    }

    func options(timeout: Duration?) -> CallOptions {
        let metadata = ForwardedMetadata.request(
            request.headers, authorization: credential.authorization, gatewayToken: gatewayToken,
            requestID: request.requestID, clientAddress: request.clientAddress)
        return CallOptions(timeout: timeout, metadata: metadata)
    }

    /// Makes the call with its only request; once more with a new token, if that of an API key was revoked meanwhile.
    func unary(_ message: [UInt8]) async throws(GatewayFailure) -> ServiceCall.Reply {
        let timeout = method.isLengthy ? context.limits.uploadTimeout : context.limits.callTimeout
        do throws(GatewayFailure) {
            return try await ServiceCall.unary(channel(), method, message, options: options(timeout: timeout))
        } catch {
            guard let renewed = try await renewed(after: error) else { throw error }
            return try await ServiceCall.unary(
                renewed.channel(), method, message, options: renewed.options(timeout: timeout))
        }
    }

    /// The call with a new token, where the failure means that an API key's was revoked and nothing can happen twice:
    /// the failure may be one of a service further behind. Nil for all others.
    func renewed(after failure: GatewayFailure) async throws(GatewayFailure) -> RoutedCall? {
        guard forgetToken(after: failure), method.idempotency != .unknown else { return nil }
        return try await RoutedCall(context: context, request: request, routed: routed)
    }

    /// A token of an API key that a service refuses is not shown again.
    @discardableResult
    func forgetToken(after failure: GatewayFailure) -> Bool {
        guard case .apiKey(let key, let token) = credential,
            StatusDetails.reason(failure.statusBytes) == Refusal.tokenRevoked
        else { return false }
        context.apiKeys.forget(token, of: key, from: request.clientAddress)
        return true
    }

    /// The answer's type, if the client takes it.
    func negotiate(_ offers: [String]) throws(GatewayFailure) -> String {
        guard let type = MediaTypes.choose(offers, accept: request.headers["accept"]) else {
            throw GatewayFailure(
                .notAcceptable, .invalidArgument, "The answer comes as \(offers.joined(separator: " or ")).")
        }
        return type
    }

    /// Refuses a body of another type. A body that does not say its type is taken for the wanted one.
    func requireType(_ type: String) throws(GatewayFailure) {
        guard let given = request.headers.first(name: "content-type") else { return }
        let charset = MediaTypes.parameter("charset", of: given)?.lowercased() ?? "utf-8"
        guard MediaTypes.essence(given) == type, charset == "utf-8" else { throw .unsupportedMediaType(type) }
    }

    /// For what makes something of a body that has no etag.
    func refuseCondition() throws(GatewayFailure) {
        if let condition = request.headers.first(name: "if-match"), condition != "*" { throw .noEtag }
    }

    /// The request's wire form, by a REST rule.
    func restRequest(_ binding: RESTBinding, _ body: RequestBody) async throws -> [UInt8] {
        var parts = RequestParts(captures: routed.captures, query: request.query)
        parts.idempotencyKey = request.headers.first(name: "idempotency-key")
        if method.idempotency != .noSideEffects { parts.ifMatch = request.headers.first(name: "if-match") }
        if request.hasBody {
            try requireType(MediaTypes.json)
            let limits = context.limits
            let isPublic = route.method.policy?.access == .public
            parts.body = try await body.collect(
                limit: isPublic ? limits.publicBodyBytesMax : limits.jsonBodyBytesMax,
                declared: request.declaredLength)
        }
        return try context.binder.wire(parts, input: route.input, binding: binding)
    }

    /// A response message as JSON; of `field` only, if one stands for the whole.
    func json(
        _ message: UnsafeRawBufferPointer, field: FieldDescriptor? = nil, options: JSONOutput = [],
        to out: inout [UInt8]
    ) throws(GatewayFailure) {
        do throws(JSONError) {
            guard let field else {
                return try context.codec.encode(message, as: route.output, options: options, to: &out)
            }
            let type = context.codec.pool.messages[field.typeIndex]
            let inner = MessageField.bytes(of: field, in: message) ?? []
            try inner.withUnsafeBufferPointer { (buffer) throws(JSONError) in
                try context.codec.encode(UnsafeRawBufferPointer(buffer), as: type, options: options, to: &out)
            }
        } catch {
            throw GatewayFailure(.internalServerError, .internalError, "The service's answer is unusable: \(error)")
        }
    }
}

/// Takes one message field out of a message's wire bytes.
enum MessageField {
    /// All occurrences one after another, which is their merger; nil when there is none.
    static func bytes(of field: FieldDescriptor, in message: UnsafeRawBufferPointer) -> [UInt8]? {
        var cursor = WireCursor(message)
        var bytes: [UInt8]?
        while let found = try? cursor.next() {
            if found.number == field.number { bytes = (bytes ?? []) + message[found.range] }
        }
        return bytes
    }
}
