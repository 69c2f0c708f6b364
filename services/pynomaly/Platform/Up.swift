import ArgumentParser
import FoundationEssentials
import Postgres
import ServiceKit
import UnixSignals

/// `pynomaly up`: the whole platform on this machine, with a PostgreSQL of its own, until Ctrl-C.
struct Up: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the whole platform on this machine until Ctrl-C.",
        discussion: """
            Starts a private PostgreSQL and the five services on loopback ports, prints where they are, and creates \
            the administrator "admin" at the first start. Data, secrets and logs stay in the data folder.
            What the --help of pynomaly-auth, -dataset, -detection and -gateway names is taken from the environment, \
            except for addresses and the secrets that are in the data folder.
            """)

    @Option(help: "Where data, secrets and logs are kept.")
    var dataDirectory = DataFolder.standardPath
    @Flag(help: "Keep everything in a new folder that is deleted at the end.")
    var temporary = false
    @Option(help: "The gateway's port; 0 for any free one.")
    var port = 8000
    @Flag(help: "Take any free ports for everything, so that several platforms can run side by side.")
    var anyPorts = false
    @Option(help: "A file with the first administrator's one-time password, instead of a random one that is printed.")
    var adminPasswordFile: String?
    @Option(help: "Write the addresses as JSON to this file once the platform is ready.")
    var addressFile: String?

    func run() async throws {
        let folder = try temporary ? DataFolder.temporary() : DataFolder(path: dataDirectory)
        do {
            try await run(in: folder)
        } catch {
            if temporary { folder.removeAllButLogs() }
            throw error
        }
        if temporary { folder.remove() }
        Terminal.remark("Stopped.")
    }

    private func run(in folder: DataFolder) async throws {
        let platform = Platform(
            folder: folder, programs: try ServicePrograms.find(),
            ports: try PortPlan(gateway: anyPorts ? 0 : port, anyPorts: anyPorts), adminPasswordFile: adminPasswordFile)
        try await folder.locked {
            try platform.ports.requireFree()
            try await untilStopped { try await platform.run(whenReady: announce) }
        }
    }

    private func announce(_ ports: PortPlan) throws {
        if let addressFile { try ports.write(to: addressFile) }
        Terminal.answer(ports.summary)
        Terminal.remark("Ready. Ctrl-C stops everything.")
    }

    /// Runs `body` until it ends or a signal asks for the end, which cancels it.
    private func untilStopped(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await body()
                return true
            }
            group.addTask {
                for await _ in signals { return false }
                return false
            }
            let ended = try await group.next() ?? true
            guard !ended else { return group.cancelAll() }
            Terminal.remark("Stopping …")
            group.cancelAll()
            // The platform's task returns when everything is down; its cancellation is no failure.
            do { while try await group.next() != nil {} } catch is CancellationError {}
        }
    }
}
