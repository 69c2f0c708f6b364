/// What a JSON text may ask of the process that reads it.
package struct JSONLimits: Sendable {
    /// Objects and arrays inside one another, as protobuf's own recursion limit.
    package var depthMax = 100
    /// Bytes of one JSON text.
    package var textBytesMax = 16 << 20
    /// `Any` inside `Any`: each level is scanned once for its `@type` before it is read.
    package var anyDepthMax = 8

    package init() {}
}
