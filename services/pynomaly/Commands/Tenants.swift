import ArgumentParser
import Messages

struct Tenants: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make, list and suspend tenants.",
        discussion: "What changes a tenant needs your second factor, given within the last 15 minutes.",
        subcommands: [List.self, Create.self, Suspend.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List tenants.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var list: ListOptions

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

        @OptionGroup var options: ClientOptions
        @Argument(help: "The tenant's id.")
        var tenant: String

        func run() async throws {
            let name = ResourceName.full(tenant, in: "tenants")
            let reply = try await options.signedInClient().post(
                "/v1/\(name):suspend", AuthV1.SuspendTenantRequest(), as: AuthV1.Tenant.self)
            options.print(reply) { Tenants.table([$0]) }
        }
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
