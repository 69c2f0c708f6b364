/// How gRPC writes the address of a Unix domain socket in place of a host: `unix:path` or `unix:///absolute/path`.
package enum UnixSocketName {
    private static let scheme = "unix:"

    /// nil for what is no such address.
    package static func path(of host: String) -> String? {
        guard host.hasPrefix(scheme) else { return nil }
        let rest = host.dropFirst(scheme.count)
        let path = rest.hasPrefix("//") ? rest.dropFirst(2) : rest
        return path.isEmpty ? nil : String(path)
    }
}
