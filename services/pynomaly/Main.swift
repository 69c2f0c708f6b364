import ArgumentParser

/// The command line: it runs the whole platform on one machine, and it is the platform's client.
@main struct Pynomaly: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pynomaly", abstract: "Anomaly detection as a platform.",
        subcommands: [
            Up.self, Admin.self, Login.self, Logout.self, Account.self, ApiKeys.self, Sessions.self, Users.self,
            Tenants.self, MfaPolicy.self, Audit.self, Datasets.self, Algorithms.self, Detectors.self, Detect.self,
        ])
}
