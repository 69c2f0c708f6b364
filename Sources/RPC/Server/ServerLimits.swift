package import HTTP2

/// What a server grants to its clients. Each limit has its name and default here or in `HTTP2Configuration`.
package struct ServerLimits: Sendable {
    /// Streams, windows and header sizes of a connection.
    package var http2 = HTTP2Configuration()
    /// One request message, without its prefix. More is RESOURCE_EXHAUSTED.
    package var messageBytesMax = 4 << 20
    /// Handlers of one connection that run at once; a call that was cancelled counts until its handler has ended.
    package var handlersPerConnectionMax = 100
    /// Connections of one server.
    package var connectionsMax = 10_000
    /// The bytes of incomplete and unread requests of one connection. More is RESOURCE_EXHAUSTED.
    package var bufferedBytesPerConnectionMax = 64 << 20
    /// Bytes of a method's path.
    package var pathBytesMax = 512
    /// From the connection to the client's preface and settings.
    package var prefaceSecondsMax = 10
    /// How long a client may leave an answer unread before its connection is closed.
    package var writeStallSecondsMax = 30
    /// Frames that cost a client little and us something (PING, SETTINGS, WINDOW_UPDATE, empty DATA …): at once, and
    /// each second after that.
    package var controlFramesBurst = 10_000
    package var controlFramesPerSecond = 2_000
    /// Frames against the rules: at once, and each second after that (CVE-2025-8671).
    package var invalidFramesBurst = 100
    package var invalidFramesPerSecond = 10
    /// The shortest time between two PINGs without data between them (gRFC A8); the third one sooner ends the
    /// connection.
    package var pingIntervalSecondsMin = 300
    package var pingStrikesMax = 2

    package init() {}
}
