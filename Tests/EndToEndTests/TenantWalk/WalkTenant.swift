import API
import FoundationEssentials
import Messages
import RPC
import ServiceKit
import Testing

/// A user of a tenant with one of each resource, all made through the API.
struct WalkTenant: Sendable {
    /// Full names; empty for what this one does not need.
    struct Resources: Sendable {
        var tenant = ""
        var user = ""
        var session = ""
        var device = ""
        var apiKey = ""
        var dataset = ""
        var datasetVersion = ""
        var profiling = ""
        var upload = ""
        var detector = ""
        var operation = ""
        var model = ""
        var job = ""
        var result = ""

        /// What must not appear in anybody else's lists.
        var ids: [String] {
            [user, session, device, apiKey, dataset, profiling, upload, detector, operation, model, job, result]
                .compactMap {
                    name in
                    name.split(separator: "/").last.map(String.init)
                }
        }
    }

    let platform: TestPlatform
    var token: String
    var resources: Resources

    private static let password = "\(TestPlatform.secretMark)-battery-Passw0rd"

    /// A data scientist of the default tenant, who has used everything once.
    static func withEverything(_ platform: TestPlatform, admin: String) async throws -> WalkTenant {
        let made = try await makeUser("walker", "data_scientist", platform, admin: admin, tenant: nil)
        let session = try await password(of: "walker", platform)
        guard case .tokens(let first) = session else { throw PlatformFailure("no token: \(session)") }
        let secret = try await enroll(first.accessToken, platform).secret
        let tokens = try await signInWithCode("walker", secret, platform)
        var tenant = WalkTenant(platform: platform, token: tokens.accessToken, resources: Resources())
        tenant.resources.tenant = made.tenant
        tenant.resources.user = made.name
        try await tenant.makeCredentials()
        try await tenant.makeData()
        try await tenant.makeModelAndResult()
        return tenant
    }

