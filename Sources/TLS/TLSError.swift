internal import COpenSSL

package struct TLSError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Reason: Sendable, Equatable {
        /// A certificate, key or authority file cannot be used.
        case badConfiguration
        case handshakeFailed
        /// The peer's certificate is not acceptable: authority, name or validity.
        case untrustedPeer
        /// The handshake took longer than `handshakeSecondsMax`.
        case handshakeTimeout
        /// The peer does not speak any of our protocols (ALPN).
        case noCommonProtocol
        case brokenStream
        case outOfMemory
    }

    package var reason: Reason
    package var description: String

    package init(_ reason: Reason, _ description: String) {
        self.reason = reason
        self.description = description
    }

    /// With the texts of OpenSSL's error queue of this thread, which is emptied.
    static func fromQueue(_ reason: Reason, _ what: String) -> TLSError {
        var texts: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            if let text = ERR_reason_error_string(code) { texts.append(String(cString: text)) }
        }
        return TLSError(reason, texts.isEmpty ? what : "\(what): \(texts.joined(separator: ", "))")
    }
}
