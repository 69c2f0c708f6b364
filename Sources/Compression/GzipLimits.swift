/// Limits of gzip, in one place.
package enum GzipLimits {
    /// Contexts that wait for their next use, of each kind; one more than these is freed instead.
    package static let idleContexts = 16
    /// The pieces in which output is handed on.
    static let pieceBytes = 32 << 10
}
