import ServiceKit
import Testing

@Suite struct CommandLineFlagsTests {
    private let declared = [
        SettingDeclaration("RPC_PORT", "port"), .secret("SECRET_KEY", "key"),
        .secretFamily("SERVICE_SECRET_", "others"),
    ]

    private func parse(_ arguments: String...) throws -> CommandLineFlags {
        try CommandLineFlags(arguments, declared: declared)
    }

    @Test func `a command, then flags in either form`() throws {
        let flags = try parse("serve", "--rpc-port", "1", "--secret-key-file=/run/key")
        #expect(flags.command == "serve")
        #expect(flags.values == ["RPC_PORT": "1", "SECRET_KEY_FILE": "/run/key"])
    }

    @Test func `no command at all`() throws {
        #expect(try parse("--rpc-port=1").command == nil)
        #expect(try parse("--help").wantsHelp)
    }

    @Test func `an unknown option is named`() {
        #expect(throws: SettingsError("--rpc-prot is not an option; --help lists them.")) {
            try parse("--rpc-prot", "1")
        }
    }

    @Test func `an option without its value is named`() {
        #expect(throws: SettingsError("--rpc-port needs a value.")) { try parse("--rpc-port") }
    }

    @Test func `a secret is not taken from the command line, and not repeated`() {
        let error = #expect(throws: SettingsError.self) { try parse("--secret-key", "hunter2") }
        #expect(error?.description.hasPrefix("SECRET_KEY is a secret") == true)
        #expect(error?.description.contains("hunter2") == false)
    }
}
