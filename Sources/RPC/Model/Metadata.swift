import FoundationEssentials

/// The custom headers of a call, in order. Names are lower-case; a name that ends in `-bin` carries bytes, which
/// travel as base64.
package struct Metadata: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    package struct Entry: Sendable, Equatable {
        package let name: String
        /// The value as it is on the wire: text, or base64 for a `-bin` name.
        package let value: String
    }

    private var entries: [Entry] = []

    package init() {}

    package init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { add(name, value) }
    }

    package var isEmpty: Bool { entries.isEmpty }

    /// The first value of `name`; setting replaces every value, nil removes them.
    package subscript(name: String) -> String? {
        get {
            first(lowercaseName: name.lowercased())
        }
        set {
            let name = name.lowercased()
            entries.removeAll { $0.name == name }
            if let newValue { entries.append(Entry(name: name, value: newValue)) }
        }
    }

    /// The first value of a name that is lower-case as it stands: for look-ups in every call, which need not make sure.
    package func first(lowercaseName name: String) -> String? {
        for entry in entries where entry.name == name { return entry.value }
        return nil
    }

    package mutating func add(_ name: String, _ value: String) {
        entries.append(Entry(name: name.lowercased(), value: value))
    }

    package func values(_ name: String) -> [String] {
        let name = name.lowercased()
        return entries.filter { $0.name == name }.map(\.value)
    }

    package mutating func append(_ other: Metadata) {
        entries += other.entries
    }

    /// What a refusal of an unknown message encoding says.
    static let acceptedEncodings: Metadata = {
        var metadata = Metadata()
        metadata.addUnchecked(name: "grpc-accept-encoding", value: MessageEncoding.accepted)
        return metadata
    }()

    /// For header names that arrive, which HTTP/2 has already checked to be lower-case.
    mutating func addUnchecked(name: String, value: String) {
        entries.append(Entry(name: name, value: value))
    }

    func first(_ count: Int) -> Metadata {
        var metadata = Metadata()
        metadata.entries = Array(entries.prefix(count))
        return metadata
    }
}

extension Metadata: Sequence {
    package func makeIterator() -> IndexingIterator<[Entry]> { entries.makeIterator() }
}

// Base64 on the wire: padding is optional, and one header may hold several values joined by commas.
extension Metadata {
    /// The bytes of the first value of a `-bin` name; nil when there is none or it is not base64.
    package func binary(_ name: String) -> [UInt8]? {
        binaryValues(name).first
    }

    package func binaryValues(_ name: String) -> [[UInt8]] {
        values(name).flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }.compactMap(
            Self.decodeBase64)
    }

    package mutating func addBinary(_ name: String, _ value: some Sequence<UInt8>) {
        add(name, Self.encodeBase64(value))
    }

    static func encodeBase64(_ bytes: some Sequence<UInt8>) -> String {
        var text = Data(bytes).base64EncodedString()[...]
        while text.hasSuffix("=") { text.removeLast() }
        return String(text)
    }

    static func decodeBase64(_ text: Substring) -> [UInt8]? {
        var text = text.filter { $0 != " " }
        while text.hasSuffix("=") { text.removeLast() }
        text += String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text).map(Array.init)
    }
}
