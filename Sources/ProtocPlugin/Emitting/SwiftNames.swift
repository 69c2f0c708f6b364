/// How names of protos become names of Swift.
enum SwiftNames {
    /// `pynomaly.dataset.v1` → `DatasetV1`, `google.rpc` → `GoogleRpc`.
    static func namespace(package: String) -> String {
        var parts = package.split(separator: ".")
        if parts.first == "pynomaly" { parts.removeFirst() }
        return parts.map { upperCamel(String($0)) }.joined()
    }

    /// `detection_job` → `DetectionJob`.
    static func upperCamel(_ snake: String) -> String {
        snake.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// `detection_job` → `detectionJob`; not escaped.
    static func lowerCamel(_ snake: String) -> String {
        let camel = upperCamel(snake)
        return camel.prefix(1).lowercased() + camel.dropFirst()
    }

    /// `GetDataset` → `getDataset`.
    static func method(_ name: String) -> String {
        escaped(name.prefix(1).lowercased() + name.dropFirst())
    }

    /// `COLUMN_TYPE_UNSPECIFIED` of `ColumnType` → `unspecified`; `EVENT_TIME` → `eventTime`.
    static func enumCase(_ value: String, of enumName: String) -> String {
        let prefix = screaming(enumName) + "_"
        let stripped = value.hasPrefix(prefix) ? String(value.dropFirst(prefix.count)) : value
        // A digit can't begin a name.
        let name = stripped.first?.isNumber == true ? value : stripped
        return escaped(lowerCamel(name.lowercased()))
    }

    /// `ColumnType` → `COLUMN_TYPE`.
    static func screaming(_ camel: String) -> String {
        var result = ""
        for character in camel {
            if character.isUppercase, !result.isEmpty { result += "_" }
            result += character.uppercased()
        }
        return result
    }

    static func property(_ field: String) -> String { escaped(lowerCamel(field)) }

    /// Names of types that Swift reads as something else.
    static func type(_ name: String) -> String {
        ["Any", "Type", "Protocol", "Self"].contains(name) ? "`\(name)`" : name
    }

    static func escaped(_ name: String) -> String {
        reserved.contains(name) ? "`\(name)`" : name
    }

    private static let reserved: Set<String> = [
        "associatedtype", "class", "deinit", "enum", "extension", "fileprivate", "func", "import", "init", "inout",
        "internal", "let", "operator", "precedencegroup", "private", "protocol", "public", "rethrows", "static",
        "struct",
        "subscript", "typealias", "var", "break", "case", "catch", "continue", "default", "defer", "do", "else",
        "fallthrough", "for", "guard", "if", "in", "repeat", "return", "throw", "switch", "where", "while", "as",
        "false",
        "is", "nil", "self", "Self", "super", "throws", "true", "try", "Any",
    ]
}
