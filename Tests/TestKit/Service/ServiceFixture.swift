import FoundationEssentials
import NIOPosix
import Postgres
package import RPC
package import ServiceKit
import Synchronization

/// A service in this process as others see it: on a port, behind its policy, over a real database of its own. One
/// database may have several replicas, one after the other or side by side.
package final class ServiceFixture: Sendable {
    /// A service that runs, and a channel to it.
    package struct Replica: Sendable {
        package let service: RunningService
        package let channel: RPCChannel

        fileprivate func stop() async {
            await channel.shutdown()
            await service.stop()
        }
    }

    package let database: TestDatabase
    package let tokens: TestTokens
    /// The tenant of whoever is not told otherwise.
    package let tenant = ServiceFixture.newTenant()
    private let definition: ServiceDefinition
    private let settings: [String: String]
    private let running = Mutex<[Replica]>([])

    private init(_ definition: ServiceDefinition, _ settings: [String: String], _ database: TestDatabase) throws {
        let tokens = try TestTokens(for: definition.service)
        self.tokens = tokens
        self.database = database
        self.settings = settings
        var own = definition
        own.build = { environment in
            environment.identity.use(keys: tokens) { _ async throws(RPCError) in "" }
            if definition.service != .auth { environment.identity.memory.endRevocations() }
            return try await definition.build(environment)
        }
        self.definition = own
    }

    /// Lends a fixture with a migrated database and no replica yet; whatever runs at the end is stopped.
    package static func with<R>(
        _ definition: ServiceDefinition, _ settings: [String: String] = [:],
        _ body: (ServiceFixture) async throws -> R
    ) async throws -> R {
        try await TestDatabase.with(definition.schema) { database in
            let fixture = try ServiceFixture(definition, settings, database)
            do {
                let value = try await body(fixture)
                await fixture.stopAll()
                return value
            } catch {
                await fixture.stopAll()
                throw error
            }
        }
    }

    /// - Parameter more: settings of this replica alone.
    package func start(_ more: [String: String] = [:]) async throws -> Replica {
        let service = definition.service.rawValue
        let own = ["DATABASE_URL": database.url(service: service), "DATABASE_POOL_SIZE": "4"]
        let running = try await ServiceHarness.start(
            definition, own.merging(settings) { $1 }.merging(more) { $1 })
        let replica = Replica(
            service: running,
            channel: RPCChannel(
                target: Endpoint(host: "127.0.0.1", port: running.rpcPort),
                group: MultiThreadedEventLoopGroup.singleton))
        self.running.withLock { $0.append(replica) }
        return replica
    }

    /// Stops it as SIGTERM does, if it runs.
    package func stop(_ replica: Replica) async {
        let isRunning = running.withLock { running in
            guard let index = running.firstIndex(where: { $0.service === replica.service }) else { return false }
            running.remove(at: index)
            return true
        }
        if isRunning { await replica.stop() }
    }

    private func stopAll() async {
        let all = running.withLock { running in
            defer { running = [] }
            return running
        }
        for replica in all { await replica.stop() }
    }

    package static func newTenant() -> String { UUID().uuidString.lowercased() }

    /// A user's call, of this fixture's tenant unless another is named.
    package func user(_ role: String, tenant: String? = nil) throws -> CallOptions {
        CallOptions(metadata: ["authorization": "Bearer \(try tokens.user(role, tenant: tenant ?? self.tenant))"])
    }

    /// A service's call, in the name of a tenant if one is named.
    package func service(_ name: String, tenant: String? = nil) throws -> CallOptions {
        var metadata: Metadata = ["authorization": "Bearer \(try tokens.service(name))"]
        if let tenant { metadata["x-tenant"] = tenant }
        return CallOptions(metadata: metadata)
    }
}
