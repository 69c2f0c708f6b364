import FoundationEssentials
import Subprocess
import Testing

/// What `kubectl apply -k k8s/base` would send, and the Secret that an operator makes from the template.
struct Manifests: Sendable {
    var objects: [ManifestValue]
    var secretKeys: Set<String>

    /// Rendered once by the real kustomize, the one inside kubectl.
    static func rendered() async throws -> Manifests { try await rendering.value }

    private static let rendering = Task {
        let base = RepositoryFiles.root + "/k8s/base"
        let objects = try await values("kubectl kustomize \"$1\"", base)
        let template = try await values("cat \"$1\"", base + "/secret-template.yaml")
        try #require(objects.count > 20, "kustomize rendered \(objects.count) objects only")
        return Manifests(objects: objects, secretKeys: Set(template.flatMap { $0["stringData"].map.keys }))
    }

    /// The YAML documents that a command prints.
    private static func values(_ command: String, _ argument: String) async throws -> [ManifestValue] {
        let python = RepositoryFiles.root + "/.build-py/bin/python"
        let program = "import json,sys,yaml; json.dump([d for d in yaml.safe_load_all(sys.stdin) if d], sys.stdout)"
        let result = try await Subprocess.run(
            .name("bash"),
            arguments: ["-c", "set -o pipefail; \(command) | \"$2\" -c \"$3\"", "bash", argument, python, program],
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
        try #require(result.terminationStatus.isSuccess, "\(command): \(result.standardError)")
        return try JSONDecoder().decode([ManifestValue].self, from: Data(result.standardOutput.utf8))
    }

    func all(_ kind: String) -> [ManifestValue] { objects.filter { $0.kind == kind } }

    func object(_ kind: String, _ name: String) -> ManifestValue? {
        objects.first { $0.kind == kind && $0.name == name }
    }

    /// Whatever makes pods.
    var workloads: [Workload] {
        objects.filter { ["Deployment", "StatefulSet", "Job"].contains($0.kind) }.map(Workload.init)
    }

    /// The five services, each a Deployment named after it.
    var services: [Workload] { workloads.filter { $0.kind == "Deployment" } }

    func workloads(selectedBy selector: ManifestValue) -> [Workload] {
        workloads.filter { LabelSelector(selector).matches($0.podLabels) }
    }

    /// The same with one mistake in it.
    func replacing(_ kind: String, _ name: String, _ path: [String], with value: ManifestValue) -> Manifests {
        var copy = self
        copy.objects = objects.map {
            $0.kind == kind && $0.name == name ? $0.replacing(path[...], with: value) : $0
        }
        return copy
    }
}

extension ManifestValue {
    var kind: String { self["kind"].string ?? "" }
    var name: String { self["metadata"]["name"].string ?? "" }
    /// `Service pynomaly-auth`
    var title: String { "\(kind) \(name)" }
}
