import ArgumentParser
import Messages

/// Ends the sign-in, here and at the server.
struct Logout: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Sign out: the tokens stop working everywhere.")

    func run() async throws {
        let stored = try Credentials.load()
        do {
            _ = try await SignInAuthority().client().post(
                "/v1/auth:logout", AuthV1.LogoutRequest(), as: GoogleProtobuf.Empty.self)
        } catch {
            try await forget()
            throw CommandFailure("signed out here only: \(error)")
        }
        try await forget()
        Terminal.remark("Signed out of \(stored.server.text).")
    }

    private func forget() async throws {
        try await Credentials.locked { try Credentials.remove() }
    }
}
