/// How protoc-gen-c names what it generates.
enum CNames {
    /// `pynomaly.auth.v1.LoginRequest` → `Pynomaly__Auth__V1__LoginRequest`.
    static func structure(_ fullName: String) -> String {
        fullName.split(separator: ".").map { SwiftNames.upperCamel(String($0)) }.joined(separator: "__")
    }

    /// `pynomaly.auth.v1.LoginRequest` → `pynomaly__auth__v1__login_request`.
    static func function(_ fullName: String) -> String {
        fullName.split(separator: ".").map { snake(String($0)) }.joined(separator: "__")
    }

    /// A run of capitals counts as one word.
    private static func snake(_ camel: String) -> String {
        var result = ""
        var afterCapital = true
        for character in camel {
            if character.isUppercase, !afterCapital { result += "_" }
            afterCapital = character.isUppercase
            result += character.lowercased()
        }
        return result
    }

    static func field(_ name: String) -> String {
        let name = name.lowercased()
        return keywords.contains(name) ? name + "_" : name
    }

    static func count(_ field: String) -> String { "n_" + CNames.field(field) }
    static func oneofCase(_ oneof: String) -> String { oneof.lowercased() + "_case" }

    /// `pynomaly/auth/v1/auth.proto` → `pynomaly/auth/v1/auth.pb-c.h`.
    static func header(_ file: String) -> String { file.dropLast(".proto".count) + ".pb-c.h" }

    private static let keywords: Set<String> = [
        "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char", "class", "compl",
        "const", "const_cast", "continue", "default", "delete", "do", "double", "dynamic_cast", "else", "enum",
        "explicit",
        "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "long", "mutable", "namespace",
        "new",
        "not", "not_eq", "operator", "or", "or_eq", "private", "protected", "public", "register", "reinterpret_cast",
        "return", "short", "signed", "sizeof", "static", "static_cast", "struct", "switch", "template", "this", "throw",
        "true", "try", "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void", "volatile",
        "wchar_t", "while", "xor", "xor_eq",
    ]
}
