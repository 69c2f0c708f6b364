import Testing

/// One mistake in the manifests, and what must be said of it.
struct Seed: Sendable, CustomTestStringConvertible {
    var check: ManifestCheckTests.Check
    var kind: String
    var name: String
    var path: [String]
    var value: ManifestValue
    var finding: String

    var testDescription: String { "\(kind) \(name): \(finding)" }

    private init(
        _ check: ManifestCheckTests.Check, _ kind: String, _ name: String, _ path: String, _ value: ManifestValue,
        _ finding: String
    ) {
        self.check = check
        self.kind = kind
        self.name = name
        // Steps are parted by blanks: labels hold dots and slashes.
        self.path = path.split(separator: " ").map(String.init)
        self.value = value
        self.finding = finding
    }

    static let all = references + pods + settings + networks

    private static let label = "app.kubernetes.io/name"
    private static let pod = "spec template spec"
    private static let container = pod + " containers 0"

    private static let references = [
        Seed(
            .reference, "Deployment", "pynomaly-auth", "spec selector matchLabels \(label)", "pynomaly-authn",
            "does not select its own pods"),
        Seed(
            .reference, "Deployment", "pynomaly-auth",
            pod + " topologySpreadConstraints 0 labelSelector matchLabels \(label)", "pynomaly-dataset",
            "spreads other pods"),
        Seed(.reference, "Service", "pynomaly-dataset", "spec selector \(label)", "dataset", "of 0 workloads"),
        Seed(
            .reference, "Service", "pynomaly-dataset", "spec selector", ["app.kubernetes.io/part-of": "pynomaly"],
            "workloads, not of one"),
        Seed(.reference, "Service", "pynomaly-detection", "spec ports 0 targetPort", "grpc", "does not have"),
        Seed(.reference, "Service", "pynomaly-detection", "spec ports 0 targetPort", 50053, "does not have"),
        Seed(.reference, "Service", "postgres", "spec clusterIP", nil, "has no headless Service"),
        Seed(
            .reference, "HorizontalPodAutoscaler", "pynomaly-metrics", "spec scaleTargetRef name", "metrics",
            "scales nothing"),
        Seed(
            .reference, "HorizontalPodAutoscaler", "pynomaly-metrics", "spec scaleTargetRef name", "pynomaly-auth",
            "scales Deployment pynomaly-auth"),
        Seed(
            .reference, "HorizontalPodAutoscaler", "pynomaly-auth", "spec maxReplicas", 1, "goes from 2 to 1"),
        Seed(
            .reference, "Deployment", "pynomaly-gateway", container + " resources requests cpu", nil,
            "measures cpu, of which"),
        Seed(
            .reference, "PodDisruptionBudget", "pynomaly-gateway", "spec selector matchLabels \(label)",
            "pynomaly-api", "protects []"),
        Seed(.reference, "PodDisruptionBudget", "pynomaly-gateway", "metadata name", "gateway", "has no PodDisr"),
        Seed(
            .reference, "Ingress", "pynomaly-ingress", "spec rules 0 http paths 0 backend service port number", 8000,
            "no such port"),
        Seed(.reference, "Service", "pynomaly-api-service", "metadata name", "pynomaly-gateway", "no such port"),
        Seed(
            .reference, "Deployment", "pynomaly-auth", pod + " volumes 0 name", "keys", "which is no volume of it"),
        Seed(
            .reference, "Deployment", "pynomaly-auth", container + " volumeMounts 1", nil, "mounts its volume tmp"),
        Seed(
            .reference, "Deployment", "pynomaly-auth", pod + " volumes 0 secret items 1 key", "secret-key",
            "wants a key"),
        Seed(.reference, "ConfigMap", "pynomaly-config", "metadata name", "config", "reads a ConfigMap that"),
        Seed(
            .reference, "NetworkPolicy", "dataset-from-services", "spec podSelector matchLabels \(label)", "dataset",
            "selects no pods"),
    ]

    private static let pods = [
        Seed(.pod, "Deployment", "pynomaly-auth", pod + " securityContext runAsNonRoot", nil, "may run as root"),
        Seed(.pod, "Deployment", "pynomaly-auth", pod + " securityContext runAsUser", 0, "names no user"),
        Seed(.pod, "StatefulSet", "postgres", pod + " securityContext seccompProfile", nil, "no seccomp"),
        Seed(.pod, "Job", "pynomaly-migrate", pod + " automountServiceAccountToken", nil, "token of the cluster"),
        Seed(.pod, "Deployment", "pynomaly-auth", pod + " topologySpreadConstraints", nil, "one node"),
        Seed(
            .pod, "StatefulSet", "postgres", container + " securityContext readOnlyRootFilesystem", false,
            "write to its root"),
        Seed(
            .pod, "Job", "pynomaly-migrate", pod + " initContainers 0 securityContext allowPrivilegeEscalation", nil,
            "gain privileges"),
        Seed(
            .pod, "Deployment", "pynomaly-metrics", container + " securityContext capabilities drop", ["NET_RAW"],
            "keeps capabilities"),
        Seed(
            .pod, "Deployment", "pynomaly-metrics", container + " securityContext capabilities add",
            ["NET_BIND_SERVICE"], "adds capabilities"),
        Seed(
            .pod, "Deployment", "pynomaly-metrics", container + " resources limits memory", nil, "limits no memory"),
        Seed(.pod, "Deployment", "pynomaly-metrics", container + " image", "pynomaly-metrics", "no version"),
        Seed(.pod, "Deployment", "pynomaly-metrics", container + " image", "pynomaly-auth:1.0.0", "another name"),
        Seed(
            .pod, "Deployment", "pynomaly-dataset", container + " readinessProbe httpGet path", "/health",
            "no readinessProbe at /ready"),
        Seed(
            .pod, "Deployment", "pynomaly-dataset", container + " livenessProbe httpGet path", "/healthz",
            "no livenessProbe at /health"),
        Seed(
            .pod, "Deployment", "pynomaly-dataset", container + " startupProbe", nil, "no startupProbe"),
        Seed(
            .pod, "Deployment", "pynomaly-dataset", container + " livenessProbe httpGet port", "rpc",
            "another port than admin"),
        Seed(.pod, "Deployment", "pynomaly-detection", container + " lifecycle", nil, "before the endpoints"),
        Seed(
            .pod, "Deployment", "pynomaly-detection", pod + " terminationGracePeriodSeconds", 40, "is killed after"),
        Seed(.pod, "ConfigMap", "pynomaly-config", "data SHUTDOWN_GRACE", "40s", "is killed after"),
    ]

