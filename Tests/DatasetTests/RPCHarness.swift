import API
import Crypto
import FoundationEssentials
import Messages
import Postgres
import Protobuf
import RPC
import ServiceKit
import TestKit
import Tokens

@testable import DatasetBackend

/// The service in this process as others see it: on a port, behind its policy, over a real database.
struct RPCHarness {
    let base: TestDatasetDatabase
    let service: RunningService
    let client: DatasetV1.DatasetServiceClient
    let tokens: TestTokens
    let tenant = TestDatasetDatabase.newTenant()

    static func with(
        limits: DatasetLimits = .standard, ingestLimits: IngestLimits = .standard,
        _ body: (RPCHarness) async throws -> Void
    ) async throws {
        try await TestDatasetDatabase.with { base in
            let tokens = try TestTokens()
            let service = try await ServiceHarness.start(
                definition(tokens, limits, ingestLimits),
                ["DATABASE_URL": base.database.url(service: "dataset")])
            let channel = RPCChannel(
                target: Endpoint(host: "127.0.0.1", port: service.rpcPort), group: service.environment.group)
            let result: Result<Void, any Error>
            do {
                let client = DatasetV1.DatasetServiceClient(channel)
                result = .success(
                    try await body(RPCHarness(base: base, service: service, client: client, tokens: tokens)))
            } catch {
                result = .failure(error)
            }
            await channel.shutdown()
            await service.stop()
            try result.get()
        }
    }

    static func definition(
        _ tokens: TestTokens, _ limits: DatasetLimits = .standard, _ ingestLimits: IngestLimits = .standard
    ) -> ServiceDefinition {
        var definition = DatasetBackend.definition
        definition.build = { environment in
            environment.identity.use(keys: tokens) { () async throws(RPCError) in "" }
            return try DatasetBackend.build(environment, limits: limits, ingestLimits: ingestLimits)
        }
        return definition
    }

    func user(_ role: String, tenant: String? = nil) throws -> CallOptions {
        CallOptions(metadata: ["authorization": "Bearer \(try tokens.user(role, tenant: tenant ?? self.tenant))"])
    }

    func service(_ name: String, tenant: String? = nil) throws -> CallOptions {
        var metadata: Metadata = ["authorization": "Bearer \(try tokens.service(name))"]
        if let tenant { metadata["x-tenant"] = tenant }
        return CallOptions(metadata: metadata)
    }

    func upload(_ text: String, options: CallOptions? = nil) async throws -> DatasetV1.Dataset {
        let options = try options ?? user("data_scientist")
        let response = try await client.uploadDataset(options: options) { writer in
            try await writer.write(.init(part: .spec(.init(displayName: "table"))))
            for piece in Array(text.utf8).batches(of: 100_000) {
                try await writer.write(.init(part: .chunk(ByteSlice(piece))))
            }
        }
        return response.dataset ?? DatasetV1.Dataset()
    }
}

/// A key pair that stands for auth's.
struct TestTokens: KeySource {
    private let signer: TokenSigner
    private let set: KeySet

    init() throws {
        let key = try Ed25519PrivateKey()
        signer = TokenSigner(key: key)
        set = KeySet([JSONWebKey(key.publicKey)])
    }

    func keys(for keyID: String?) async throws(RPCError) -> KeySet { set }

    func user(_ role: String, tenant: String) throws -> String {
        try token(.user, "ann", tenant, role)
    }

    func service(_ name: String) throws -> String { try token(.service, name, "", "service") }

    private func token(_ kind: AccessClaims.Kind, _ subject: String, _ tenant: String, _ role: String) throws -> String
    {
        try signer.sign(
            AccessClaims(
                kind: kind, subject: subject, tenant: tenant, roles: [role], tokenID: UUID().uuidString,
                issuedAt: Int64(Date().timeIntervalSince1970), lifetimeSeconds: 300,
                authenticationMethods: ["pwd", "otp", "mfa"]))
    }
}
