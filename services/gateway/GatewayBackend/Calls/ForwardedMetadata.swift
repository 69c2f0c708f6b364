import NIOHTTP1
import RPC
import ServiceKit

/// What crosses the gateway between HTTP headers and gRPC metadata. Everything else stays outside: hop-by-hop headers,
/// `grpc-*`, and the `x-forwarded-*` and `x-internal-*` that only the platform itself may say.
enum ForwardedMetadata {
    private static let fromClient = ["traceparent", "tracestate", "x-tenant", "accept-language", "user-agent"]
    /// A service that allows an answer to be kept says so; all others are `no-store`.
    private static let toClient = [
        "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset", "retry-after", "etag", "cache-control",
    ]

    /// - Parameters:
    ///   - authorization: the user's, nil where the gateway speaks for itself.
    ///   - gatewayToken: the gateway's own beside the user's, so that a service believes the address.
    ///   - clientAddress: as the gateway believes it; a client's own claim about it is not passed on.
    static func request(
        _ headers: HTTPHeaders, authorization: String?, gatewayToken: String?, requestID: String, clientAddress: String
    ) -> Metadata {
        var metadata: Metadata = [:]
        if let authorization { metadata.add("authorization", authorization) }
        if let gatewayToken { metadata.add(PolicyInterceptor.forwarderTokenName, gatewayToken) }
        for name in fromClient {
            // One value each: a second one would leave open which of them a service believes.
            if let value = headers.first(name: name), isPrintable(value) { metadata.add(passedName(name), value) }
        }
        // Believed from the gateway, it would open any tenant: only a user may name one.
        if authorization == nil { metadata["x-tenant"] = nil }
        metadata.add("x-request-id", requestID)
        metadata.add("x-forwarded-for", clientAddress)
        return metadata
    }

    static func answerHeaders(_ metadata: Metadata) -> [(name: String, value: String)] {
        toClient.compactMap { name in metadata[name].map { (name, $0) } }
    }

    /// gRPC says who the direct caller is in `user-agent`.
    private static func passedName(_ name: String) -> String { name == "user-agent" ? "x-user-agent" : name }

    private static func isPrintable(_ value: String) -> Bool { value.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
}

/// The id under which a request is found again in every log.
enum RequestIdentifier {
    private static let lengthMax = 128

    /// The client's, if it is short and harmless in a log line, or a new one.
    static func of(_ headers: HTTPHeaders) -> String {
        let given = headers["x-request-id"]
        if given.count == 1, isSane(given[0]) { return given[0] }
        return make()
    }

    static func isSane(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= lengthMax
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }

    private static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        let halves = [generator.next(), generator.next()].map { (half: UInt64) in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        return halves.joined()
    }
}
