package import Crypto
import FoundationEssentials

/// What was given: flags over environment, `NAME` or the file that `NAME_FILE` points to.
///
/// Read once, in `main`; what is asked for by a name that nobody declared is a programming error that shows in tests,
/// because the flag parser refuses undeclared names.
package struct SettingValues: Sendable {
    package static let fileBytesMax = 1 << 20

    private let flags: [String: String]
    private let environment: [String: String]

    package init(flags: [String: String] = [:], environment: [String: String]) {
        self.flags = flags
        self.environment = environment
    }

    /// These values with some replaced.
    package func with(_ replacements: [String: String]) -> SettingValues {
        SettingValues(flags: flags.merging(replacements) { $1 }, environment: environment)
    }

    /// The names that are set and begin with `prefix`, `_FILE` cut off.
    package func names(withPrefix prefix: String) -> [String] {
        let all = Set(flags.keys).union(environment.keys).filter { $0.hasPrefix(prefix) && $0 != prefix }
        return Set(all.map { $0.hasSuffix("_FILE") ? String($0.dropLast(5)) : $0 }).subtracting([
            String(prefix.dropLast())
        ])
        .sorted()
    }

    /// The value as text; an empty one counts as not set.
    package func string(_ name: String) throws(SettingsError) -> String? {
        if let flag = flags[name] { return flag.isEmpty ? nil : flag }
        let direct = environment[name].flatMap { $0.isEmpty ? nil : $0 }
        let file = (flags[name + "_FILE"] ?? environment[name + "_FILE"]).flatMap { $0.isEmpty ? nil : $0 }
        if direct != nil && file != nil {
            throw SettingsError("\(name) and \(name)_FILE are both set; set one of them.")
        }
        guard let file else { return direct }
        return try Self.contents(of: file, name: name)
    }

    /// The value of a flag alone, where the environment may hold something else of that name.
    package func flag(_ name: String) -> String? {
        flags[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    package func required(_ name: String) throws(SettingsError) -> String {
        guard let value = try string(name) else { throw SettingsError("\(name) is not set.") }
        return value
    }

    /// A secret; newlines inside, as `openssl rand -base64 64` makes them, belong to it.
    package func secret(_ name: String) throws(SettingsError) -> Secret? {
        try string(name).map { Secret($0) }
    }

    /// The last newline of a mounted file is an editor's, not the value's.
    private static func contents(of file: String, name: String) throws(SettingsError) -> String? {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw SettingsError("\(name)_FILE names \(file), which can't be read.")
        }
        guard data.count <= fileBytesMax else {
            throw SettingsError("\(name)_FILE names \(file), which is larger than \(fileBytesMax) bytes.")
        }
        guard var text = String(data: data, encoding: .utf8) else {
            throw SettingsError("\(name)_FILE names \(file), which is not UTF-8 text.")
        }
        while text.last?.isNewline == true { text.removeLast() }
        return text.isEmpty ? nil : text
    }
}