    private static let settings = [
        Seed(.setting, "ConfigMap", "pynomaly-config", "data WORKERS", "2", "no service reads WORKERS"),
        Seed(
            .setting, "Deployment", "pynomaly-dataset", container + " env 0 name", "DATABASE", "does not read DATABASE"),
        Seed(
            .setting, "Deployment", "pynomaly-dataset", container + " env 2 name", "SECRET_KEY_FILE",
            "dataset does not read SECRET_KEY_FILE"),
        Seed(
            .setting, "Deployment", "pynomaly-dataset", container + " volumeMounts 0 mountPath", "/run/secrets",
            "which is not mounted"),
        Seed(
            .setting, "Deployment", "pynomaly-dataset", pod + " volumes 0 secret items 0 path", "password",
            "which is not mounted"),
        Seed(
            .setting, "Deployment", "pynomaly-dataset", pod + " volumes 0 secret items 0 key",
            "postgres-auth-password", "not the password of pynomaly_dataset"),
        Seed(
            .setting, "Deployment", "pynomaly-dataset", container + " env 0 value",
            "postgresql://pynomaly@postgres:5432/pynomaly", "not for pynomaly_dataset"),
        Seed(
            .setting, "Deployment", "pynomaly-dataset", pod + " volumes 0 secret items 1 key",
            "service-metrics-secret", "not what auth knows of dataset"),
        Seed(.setting, "Deployment", "pynomaly-auth", container + " env 4", nil, "not what auth knows of gateway"),
        Seed(.setting, "Job", "pynomaly-migrate", container + " env 1", nil, "not the password of pynomaly"),
        Seed(.setting, "ConfigMap", "pynomaly-config", "data RPC_PORT", "50052", "RPC_PORT is not"),
        Seed(
            .setting, "Deployment", "pynomaly-gateway", container + " ports 0 containerPort", 8080, "HTTP_PORT is not"),
        Seed(.setting, "ConfigMap", "pynomaly-config", "data ADMIN_HOST", "127.0.0.1", "ADMIN_HOST lets nobody in"),
        Seed(.setting, "ConfigMap", "pynomaly-config", "data DATASET_ENDPOINT", nil, "DATASET_ENDPOINT is missing"),
        Seed(
            .setting, "ConfigMap", "pynomaly-config", "data DATASET_ENDPOINT", "pynomaly-dataset:50052",
            "DATASET_ENDPOINT does not lead"),
        Seed(
            .setting, "ConfigMap", "pynomaly-config", "data DATASET_ENDPOINT", "pynomaly-detection:50051",
            "DATASET_ENDPOINT does not lead"),
        Seed(.setting, "Service", "pynomaly-metrics", "spec clusterIP", nil, "pins connections"),
    ]

    private static let expression = "spec ingress 0 from 0 podSelector matchExpressions 0"

    private static let networks = [
        Seed(
            .network, "NetworkPolicy", "dataset-from-services", expression + " values 1", nil,
            "detection → dataset:50051 is needed"),
        Seed(
            .network, "NetworkPolicy", "auth-from-services", "spec ingress 0 ports 0 port", 50052,
            "gateway → auth:50051 is needed"),
        Seed(
            .network, "NetworkPolicy", "metrics-from-services", expression + " values 0", "gateway",
            "gateway → metrics:50051 is needed"),
        Seed(
            .network, "NetworkPolicy", "postgres-from-services", "spec ingress 0 from 0", ["podSelector": [:]],
            "gateway → postgres:5432 passes"),
        Seed(
            .network, "NetworkPolicy", "gateway-from-ingress", "spec ingress 0 from", nil,
            "default → gateway:8000 passes"),
        Seed(
            .network, "NetworkPolicy", "services-from-prometheus", "spec ingress 0 ports 0 port", 8000,
            "monitoring → auth:9000 is needed"),
        Seed(.network, "NetworkPolicy", "allow-egress", "spec egress 0", nil, "gateway → auth:50051 is needed"),
        Seed(.network, "NetworkPolicy", "allow-egress", "spec egress 1", nil, "can't resolve names"),
        Seed(.network, "NetworkPolicy", "default-deny", "spec policyTypes", ["Ingress"], "without rules of its own"),
    ]
}
