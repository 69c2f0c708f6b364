import API
import Messages
import RPC
import Testing

@Suite struct MethodTableTests {
    static let methods = MethodTable.services.flatMap(\.methods)
    static let ours = methods.filter { $0.service.hasPrefix("pynomaly.") }

    @Test func `the table names every service once`() {
        #expect(
            Set(MethodTable.services.map(\.name)) == [
                "google.longrunning.Operations", "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
                "grpc.reflection.v1alpha.ServerReflection",
                "pynomaly.auth.v1.AuthService", "pynomaly.auth.v1.UserService", "pynomaly.auth.v1.TenantService",
                "pynomaly.auth.v1.AuditService",
                "pynomaly.dataset.v1.DatasetService", "pynomaly.dataset.v1.UploadService",
                "pynomaly.detection.v1.DetectorService", "pynomaly.detection.v1.ModelService",
                "pynomaly.detection.v1.ScoringService", "pynomaly.detection.v1.JobService",
                "pynomaly.detection.v1.ResultService",
                "pynomaly.metrics.v1.MetricsService",
            ])
        #expect(MethodTable.services.count == 16)
        #expect(Set(Self.methods.map(\.path)).count == Self.methods.count)
    }

    @Test(arguments: ours)
    func `every method of ours declares who may call it`(method: MethodDescriptor) throws {
        let policy = try #require(method.policy)
        if policy.access == .internal { #expect(!policy.services.isEmpty, "nobody could call it") }
        if policy.tenantFromService { #expect(!policy.services.isEmpty) }
    }

    @Test func `only the steps of a login and the public keys need no identity`() {
        let open = Self.ours.filter { $0.policy?.access == .public }.map(\.method)
        #expect(
            Set(open) == [
                "Login", "VerifyMfa", "RefreshToken", "RequestPasswordReset", "ConfirmPasswordReset", "GetJwks",
                "ExchangeApiKey", "IssueServiceToken",
            ])
    }

    @Test(arguments: methods)
    func `reads are GETs without side effects, and their templates bind a name`(method: MethodDescriptor) {
        for rule in method.http where rule.verb == "GET" {
            #expect(method.idempotency == .noSideEffects)
            #expect(rule.body.isEmpty)
            #expect(rule.template.hasPrefix("/"))
        }
        for rule in method.http where rule.verb == "POST" {
            #expect(!rule.body.isEmpty)
        }
    }

    @Test func `no two methods share a verb and a path`() {
        let routes = Self.methods.flatMap { method in method.http.map { "\($0.verb) \($0.template)" } }
        #expect(Set(routes).count == routes.count)
    }

    @Test func `kinds, routes and policies are as in the protos`() {
        let upload = DatasetV1.DatasetServiceMethods.uploadDataset
        #expect(upload.path == "/pynomaly.dataset.v1.DatasetService/UploadDataset")
        #expect(upload.kind == .clientStreaming)
        #expect(upload.upload?.paths == ["/v1/datasets:upload", "/v1/datasets/upload"])
        #expect(upload.upload?.filePart == "file")

        let read = DatasetV1.DatasetServiceMethods.readColumns
        #expect(read.kind == .serverStreaming)
        #expect(
            read.policy == MethodPolicy(access: .internal, services: ["detection"], tenantFromService: true))

        let change = AuthV1.UserServiceMethods.changePassword
        #expect(change.policy == MethodPolicy(access: .authenticated, challenges: [.passwordChange], personOnly: true))
        #expect(
            change.http == [HTTPRule(verb: "POST", template: "/v1/{name=users/*}:changePassword", body: "*")])

        #expect(
            AuthV1.AuthServiceMethods.login.form
                == FormRoute(path: "/auth/jwt/login", responseField: "tokens", grantType: "password"))
        #expect(DetectionV1.JobServiceMethods.createDetectionJob.http.map(\.body) == ["detection_job"])
        #expect(DatasetV1.DatasetServiceMethods.deleteDataset.idempotency == .idempotent)
        #expect(TestingV1.EchoServiceMethods.chat.kind == .bidirectional)
    }

    @Test func `names of messages are the types' own`() {
        let login = AuthV1.AuthServiceMethods.login
        #expect(login.inputType == AuthV1.LoginRequest.messageName)
        #expect(login.outputType == AuthV1.LoginResponse.messageName)
    }
}
