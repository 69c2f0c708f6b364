/// Whether what names something names what is there: selectors, ports, scale targets, volumes, keys.
///
/// Kubernetes takes such mistakes without a word, and schemas know nothing of them.
enum ReferenceCheck {
    /// Whether a policy is for pods that cert-manager makes, which no manifest of ours has.
    private static func isForeign(_ policy: ManifestValue) -> Bool {
        policy["spec"]["podSelector"]["matchLabels"]["acme.cert-manager.io/http01-solver"].string != nil
    }

    static func findings(in manifests: Manifests) -> [String] {
        workloads(manifests) + services(manifests) + scaling(manifests) + ingresses(manifests) + mounts(manifests)
            + manifests.all("NetworkPolicy").filter { !isForeign($0) }.flatMap { policy in
                manifests.workloads(selectedBy: policy["spec"]["podSelector"]).isEmpty
                    ? ["\(policy.title) selects no pods"] : []
            }
    }

    private static func workloads(_ manifests: Manifests) -> [String] {
        var findings: [String] = []
        for workload in manifests.workloads where workload.kind != "Job" {
            if !LabelSelector(workload.object["spec"]["selector"]).matches(workload.podLabels) {
                findings.append("\(workload.title) does not select its own pods")
            }
            for constraint in workload.pod["topologySpreadConstraints"].list
            where !LabelSelector(constraint["labelSelector"]).matches(workload.podLabels) {
                findings.append("\(workload.title) spreads other pods than its own")
            }
        }
        for workload in manifests.services {
            for kind in ["PodDisruptionBudget", "HorizontalPodAutoscaler"]
            where manifests.object(kind, workload.name) == nil {
                findings.append("\(workload.title) has no \(kind)")
            }
        }
        return findings
    }

    private static func services(_ manifests: Manifests) -> [String] {
        var findings: [String] = []
        for service in manifests.all("Service") {
            let selected = manifests.workloads(selectedBy: service["spec"]["selector"])
            guard let workload = selected.first, selected.count == 1 else {
                findings.append("\(service.title) selects the pods of \(selected.count) workloads, not of one")
                continue
            }
            for port in service["spec"]["ports"].list where workload.portNumber(port["targetPort"]) == nil {
                findings.append("\(service.title) leads to a port that \(workload.title) does not have")
            }
        }
        for set in manifests.all("StatefulSet") {
            let service = manifests.object("Service", set["spec"]["serviceName"].string ?? "")
            if service?["spec"]["clusterIP"] != "None" {
                findings.append("\(set.title) has no headless Service")
            }
        }
        return findings
    }

    private static func scaling(_ manifests: Manifests) -> [String] {
        var findings: [String] = []
        for scaler in manifests.all("HorizontalPodAutoscaler") {
            let target = scaler["spec"]["scaleTargetRef"]
            guard let object = manifests.object(target["kind"].string ?? "", target["name"].string ?? ""),
                object["apiVersion"] == target["apiVersion"]
            else {
                findings.append("\(scaler.title) scales nothing that exists")
                continue
            }
            if object.name != scaler.name { findings.append("\(scaler.title) scales \(object.title)") }
            let requests = Workload(object).container["resources"]["requests"]
            for metric in scaler["spec"]["metrics"].list {
                let resource = metric["resource"]["name"].string ?? ""
                if requests[resource] == .null {
                    findings.append("\(scaler.title) measures \(resource), of which \(object.title) requests nothing")
                }
            }
            let (low, high) = (scaler["spec"]["minReplicas"].int ?? 0, scaler["spec"]["maxReplicas"].int ?? 0)
            if low < 2 || high < low { findings.append("\(scaler.title) goes from \(low) to \(high) replicas") }
        }
        for budget in manifests.all("PodDisruptionBudget") {
            let selected = manifests.workloads(selectedBy: budget["spec"]["selector"]).map(\.name)
            if selected != [budget.name] { findings.append("\(budget.title) protects \(selected)") }
        }
        return findings
    }

    private static func ingresses(_ manifests: Manifests) -> [String] {
        var findings: [String] = []
        for ingress in manifests.all("Ingress") {
            for path in ingress["spec"]["rules"].list.flatMap({ $0["http"]["paths"].list }) {
                let backend = path["backend"]["service"]
                let service = manifests.object("Service", backend["name"].string ?? "") ?? .null
                let ports = service["spec"]["ports"].list
                if !ports.contains(where: { $0["port"] == backend["port"]["number"] }) {
                    findings.append("\(ingress.title) leads to \(backend["name"]), which has no such port")
                }
            }
        }
        return findings
    }

    private static func mounts(_ manifests: Manifests) -> [String] {
        var findings: [String] = []
        for workload in manifests.workloads {
            let claims = workload.object["spec"]["volumeClaimTemplates"].list.map(\.name)
            let volumes = Set(workload.pod["volumes"].list.compactMap { $0["name"].string } + claims)
            let mounted = Set(
                workload.containers.flatMap { $0["volumeMounts"].list }.compactMap { $0["name"].string })
            findings += mounted.subtracting(volumes).map { "\(workload.title) mounts \($0), which is no volume of it" }
            findings += volumes.subtracting(mounted).map { "\(workload.title) mounts its volume \($0) nowhere" }
            for volume in workload.pod["volumes"].list {
                for item in volume["secret"]["items"].list
                where !manifests.secretKeys.contains(item["key"].string ?? "") {
                    findings.append("\(workload.title) wants a key that the Secret's template does not have")
                }
                if let name = volume["configMap"]["name"].string, manifests.object("ConfigMap", name) == nil {
                    findings.append("\(workload.title) mounts the ConfigMap \(name), which does not exist")
                }
            }
            for source in workload.containers.flatMap({ $0["envFrom"].list })
            where manifests.object("ConfigMap", source["configMapRef"]["name"].string ?? "") == nil {
                findings.append("\(workload.title) reads a ConfigMap that does not exist")
            }
        }
        return findings
    }
}
