package import ServiceKit

/// The service as its program starts it.
package let definition = makeDefinition(clock: .system)

/// The service with another clock, for tests.
package func makeDefinition(clock: WallClock) -> ServiceDefinition {
    ServiceDefinition(
        service: .auth, settings: AuthSettings.declarations, schema: (AuthSchema.name, AuthSchema.migrations),
        outbox: AuthSchema.outbox, extraCommands: [BootstrapCommand.command],
        build: { environment in try await AuthParts(environment, clock: clock).components })
}
