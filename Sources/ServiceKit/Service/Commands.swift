import Crypto
import Logging
import Postgres
import Telemetry

/// What a service's program can be told to do.
struct Commands: Sendable {
    var definition: ServiceDefinition

    private var settings: [SettingDeclaration] {
        SharedSettings.declarations + definition.settings + definition.extraCommands.flatMap(\.settings)
    }

    func parse(_ arguments: [String]) throws(UsageError) -> CommandLineFlags {
        do {
            let flags = try CommandLineFlags(arguments, declared: settings)
            if let extra = flags.positional.first { throw UsageError(description: "\(extra) is not expected here.") }
            return flags
        } catch let error as SettingsError {
            throw UsageError(description: error.description)
        } catch let error as UsageError {
            throw error
        } catch {
            throw UsageError(description: "\(error)")
        }
    }

    func run(_ command: String, _ values: SettingValues) async throws -> Int32 {
        switch command {
        case "serve": return try await serve(values)
        case "migrate": return try await migrate(values)
        default:
            guard let extra = definition.extraCommands.first(where: { $0.name == command }) else {
                throw UsageError(description: "\(command) is not a command; --help lists them.")
            }
            return try await once(extra, values)
        }
    }

    private func serve(_ values: SettingValues) async throws -> Int32 {
        let settings = try ServiceSettings(service: definition.service, values: values)
        let registry = PrometheusRegistry()
        ProcessMetrics.install(in: registry)
        TelemetryBootstrap.install(service: settings.service.rawValue, level: settings.logLevel, registry: registry)
        let logger = Logger(label: settings.service.rawValue)
        return try await Serving(definition: definition, settings: settings, logger: logger, registry: registry).run()
    }

    /// DATABASE_URL is the owner's here, not the service's.
    private func migrate(_ values: SettingValues) async throws -> Int32 {
        guard let schema = definition.schema else {
            print("\(definition.programName): nothing to migrate, this service has no database.")
            return 0
        }
        let settings = try ServiceSettings(service: definition.service, values: values)
        guard let url = settings.databaseURL else {
            throw SettingsError("DATABASE_URL is not set; migrate needs the URL of the schema's owner.")
        }
        let applied = try await Migrator(schema: schema.name, migrations: schema.migrations)
            .migrate(ownerURL: url.revealText(), password: settings.databasePassword?.revealText())
        let what =
            applied.isEmpty ? "is up to date" : "now has " + applied.map { "migration \($0)" }.joined(separator: ", ")
        print("\(definition.programName): the schema \(schema.name) \(what).")
        return 0
    }

    /// Runs a command with the service's means but without its ports; its output is its own, logs go elsewhere.
    private func once(_ command: ServiceCommand, _ values: SettingValues) async throws -> Int32 {
        let settings = try ServiceSettings(service: definition.service, values: values)
        let registry = PrometheusRegistry()
        TelemetryBootstrap.install(
            service: settings.service.rawValue, level: max(settings.logLevel, .warning), registry: registry,
            sink: FileDescriptorSink.standardError)
        let means = try ServiceMeans(definition, settings, Logger(label: settings.service.rawValue), registry)
        let environment = means.environment(HealthBoard(service: settings.service.rawValue))
        let result = await Result(asyncCatching: { try await command.run(environment) })
        await means.close()
        await means.closeLoops()
        try result.get()
        return 0
    }

    var help: String {
        let commands =
            [
                ("serve", "run the service (default)"),
                ("migrate", "bring the database's schema up to date, as its owner"),
            ]
            + definition.extraCommands.map { ($0.name, $0.help) }
        let commandLines = commands.map { "  \(Self.padded($0.0, 20))\($0.1)" }
        let settingLines = settings.map { "  \(Self.padded($0.name, 24))\($0.help)" }
        return """
            usage: \(definition.programName) [command] [options]

            commands:
            \(commandLines.joined(separator: "\n"))

            settings, each from the option --like-this, the environment, or the file that NAME_FILE names; secrets
            never from an option:
            \(settingLines.joined(separator: "\n"))
            """
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}

extension Result where Failure == any Error {
    fileprivate init(asyncCatching body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
