import Messages
import NIOHTTP1
import Testing

/// What users do wrong, and the sentence they get for it.
@Suite(.timeLimit(.minutes(4))) struct BadInputTests {
    private func refusal(_ body: (SharedPlatform) async throws -> Void) async throws -> RESTClient.Refusal {
        let shared = try await SharedPlatform.get()
        do {
            try await body(shared)
        } catch let refusal as RESTClient.Refusal {
            return refusal
        }
        throw PlatformFailure("it was accepted")
    }

    private func upload(_ text: String) async throws -> DatasetV1.UploadDatasetResponse {
        try await SharedPlatform.get().rest.upload(Array(text.utf8), DatasetV1.UploadSpec(displayName: "bad"))
    }

    @Test(arguments: ["admin", "nobody-of-this-name"])
    func `a wrong password and an unknown name read the same`(username: String) async throws {
        let refusal = try await refusal { shared in
            let _: AuthV1.LoginResponse = try await shared.anonymous.post(
                "/v1/auth:login", AuthV1.LoginRequest(username: username, password: "wrong-Passw0rd-1"))
        }
        #expect(refusal.httpStatus == 401)
        #expect(refusal.status == "UNAUTHENTICATED")
        #expect(!refusal.message.contains(username))
    }

    @Test func `an unknown route`() async throws {
        let shared = try await SharedPlatform.get()
        let answer = try await shared.rest.caller.call(.GET, "/v1/nonsense")
        #expect(answer.status == 404)
        #expect((RESTClient.refusal(answer) as? RESTClient.Refusal)?.status == "NOT_FOUND")
    }

    @Test(arguments: [
        (#"{"display_name": "x", "algorithm": "ecod", "colour": "red"}"#, "colour"), (#"{"display_name": "#, ""),
        ("[]", ""),
        (#"{"algorithm": "no_such_thing"}"#, "no_such_thing"),
        (#"{"algorithm": "isolation_forest", "parameters": {"trees": -5}}"#, "trees"),
        (#"{"algorithm": "isolation_forest", "thresholdPolicy": {"contamination": 0.7}}"#, "contamination"),
    ])
    func `a bad detector is INVALID_ARGUMENT and says what is wrong`(json: String, named: String) async throws {
        let shared = try await SharedPlatform.get()
        let answer = try await shared.rest.caller.call(
            .POST, "/v1/detectors", headers: ["content-type": "application/json"], body: Array(json.utf8))
        #expect(answer.status == 400, "\(answer.text)")
        #expect((RESTClient.refusal(answer) as? RESTClient.Refusal)?.status == "INVALID_ARGUMENT")
        #expect(answer.text.contains(named))
    }

    @Test func `malformed lines are reported and the rest is kept`() async throws {
        let answer = try await upload("a,b\n1,2\n3\n4,5,6\n7,8\n")
        #expect(answer.rejectReport?.acceptedRows == 2)
        #expect(answer.rejectReport?.rejectedRows == 2)
        #expect(answer.rejectReport?.rejects.map(\.line) == [3, 4])
        #expect(answer.rejectReport?.rejects.allSatisfy { !$0.reason.isEmpty } == true)
    }

    @Test(arguments: ["", "a,b\n", "\n\n"])
    func `a file without rows is refused`(text: String) async throws {
        let refusal = try await refusal { _ in _ = try await upload(text) }
        #expect(refusal.httpStatus == 400)
        #expect(refusal.status == "INVALID_ARGUMENT")
    }

    @Test(arguments: ["datasets/nonsense", "datasets/6a3f0a52-7a0e-4b8f-9d1c-1f2e3d4c5b6a"])
    func `an id that nobody has is NOT_FOUND`(name: String) async throws {
        let refusal = try await refusal { _ = try await $0.rest.dataset(name) }
        #expect(refusal.status == "NOT_FOUND")
    }

    @Test func `a token that is none is UNAUTHENTICATED`() async throws {
        let refusal = try await refusal { _ = try await $0.rest(token: "no.such.token").algorithms() }
        #expect(refusal.httpStatus == 401)
    }
}
