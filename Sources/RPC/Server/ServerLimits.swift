package import HTTP2

/// What a server grants to its clients. Each limit has its name and default here or in `HTTP2Configuration`.
package struct ServerLimits: Sendable {
    /// Streams, windows and header sizes of a connection.
    package var http2 = HTTP2Configuration()
    /// One request message, without its prefix. More is RESOURCE_EXHAUSTED.
    package var messageBytesMax = 4 << 20
    /// Handlers of one connection that run at once; a call that was cancelled counts until its handler has ended.
    package var handlersPerConnectionMax = 100
    /// Handlers of one server that run at once. One more is RESOURCE_EXHAUSTED, with a pause to make before the next
    /// try. Event loops keep a few at hand (`CallShare`), so several of them may reach it a little early.
    package var callsMax = 4096
    /// The pause that refused callers are told to make, ±50 %.
    package var refusedPauseMilliseconds = 1000
    /// Connections of one server.
    package var connectionsMax = 10_000
    /// Connections from one IPv4 address or one /64 network of IPv6: so many that the pods of a gateway, and people behind
    /// one address, never notice, and so few that one address can't have all.
    package var connectionsPerAddressMax = 1000
    /// The bytes of incomplete and unread requests of one connection. More is RESOURCE_EXHAUSTED.
    package var bufferedBytesPerConnectionMax = 64 << 20
    /// The same of all connections, beyond the first 16 KiB of each (`BufferedBytes`).
    package var bufferedBytesMax = 128 << 20
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
    /// How old a connection becomes, ±10 %, before its client is sent to a new one: names are looked up anew then, and
    /// servers that were added get their share (gRFC A9). nil never ends it.
    package var connectionAgeMax: Duration? = .seconds(1800)
    /// How long the calls of a connection that is too old may go on, as long as an upload may take; then they are
    /// UNAVAILABLE. nil lets them.
    package var connectionAgeGrace: Duration? = .seconds(3600)
    /// How long a connection may be without calls. nil lets it.
    package var connectionIdleMax: Duration? = .seconds(900)
    /// How long a shutdown waits for handlers that it has cancelled; then it gives their connections up, and says so.
    package var cancelledHandlersGrace: Duration = .seconds(3)

    package init() {}
}
