import ArgumentParser
import Messages

struct Sessions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "See and end where somebody is signed in.", subcommands: [List.self, Revoke.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List sessions, yours by default.")

        @OptionGroup var options: ClientOptions
        @Option(help: "Another user, by the name to sign in with or as users/{id}.")
        var user = "users/me"
        @OptionGroup var place: TenantOption

        func run() async throws {
            let client = try await options.signedInClient(in: place)
            let owner = try await UserReference.resolve(user, client)
            let reply = try await client.get(
                "/v1/\(owner)/sessions?page_size=\(ListPage.size)", as: AuthV1.ListSessionsResponse.self)
            options.print(reply) { Sessions.table($0.sessions) }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a session at once.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var place: TenantOption
        @Argument(help: "The session: users/{id}/sessions/{id}, or the last part for one of yours.")
        var session: String

        func run() async throws {
            let name = ResourceName.full(session, in: "users/me/sessions")
            _ = try await options.signedInClient(in: place).post(
                "/v1/\(name):revoke", AuthV1.RevokeSessionRequest(), as: GoogleProtobuf.Empty.self)
            Terminal.remark("Ended \(name).")
        }
    }

    private static func table(_ sessions: [AuthV1.Session]) -> String {
        var table = TextTable([
            ("id", .left), ("since", .left), ("last renewed", .left), ("from", .left), ("by", .left),
            ("this one", .left),
        ])
        for session in sessions {
            table.add([
                session.name, TimeText.second(session.createTime), TimeText.second(session.lastRefreshTime),
                session.clientAddress, session.authenticationMethods.joined(separator: " "),
                session.isCurrent ? "yes" : "",
            ])
        }
        return table.text
    }
}
