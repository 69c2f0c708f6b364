/// `serve --rpc-port 50051 --log-level=debug`: a command, then settings as flags.
package struct CommandLineFlags: Sendable, Equatable {
    package var command: String?
    package var values: [String: String] = [:]
    package var positional: [String] = []
    package var wantsHelp = false

    package init(
        _ arguments: some Sequence<String>, declared: [SettingDeclaration]
    ) throws(SettingsError) {
        var rest = Array(arguments)[...]
        if let first = rest.first, !first.hasPrefix("-") { command = rest.removeFirst() }
        while let word = rest.popFirst() {
            if word == "--help" || word == "-h" {
                wantsHelp = true
            } else if word.hasPrefix("--") {
                try take(word, following: &rest, declared)
            } else {
                positional.append(word)
            }
        }
    }

    private mutating func take(
        _ word: String, following rest: inout ArraySlice<String>, _ declared: [SettingDeclaration]
    ) throws(SettingsError) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let (name, kind) = Self.setting(parts[0], declared) else {
            throw SettingsError("\(parts[0]) is not an option; --help lists them.")
        }
        guard kind == .plain || name.hasSuffix("_FILE") else {
            throw SettingsError(
                "\(name) is a secret and can't be given as an option, where others could read it: "
                    + "set \(name) or \(name)_FILE in the environment.")
        }
        guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
            throw SettingsError("\(parts[0]) needs a value.")
        }
        values[name] = value
    }

    private static func setting(
        _ flag: String, _ declared: [SettingDeclaration]
    ) -> (String, SettingDeclaration.Kind)? {
        for declaration in declared {
            if flag == declaration.flag { return (declaration.name, declaration.kind) }
            if flag == declaration.flag + "-file" { return (declaration.name + "_FILE", declaration.kind) }
        }
        return nil
    }
}
