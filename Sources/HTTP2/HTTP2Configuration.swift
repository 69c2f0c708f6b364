/// The limits of one side of an HTTP/2 connection. Each has its name and default here only.
package struct HTTP2Configuration: Sendable {
    /// Streams the peer may have open at once (`SETTINGS_MAX_CONCURRENT_STREAMS`).
    package var concurrentStreamsMax: Int = 100
    /// Bytes of one stream the peer may send before they are consumed (`SETTINGS_INITIAL_WINDOW_SIZE`).
    package var streamWindowBytes: Int = 256 << 10
    /// Bytes of all streams the peer may send before they are taken in.
    package var connectionWindowBytes: Int = 1 << 20
    /// Names, values and 32 bytes for each header of a block (RFC 9113 section 6.5.2); also advertised.
    package var headerListBytesMax: Int = 16 << 10
    /// CONTINUATION frames of one header block.
    package var continuationsMax: Int = 8
    /// Answers to PING and SETTINGS that wait for a peer which does not read.
    package var acknowledgementsMax: Int = 1000
    /// Settings in one SETTINGS frame.
    package var settingsMax: Int = 32
    /// RST_STREAM frames from the peer: how many at once, and how many a second after that (CVE-2023-44487).
    package var resetsBurst: Int = 1000
    package var resetsPerSecond: Int = 33
    /// Bytes that one `flush` collects at most, beyond the frame it is writing.
    package var flushBytes: Int = 256 << 10

    package init() {}
}
