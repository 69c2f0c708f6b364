import ArgumentParser
import Messages

/// The tenant's chain of audit events.
struct Audit: AsyncParsableCommand, FilteredList {
    static let configuration = CommandConfiguration(
        abstract: "Read and check who did what.", subcommands: [List.self, Verify.self, Export.self])

    static let filterExample = "action = \"auth.login\" AND result = DENIED"

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List events, the newest first.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var place: TenantOption
        @OptionGroup var list: ListOptions<Audit>

        func run() async throws {
            let client = try await options.signedInClient(in: place)
            let path = list.path("/v1/auditEvents")
            var reply = try await client.get(path, as: AuthV1.ListAuditEventsResponse.self)
            // The server looks through some events at a time, and there may be none among them that is meant.
            while reply.value.auditEvents.isEmpty, !reply.value.nextPageToken.isEmpty {
                let next = QueryText.encode(reply.value.nextPageToken)
                reply = try await client.get("\(path)&page_token=\(next)", as: AuthV1.ListAuditEventsResponse.self)
            }
            options.print(reply) { Audit.table($0.auditEvents) }
            list.remarkIfMore(reply.value.nextPageToken)
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that no event was changed, taken out or put in; fails if one was.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var place: TenantOption
        @Option(help: "A head that was kept elsewhere, which the chain must contain.")
        var head: String?

        func run() async throws {
            let reply = try await options.signedInClient(in: place).post(
                "/v1/auditEvents:verify", AuthV1.VerifyAuditChainRequest(head: head ?? ""),
                as: AuthV1.VerifyAuditChainResponse.self)
            options.print(reply, Audit.verdict)
            guard reply.value.valid == true else { throw ExitCode.failure }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print all events as lines of JSON.",
            discussion: "Needs your second factor, given within the last 15 minutes.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var place: TenantOption
        @OptionGroup var list: ListOptions<Audit>

        func run() async throws {
            let filter = list.filter.map { "?filter=\(QueryText.encode($0))" } ?? ""
            try await options.signedInClient(in: place).watch(
                "/v1/auditEvents:export\(filter)", as: AuthV1.AuditEvent.self
            ) { event in
                Terminal.answer(json: try MessageJSON.encode(event))
            }
        }
    }

    private static func verdict(_ answer: AuthV1.VerifyAuditChainResponse) -> String {
        guard answer.valid == true else { return "Event \(answer.firstBadNumber) is wrong: \(answer.problem)" }
        return "\(answer.checkedCount) events are as they were written. The chain's head: \(answer.head)"
    }

    private static func table(_ events: [AuthV1.AuditEvent]) -> String {
        var table = TextTable([
            ("number", .right), ("time", .left), ("actor", .left), ("action", .left), ("on", .left), ("result", .left),
            ("from", .left), ("detail", .left),
        ])
        for event in events {
            table.add([
                "\(event.number)", TimeText.second(event.eventTime),
                event.actorUsername.isEmpty ? event.actor : event.actorUsername, event.action, event.resource,
                "\(event.result)".lowercased(), event.clientAddress, event.detail,
            ])
        }
        return table.text
    }
}
