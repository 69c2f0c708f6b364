package import Crypto
import FoundationEssentials

/// Where Redis is, who we are to it, and what the client grants it.
package struct RedisConfiguration: Sendable {
    package enum Address: Sendable, Equatable {
        case tcp(host: String, port: Int)
        case socket(path: String)
    }

    package var address: Address
    package var usesTLS = false
    /// PEM with the authorities that the server's certificate is verified against; nil takes the system's.
    package var authorityFile: String?
    /// Of Redis 6 and later; nil is its default user.
    package var username: String?
    package var password: Secret?
    package var database = 0

    package var commandTimeout = RedisLimits.commandTimeout
    package var connectTimeout = RedisLimits.connectTimeout
    package var pendingMax = RedisLimits.pendingMax
    package var replyBytesMax = RedisLimits.replyBytesMax

    /// `redis://[[user]:password@]host[:port][/database]`, `rediss://` for TLS, or `unix:///path/of/socket`.
    ///
    /// - Parameter password: completes a URL without one.
    package init(url text: String, password: Secret? = nil) throws(RedisError) {
        let refusal = RedisError(
            .configuration, "it must be redis://, rediss:// or unix://, with [:password@]host[:port][/database]")
        guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(), url.query == nil,
            url.fragment == nil
        else { throw refusal }
        switch scheme {
        case "unix":
            guard url.host?.isEmpty ?? true, url.path.hasPrefix("/"), url.path.count > 1 else { throw refusal }
            address = .socket(path: url.path)
        case "redis", "rediss":
            guard let host = Self.host(url), let number = Self.database(url.path) else { throw refusal }
            address = .tcp(host: host, port: url.port ?? 6379)
            database = number
            usesTLS = scheme == "rediss"
        default: throw refusal
        }
        username = url.user.flatMap { $0.isEmpty ? nil : $0 }
        self.password = url.password.flatMap { $0.isEmpty ? nil : Secret($0) } ?? password
    }

    /// An IPv6 address stands in brackets.
    private static func host(_ url: URLComponents) -> String? {
        guard var host = url.host?[...], !host.isEmpty else { return nil }
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        return String(host)
    }

    private static func database(_ path: String) -> Int? {
        if path.isEmpty || path == "/" { return 0 }
        guard let number = Int(path.dropFirst()), (0...65_535).contains(number) else { return nil }
        return number
    }

    /// For logs.
    var place: String {
        switch address {
        case .tcp(let host, let port): "\(host):\(port)"
        case .socket(let path): path
        }
    }
}
