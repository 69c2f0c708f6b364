/// The limits of one side of an HTTP/2 connection. Each has its name and default here only.
package struct HTTP2Configuration: Sendable {
    /// Streams the peer may have open at once (`SETTINGS_MAX_CONCURRENT_STREAMS`). One more ends the connection with
    /// PROTOCOL_ERROR; it is refused (REFUSED_STREAM) while the peer can't know the limit.
    package var concurrentStreamsMax: Int = 100
    /// Bytes of one stream the peer may send before they are consumed (`SETTINGS_INITIAL_WINDOW_SIZE`). More
    /// resets the stream with FLOW_CONTROL_ERROR.
    package var streamWindowBytes: Int = 256 << 10
    /// Bytes of all streams the peer may send before they are taken in. More ends the connection with
    /// FLOW_CONTROL_ERROR.
    package var connectionWindowBytes: Int = 1 << 20
    /// Names, values and 32 bytes for each header of a block (RFC 9113 section 6.5.2); also advertised. A larger block
    /// is decoded without being kept, and its call fails.
    package var headerListBytesMax: Int = 16 << 10
    /// The same measure: a block that decodes to more than this ends the connection. A few bytes on the wire can name a
    /// large header many times.
    package var headerListBytesFatal: Int = 256 << 10
    /// CONTINUATION frames of one header block. One more ends the connection.
    package var continuationsMax: Int = 8
    /// Answers to PING and SETTINGS that wait for a peer which does not read. One more ends the connection.
    package var acknowledgementsMax: Int = 1000
    /// Settings in one SETTINGS frame. One more ends the connection.
    package var settingsMax: Int = 32
    /// Frames that cost the peer little and us something (PING, SETTINGS, PRIORITY, WINDOW_UPDATE, empty DATA, unknown
    /// ones …): at once, and each second after that. A SETTINGS frame counts as `FrameScanner.settingsWeight` of them,
    /// and each DATA frame we send pays for two. One more ends the connection.
    package var controlFramesBurst: Int = 10_000
    package var controlFramesPerSecond: Int = 2_000
    /// Frames that wait to be sent; more end the connection. Streams, and what else is limited, never make so many: a peer
    /// that reads nothing and makes us reset stream after stream does.
    package var outboundFramesMax: Int = 4096
    /// Bytes that one `flush` collects at most, beyond the frame it is writing.
    package var flushBytes: Int = 256 << 10

    package init() {}
}
