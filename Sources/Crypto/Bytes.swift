extension Collection where Element == UInt8 {
    /// The bytes as one contiguous buffer, copied only when the collection is not contiguous itself.
    func withRawBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        if let result = try withContiguousStorageIfAvailable({ try body(UnsafeRawBufferPointer($0)) }) {
            return result
        }
        return try Array(self).withUnsafeBytes(body)
    }
}

extension UnsafeRawBufferPointer {
    /// libcrypto takes typed pointers, and some of its calls refuse a null one even for zero bytes.
    var octets: UnsafePointer<UInt8> {
        guard let baseAddress, !isEmpty else { return UnsafePointer(emptyOctets) }
        return baseAddress.assumingMemoryBound(to: UInt8.self)
    }
}

/// One byte that is never read: the address given for empty input. Immutable after its initialisation.
nonisolated(unsafe) private let emptyOctets: UnsafeMutablePointer<UInt8> = {
    let pointer = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
    pointer.initialize(to: 0)
    return pointer
}()

extension Array where Element == UInt8 {
    /// An array that `body` fills completely.
    init(filling count: Int, _ body: (UnsafeMutablePointer<UInt8>) throws(CryptoError) -> Void) throws(CryptoError) {
        var failure: CryptoError?
        self.init(unsafeUninitializedCapacity: Swift.max(count, 1)) { buffer, initialized in
            guard let base = buffer.baseAddress else { return }
            base.initialize(repeating: 0, count: buffer.count)
            do throws(CryptoError) { try body(base) } catch { failure = error }
            initialized = count
        }
        if let failure { throw failure }
    }
}
