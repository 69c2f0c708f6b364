/// Writes enums that keep values they don't know.
enum EnumEmitter {
    static func emit(_ declared: ProtoEnum, _ writer: inout CodeWriter) {
        // An alias has no case of its own.
        var numbers: Set<Int32> = []
        let values = declared.values.filter { numbers.insert($0.number).inserted }
        let cases = values.map { (value: $0, name: SwiftNames.enumCase($0.name, of: declared.name)) }
        writer.documentation(declared.comment)
        writer.block(
            "package enum \(SwiftNames.type(declared.name)): RawRepresentable, CaseIterable, Sendable, Hashable"
        ) {
            writer in
            for (value, name) in cases {
                writer.documentation(value.comment)
                writer.line("case \(name)")
            }
            writer.line("/// A value of a newer version of this enum.")
            writer.line("case unrecognized(Int32)")
            writer.line()
            writer.line("/// The values that have a name.")
            let list = cases.map { "." + $0.name }.joined(separator: ", ")
            writer.line("package static let allCases: [Self] = [\(list)]")
            writer.line()
            fromNumber(cases, &writer)
            writer.line()
            toNumber(cases, &writer)
            writer.line()
            toName(cases, &writer)
        }
    }

    private typealias Case = (value: ProtoEnum.Value, name: String)

    private static func fromNumber(_ cases: [Case], _ writer: inout CodeWriter) {
        writer.block("package init(rawValue: Int32)") { writer in
            writer.line("switch rawValue {")
            for (value, name) in cases { writer.line("case \(value.number): self = .\(name)") }
            writer.line("default: self = .unrecognized(rawValue)")
            writer.line("}")
        }
    }

    private static func toNumber(_ cases: [Case], _ writer: inout CodeWriter) {
        writer.block("package var rawValue: Int32") { writer in
            writer.line("switch self {")
            for (value, name) in cases { writer.line("case .\(name): \(value.number)") }
            writer.line("case .unrecognized(let rawValue): rawValue")
            writer.line("}")
        }
    }

    private static func toName(_ cases: [Case], _ writer: inout CodeWriter) {
        writer.line("/// The name in the proto and in JSON; an unrecognized value's number.")
        writer.block("package var protoName: String") { writer in
            writer.line("switch self {")
            for (value, name) in cases { writer.line("case .\(name): \(literal(value.name))") }
            writer.line("case .unrecognized(let rawValue): String(rawValue)")
            writer.line("}")
        }
    }
}
