/// Limits of this module, in one place.
package enum ZstdLimits {
    /// A frame may ask its reader for a window of 2^n bytes; 2^23 (8 MiB) is what the format tells every reader to
    /// support, and no block of ours is larger.
    package static let windowLog: Int32 = 23
    /// Contexts that wait for their next use, of each kind; one more than these is freed instead.
    package static let idleContexts = 16
    /// Bytes allotted for frames that do not state their content's size, before the buffer grows.
    static let firstGuessBytes = 64 * 1024
}
