/// Why a connection ended, or an operation on it was refused.
package struct HTTP2Error: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Reason: Sendable, Equatable {
        /// The bytes are not HTTP/2 at all.
        case notHTTP2
        /// The peer made us queue too much.
        case flooded
        /// A header block is far larger than what was advertised.
        case headerListTooLarge
        /// The peer opens streams and resets them, again and again.
        case tooManyResets
        /// The connection accepts no new streams, or the stream is gone.
        case streamUnavailable
        case protocolViolation
        case outOfMemory
    }

    package var reason: Reason
    package var description: String

    package init(reason: Reason, description: String) {
        self.reason = reason
        self.description = description
    }

    /// What a GOAWAY says about it.
    package var code: HTTP2ErrorCode {
        switch reason {
        case .flooded, .headerListTooLarge, .tooManyResets: .enhanceYourCalm
        case .notHTTP2, .protocolViolation: .protocolError
        case .streamUnavailable, .outOfMemory: .internalError
        }
    }
}

/// The error codes of RST_STREAM and GOAWAY (RFC 9113 section 7) that are used here by name.
public struct HTTP2ErrorCode: RawRepresentable, Sendable, Equatable {
    public var rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    package static let noError = HTTP2ErrorCode(rawValue: 0x0)
    package static let protocolError = HTTP2ErrorCode(rawValue: 0x1)
    package static let internalError = HTTP2ErrorCode(rawValue: 0x2)
    package static let streamClosed = HTTP2ErrorCode(rawValue: 0x5)
    package static let refusedStream = HTTP2ErrorCode(rawValue: 0x7)
    package static let cancel = HTTP2ErrorCode(rawValue: 0x8)
    /// Not on the wire: the connection went away under the stream.
    package static let connectionLost = HTTP2ErrorCode(rawValue: .max)
    /// Not on the wire: the connection went away before the headers that open the stream were written.
    package static let unsent = HTTP2ErrorCode(rawValue: .max - 1)
    package static let enhanceYourCalm = HTTP2ErrorCode(rawValue: 0xb)
    package static let inadequateSecurity = HTTP2ErrorCode(rawValue: 0xc)
}
