import ArgumentParser
import FoundationEssentials
import Messages

struct ApiKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "api-keys", abstract: "Make, list and end keys for programs.",
        subcommands: [Create.self, List.self, Rotate.self, Revoke.self])

    static let collection = "users/me/apiKeys"

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key, which is printed this once.",
            discussion: """
                Needs your second factor, given within the last 15 minutes; `pynomaly account enroll-factor` gives your \
                account one.
                """)

        @OptionGroup var options: ClientOptions
        @Option(help: "What the key is for.")
        var name: String
        @Option(help: "A permission that the key has, such as datasets.read. May be repeated.")
        var scope: [String]
        @Option(help: "The days after which the key ends, at most 365.")
        var days = 90
        @Option(help: "A network that the key may be used from, such as 10.0.0.0/8; all by default. May be repeated.")
        var network: [String] = []

        func run() async throws {
            let end = Date(timeIntervalSinceNow: Double(days) * 86_400)
            let key = AuthV1.ApiKey(
                displayName: name, scopes: scope,
                expireTime: GoogleProtobuf.Timestamp(seconds: Int64(end.timeIntervalSince1970)), allowedCidrs: network)
            let reply = try await options.signedInClient().post(
                "/v1/\(ApiKeys.collection)", key, as: AuthV1.CreateApiKeyResponse.self)
            options.print(reply, \.key)
            if !options.json {
                Terminal.remark("This is \(reply.value.apiKey?.name ?? "the key"); it is not shown again.")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List your keys, the newest first.")

        @OptionGroup var options: ClientOptions

        func run() async throws {
            let reply = try await options.signedInClient().get(
                "/v1/\(ApiKeys.collection)?page_size=1000", as: AuthV1.ListApiKeysResponse.self)
            options.print(reply) { response in
                var table = TextTable([
                    ("id", .left), ("for", .left), ("state", .left), ("scopes", .left), ("ends", .left),
                    ("last use", .left),
                ])
                for key in response.apiKeys {
                    table.add([
                        key.name.split(separator: "/").last.map(String.init) ?? "", key.displayName,
                        "\(key.state)".lowercased(), key.scopes.joined(separator: " "), ApiKeys.day(key.expireTime),
                        key.lastUseTime.map { "\(ApiKeys.day($0)) from \(key.lastUseAddress)" } ?? "never",
                    ])
                }
                return table.text
            }
        }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replace a key's secret; the new key is printed this once.",
            discussion: "Needs your second factor, given within the last 15 minutes.")

        @OptionGroup var options: ClientOptions
        @Argument(help: "The key's id.")
        var key: String
        @Option(help: "The hours for which the old secret still works, at most 168.")
        var overlapHours = 0

        func run() async throws {
            let name = ResourceName.full(key, in: ApiKeys.collection)
            let request = AuthV1.RotateApiKeyRequest(
                overlap: GoogleProtobuf.Duration(seconds: Int64(overlapHours) * 3600))
            let reply = try await options.signedInClient().post(
                "/v1/\(name):rotate", request, as: AuthV1.RotateApiKeyResponse.self)
            options.print(reply, \.key)
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a key at once.")

        @OptionGroup var options: ClientOptions
        @Argument(help: "The key's id.")
        var key: String

        func run() async throws {
            let name = ResourceName.full(key, in: ApiKeys.collection)
            _ = try await options.signedInClient().post(
                "/v1/\(name):revoke", AuthV1.RevokeApiKeyRequest(), as: AuthV1.ApiKey.self)
            Terminal.remark("Revoked \(name).")
        }
    }

    private static func day(_ time: GoogleProtobuf.Timestamp?) -> String {
        time.map { $0.date.formatted(.iso8601.year().month().day()) } ?? ""
    }
}
