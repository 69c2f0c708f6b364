/// Why a program can't start as it is configured: one sentence that names the variable and never its value when
/// that is a secret.
package struct SettingsError: Error, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// Exit codes of `sysexits.h`, which init systems and people tell apart.
package enum ExitCode {
    package static let failure: Int32 = 1
    /// The command line can't be understood.
    package static let usage: Int32 = 64
    /// Something that the program needs is not there: a port, a database.
    package static let unavailable: Int32 = 69
    /// A setting has a bad value.
    package static let configuration: Int32 = 78
}