    /// The administrator of a new tenant, with the dataset and the detector that mixed requests need.
    static func withAdministrator(_ platform: TestPlatform, admin: String) async throws -> WalkTenant {
        let auth = RPCClient.channel(platform.rpcPort(.auth), token: admin)
        let created = try await AuthV1.TenantServiceClient(auth).createTenant(
            AuthV1.CreateTenantRequest(tenant: AuthV1.Tenant(displayName: "The other")))
        await auth.shutdown()
        let user = try await makeUser("warden", "tenant_admin", platform, admin: admin, tenant: created.name)
        guard case .enrollmentChallenge(let challenge) = try await password(of: "warden", platform) else {
            throw PlatformFailure("a tenant's administrator was not asked for a second factor")
        }
        let tokens = try await enroll(challenge.challengeToken, platform).tokens
        var tenant = WalkTenant(
            platform: platform, token: try #require(tokens).accessToken, resources: Resources(tenant: created.name))
        tenant.resources.user = user.name
        try await tenant.makeData()
        return tenant
    }

    private static func makeUser(
        _ name: String, _ role: String, _ platform: TestPlatform, admin: String, tenant: String?
    ) async throws -> AuthV1.User {
        let channel = RPCClient.channel(platform.rpcPort(.auth), token: admin)
        let user = AuthV1.User(username: name, roles: [role], password: TestPlatform.oneTimePassword)
        var options = CallOptions()
        if let tenant { options.metadata.add("x-tenant", String(tenant.dropFirst("tenants/".count))) }
        let made = try await AuthV1.UserServiceClient(channel).createUser(
            AuthV1.CreateUserRequest(user: user), options: options)
        await channel.shutdown()
        return made
    }

    /// The first login with the password that an administrator gave, and the user's own in its place.
    private static func password(of name: String, _ platform: TestPlatform) async throws
        -> AuthV1.LoginResponse.Outcome
    {
        let channel = RPCClient.channel(platform.rpcPort(.auth))
        let outcome = try await AuthV1.AuthServiceClient(channel).login(
            AuthV1.LoginRequest(username: name, password: TestPlatform.oneTimePassword)
        ).outcome
        await channel.shutdown()
        guard case .passwordChangeChallenge(let change) = outcome else {
            throw PlatformFailure("a password of an administrator's making was good: \(outcome as Any)")
        }
        let changing = RPCClient.channel(platform.rpcPort(.auth), token: change.challengeToken)
        let next = try await AuthV1.UserServiceClient(changing).changePassword(
            AuthV1.ChangePasswordRequest(name: "users/me", newPassword: password)
        ).outcome
        await changing.shutdown()
        return try #require(next)
    }

    /// The secret of the new factor, and the tokens if the enrolment was a step of a login.
    private static func enroll(
        _ token: String, _ platform: TestPlatform
    ) async throws -> (secret: String, tokens: AuthV1.Tokens?) {
        let channel = RPCClient.channel(platform.rpcPort(.auth), token: token)
        let users = AuthV1.UserServiceClient(channel)
        let name = "users/me/totpFactor"
        let secret = try await users.enrollTotp(AuthV1.EnrollTotpRequest(name: name)).secret
        let answer = try await users.confirmTotp(
            AuthV1.ConfirmTotpRequest(name: name, totpCode: try SignIn.code(secret)))
        await channel.shutdown()
        return (secret, answer.tokens)
    }

    /// Both factors, and a device that is to be remembered.
    private static func signInWithCode(
        _ name: String, _ secret: String, _ platform: TestPlatform
    ) async throws -> AuthV1.Tokens {
        let channel = RPCClient.channel(platform.rpcPort(.auth))
        let auth = AuthV1.AuthServiceClient(channel)
        let outcome = try await auth.login(AuthV1.LoginRequest(username: name, password: password)).outcome
        guard case .mfaChallenge(let challenge) = outcome else {
            throw PlatformFailure("a second factor was not asked for: \(outcome as Any)")
        }
        // The next one, for each works once.
        let code = try SignIn.code(secret, stepsAhead: 1)
        let answer = try await auth.verifyMfa(
            AuthV1.VerifyMfaRequest(
                challengeToken: challenge.challengeToken, proof: .totpCode(code), rememberDevice: true))
        await channel.shutdown()
        return try #require(answer.tokens)
    }

    private mutating func makeCredentials() async throws {
        let channel = RPCClient.channel(platform.rpcPort(.auth), token: token)
        let users = AuthV1.UserServiceClient(channel)
        let sessions = try await users.listSessions(AuthV1.ListSessionsRequest(parent: "users/me")).sessions
        resources.session = try #require(sessions.first { $0.isCurrent }).name
        let devices = try await users.listTrustedDevices(AuthV1.ListTrustedDevicesRequest(parent: "users/me"))
        resources.device = try #require(devices.trustedDevices.first).name
        let key = AuthV1.ApiKey(displayName: "walk", scopes: ["datasets.read"])
        resources.apiKey = try #require(
            try await users.createApiKey(AuthV1.CreateApiKeyRequest(parent: "users/me", apiKey: key)).apiKey
        ).name
        await channel.shutdown()
    }

    private mutating func makeData() async throws {
        let client = RPCClient(platform, token: token)
        let spec = DatasetV1.UploadSpec(displayName: "walk", targetColumn: "malignant", idColumns: ["sample"])
        let dataset = try #require(try await client.upload(try DemoData.csv(), spec).dataset)
        resources.dataset = dataset.name
        resources.datasetVersion = dataset.currentVersion
        resources.profiling = try await client.profile(dataset.name).name
        let upload = DatasetV1.Upload(spec: DatasetV1.UploadSpec(displayName: "walk"), byteSize: 1)
        resources.upload = try await client.createUpload(upload).name
        resources.detector = try await client.createDetector(
            DetectionV1.Detector(
                displayName: "walk", algorithm: "isolation_forest",
                thresholdPolicy: .init(policy: .contamination(0.05)), seed: 1)
        ).name
        await client.shutdown()
    }

    private mutating func makeModelAndResult() async throws {
        let client = RPCClient(platform, token: token)
        let training = DetectionV1.TrainDetectorRequest(
            name: resources.detector, datasetVersion: resources.dataset, requestId: "walk")
        resources.operation = try await client.train(training).name
        // The same request again is the same operation.
        resources.model = try await client.trainedModel(resources.detector, on: resources.dataset).name
        let job = try await client.createJob(
            DetectionV1.DetectionJob(detectors: [resources.detector], datasetVersion: resources.dataset))
        resources.job = job.name
        resources.result = try #require(try await client.job(job.name) { $0.hasEnded }.results.first)
        await client.shutdown()
    }
}
