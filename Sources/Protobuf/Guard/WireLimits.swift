/// What a message may cost before it is decoded.
package enum WireLimits {
    /// Levels of messages in messages, the outermost counted (protobuf's own customary limit).
    package static let depthMax = 100
    /// Any message may take this much memory when decoded.
    package static let decodedBytesFree = 4 << 20
    /// A larger one at most this many times its size on the wire. A table of short values in `google.protobuf.Struct` takes some
    /// 25 times; a row of two-byte empty messages would take 50 times.
    package static let decodedBytesPerWireByteMax = 32
    /// What protobuf-c keeps for each field on the wire while it parses.
    static let scannedFieldBytes = 32
    /// An unknown field that is kept, its data not counted.
    static let unknownFieldBytes = 24
}
