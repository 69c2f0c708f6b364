/// How generated code reads the members of a C struct. The guard has checked every string before.
extension Arena {
    package func message<Message: ProtobufMessage, Struct>(_ pointer: UnsafeMutablePointer<Struct>?) -> Message? {
        pointer.map { Message(unpacked: UnsafeRawPointer($0), in: self) }
    }

    package func string(_ pointer: UnsafeMutablePointer<CChar>?) -> String {
        pointer.map { String(cString: $0) } ?? ""
    }

    package func bytes(_ start: UnsafeMutablePointer<UInt8>?, _ count: Int) -> ByteSlice {
        guard let start else { return ByteSlice() }
        if count < sharedSliceBytesMin {
            return ByteSlice(copying: UnsafeRawBufferPointer(start: start, count: count))
        }
        return ByteSlice(owner: self, start: UnsafeRawPointer(start), count: count)
    }

    @inlinable public func packed<Element>(_ start: UnsafeMutablePointer<Element>?, _ count: Int) -> PackedSlice<
        Element
    > {
        guard let start, count > 0 else { return PackedSlice() }
        if count * MemoryLayout<Element>.stride < sharedSliceBytesMin {
            return PackedSlice(copying: UnsafeBufferPointer(start: start, count: count))
        }
        return PackedSlice(owner: self, start: UnsafePointer(start), count: count)
    }

    /// Repeated members, each by `decode`; protobuf-c leaves no member of an array NULL.
    @inlinable public func repeated<Member, Element>(
        _ start: UnsafeMutablePointer<Member>?, _ count: Int, _ decode: (Member) -> Element
    ) -> [Element] {
        guard let start, count > 0 else { return [] }
        return [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            for index in 0..<count {
                buffer.initializeElement(at: index, to: decode(start[index]))
                initialized = index + 1
            }
        }
    }

    package func strings(_ start: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: Int) -> [String] {
        repeated(start, count) { self.string($0) }
    }

    package func messages<Message: ProtobufMessage, Struct>(
        _ start: UnsafeMutablePointer<UnsafeMutablePointer<Struct>?>?, _ count: Int
    ) -> [Message] {
        repeated(start, count) { self.message($0) ?? Message() }
    }

    /// A map field; of several entries with one key the last wins.
    package func map<Entry, Key: Hashable, Value>(
        _ start: UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>?, _ count: Int,
        _ decode: (UnsafeMutablePointer<Entry>) -> (Key, Value)
    ) -> [Key: Value] {
        guard let start, count > 0 else { return [:] }
        var result = [Key: Value](minimumCapacity: count)
        for index in 0..<count {
            guard let entry = start[index] else { continue }
            let (key, value) = decode(entry)
            result[key] = value
        }
        return result
    }
}
