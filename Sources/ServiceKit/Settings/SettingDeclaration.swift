/// A variable that a program reads. `RPC_PORT` is also the flag `--rpc-port` and, for a file that holds the value,
/// `RPC_PORT_FILE`.
package struct SettingDeclaration: Sendable {
    package enum Kind: Sendable {
        case plain
        /// Never taken from a flag, which every user of the machine could read.
        case secret
        /// A family such as `SERVICE_SECRET_<NAME>`, declared by its prefix; secrets.
        case secretFamily
    }

    package var name: String
    package var help: String
    package var kind: Kind

    package init(_ name: String, _ help: String, kind: Kind = .plain) {
        self.name = name
        self.help = help
        self.kind = kind
    }

    package static func secret(_ name: String, _ help: String) -> SettingDeclaration {
        SettingDeclaration(name, help, kind: .secret)
    }

    package static func secretFamily(_ prefix: String, _ help: String) -> SettingDeclaration {
        SettingDeclaration(prefix, help, kind: .secretFamily)
    }

    /// `--rpc-port`
    package var flag: String {
        "--" + name.lowercased().map { $0 == "_" ? "-" : String($0) }.joined()
    }
}
