import FoundationEssentials

/// Where the gateway listens: "http://host:port".
struct ServerAddress: Sendable, Codable, Equatable {
    private static let plaintextVariable = "PYNOMALY_PLAINTEXT"
    static let fallback = "http://127.0.0.1:8000"

    var host: String
    var port: Int

    /// - Throws: ``CommandFailure`` naming `--server` when the text is no such address.
    init(_ text: String) throws(CommandFailure) {
        guard let url = URL(string: text), let host = url.host(percentEncoded: false), !host.isEmpty else {
            throw CommandFailure("--server: \"\(text)\" is not an address of the form http://host:port")
        }
        guard url.scheme == "http" else {
            throw CommandFailure("--server: only http:// is spoken here; for https use a local TLS proxy or curl")
        }
        guard Self.isLoopback(host) || ProcessInfo.processInfo.environment[Self.plaintextVariable] == "true" else {
            throw CommandFailure(
                "--server: http:// would send passwords in the clear to \(host); "
                    + "set \(Self.plaintextVariable)=true if the network between is yours")
        }
        self.host = host
        self.port = url.port ?? 80
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    var text: String { "http://\(host):\(port)" }
}
