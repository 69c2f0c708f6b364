import ArgumentParser
import FoundationEssentials

/// What every client command understands.
struct ClientOptions: ParsableArguments {
    @Flag(help: "Print the server's JSON instead of text.")
    var json = false
    @Option(help: "An API key to use instead of the sign-in; PYNOMALY_API_KEY keeps it out of the list of processes.")
    var apiKey: String?
    @Option(help: "A file that holds the TOTP secret in Base32, for what needs the second factor once more.")
    var totpSecretFile: String?

    /// The client of the API key, if there is one, or of the last `pynomaly login`.
    func signedInClient() throws -> RESTClient {
        let environment = ProcessInfo.processInfo.environment
        if let key = apiKey ?? environment["PYNOMALY_API_KEY"], !key.isEmpty {
            let server =
                try environment["PYNOMALY_SERVER"].map {
                    try ServerAddress($0, authorityFile: environment["PYNOMALY_CA"])
                } ?? Credentials.stored()?.server
            return RESTClient(
                server: try server ?? ServerAddress(ServerAddress.fallback), authority: FixedAuthority(text: key))
        }
        return try SignInAuthority(totpSecretFile: totpSecretFile).client()
    }

    /// The client of an administrator, who may have said to work in another tenant.
    func signedInClient(in place: TenantOption) async throws -> RESTClient {
        var client = try signedInClient()
        if let tenant = place.tenant { client.tenant = try await TenantReference.resolve(tenant, client) }
        return client
    }

    /// Prints an answer as the user asked for it.
    func print<Message>(_ reply: RESTClient.Reply<Message>, _ text: (Message) -> String) {
        if json {
            Terminal.answer(json: reply.json)
        } else {
            Terminal.answer(text(reply.value))
        }
    }
}

/// Resource names may be given with or without their collection: "datasets/7" or "7".
enum ResourceName {
    static func full(_ text: String, in collection: String) -> String {
        text.contains("/") ? text : "\(collection)/\(text)"
    }
}
