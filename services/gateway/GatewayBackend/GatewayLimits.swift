/// What one client may ask of the gateway.
package struct GatewayLimits: Sendable {
    /// Path and query together; longer is 414.
    package var targetBytesMax = 8 << 10
    /// All header fields together; longer is 431.
    package var headerBytesMax = 32 << 10
    package var headerFieldsMax = 100
    /// A JSON or form body; longer is 413.
    package var jsonBodyBytesMax = 8 << 20
    /// The same where anybody may call: nobody's name stands for what is held in memory.
    package var publicBodyBytesMax = 64 << 10
    package var formBodyBytesMax = 64 << 10
    /// A multipart upload with all its parts; longer is 413. The published limit of a dataset: 1000 MB.
    package var uploadBytesMax = 1000 << 20
    /// Header lines of one multipart part.
    package var partHeaderBytesMax = 8 << 10
    /// The value of one form field beside the file.
    package var partFieldBytesMax = 64 << 10
    package var partsMax = 64
    /// File bytes in one message upstream.
    package var uploadChunkBytesMax = 256 << 10
    /// Tokens of API keys that are kept, for a key and an address each.
    package var keyTokensMax = 10_000
    package var keyRefusalsMax = 10_000
    /// How long the same refused key from the same address is not asked about again.
    package var keyRefusalTime: Duration = .seconds(5)
    /// A key's token is replaced when less than this is left of it.
    package var keyTokenMargin: Duration = .seconds(30)
    package var queryParametersMax = 200
    package var connectionsMax = 4096
    /// What is read and thrown away after an answer that came before the request's end.
    package var lingerBytesMax = 1 << 20

    /// From the connection's opening to the first request's head.
    package var headTimeout: Duration = .seconds(15)
    /// From one answer's end to the next request's head.
    package var keepAliveTimeout: Duration = .seconds(75)
    /// While the gateway waits for a body, this many bytes of it, or its end, must come in each such time of waiting.
    package var bodyProgressBytesMin = 16 << 10
    package var bodyTimeout: Duration = .seconds(30)
    /// How long a client may leave its answer unread.
    package var writeTimeout: Duration = .seconds(60)
    /// After an answer that closes the connection, for the client to read it.
    package var lingerTimeout: Duration = .seconds(2)
    /// For a call with one answer.
    package var callTimeout: Duration = .seconds(60)
    /// For an upload, and for a call that handles a whole dataset before it answers.
    package var uploadTimeout: Duration = .seconds(3600)

    package init() {}
}
