import ArgumentParser
import Messages
import Protobuf

/// The user whom an action is about.
struct UserArgument: ParsableArguments {
    @OptionGroup var options: ClientOptions
    @OptionGroup var place: TenantOption
    @Argument(help: "The user: the name to sign in with, or users/{id}.")
    var user: String

    /// - Parameter isDeleted: whether a deleted user may be meant.
    func resolved(isDeleted: Bool = false) async throws -> (client: RESTClient, name: String) {
        let client = try await options.signedInClient(in: place)
        return (client, try await UserReference.resolve(user, client, isDeleted: isDeleted))
    }

    /// Calls "users/{id}:action".
    func call<Answer: ProtobufMessage>(
        _ action: String, _ request: some ProtobufMessage, as answer: Answer.Type
    ) async throws -> RESTClient.Reply<Answer> {
        let (client, name) = try await resolved()
        return try await client.post("/v1/\(name):\(action)", request, as: answer)
    }

    /// For actions that answer with the user as it is now.
    func change(_ action: String, _ request: some ProtobufMessage) async throws {
        let reply = try await call(action, request, as: AuthV1.User.self)
        options.print(reply) { Users.table([$0]) }
    }
}

extension Users {
    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Keep a user out, and end all sessions.")

        @OptionGroup var target: UserArgument

        func run() async throws { try await target.change("disable", AuthV1.DisableUserRequest()) }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let a disabled user in again.")

        @OptionGroup var target: UserArgument

        func run() async throws { try await target.change("enable", AuthV1.EnableUserRequest()) }
    }

    struct Unlock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lift the lock that failed logins left.")

        @OptionGroup var target: UserArgument

        func run() async throws { try await target.change("unlock", AuthV1.UnlockUserRequest()) }
    }

    struct SetRoles: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "roles", abstract: "Give a user these roles, in place of all others.")

        @OptionGroup var target: UserArgument
        @Option(help: "A role. May be repeated.")
        var role: [String]

        func run() async throws { try await target.change("setRoles", AuthV1.SetRolesRequest(roles: role)) }
    }

    struct ResetFactor: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove the second factor of a user who lost it; the next login enrols a new one.")

        @OptionGroup var target: UserArgument

        func run() async throws {
            let (client, name) = try await target.resolved()
            _ = try await client.post(
                "/v1/\(name)/totpFactor:reset", AuthV1.ResetTotpRequest(), as: GoogleProtobuf.Empty.self)
            Terminal.remark("Removed the second factor of \(target.user), and ended all sessions.")
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a user, who can be brought back for 30 days.")

        @OptionGroup var target: UserArgument

        func run() async throws {
            let (client, name) = try await target.resolved()
            let reply = try await client.delete("/v1/\(name)", as: AuthV1.User.self)
            target.options.print(reply) { Users.table([$0]) }
        }
    }

    struct Undelete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring a deleted user back; their API keys stay revoked.")

        @OptionGroup var target: UserArgument

        func run() async throws {
            let (client, name) = try await target.resolved(isDeleted: true)
            let reply = try await client.post(
                "/v1/\(name):undelete", AuthV1.UndeleteUserRequest(), as: AuthV1.User.self)
            target.options.print(reply) { Users.table([$0]) }
        }
    }

    struct ResetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replace a user's password by a one-time password, which is printed this once.")

        @OptionGroup var target: UserArgument

        func run() async throws {
            let reply = try await target.call(
                "resetPassword", AuthV1.ResetPasswordRequest(), as: AuthV1.ResetPasswordResponse.self)
            target.options.print(reply, \.oneTimePassword)
            if !target.options.json {
                Terminal.remark("It works once, until \(TimeText.second(reply.value.expireTime)).")
            }
        }
    }
}
