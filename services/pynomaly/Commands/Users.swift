import ArgumentParser
import Messages

struct Users: AsyncParsableCommand, FilteredList {
    static let configuration = CommandConfiguration(
        abstract: "Make, list and change the users of your tenant.",
        discussion: "What changes a user needs your second factor, given within the last 15 minutes.",
        subcommands: [
            List.self, Create.self, Disable.self, Enable.self, Unlock.self, SetRoles.self, ResetPassword.self,
            ResetFactor.self, Delete.self, Undelete.self,
        ])

    static let filterExample = "state = ACTIVE AND username = ad*"

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List users.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var place: TenantOption
        @OptionGroup var list: ListOptions<Users>
        @Flag(help: "List the deleted ones too.")
        var showDeleted = false

        func run() async throws {
            let reply = try await options.signedInClient(in: place).get(
                "\(list.path("/v1/users"))&show_deleted=\(showDeleted)", as: AuthV1.ListUsersResponse.self)
            options.print(reply) { Users.table($0.users) }
            list.remarkIfMore(reply.value.nextPageToken)
        }
    }

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a user, whose first password must be changed at the first login.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var place: TenantOption
        @Argument(help: "The name to sign in with.")
        var username: String
        @Option(help: "A role, such as analyst. May be repeated.")
        var role: [String]
        @Option(help: "The name to show.")
        var displayName = ""
        @Option(help: "A file that holds the first password, instead of asking for it.")
        var passwordFile: String?

        func run() async throws {
            let password = try passwordFile.map { try SecretFile.read($0) } ?? Terminal.askTwice("First password")
            let user = AuthV1.User(username: username, displayName: displayName, roles: role, password: password)
            let reply = try await options.signedInClient(in: place).post("/v1/users", user, as: AuthV1.User.self)
            options.print(reply) { Users.table([$0]) }
        }
    }

    static func table(_ users: [AuthV1.User]) -> String {
        var table = TextTable([
            ("name", .left), ("id", .left), ("state", .left), ("roles", .left), ("2nd factor", .left),
            ("locked until", .left), ("last login", .left),
        ])
        for user in users {
            table.add([
                user.username, user.name, "\(user.state)".lowercased(), user.roles.joined(separator: " "),
                user.mfaEnrolled ? "yes" : "no", TimeText.second(user.lockExpireTime),
                TimeText.second(user.lastLoginTime),
            ])
        }
        return table.text
    }
}
