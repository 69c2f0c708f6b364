import FoundationEssentials
import Postgres
import Subprocess
import Testing

/// `k8s/base` against Kubernetes' schemas, and against the numbers that the code and the database hold.
@Suite struct KubernetesTests {
    static let manifests = [
        "namespace", "configmap", "secret-template", "network-policy", "postgres", "migrate", "auth", "dataset",
        "detection", "metrics", "gateway", "ingress",
    ]
    static let services = ["auth", "dataset", "detection", "metrics"]
    /// Sessions beside the pools: detection's listener.
    static let sessionsBesidePools = 1

    @Test(arguments: manifests)
    func `a manifest is valid for Kubernetes 1.32, unknown fields included`(name: String) async throws {
        let validator = RepositoryFiles.root + "/.build-py/bin/kubernetes-validate"
        try #require(
            FileManager.default.isExecutableFile(atPath: validator), "run scripts/python-env.sh, which installs it")
        let result = try await Subprocess.run(
            .name("env"),
            arguments: [validator, "--strict", "-k", "1.32", RepositoryFiles.root + "/k8s/base/\(name).yaml"],
            output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
        #expect(
            result.terminationStatus.isSuccess,
            "\(result.standardOutput) \(result.standardError)")
    }

    @Test func `what kustomize makes of them is valid, too`() async throws {
        let validator = RepositoryFiles.root + "/.build-py/bin/kubernetes-validate"
        let script = "set -o pipefail; kubectl kustomize \"$1\" | \"$2\" --strict -k 1.32 -"
        let result = try await Subprocess.run(
            .name("bash"), arguments: ["-c", script, "bash", RepositoryFiles.root + "/k8s/base", validator],
            output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
        #expect(result.terminationStatus.isSuccess, "\(result.standardOutput) \(result.standardError)")
    }

    /// The Ingress controller takes limits by Ingress, so each path that proves an identity must lie in the strict one.
    @Test(arguments: [
        "/v1/auth:login", "/api/v1/auth:login", "/v1/auth:verifyMfa", "/auth/jwt/login",
        "/api/v1/users/me:changePassword", "/v1/users/me/totpFactor:confirm",
    ])
    func `paths that log in have the login limit behind the Ingress, too`(_ path: String) async throws {
        let login = try #require(
            try await Manifests.rendered().all("Ingress").first { $0.title.contains("pynomaly-ingress-login") })
        #expect(login["metadata"]["annotations"]["nginx.ingress.kubernetes.io/limit-rps"].string == "1")
        let patterns = login["spec"]["rules"].list.flatMap { $0["http"]["paths"].list }.map { $0["path"].string ?? "" }
        #expect(try patterns.contains { try path.prefixMatch(of: Regex($0)) != nil })
    }

    @Test func `every manifest but the template is applied`() throws {
        let kustomization = try RepositoryFiles.text("k8s/base/kustomization.yaml")
        for name in Self.manifests where name != "secret-template" {
            #expect(kustomization.contains("- \(name).yaml\n"))
        }
        #expect(!kustomization.contains("secret-template"))
    }

    @Test func `all replicas' connections fit into the database`() throws {
        let serverMax = try RepositoryFiles.number(after: "max_connections=", in: "k8s/base/postgres.yaml")
        var total = 0
        for service in Self.services {
            let replicas = try RepositoryFiles.number(after: "maxReplicas: ", in: "k8s/base/\(service).yaml")
            // One more while a rollout replaces them (maxSurge).
            let sessions = (replicas + 1) * (PostgresLimits.poolSize + Self.sessionsBesidePools)
            #expect(sessions <= PlatformRoles().connectionLimit, "\(service) can't open all its connections")
            total += sessions
        }
        // Ten remain for the migration, for backups and for an administrator.
        #expect(total + 10 <= serverMax, "\(total) connections at full scale, but max_connections=\(serverMax)")
    }

    @Test func `the roles that Kubernetes creates are the roles of the code`() throws {
        let roles = PlatformRoles()
        let expected = """
            -- Generated from PlatformRoles; DeploymentTests says how it must read.
            \(roles.clusterScript)
            \(roles.databaseScript("pynomaly"))

            """
        #expect(try RepositoryFiles.text("k8s/base/postgres-init/10-roles.sql") == expected)
    }

    @Test func `the gateway is reached by the name that the deployment guide gives it`() throws {
        #expect(try RepositoryFiles.text("k8s/base/gateway.yaml").contains("name: pynomaly-api-service\n"))
        #expect(try RepositoryFiles.text("k8s/base/ingress.yaml").contains("name: pynomaly-api-service\n"))
    }
}
