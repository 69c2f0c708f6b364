import NIOHTTP1
import RPC

/// A request's head, checked and taken apart.
struct HTTPRequest: Sendable {
    let method: String
    let path: Substring
    /// Without the question mark.
    let query: Substring
    let headers: HTTPHeaders
    let requestID: String
    let clientAddress: String
    /// Whether a body follows.
    let hasBody: Bool
    let declaredLength: Int?

    init(
        _ head: HTTPRequestHead, requestID: String, clientAddress: String, limits: GatewayLimits
    ) throws(GatewayFailure) {
        guard head.uri.utf8.count <= limits.targetBytesMax else {
            throw GatewayFailure(
                .uriTooLong, .invalidArgument, "The URL is longer than \(limits.targetBytesMax) bytes.")
        }
        let hosts = head.headers["host"].count
        guard hosts == 1 || (hosts == 0 && head.version == .http1_0) else {
            throw .invalid("One Host header is wanted.")
        }
        let target = Self.originForm(head.uri)
        let question = target.firstIndex(of: "?") ?? target.endIndex
        method = head.method.rawValue
        path = target[..<question]
        query = target[question...].dropFirst()
        headers = head.headers
        self.requestID = requestID
        self.clientAddress = clientAddress
        declaredLength = head.headers.first(name: "content-length").flatMap { Int($0) }
        hasBody = head.headers.contains(name: "transfer-encoding") || (declaredLength ?? 0) > 0
        // RFC 9110 section 10.1.1: an expectation that is not known is refused.
        let expectations = head.headers["expect"]
        guard expectations.allSatisfy({ $0.lowercased() == "100-continue" }) else {
            throw GatewayFailure(.expectationFailed, .invalidArgument, "Only the expectation 100-continue is known.")
        }
    }

    var expectsContinue: Bool { hasBody && headers.contains(name: "expect") }

    /// The path of "http://host/path", which every server must accept (RFC 9112 section 3.2.2).
    private static func originForm(_ target: String) -> Substring {
        for scheme in ["http://", "https://"] where target.lowercased().hasPrefix(scheme) {
            let rest = target.dropFirst(scheme.count)
            guard let slash = rest.firstIndex(where: { $0 == "/" || $0 == "?" }) else { return "/" }
            return rest[slash...]
        }
        return target[...]
    }
}
