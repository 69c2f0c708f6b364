package import HTTP2

/// What a server grants to its clients. Each limit has its name and default here or in `HTTP2Configuration`.
package struct ServerLimits: Sendable {
    /// Streams, windows and header sizes of a connection.
    package var http2 = HTTP2Configuration()
    /// One request message, without its prefix. More is RESOURCE_EXHAUSTED.
    package var messageBytesMax = 4 << 20
    /// Handlers of one connection that run at once; a call that was cancelled counts until its handler has ended.
    /// Streams beyond it are refused (REFUSED_STREAM).
    package var handlersPerConnectionMax = 100
    /// Handlers of one server that run at once. One more is RESOURCE_EXHAUSTED, with a pause to make before the next
    /// try. Event loops keep a few at hand (`CallShare`), so several of them may reach it a little early.
    package var callsMax = 4096
    /// The pause that refused callers are told to make, ±50 %.
    package var refusedPauseMilliseconds = 1000
    /// Connections of one server. One more is closed at once.
    package var connectionsMax = 10_000
    /// Connections from one IPv4 address or one /64 network of IPv6: so many that the pods of a gateway, and people behind
    /// one address, never notice, and so few that one address can't have all.
    package var connectionsPerAddressMax = 1000
    /// The bytes of incomplete and unread requests of one connection. More is RESOURCE_EXHAUSTED.
    package var bufferedBytesPerConnectionMax = 32 << 20
    /// The same of all connections, beyond the first 16 KiB of each (`BufferedBytes`).
    package var bufferedBytesMax = 128 << 20
    /// The bytes of one connection's answers whose handlers have ended, and which wait in memory for the client to take
    /// them. More is RESOURCE_EXHAUSTED. (Handlers that still write wait, see `OutboundQueue.queuedBytesMax`.)
    package var answerBytesPerConnectionMax = 64 << 20
    /// The same of all connections, beyond the first 16 KiB of each.
    package var answerBytesMax = 256 << 20
    /// Bytes of a method's path. More is RESOURCE_EXHAUSTED.
    package var pathBytesMax = 512
    /// From the connection to the client's preface and settings; then it is closed.
    package var prefaceTimeMax: Duration = .seconds(10)
    /// From the first byte of a header block, or of any frame but DATA, to its last one. Then the connection ends with
    /// ENHANCE_YOUR_CALM.
    package var headerBlockTimeMax: Duration = .seconds(10)
    /// While a message has begun and not ended, or the request of a method that takes one has not, and the client's
    /// window is open: at least `bodyProgressBytesMin` bytes, or the end of the message, must come in every such time.
    /// Then the call is DEADLINE_EXCEEDED. A stream that is idle between messages may be so for ever.
    package var bodyProgressTimeMax: Duration = .seconds(30)
    package var bodyProgressBytesMin = 16 << 10
    /// How long an answer may wait, with fewer than `answerProgressBytesMin` bytes of it leaving, for a client that does
    /// not open its HTTP/2 windows. Then the stream is reset (ENHANCE_YOUR_CALM). Long, as those who consume streams may
    /// take their time.
    package var windowStallTimeMax: Duration = .seconds(300)
    /// How long a client may read fewer than `answerProgressBytesMin` bytes of its full socket before its connection is
    /// closed.
    package var writeStallTimeMax: Duration = .seconds(30)
    package var answerProgressBytesMin = 1024
    /// How long a connection that we end stays open for the client to read why.
    package var goodbyeTimeMax: Duration = .seconds(1)
    /// RST_STREAM frames of a client: at once, and each second after that (CVE-2023-44487). One more ends the
    /// connection with ENHANCE_YOUR_CALM.
    package var resetsBurst = 1000
    package var resetsPerSecond = 33
    /// RST_STREAM frames that a client makes us send by breaking the rules, or by not reading (CVE-2025-8671); the same.
    package var provokedResetsBurst = 100
    package var provokedResetsPerSecond = 10
    /// Streams that we refuse; the same. More, because a decent client with slow handlers may meet it.
    package var refusedStreamsBurst = 1000
    package var refusedStreamsPerSecond = 100
    /// The shortest time between two PINGs without headers or data between them (gRFC A8); the third one sooner ends the
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
