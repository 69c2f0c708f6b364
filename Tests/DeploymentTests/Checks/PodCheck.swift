import ServiceKit

/// Whether pods are confined, probed, bounded and given the time that they need to stop.
enum PodCheck {
    static func findings(in manifests: Manifests) -> [String] {
        manifests.workloads.flatMap { workload in
            (confinement(workload) + workload.containers.flatMap { container($0, of: workload) }).map {
                "\(workload.title) \($0)"
            }
        }
            + manifests.services.flatMap { service in
                (probes(service.container, of: service) + stopping(service, manifests)).map { "\(service.title) \($0)" }
            }
    }

    private static func confinement(_ workload: Workload) -> [String] {
        let context = workload.pod["securityContext"]
        var findings: [String] = []
        if context["runAsNonRoot"] != true { findings.append("may run as root") }
        if (context["runAsUser"].int ?? 0) == 0 { findings.append("names no user") }
        if context["seccompProfile"]["type"] != "RuntimeDefault" { findings.append("has no seccomp profile") }
        if workload.pod["automountServiceAccountToken"] != false { findings.append("holds a token of the cluster") }
        if workload.kind == "Deployment", workload.pod["topologySpreadConstraints"].list.isEmpty {
            findings.append("may lie on one node")
        }
        return findings
    }

    private static func container(_ container: ManifestValue, of workload: Workload) -> [String] {
        let context = container["securityContext"]
        var findings: [String] = []
        if context["readOnlyRootFilesystem"] != true { findings.append("can write to its root") }
        if context["allowPrivilegeEscalation"] != false { findings.append("may gain privileges") }
        if context["capabilities"]["drop"] != ["ALL"] { findings.append("keeps capabilities") }
        if context["capabilities"]["add"] != .null { findings.append("adds capabilities") }
        let resources = container["resources"]
        for (kind, resource) in [("requests", "cpu"), ("requests", "memory"), ("limits", "memory")]
        where resources[kind][resource] == .null {
            findings.append("\(kind) no \(resource)")
        }
        let image = container["image"].string ?? ""
        if !image.contains(":") || image.hasSuffix(":latest") { findings.append("has no version of its image") }
        if workload.kind != "StatefulSet", !image.hasPrefix("pynomaly-\(container["name"].string ?? "?"):") {
            findings.append("runs \(image) in a container of another name")
        }
        return findings
    }

    /// What the services serve on the admin port; ServiceStartTests asks them.
    static let paths: KeyValuePairs = [
        "startupProbe": "/health", "readinessProbe": "/ready", "livenessProbe": "/health",
    ]

    private static func probes(_ container: ManifestValue, of workload: Workload) -> [String] {
        paths.compactMap { kind, path in
            let get = container[kind]["httpGet"]
            guard get["path"].string == path else { return "has no \(kind) at \(path)" }
            guard workload.portNumber(get["port"]) == workload.portNumber("admin") else {
                return "has its \(kind) at another port than admin"
            }
            return nil
        }
    }

    /// After SIGTERM come calls in flight, those that take no notice of their cancellation, and then background work.
    private static func stopping(_ workload: Workload, _ manifests: Manifests) -> [String] {
        let command = workload.container["lifecycle"]["preStop"]["exec"]["command"].list.compactMap(\.string)
        guard command.first == "sleep", let pause = Int(command.last ?? ""), pause > 0 else {
            return ["drains before the endpoints have gone"]
        }
        let values = SettingValues(environment: workload.environment(workload.container, in: manifests))
        let standard = ServiceLimits.shutdownGraceDefault
        guard let grace = try? values.duration("SHUTDOWN_GRACE", default: standard, in: .zero ... .seconds(600)) else {
            return ["has a SHUTDOWN_GRACE that is no duration"]
        }
        let needed = Duration.seconds(pause) + grace * 2 + ServiceLimits.cancelledHandlersGrace
        let given = Duration.seconds(workload.pod["terminationGracePeriodSeconds"].int ?? 30)
        return given < needed ? ["is killed after \(given), but may need \(needed)"] : []
    }
}
