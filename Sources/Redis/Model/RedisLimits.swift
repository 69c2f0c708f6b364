/// What bounds the client, each with its default.
package enum RedisLimits {
    /// Commands that wait for a connection or a reply; one more is refused.
    package static let pendingMax = 1024
    /// Bytes of one command's arguments, and their number.
    package static let commandBytesMax = 1 << 20
    package static let argumentsMax = 1024
    /// Bytes of one reply as it arrives, and the elements of all its arrays. Arrays nest as deep as hiredis follows
    /// them: 7.
    package static let replyBytesMax = 1 << 20
    package static let replyElementsMax = 65_536

    /// A command that takes longer ends the connection: what comes later can't be told from other replies.
    package static let commandTimeout: Duration = .milliseconds(500)
    /// From the first packet to the answer to the greeting, TLS included.
    package static let connectTimeout: Duration = .seconds(1)
    /// Between attempts to connect; commands fail at once meanwhile.
    package static let reconnectPauseMin: Duration = .milliseconds(100)
    package static let reconnectPauseMax: Duration = .seconds(2)
}
