internal import Glibc

/// How generated code writes the members of a C struct.
extension Arena {
    /// Memory that packing can't do without.
    @usableFromInline func require(_ size: Int) -> UnsafeMutableRawPointer {
        guard let memory = allocate(size) else { preconditionFailure("no memory for \(size) bytes of a message") }
        return memory
    }

    @inlinable public func array<Element>(of _: Element.Type = Element.self, _ count: Int) -> UnsafeMutablePointer<
        Element
    > {
        require(count * MemoryLayout<Element>.stride).bindMemory(to: Element.self, capacity: count)
    }

    package func fill<Struct>(_ message: some ProtobufMessage) -> UnsafeMutablePointer<Struct> {
        let pointer = require(MemoryLayout<Struct>.size)
        message.fill(pointer, in: self)
        return pointer.assumingMemoryBound(to: Struct.self)
    }

    /// The string with a NUL behind it. A NUL inside becomes U+FFFD, since C would end the string there.
    package func string(_ string: String) -> UnsafeMutablePointer<CChar> {
        var string = string
        let copied: UnsafeMutablePointer<CChar>? = string.withUTF8 { utf8 in
            let memory = require(utf8.count + 1)
            if let start = utf8.baseAddress, utf8.count > 0 {
                if memchr(start, 0, utf8.count) != nil { return nil }
                memory.copyMemory(from: start, byteCount: utf8.count)
            }
            let result = memory.bindMemory(to: CChar.self, capacity: utf8.count + 1)
            result[utf8.count] = 0
            return result
        }
        return copied ?? self.string(withoutNUL(string))
    }

    private func withoutNUL(_ string: String) -> String {
        String(String.UnicodeScalarView(string.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
    }

    package func bytes(_ slice: ByteSlice) -> UnsafeMutablePointer<UInt8>? {
        slice.start.map { UnsafeMutablePointer(mutating: $0.assumingMemoryBound(to: UInt8.self)) }
    }

    @inlinable public func packed<Element>(_ slice: PackedSlice<Element>) -> UnsafeMutablePointer<Element>? {
        UnsafeMutablePointer(mutating: slice.start)
    }

    @inlinable public func repeated<Element, Member>(
        _ elements: some Collection<Element>, _ encode: (Element) -> Member
    ) -> UnsafeMutablePointer<Member>? {
        guard !elements.isEmpty else { return nil }
        let array = array(of: Member.self, elements.count)
        for (index, element) in elements.enumerated() {
            (array + index).initialize(to: encode(element))
        }
        return array
    }

    package func strings(_ strings: [String]) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
        repeated(strings) { self.string($0) }
    }

    package func messages<Struct>(_ messages: [some ProtobufMessage]) -> UnsafeMutablePointer<
        UnsafeMutablePointer<Struct>?
    >? {
        repeated(messages) { self.fill($0) }
    }

    /// A map field, in the order of its keys, so that equal messages have equal bytes.
    package func map<Key: Hashable & Comparable, Value, Entry>(
        _ map: [Key: Value], _ encode: (UnsafeMutablePointer<Entry>, Key, Value) -> Void
    ) -> UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>? {
        repeated(map.sorted { $0.key < $1.key }) { key, value in
            let entry = array(of: Entry.self, 1)
            encode(entry, key, value)
            return entry
        }
    }
}
