import API
import Logging
import Messages
import NIOCore
import Postgres
import RPC
import ServiceLifecycle
import Telemetry

/// The order of a start: admin port, parts, listeners, RPC port; what was started is stopped when a later step fails.
struct ServiceStarter: Sendable {
    struct Parts: Sendable {
        var environment: ServiceEnvironment
        var admin: AdminServer
        var server: RPCServer?
        var listeners: [any ServiceListener]
        var group: ServiceGroup
    }

    var definition: ServiceDefinition
    var means: ServiceMeans

    private var settings: ServiceSettings { means.settings }

    func start() async throws -> Parts {
        let health = HealthBoard(service: settings.service.rawValue)
        let environment = means.environment(health)
        let admin = try await AdminServer.start(
            host: settings.adminHost, port: settings.adminPort, group: means.group, health: health,
            registry: means.registry)
        do {
            let components = try await definition.build(environment)
            let age = RevocationAge(means.identity.memory, registry: means.registry)
            for hook in components.scrapeHooks + auditBacklog() + [age.scrapeHook] { means.registry.onScrape(hook) }
            let audit = try policyAudit(components, environment)
            let (server, listeners) = try await listen(components, health, audit)
            let group = try serviceGroup(components, environment, audit)
            return Parts(
                environment: environment, admin: admin, server: server, listeners: listeners, group: group)
        } catch {
            await admin.stop()
            throw error
        }
    }

    private func listen(
        _ components: ServiceComponents, _ health: HealthBoard, _ audit: PolicyAudit?
    ) async throws -> (RPCServer?, [any ServiceListener]) {
        let server = components.services.isEmpty ? nil : try await serve(components.services, health, audit)
        var started: [any ServiceListener] = []
        do {
            for listener in components.listeners {
                try await listener.start()
                started.append(listener)
            }
            return (server, started)
        } catch {
            for listener in started { await listener.shutdown(grace: .zero) }
            await server?.shutdown(grace: .zero)
            throw error
        }
    }

    private func serve(
        _ own: [RPCService], _ health: HealthBoard, _ audit: PolicyAudit?
    ) async throws -> RPCServer {
        let probe = HealthService(board: health, names: Set(own.map(\.descriptor.name)))
        let visible = own + [RPCService.grpcHealthV1Health(probe)]
        let services = try visible + RPCService.reflection(of: visible)
        let authenticator = TokenAuthenticator(
            service: settings.service, keys: means.identity, memory: means.identity.memory, clock: definition.clock)
        var configuration = ServerConfiguration(
            host: settings.rpcHost, port: settings.rpcPort, tls: means.serverTLS, limits: settings.rpcLimits,
            eventLoopGroup: means.group, logger: means.logger)
        configuration.metrics = means.registry
        configuration.tracesCalls = true
        let server = RPCServer(
            configuration: configuration, services: services,
            interceptors: [
                PolicyInterceptor(
                    authenticator: authenticator, in: definition.service, observer: audit, clock: definition.clock)
            ],
            observers: [CallLog(logger: means.logger)])
        ServerMetrics.install(server, in: means.registry)
        do {
            try await server.start()
        } catch {
            throw ListenError(
                what: "The RPC port", setting: "RPC_PORT", host: settings.rpcHost, port: settings.rpcPort, cause: error)
        }
        return server
    }

    /// Background services end in the opposite order: the service's own first, the reporter last.
    private func serviceGroup(
        _ components: ServiceComponents, _ environment: ServiceEnvironment, _ audit: PolicyAudit?
    ) throws -> ServiceGroup {
        let own =
            [try reporter(environment), readiness(environment)] + certificates() + (try revocations(environment))
            + (try auditRelay(components, environment)) + (audit.map { [$0.denials] } ?? []) + components.background
        var configuration = ServiceGroupConfiguration(
            services: own.map {
                .init(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            }, logger: Logger(label: "lifecycle") { _ in SwiftLogNoOpLogHandler() })
        configuration.maximumGracefulShutdownDuration = settings.shutdownGrace
        return ServiceGroup(configuration: configuration)
    }

    private func readiness(_ environment: ServiceEnvironment) -> any Service {
        guard let pool = environment.database, let schema = definition.schema else {
            return ReadyAtOnce(health: environment.health)
        }
        return DatabaseWatch(
            pool: pool, migrator: Migrator(schema: schema.name, migrations: schema.migrations),
            health: environment.health, logger: means.logger)
    }

    private func certificates() -> [any Service] {
        let contexts = [means.serverTLS, means.clientTLS].compactMap { $0 }
        guard !contexts.isEmpty else { return [] }
        return [
            CertificateWatch(
                contexts: contexts, interval: ServiceLimits.certificateCheckInterval, registry: means.registry,
                logger: means.logger)
        ]
    }

    private func revocations(_ environment: ServiceEnvironment) throws -> [any Service] {
        guard environment.identity.followsAuth else { return [] }
        let auth = AuthV1.AuthServiceClient(try environment.channel(to: .auth))
        return [RevocationWatch(environment.identity, auth: auth, logger: means.logger)]
    }

    private func reporter(_ environment: ServiceEnvironment) throws -> any Service {
        MetricsReporter(
            service: settings.service.rawValue, instance: settings.instanceName, interval: settings.reportInterval,
            registry: means.registry, metrics: MetricsV1.MetricsServiceClient(try environment.channel(to: .metrics)),
            logger: means.logger)
    }
}
