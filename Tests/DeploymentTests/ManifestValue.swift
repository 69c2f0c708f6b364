/// A value in a manifest, as JSON has it. What is not there reads as null.
enum ManifestValue: Decodable, Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case list([ManifestValue])
    case map([String: ManifestValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([ManifestValue].self) {
            self = .list(value)
        } else {
            self = .map(try container.decode([String: ManifestValue].self))
        }
    }

    subscript(key: String) -> ManifestValue { map[key] ?? .null }

    var string: String? { if case .string(let value) = self { value } else { nil } }
    var int: Int? { if case .number(let value) = self { Int(exactly: value) } else { nil } }
    var list: [ManifestValue] { if case .list(let value) = self { value } else { [] } }
    var map: [String: ManifestValue] { if case .map(let value) = self { value } else { [:] } }
    /// A map of labels.
    var labels: [String: String] { map.compactMapValues(\.string) }

    /// This value with another one at a path of keys and indexes; null takes the key or element away.
    func replacing(_ path: ArraySlice<String>, with value: ManifestValue) -> ManifestValue {
        guard let step = path.first else { return value }
        let rest = path.dropFirst()
        if case .list(var list) = self, let index = Int(step), list.indices.contains(index) {
            let new = list[index].replacing(rest, with: value)
            if new == .null { list.remove(at: index) } else { list[index] = new }
            return .list(list)
        }
        var map = map
        let new = self[step].replacing(rest, with: value)
        map[step] = new == .null ? nil : new
        return .map(map)
    }
}

extension ManifestValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .number(Double(value)) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(arrayLiteral elements: ManifestValue...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, ManifestValue)...) {
        self = .map(Dictionary(elements) { $1 })
    }
    init(nilLiteral: ()) { self = .null }
}
