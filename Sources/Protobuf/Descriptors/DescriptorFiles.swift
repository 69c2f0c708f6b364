/// The files of a serialized FileDescriptorSet, by name and by what they define; for reflection.
///
/// Field numbers are those of google/protobuf/descriptor.proto.
package struct DescriptorFiles: Sendable {
    package struct Extension: Hashable, Sendable {
        package var extendee: String
        package var number: Int32

        package init(extendee: String, number: Int32) {
            self.extendee = extendee
            self.number = number
        }
    }

    private struct File {
        var name = ""
        var bytes: ByteSlice
        var imports: [String] = []
    }

    private var files: [File] = []
    private var fileOfName: [String: Int] = [:]
    /// Full names without the leading dot: types, their fields and values, services and their methods.
    private var fileOfSymbol: [String: Int] = [:]
    private var fileOfExtension: [Extension: Int] = [:]

    package init(fileDescriptorSet bytes: UnsafeRawBufferPointer) throws(WireFormatError) {
        try Self.walk(bytes) { (field) throws(WireFormatError) in
            if field.number == 1 { try add(UnsafeRawBufferPointer(rebasing: bytes[field.range])) }
        }
    }

    /// The file and everything that it imports, directly or not, each once and itself first; nil when it is unknown.
    package func closure(ofFile name: String) -> [ByteSlice]? {
        fileOfName[name].map(closure)
    }

    package func closure(ofSymbol name: String) -> [ByteSlice]? {
        fileOfSymbol[name].map(closure)
    }

    package func closure(of extension: Extension) -> [ByteSlice]? {
        fileOfExtension[`extension`].map(closure)
    }

    /// The numbers of the known extensions of a message type, ascending; nil when the type is unknown.
    package func extensionNumbers(of type: String) -> [Int32]? {
        guard fileOfSymbol[type] != nil else { return nil }
        return fileOfExtension.keys.filter { $0.extendee == type }.map(\.number).sorted()
    }

    private func closure(_ start: Int) -> [ByteSlice] {
        var order = [start]
        var seen: Set<Int> = [start]
        var next = 0
        while next < order.count {
            for name in files[order[next]].imports {
                if let index = fileOfName[name], seen.insert(index).inserted { order.append(index) }
            }
            next += 1
        }
        return order.map { files[$0].bytes }
    }

    // MARK: Reading

    private mutating func add(_ bytes: UnsafeRawBufferPointer) throws(WireFormatError) {
        let index = files.count
        var file = File(bytes: ByteSlice(copying: bytes))
        var package = ""
        var definitions: [WireField] = []
        try Self.walk(bytes) { (field) throws(WireFormatError) in
            switch field.number {
            case 1: file.name = Self.text(bytes, field)
            case 2: package = Self.text(bytes, field)
            case 3: file.imports.append(Self.text(bytes, field))
            case 4...7: definitions.append(field)
            default: break
            }
        }
        files.append(file)
        fileOfName[file.name] = index
        for field in definitions {
            let part = UnsafeRawBufferPointer(rebasing: bytes[field.range])
            switch field.number {
            case 4: try addMessage(part, in: package, index)
            case 5: try addEnumeration(part, in: package, index)
            case 6: try addMembers(part, in: package, index, members: [2])
            default: try addExtension(part, in: package, index)
            }
        }
    }

    private mutating func addMessage(
        _ bytes: UnsafeRawBufferPointer, in scope: String, _ index: Int
    ) throws(WireFormatError) {
        let name = try addMembers(bytes, in: scope, index, members: [2, 8])
        try Self.walk(bytes) { (field) throws(WireFormatError) in
            let part = field.kind == .lengthDelimited ? UnsafeRawBufferPointer(rebasing: bytes[field.range]) : bytes
            switch field.number {
            case 3: try addMessage(part, in: name, index)
            case 4: try addEnumeration(part, in: name, index)
            case 6: try addExtension(part, in: name, index)
            default: break
            }
        }
    }

    /// The values of an enum are its siblings, as in C++.
    private mutating func addEnumeration(
        _ bytes: UnsafeRawBufferPointer, in scope: String, _ index: Int
    ) throws(WireFormatError) {
        try addMembers(bytes, in: scope, index, members: [])
        try Self.walk(bytes) { (field) throws(WireFormatError) in
            guard field.number == 2 else { return }
            try addMembers(UnsafeRawBufferPointer(rebasing: bytes[field.range]), in: scope, index, members: [])
        }
    }

    private mutating func addExtension(
        _ bytes: UnsafeRawBufferPointer, in scope: String, _ index: Int
    ) throws(WireFormatError) {
        try addMembers(bytes, in: scope, index, members: [])
        var key = Extension(extendee: "", number: 0)
        try Self.walk(bytes) { (field) throws(WireFormatError) in
            switch field.number {
            case 2: key.extendee = String(Self.text(bytes, field).drop { $0 == "." })
            case 3: key.number = Int32(truncatingIfNeeded: field.bits)
            default: break
            }
        }
        fileOfExtension[key] = index
    }

    /// Notes a definition, whose name is its field 1, and its members of the given field numbers. Returns its full name.
    @discardableResult
    private mutating func addMembers(
        _ bytes: UnsafeRawBufferPointer, in scope: String, _ index: Int, members: [UInt32]
    ) throws(WireFormatError) -> String {
        var name = ""
        var parts: [UnsafeRawBufferPointer] = []
        try Self.walk(bytes) { (field) throws(WireFormatError) in
            if field.number == 1 { name = Self.text(bytes, field) }
            if members.contains(field.number) { parts.append(UnsafeRawBufferPointer(rebasing: bytes[field.range])) }
        }
        let full = scope.isEmpty ? name : scope + "." + name
        fileOfSymbol[full] = index
        for part in parts { try addMembers(part, in: full, index, members: []) }
        return full
    }

    private static func text(_ bytes: UnsafeRawBufferPointer, _ field: WireField) -> String {
        String(decoding: bytes[field.range], as: UTF8.self)
    }

    private static func walk(
        _ bytes: UnsafeRawBufferPointer, _ body: (WireField) throws(WireFormatError) -> Void
    ) throws(WireFormatError) {
        var cursor = WireCursor(bytes)
        while let field = try cursor.next() { try body(field) }
    }
}
