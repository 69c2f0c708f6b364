import API
import Messages
import NIOHTTP1
import Protobuf
import RPC
import ServiceKit
import TestKit
import Testing

/// Whose word about a signed-in user's address counts.
@Suite(.timeLimit(.minutes(4))) struct ClientAddressTests {
    private static let key = AuthV1.ApiKey(displayName: "leaves an event", scopes: ["datasets.read"])

    /// The address that the event of a key's making holds.
    private func address(of key: AuthV1.ApiKey?, _ shared: SharedPlatform) async throws -> String {
        let name = try #require(key).name
        var events: [AuthV1.AuditEvent] = []
        try await eventually {
            let page: AuthV1.ListAuditEventsResponse = try await shared.rest.call(
                .GET, "/v1/auditEvents?filter=action%3DapiKeys.create%20resource%3D\(name)")
            events = page.auditEvents
            return !events.isEmpty
        }
        return try #require(events.first).clientAddress
    }

    @Test func `what a user does through the gateway is recorded with the user's address`() async throws {
        let shared = try await SharedPlatform.get()
        // The tests are the gateway's trusted proxy, so it believes whom they speak for.
        let answer = try await shared.rest.caller.call(
            .POST, "/v1/users/me/apiKeys",
            headers: ["content-type": "application/json", "x-forwarded-for": "192.0.2.44"],
            body: RESTClient.json(Self.key))
        try #require(answer.status == 200, "\(answer.text)")
        let made = try AuthV1.CreateApiKeyResponse(
            serialized: RESTClient.wire(fromJSON: answer.text, type: AuthV1.CreateApiKeyResponse.messageName))
        #expect(try await address(of: made.apiKey, shared) == "192.0.2.44")
    }

    @Test func `so is what they do, or may not do, in another service than auth`() async throws {
        let shared = try await SharedPlatform.get()
        let made: AuthV1.CreateApiKeyResponse = try await shared.rest.post("/v1/users/me/apiKeys", Self.key)
        let answer = try await shared.anonymous.caller.call(
            .DELETE, "/v1/datasets/11111111-1111-4111-8111-111111111111",
            headers: ["x-api-key": made.key, "x-forwarded-for": "192.0.2.46"])
        #expect(answer.status == 403, "\(answer.text)")
        try await eventually {
            let page: AuthV1.ListAuditEventsResponse = try await shared.rest.call(
                .GET, "/v1/auditEvents?filter=action%3Daccess.denied%20service%3Ddataset%20client_address%3D192.0.2.46")
            return page.auditEvents.count == 1
        }
    }

    @Test func `a user who calls a service directly is not believed`() async throws {
        let shared = try await SharedPlatform.get()
        let channel = RPCClient.channel(shared.platform.rpcPort(.auth), token: shared.admin.token)
        for shown in [nil, shared.admin.token] {
            var metadata: Metadata = ["x-forwarded-for": "192.0.2.45"]
            if let shown { metadata.add(PolicyInterceptor.forwarderTokenName, shown) }
            let made = try await AuthV1.UserServiceClient(channel).createApiKey(
                AuthV1.CreateApiKeyRequest(parent: "users/me", apiKey: Self.key),
                options: CallOptions(metadata: metadata))
            #expect(try await address(of: made.apiKey, shared) == "127.0.0.1")
        }
        await channel.shutdown()
    }
}
