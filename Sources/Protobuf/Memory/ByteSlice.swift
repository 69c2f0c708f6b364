internal import Glibc

/// Immutable bytes that share a reference-counted owner: copying one copies three words.
///
/// Public for one reason: the compiler specializes across modules only what is public and inlinable
/// (docs/decisions/inlining.md).
///
/// Unchecked: the memory is written before the slice exists and never after; `owner` keeps it in place.
@frozen public struct ByteSlice: @unchecked Sendable {
    @usableFromInline let owner: AnyObject?
    /// Valid while the slice is alive.
    @usableFromInline let start: UnsafeRawPointer?
    public let count: Int

    @inlinable public init() {
        owner = nil
        start = nil
        count = 0
    }

    public init(_ bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { ByteSlice(copying: $0) }
    }

    public init(_ bytes: some Sequence<UInt8>) {
        self =
            bytes.withContiguousStorageIfAvailable { ByteSlice(copying: UnsafeRawBufferPointer($0)) }
            ?? ByteSlice(Array(bytes))
    }

    public init(copying bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, bytes.count > 0 else {
            self.init()
            return
        }
        let (owner, start) = SliceStorage.copy(source, byteCount: bytes.count)
        self.init(owner: owner, start: start, count: bytes.count)
    }

    /// `count` bytes that `initialize` must write all of.
    public init(count: Int, initializingWith initialize: (UnsafeMutableRawBufferPointer) throws -> Void) rethrows {
        let (owner, start) = SliceStorage.allocate(byteCount: count)
        try initialize(UnsafeMutableRawBufferPointer(start: start, count: count))
        self.init(owner: owner, start: UnsafeRawPointer(start), count: count)
    }

    @inlinable init(owner: AnyObject?, start: UnsafeRawPointer?, count: Int) {
        self.owner = owner
        self.start = start
        self.count = count
    }

    /// The pointer is valid inside `body`.
    @inlinable public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R
    {
        defer { withExtendedLifetime(owner) {} }
        return try body(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// The bytes as an array.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }
}

extension ByteSlice: RandomAccessCollection {
    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { count }

    @inlinable public subscript(position: Int) -> UInt8 {
        precondition(position >= 0 && position < count, "index out of range")
        return withUnsafeBytes { $0[position] }
    }

    /// The bytes of `bounds`, sharing this slice's owner.
    public func slice(_ bounds: Range<Int>) -> ByteSlice {
        precondition(bounds.lowerBound >= 0 && bounds.upperBound <= count, "range out of bounds")
        return ByteSlice(owner: owner, start: start.map { $0 + bounds.lowerBound }, count: bounds.count)
    }

    @inlinable public func withContiguousStorageIfAvailable<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R)
        rethrows -> R?
    {
        try withUnsafeBytes { try $0.withMemoryRebound(to: UInt8.self, body) }
    }
}

extension ByteSlice: Hashable {
    public static func == (left: ByteSlice, right: ByteSlice) -> Bool {
        guard left.count == right.count, let a = left.start, let b = right.start else {
            return left.count == right.count
        }
        defer { withExtendedLifetime((left.owner, right.owner)) {} }
        return memcmp(a, b, left.count) == 0
    }

    public func hash(into hasher: inout Hasher) {
        withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}

extension ByteSlice: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: UInt8...) {
        self.init(elements)
    }
}

extension ByteSlice: CustomStringConvertible {
    public var description: String { "\(count) bytes" }
}
