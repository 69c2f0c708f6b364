import FoundationEssentials
package import Postgres

/// One service, as its program and tests start it.
package struct ServiceDefinition: Sendable {
    package var service: PlatformService
    /// Settings of its own, beside those that every service reads.
    package var settings: [SettingDeclaration]
    /// The schema that it owns; nil for a service without a database.
    package var schema: (name: String, migrations: [Migration])?
    /// Where it leaves its audit events, in that schema; the kit carries them to auth.
    package var outbox: AuditOutbox?
    /// Commands beside `serve` and `migrate`.
    package var extraCommands: [ServiceCommand]
    /// Seconds since 1970, by which tokens are judged; tests set their own.
    package var clock: @Sendable () -> Int64
    /// Makes the parts from settings and shared means. It must not need the database or another service: they may be
    /// down, and the service starts nevertheless.
    package var build: @Sendable (ServiceEnvironment) async throws -> ServiceComponents

    package init(
        service: PlatformService, settings: [SettingDeclaration] = [],
        schema: (name: String, migrations: [Migration])? = nil, outbox: AuditOutbox? = nil,
        extraCommands: [ServiceCommand] = [],
        clock: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) },
        build: @escaping @Sendable (ServiceEnvironment) async throws -> ServiceComponents
    ) {
        self.service = service
        self.settings = settings
        self.schema = schema
        self.outbox = outbox
        self.extraCommands = extraCommands
        self.clock = clock
        self.build = build
    }

    /// `pynomaly-auth`
    package var programName: String { "pynomaly-\(service.rawValue)" }

    /// Everything that its program reads.
    package var allSettings: [SettingDeclaration] { SharedSettings.declarations + settings }
}

/// A command of a service's program that does one thing and ends: `pynomaly-auth bootstrap-admin`.
package struct ServiceCommand: Sendable {
    package var name: String
    package var help: String
    /// Options of this command only.
    package var settings: [SettingDeclaration]
    /// Standard output is the command's; logs go to standard error.
    package var run: @Sendable (ServiceEnvironment) async throws -> Void

    package init(
        name: String, help: String, settings: [SettingDeclaration] = [],
        run: @escaping @Sendable (ServiceEnvironment) async throws -> Void
    ) {
        self.name = name
        self.help = help
        self.settings = settings
        self.run = run
    }
}
