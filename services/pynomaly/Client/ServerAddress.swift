import FoundationEssentials

/// Where the gateway is reached: "https://host", or "http://host:port" on this machine.
struct ServerAddress: Sendable, Codable, Equatable {
    private static let plaintextVariable = "PYNOMALY_PLAINTEXT"
    static let fallback = "http://127.0.0.1:8000"

    enum Scheme: String, Codable {
        case http
        case https
    }

    var scheme: Scheme
    var host: String
    var port: Int
    /// PEM with the authorities that the server's certificate is held against, in place of the system's.
    var authorityFile: String?

    /// - Throws: ``CommandFailure`` naming `--server` when the text is no such address.
    init(_ text: String, authorityFile: String? = nil) throws(CommandFailure) {
        guard let url = URL(string: text), let host = url.host(percentEncoded: false), !host.isEmpty,
            let scheme = url.scheme.flatMap(Scheme.init)
        else {
            throw CommandFailure(
                "--server: \"\(text)\" is not an address of the form https://host or http://host:port")
        }
        guard scheme == .https || Self.isLoopback(host) || Self.mayBePlain else {
            throw CommandFailure(
                "--server: http:// would send passwords in the clear to \(host); use https://, "
                    + "or set \(Self.plaintextVariable)=true if the network between is yours")
        }
        self.scheme = scheme
        self.host = host
        port = url.port ?? (scheme == .https ? 443 : 80)
        // Commands that come later may be started elsewhere.
        self.authorityFile = authorityFile.map { URL(filePath: $0).path }
    }

    private static var mayBePlain: Bool {
        ProcessInfo.processInfo.environment[plaintextVariable] == "true"
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    /// As the `Host` of a request names it.
    var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    var text: String { "\(scheme)://\(authority)" }
}
