import HTTP2

/// The header block that opens a call.
enum RequestHeaders {
    static func make(_ call: ClientCall, endpoint: Endpoint, userAgent: String) -> HTTP2Headers {
        var headers = HTTP2Headers()
        headers.add(":method", "POST")
        headers.add(":scheme", endpoint.tls == nil ? "http" : "https")
        headers.add(":path", call.path)
        headers.add(":authority", endpoint.authority)
        headers.add("te", "trailers")
        headers.add("content-type", "application/grpc")
        headers.add("user-agent", userAgent)
        headers.add("grpc-accept-encoding", MessageEncoding.accepted)
        if let encoding = call.encoding { headers.add("grpc-encoding", encoding.rawValue) }
        if let deadline = call.deadline {
            headers.add("grpc-timeout", GRPCTimeout.format(ContinuousClock.now.duration(to: deadline)))
        }
        StatusHeaders.append(call.metadata, to: &headers)
        return headers
    }
}
