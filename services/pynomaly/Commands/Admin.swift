import ArgumentParser
import FoundationEssentials
import ServiceKit
import Subprocess

/// Work on the platform's own database, by whoever may reach it.
struct Admin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Create the first administrator, or let a lost one in again.", subcommands: [Bootstrap.self])

    struct Bootstrap: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a one-time password for an administrator, who is created if there is none.",
            discussion: """
                The environment says where the database is, as for the auth service itself: DATABASE_URL, \
                DATABASE_PASSWORD and SECRET_KEY. The password holds for 24 hours and must be changed at the first \
                login; an administrator who existed loses the second factor.
                """)

        @Option(help: "The administrator's name.")
        var username = "admin"

        func run() async throws {
            let program = try ServicePrograms.find().path(of: .auth)
            let result = try await Subprocess.run(
                .name("env"), arguments: [program, "bootstrap-admin", "--username", username],
                output: .currentStandardOutput, error: .currentStandardError)
            guard result.terminationStatus.isSuccess else { throw ExitCode.failure }
        }
    }
}
