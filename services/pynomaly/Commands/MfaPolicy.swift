import ArgumentParser
import Messages

/// Which roles of a tenant must have a second factor.
struct MfaPolicy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mfa-policy", abstract: "See and set who must have a second factor.",
        subcommands: [Show.self, Set.self])

    private static let path = "/v1/mfaPolicy"

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the roles that must have a second factor.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var place: TenantOption

        func run() async throws {
            let reply = try await options.signedInClient(in: place).get(MfaPolicy.path, as: AuthV1.MfaPolicy.self)
            options.print(reply, MfaPolicy.sentence)
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Require a second factor of these roles, in place of all others.",
            discussion: """
                Sessions without one end within seconds, and the next login enrols one. Needs your second factor, given \
                within the last 15 minutes.
                """)

        @OptionGroup var options: ClientOptions
        @OptionGroup var place: TenantOption
        @Option(help: "The roles, such as viewer,analyst; '' for none beside the administrators'.")
        var roles: String

        func run() async throws {
            let policy = AuthV1.MfaPolicy(requiredRoles: roles.split { ", ".contains($0) }.map(String.init))
            let reply = try await options.signedInClient(in: place).patch(
                MfaPolicy.path, policy, as: AuthV1.MfaPolicy.self)
            options.print(reply, MfaPolicy.sentence)
        }
    }

    private static func sentence(_ policy: AuthV1.MfaPolicy) -> String {
        guard !policy.requiredRoles.isEmpty else { return "Administrators alone must have a second factor." }
        return "Administrators must have a second factor, and so must: \(policy.requiredRoles.joined(separator: ", "))"
    }
}
