import Crypto
package import ServiceKit

/// The service as its program starts it.
package let definition = makeDefinition(AuthSubstitutes())

/// What tests put in the place of the real thing.
struct AuthSubstitutes: Sendable {
    var clock = WallClock.system
    /// What a password's hash costs.
    var hashing = Argon2id.Parameters()
    /// Nil for the one that the settings ask for.
    var resetSender: (any PasswordResetSender)?
}

func makeDefinition(_ substitutes: AuthSubstitutes) -> ServiceDefinition {
    ServiceDefinition(
        service: .auth, settings: AuthSettings.declarations, schema: (AuthSchema.name, AuthSchema.migrations),
        outbox: AuthSchema.outbox, extraCommands: [BootstrapCommand.command],
        clock: substitutes.clock.seconds,
        build: { environment in try await AuthParts(environment, substitutes).components() })
}
