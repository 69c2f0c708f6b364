/// One server behind a name.
package struct ResolvedAddress: Sendable, Hashable {
    /// An IP address, or `unix:path`.
    package var host: String
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}

extension ResolvedAddress: CustomStringConvertible {
    package var description: String {
        if UnixSocketName.path(of: host) != nil { return host }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
