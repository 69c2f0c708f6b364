package struct CallOptions: Sendable {
    /// How long the caller waits for the whole call; nil inherits the deadline of the call being served, if any.
    package var timeout: Duration?
    package var metadata: Metadata
    /// Whether to wait for a connection instead of failing with UNAVAILABLE while there is none.
    package var waitForReady: Bool
    /// How the requests are compressed; the server must know it.
    package var encoding: MessageEncoding?
    /// Set for an attempt of a call that is measured as a whole by whoever makes the attempts.
    var measured: ClientMethodInstruments?

    package init(
        timeout: Duration? = nil, metadata: Metadata = [:], waitForReady: Bool = false,
        encoding: MessageEncoding? = nil
    ) {
        self.timeout = timeout
        self.metadata = metadata
        self.waitForReady = waitForReady
        self.encoding = encoding
    }
}
