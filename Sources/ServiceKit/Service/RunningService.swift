package import Logging
import NIOCore
import RPC
import ServiceLifecycle
package import Telemetry

/// A service that has been started, in a process of its own or in a test's.
package final class RunningService: Sendable {
    package let environment: ServiceEnvironment
    package let adminPort: Int
    /// 0 for a service that serves no RPCs.
    package let rpcPort: Int
    /// The ports of other protocols by name, `http` for the gateway.
    package let listenerPorts: [String: Int]

    private let means: ServiceMeans
    private let admin: AdminServer
    private let server: RPCServer?
    private let listeners: [any ServiceListener]
    private let group: ServiceGroup
    private let running: Task<Void, any Error>

    package var health: HealthBoard { environment.health }

    /// Starts the parts in order and returns when all ports are bound. Readiness follows when the database is usable.
    package static func start(
        _ definition: ServiceDefinition, _ settings: ServiceSettings, logger: Logger,
        registry: PrometheusRegistry = PrometheusRegistry()
    ) async throws -> RunningService {
        let means = try ServiceMeans(definition, settings, logger, registry)
        let starter = ServiceStarter(definition: definition, means: means)
        do {
            let parts = try await starter.start()
            return RunningService(means, parts)
        } catch {
            await means.close()
            await means.closeLoops()
            throw error
        }
    }

    private init(_ means: ServiceMeans, _ parts: ServiceStarter.Parts) {
        self.means = means
        environment = parts.environment
        admin = parts.admin
        server = parts.server
        listeners = parts.listeners
        adminPort = parts.admin.port
        rpcPort = parts.server?.port ?? 0
        listenerPorts = Dictionary(parts.listeners.map { ($0.name, $0.port) }) { first, _ in first }
        let group = parts.group
        self.group = group
        running = Task { try await group.run() }
    }

    /// Returns when the service can't go on by itself: a background service failed or ended.
    package func waitForFailure() async -> any Error {
        do {
            try await running.value
            return ServiceEnded()
        } catch {
            return error
        }
    }

    /// Readiness off, calls in flight to their end, background services, then what they all used.
    package func stop() async {
        health.enter(.draining)
        let grace = means.settings.shutdownGrace
        await withTaskGroup(of: Void.self) { tasks in
            if let server { tasks.addTask { await server.shutdown(grace: grace) } }
            for listener in listeners { tasks.addTask { await listener.shutdown(grace: grace) } }
        }
        await group.triggerGracefulShutdown()
        _ = await running.result
        await means.close()
        await admin.stop()
        await means.closeLoops()
    }
}

/// A background service returned although nobody asked it to.
struct ServiceEnded: Error, CustomStringConvertible {
    var description: String { "a background service ended" }
}
