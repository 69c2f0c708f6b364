import Testing

/// `k8s/base` against what schemas cannot see, and the checks against one mistake of each kind.
@Suite struct ManifestCheckTests {
    enum Check: String, CaseIterable, Sendable {
        case reference, pod, setting, network

        func findings(in manifests: Manifests) -> [String] {
            switch self {
            case .reference: ReferenceCheck.findings(in: manifests)
            case .pod: PodCheck.findings(in: manifests)
            case .setting: SettingCheck.findings(in: manifests)
            case .network: NetworkCheck.findings(in: manifests)
            }
        }
    }

    @Test(arguments: Check.allCases)
    func `what is rendered has no mistake`(check: Check) async throws {
        let findings = check.findings(in: try await Manifests.rendered())
        #expect(findings.isEmpty, "\(findings.sorted().joined(separator: "\n"))")
    }

    @Test(arguments: Seed.all)
    func `a mistake is found`(seed: Seed) async throws {
        let sound = try await Manifests.rendered()
        let mistaken = sound.replacing(seed.kind, seed.name, seed.path, with: seed.value)
        try #require(mistaken.objects != sound.objects, "the seed changes nothing")
        let findings = seed.check.findings(in: mistaken)
        #expect(findings.contains { $0.contains(seed.finding) }, "found only \(findings)")
    }

    @Test func `everything lies in the namespace that the manifests create`() async throws {
        let manifests = try await Manifests.rendered()
        let namespace = try #require(manifests.all("Namespace").first).name
        for object in manifests.objects where object.kind != "Namespace" {
            #expect(object["metadata"]["namespace"].string == namespace, "\(object.title)")
        }
    }
}
