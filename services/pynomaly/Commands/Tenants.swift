import ArgumentParser
import Messages
import Protobuf

/// The tenant that an action is about.
struct TenantArgument: ParsableArguments {
    @OptionGroup var options: ClientOptions
    @Argument(help: "The tenant: its id, or the name that it shows.")
    var tenant: String

    /// Calls "tenants/{id}:action", which answers with the tenant as it is now.
    func change(_ action: String, _ request: some ProtobufMessage) async throws {
        let client = try options.signedInClient()
        let name = try await TenantReference.resolve(tenant, client)
        let reply = try await client.post("/v1/\(name):\(action)", request, as: AuthV1.Tenant.self)
        options.print(reply) { Tenants.table([$0]) }
    }
}

struct Tenants: AsyncParsableCommand, FilteredList {
    static let configuration = CommandConfiguration(
        abstract: "Make, list and suspend tenants.",
        discussion: "What changes a tenant needs your second factor, given within the last 15 minutes.",
        subcommands: [List.self, Create.self, Suspend.self, Resume.self, Usage.self])

    static let filterExample = "state = ACTIVE AND display_name = Ac*"

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List tenants.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var list: ListOptions<Tenants>

        func run() async throws {
            let reply = try await options.signedInClient().get(
                list.path("/v1/tenants"), as: AuthV1.ListTenantsResponse.self)
            options.print(reply) { Tenants.table($0.tenants) }
            list.remarkIfMore(reply.value.nextPageToken)
        }
    }

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a tenant.")

        @OptionGroup var options: ClientOptions
        @Argument(help: "The name to show.")
        var displayName: String

        func run() async throws {
            let reply = try await options.signedInClient().post(
                "/v1/tenants", AuthV1.Tenant(displayName: displayName), as: AuthV1.Tenant.self)
            options.print(reply) { Tenants.table([$0]) }
        }
    }

    struct Suspend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Keep all users of a tenant out.")

        @OptionGroup var target: TenantArgument

        func run() async throws { try await target.change("suspend", AuthV1.SuspendTenantRequest()) }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let the users of a suspended tenant in again.")

        @OptionGroup var target: TenantArgument

        func run() async throws { try await target.change("resume", AuthV1.ResumeTenantRequest()) }
    }

    struct Usage: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show how much of its quotas a tenant uses.")

        @OptionGroup var target: TenantArgument

        func run() async throws {
            let client = try target.options.signedInClient()
            let name = try await TenantReference.resolve(target.tenant, client)
            let reply = try await client.get("/v1/\(name)/usage", as: AuthV1.TenantUsage.self)
            target.options.print(reply, Tenants.table)
        }
    }

    private static func table(_ usage: AuthV1.TenantUsage) -> String {
        var table = TextTable([("of", .left), ("used", .right), ("at most", .right)])
        table.add(["users", "\(usage.users)", "\(usage.quotas?.usersMax ?? 0)"])
        table.add(["API keys", "\(usage.apiKeys)", "\(usage.quotas?.apiKeysMax ?? 0) a user"])
        table.add(["sessions", "\(usage.sessions)", ""])
        return table.text
    }

    static func table(_ tenants: [AuthV1.Tenant]) -> String {
        var table = TextTable([("id", .left), ("name", .left), ("state", .left), ("made", .left)])
        for tenant in tenants {
            table.add([
                tenant.name, tenant.displayName, "\(tenant.state)".lowercased(), TimeText.second(tenant.createTime),
            ])
        }
        return table.text
    }
}
