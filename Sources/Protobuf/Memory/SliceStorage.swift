/// Bytes of a slice that lies in no arena; at least 8-byte aligned, as objects are.
@usableFromInline final class SliceStorage: ManagedBuffer<Int, UInt64> {
    /// Storage of `byteCount` bytes, and where they begin. The bytes stay in place as long as the object lives.
    @usableFromInline static func allocate(byteCount: Int) -> (owner: AnyObject, start: UnsafeMutableRawPointer) {
        let buffer = SliceStorage.create(minimumCapacity: (byteCount + 7) / 8) { _ in byteCount }
        return (buffer, buffer.withUnsafeMutablePointerToElements { UnsafeMutableRawPointer($0) })
    }

    @usableFromInline static func copy(_ source: UnsafeRawPointer, byteCount: Int) -> (
        owner: AnyObject, start: UnsafeRawPointer
    ) {
        let (owner, start) = allocate(byteCount: byteCount)
        start.copyMemory(from: source, byteCount: byteCount)
        return (owner, UnsafeRawPointer(start))
    }
}

/// From this size on a decoded slice shares the message's arena; smaller ones are copied, so that ten bytes don't keep a
/// whole message alive.
@usableFromInline let sharedSliceBytesMin = 2048
