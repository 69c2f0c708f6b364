package import TLS

/// Where a server is.
package struct Endpoint: Sendable {
    /// An IP address, or a name that may stand for several.
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

    /// `host:port`, with brackets around an IPv6 address.
    package var authority: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
