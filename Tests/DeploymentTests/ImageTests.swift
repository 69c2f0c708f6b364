import FoundationEssentials
import ServiceKit
import Testing

/// `services/Dockerfile` against what it builds from and for.
@Suite struct ImageTests {
    /// SwiftPM refuses a manifest that names a folder which is not there.
    @Test func `the build stage has every folder that the manifest names`() throws {
        let manifest = try RepositoryFiles.text("Package.swift")
        let folders = Set(manifest.split(separator: "\"").compactMap { Self.topFolder(String($0)) })
        try #require(folders.isSuperset(of: ["Sources", "Tests", "services"]))
        let dockerfile = try RepositoryFiles.text("services/Dockerfile")
        let ignored = try RepositoryFiles.text(".dockerignore")
        for folder in folders {
            #expect(dockerfile.contains("\nCOPY \(folder) \(folder)\n"), "\(folder) is not copied")
            #expect(ignored.contains("\n!\(folder)\n"), "\(folder) is not in the build's context")
        }
    }

    /// `Sources` of a literal such as `Sources/RPC`.
    private static func topFolder(_ literal: String) -> String? {
        guard let slash = literal.firstIndex(of: "/"), !literal.contains(":") else { return nil }
        let folder = String(literal[..<slash])
        return FileManager.default.fileExists(atPath: RepositoryFiles.root + "/" + folder) ? folder : nil
    }

    @Test func `every service has its program in the build stage`() throws {
        let dockerfile = try RepositoryFiles.text("services/Dockerfile")
        for service in PlatformService.allCases {
            #expect(dockerfile.contains(".build/release/pynomaly-\(service)"), "\(service) is not built")
        }
    }

    @Test func `the images that are built are those that Kubernetes runs`() async throws {
        let script = try RepositoryFiles.text("scripts/images.sh")
        let version = try #require(script.firstMatch(of: /TAG:-([0-9.]+)/)).1
        for workload in try await Manifests.rendered().workloads where workload.kind != "StatefulSet" {
            for container in workload.containers {
                #expect(container["image"].string == "pynomaly-\(container["name"].string ?? ""):\(version)")
            }
        }
    }

    /// What Kubernetes runs as and what the image says must agree.
    @Test func `the user of the image is the user of the pods`() async throws {
        let dockerfile = try RepositoryFiles.text("services/Dockerfile")
        let user = try #require(dockerfile.firstMatch(of: /USER (\d+):(\d+)/))
        for workload in try await Manifests.rendered().services {
            let context = workload.pod["securityContext"]
            #expect(context["runAsUser"].int == Int(user.1))
            #expect(context["runAsGroup"].int == Int(user.2))
        }
    }
}
