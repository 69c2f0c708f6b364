package import TLS

/// Where a server is.
package struct Endpoint: Sendable {
    /// An IP address, a name that may stand for several, or `unix:path` for a Unix domain socket, which has no port.
    package var host: String
    package var port: Int
    /// nil speaks h2c.
    package var tls: TLSContext?
    /// The name the server's certificate must carry, when it is not `host`.
    package var serverName: String?

    package init(host: String, port: Int, tls: TLSContext? = nil, serverName: String? = nil) {
        self.host = host
        self.port = port
        self.tls = tls
        self.serverName = serverName
    }

    /// `host:port`, with brackets around an IPv6 address; a Unix domain socket is on `localhost`.
    package var authority: String {
        if isUnixSocket { return "localhost" }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    var isUnixSocket: Bool { UnixSocketName.path(of: host) != nil }

    /// What the server's certificate must be for.
    var certificateName: String { serverName ?? (isUnixSocket ? "localhost" : host) }
}
