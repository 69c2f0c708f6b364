import HTTP2

/// The header blocks of gRPC answers.
enum StatusHeaders {
    static let response = HTTP2StaticHeaders([":status": "200", "content-type": "application/grpc"])
    static let success = HTTP2StaticHeaders(["grpc-status": "0"])

    /// The block that begins an answer.
    static func response(_ metadata: Metadata, _ encoding: MessageEncoding? = nil) -> HTTP2Headers {
        var headers = HTTP2Headers()
        headers.add(":status", "200")
        headers.add("content-type", "application/grpc")
        if let encoding { headers.add("grpc-encoding", encoding.rawValue) }
        append(metadata, to: &headers)
        return headers
    }

    /// The block that ends an answer.
    static func trailers(_ error: RPCError?, _ metadata: Metadata) -> HTTP2Headers {
        var headers = HTTP2Headers()
        appendStatus(error, metadata, to: &headers)
        return headers
    }

    /// The one block of an answer that is a status only.
    static func statusOnly(_ error: RPCError, _ metadata: Metadata) -> HTTP2Headers {
        var headers = response([:])
        appendStatus(error, metadata, to: &headers)
        return headers
    }

    /// For requests that are no gRPC at all.
    static func plainHTTP(status: String) -> HTTP2Headers {
        var headers = HTTP2Headers()
        headers.add(":status", status)
        return headers
    }

    private static func appendStatus(_ error: RPCError?, _ metadata: Metadata, to headers: inout HTTP2Headers) {
        headers.add("grpc-status".utf8, String(error?.code.rawValue ?? 0).utf8)
        if let error {
            if !error.message.isEmpty { headers.add("grpc-message".utf8, PercentCoding.encode(error.message)) }
            if !error.statusBytes.isEmpty {
                headers.add("grpc-status-details-bin", Metadata.encodeBase64(error.statusBytes))
            }
            append(error.metadata, to: &headers)
        }
        append(metadata, to: &headers)
    }

    /// Adds what may be sent: names and values that HTTP/2 or gRPC forbid are left out, for they would break the
    /// connection and not the call.
    static func append(_ metadata: Metadata, to headers: inout HTTP2Headers) {
        for entry in metadata where isLegal(entry) { headers.add(entry.name, entry.value) }
    }

    static func isLegal(_ entry: Metadata.Entry) -> Bool {
        guard !entry.name.isEmpty, !reserved.contains(entry.name) else { return false }
        if entry.name.hasPrefix("grpc-") && !allowed.contains(entry.name) { return false }
        let nameIsLegal = entry.name.utf8.allSatisfy {
            (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || [0x2d, 0x2e, 0x5f].contains($0)
        }
        return nameIsLegal && entry.value.utf8.allSatisfy { (0x20...0x7e).contains($0) }
    }

    /// gRPC's own names that travel as metadata; the others are made from what they mean.
    private static let allowed: Set<String> = [
        "grpc-accept-encoding", RetryMachine.pushbackName, RetryMachine.attemptsName,
    ]

    private static let reserved: Set<String> = [
        "content-type", "te", "connection", "transfer-encoding", "upgrade", "keep-alive", "proxy-connection", "host",
        "content-length",
    ]
}
