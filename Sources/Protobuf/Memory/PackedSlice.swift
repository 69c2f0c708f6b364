/// Immutable numbers that share a reference-counted owner; how packed repeated fields arrive, without a copy when large.
///
/// Public for one reason: the compiler specializes across modules only what is public and inlinable
/// (docs/decisions/inlining.md).
///
/// Unchecked: the memory is written before the slice exists and never after; `owner` keeps it in place.
@frozen public struct PackedSlice<Element: BitwiseCopyable & Sendable & Hashable>: @unchecked Sendable {
    @usableFromInline let owner: AnyObject?
    /// Valid while the slice is alive.
    @usableFromInline let start: UnsafePointer<Element>?
    public let count: Int

    @inlinable public init() {
        owner = nil
        start = nil
        count = 0
    }

    @inlinable public init(_ elements: [Element]) {
        self = elements.withUnsafeBufferPointer { PackedSlice(copying: $0) }
    }

    @inlinable public init(_ elements: some Sequence<Element>) {
        self.init(Array(elements))
    }

    @inlinable public init(copying elements: UnsafeBufferPointer<Element>) {
        guard let source = elements.baseAddress, elements.count > 0 else {
            self.init()
            return
        }
        let (owner, start) = SliceStorage.copy(source, byteCount: elements.count * MemoryLayout<Element>.stride)
        self.init(
            owner: owner, start: start.bindMemory(to: Element.self, capacity: elements.count), count: elements.count)
    }

    /// `count` elements that `initialize` must write all of.
    @inlinable public init(
        count: Int, initializingWith initialize: (UnsafeMutableBufferPointer<Element>) throws -> Void
    ) rethrows {
        let (owner, raw) = SliceStorage.allocate(byteCount: count * MemoryLayout<Element>.stride)
        let start = raw.bindMemory(to: Element.self, capacity: count)
        try initialize(UnsafeMutableBufferPointer(start: start, count: count))
        self.init(owner: owner, start: UnsafePointer(start), count: count)
    }

    @inlinable init(owner: AnyObject?, start: UnsafePointer<Element>?, count: Int) {
        self.owner = owner
        self.start = start
        self.count = count
    }

    /// The pointer is valid inside `body`.
    @inlinable public func withUnsafeBufferPointer<R, E: Error>(
        _ body: (UnsafeBufferPointer<Element>) throws(E) -> R
    ) throws(E) -> R {
        defer { withExtendedLifetime(owner) {} }
        return try body(UnsafeBufferPointer(start: start, count: count))
    }
}

extension PackedSlice: RandomAccessCollection {
    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { count }

    @inlinable public subscript(position: Int) -> Element {
        precondition(position >= 0 && position < count, "index out of range")
        return withUnsafeBufferPointer { $0[position] }
    }

    @inlinable public func withContiguousStorageIfAvailable<R>(_ body: (UnsafeBufferPointer<Element>) throws -> R)
        rethrows -> R?
    {
        try withUnsafeBufferPointer(body)
    }
}

extension PackedSlice: Hashable {
    @inlinable public static func == (left: PackedSlice, right: PackedSlice) -> Bool {
        left.count == right.count
            && left.withUnsafeBufferPointer { a in right.withUnsafeBufferPointer { b in a.elementsEqual(b) } }
    }

    @inlinable public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        for element in self { hasher.combine(element) }
    }
}

extension PackedSlice: ExpressibleByArrayLiteral {
    @inlinable public init(arrayLiteral elements: Element...) {
        self.init(elements)
    }
}
