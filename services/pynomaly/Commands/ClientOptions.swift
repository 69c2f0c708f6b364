import ArgumentParser

/// What every client command understands.
struct ClientOptions: ParsableArguments {
    @Flag(help: "Print the server's JSON instead of text.")
    var json = false

    /// The client of the last `pynomaly login`.
    func signedInClient() throws -> RESTClient {
        let credentials = try Credentials.load()
        return RESTClient(server: credentials.server, accessToken: credentials.accessToken)
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
