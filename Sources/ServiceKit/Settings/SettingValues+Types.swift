import RPC

/// A host and a port: `dataset:50052`, `127.0.0.1:50052`, `[::1]:50052`; or a Unix domain socket, which has no port:
/// `unix:/run/dataset.sock`.
package struct ServiceEndpoint: Sendable, Hashable, CustomStringConvertible {
    package var host: String
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    package init?(_ text: String) {
        if UnixSocketName.path(of: text) != nil {
            self.init(host: text, port: 0)
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, !host.contains("/") else { return nil }
        self.init(host: String(host), port: port)
    }

    package var description: String {
        if UnixSocketName.path(of: host) != nil { return host }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

extension SettingValues {
    package func integer(
        _ name: String, default defaultValue: Int, in range: ClosedRange<Int>
    ) throws(SettingsError) -> Int {
        guard let text = try string(name) else { return defaultValue }
        guard let value = Int(text), range.contains(value) else {
            throw SettingsError(
                "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound), not \"\(text)\".")
        }
        return value
    }

    package func port(_ name: String, default defaultValue: Int) throws(SettingsError) -> Int {
        try integer(name, default: defaultValue, in: 0...65535)
    }

    package func boolean(_ name: String, default defaultValue: Bool) throws(SettingsError) -> Bool {
        guard let text = try string(name) else { return defaultValue }
        switch text.lowercased() {
        case "true", "1", "yes", "on": return true
        case "false", "0", "no", "off": return false
        default: throw SettingsError("\(name) must be true or false, not \"\(text)\".")
        }
    }

    /// `250ms`, `30s`, `5m`, `12h`; a bare number counts seconds.
    package func duration(
        _ name: String, default defaultValue: Duration, in range: ClosedRange<Duration>
    ) throws(SettingsError) -> Duration {
        guard let text = try string(name) else { return defaultValue }
        guard let value = Self.duration(text) else {
            throw SettingsError("\(name) must be a duration such as 250ms, 30s or 5m, not \"\(text)\".")
        }
        guard range.contains(value) else {
            throw SettingsError(
                "\(name) must lie between \(range.lowerBound) and \(range.upperBound), not \"\(text)\".")
        }
        return value
    }

    private static func duration(_ text: String) -> Duration? {
        let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]
        let unit = units.first { text.hasSuffix($0.0) } ?? ("", 1)
        guard let number = Double(text.dropLast(unit.0.count)), number.isFinite, (0...1e9).contains(number) else {
            return nil
        }
        return .milliseconds(Int64((number * unit.1 * 1000).rounded()))
    }

    package func endpoint(_ name: String, default defaultValue: ServiceEndpoint) throws(SettingsError)
        -> ServiceEndpoint
    {
        guard let text = try string(name) else { return defaultValue }
        guard let endpoint = ServiceEndpoint(text) else {
            throw SettingsError("\(name) must be host:port or unix:path, not \"\(text)\".")
        }
        return endpoint
    }

    package func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ name: String, default defaultValue: Value
    ) throws(SettingsError) -> Value {
        guard let text = try string(name) else { return defaultValue }
        guard let value = Value(rawValue: text.lowercased()) else {
            let choices = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw SettingsError("\(name) must be one of \(choices), not \"\(text)\".")
        }
        return value
    }

    /// A path that is the value itself, although the name ends in `_FILE`.
    package func path(_ name: String) throws(SettingsError) -> String? {
        try string(name)
    }
}
