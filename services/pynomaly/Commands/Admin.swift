import ArgumentParser
import FoundationEssentials
import Postgres
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
                DATABASE_PASSWORD and SECRET_KEY. Without DATABASE_URL it is the platform of `pynomaly up` in the data \
                folder, whether it runs or not. The password holds for 24 hours and must be changed at the first \
                login; an administrator who existed loses the second factor.
                """)

        @Option(help: "The administrator's name.")
        var username = "admin"
        @Option(help: "The data folder of `pynomaly up`, for when DATABASE_URL is not set.")
        var dataDirectory = DataFolder.standardPath

        func run() async throws {
            let environment = ProcessInfo.processInfo.environment
            let isGiven = ["DATABASE_URL", "DATABASE_URL_FILE"].contains { environment[$0]?.isEmpty == false }
            if isGiven { try await inGivenDatabase() } else { try await inDataFolder() }
        }

        private func inDataFolder() async throws {
            guard DataFolder.hasPlatform(dataDirectory) else {
                throw CommandFailure(
                    "--data-directory: no platform has run on \(dataDirectory); name its folder, or set DATABASE_URL")
            }
            let folder = try DataFolder(path: dataDirectory)
            let platform = Platform(
                folder: folder, programs: try ServicePrograms.find(),
                ports: try PortPlan(gateway: 0, anyPorts: false))
            let isStopped = try await folder.lockedIfFree {
                let cluster = try await LocalCluster.start(directory: folder.cluster)
                let result = await Result { try await platform.resetAdmin(username, cluster.address) }
                await cluster.stop()
                Terminal.answer(try result.get())
            }
            guard !isStopped else { return }
            guard let cluster = ClusterAddress(runningIn: folder.cluster) else {
                throw CommandFailure("the platform on \(folder.path) is just starting or stopping; try again")
            }
            Terminal.answer(try await platform.resetAdmin(username, cluster))
        }

        private func inGivenDatabase() async throws {
            let program = try ServicePrograms.find().path(of: .auth)
            let result = try await Subprocess.run(
                .name("env"), arguments: [program, "bootstrap-admin", "--username", username],
                output: .currentStandardOutput, error: .currentStandardError)
            guard result.terminationStatus.isSuccess else { throw ExitCode.failure }
        }
    }
}
