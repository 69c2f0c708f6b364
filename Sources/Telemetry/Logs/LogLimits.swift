/// What one log line may hold; the rest is cut, so that an event stays one write and one line.
package enum LogLimits {
    package static let messageBytesMax = 8192
    package static let valueBytesMax = 2048
    package static let keyBytesMax = 128
    package static let metadataDepthMax = 4
}
