/// Which connections the network policies let pass, held against those that the platform makes.
enum NetworkCheck {
    struct Flow: Hashable, CustomStringConvertible {
        var from: String
        var to: String
        var port: Int

        var description: String { "\(from) → \(to):\(port)" }
    }

    /// Somebody who may open or take a connection: a workload's pods, or those of another namespace.
    private struct Peer {
        var name: String
        var labels: [String: String]
        var namespace: String
    }

    private static let backends = ["auth", "dataset", "detection", "metrics"]

    static let expected: Set<Flow> = {
        // Tokens and keys come from auth, columns from dataset; everybody reports samples to metrics.
        var flows = Self.flows(["gateway", "dataset", "detection", "metrics"], "auth", 50051)
        flows += Self.flows(["gateway", "detection"], "dataset", 50051)
        flows += Self.flows(["gateway"], "detection", 50051)
        flows += Self.flows(["gateway"] + backends, "metrics", 50051)
        flows += Self.flows(backends + ["migrate"], "postgres", 5432)
        flows += Self.flows(["ingress-nginx"], "gateway", 8000)
        for service in ["gateway"] + backends { flows += Self.flows(["monitoring"], service, 9000) }
        return Set(flows)
    }()

    private static func flows(_ from: [String], _ to: String, _ port: Int) -> [Flow] {
        from.map { Flow(from: $0, to: to, port: port) }
    }

    static func findings(in manifests: Manifests) -> [String] {
        let allowed = allowed(in: manifests)
        return allowed.subtracting(expected).map { "\($0) passes, but nobody needs it" }
            + expected.subtracting(allowed).map { "\($0) is needed, but does not pass" }
            + names(manifests) + (deniesByDefault(manifests) ? [] : ["a pod without rules of its own is open"])
    }

    private static func deniesByDefault(_ manifests: Manifests) -> Bool {
        let nothing: ManifestValue = ["podSelector": [:], "policyTypes": ["Ingress", "Egress"]]
        return manifests.all("NetworkPolicy").contains { $0["spec"] == nothing }
    }

    /// Every pod may ask for names, wherever the resolver is.
    private static func names(_ manifests: Manifests) -> [String] {
        let resolver = Peer(name: "resolver", labels: ["k8s-app": "kube-dns"], namespace: "kube-system")
        return peers(manifests).filter { !passes("Egress", $0, resolver, 53, "UDP", manifests) }
            .map { "\($0.name) can't resolve names" }
    }

    private static func peers(_ manifests: Manifests) -> [Peer] {
        manifests.workloads.map {
            Peer(
                name: $0.name.hasPrefix("pynomaly-") ? $0.service : $0.name, labels: $0.podLabels,
                namespace: $0.object["metadata"]["namespace"].string ?? "")
        }
    }

    private static func allowed(in manifests: Manifests) -> Set<Flow> {
        let inside = peers(manifests)
        let outside = ["ingress-nginx", "monitoring", "default"].map { Peer(name: $0, labels: [:], namespace: $0) }
        var flows: Set<Flow> = []
        for (to, workload) in zip(inside, manifests.workloads) {
            for port in workload.ports.compactMap({ $0["containerPort"].int }) {
                for from in inside + outside
                where passes("Egress", from, to, port, "TCP", manifests)
                    && passes("Ingress", to, from, port, "TCP", manifests)
                {
                    flows.insert(Flow(from: from.name, to: to.name, port: port))
                }
            }
        }
        return flows
    }

    /// Whether `owner`'s policies of a direction let `other` pass. A pod without any, or of another namespace, is open.
    private static func passes(
        _ direction: String, _ owner: Peer, _ other: Peer, _ port: Int, _ transport: String, _ manifests: Manifests
    ) -> Bool {
        let policies = manifests.all("NetworkPolicy").filter {
            $0["metadata"]["namespace"].string == owner.namespace
                && $0["spec"]["policyTypes"].list.contains(.string(direction))
                && LabelSelector($0["spec"]["podSelector"]).matches(owner.labels)
        }
        let side = direction == "Egress" ? "to" : "from"
        return policies.isEmpty
            || policies.flatMap { $0["spec"][direction.lowercased()].list }.contains { rule in
                matches(rule["ports"].list, port, transport)
                    && (rule[side].list.isEmpty || rule[side].list.contains { matches($0, other, owner.namespace) })
            }
    }

    private static func matches(_ ports: [ManifestValue], _ port: Int, _ transport: String) -> Bool {
        ports.isEmpty
            || ports.contains { $0["port"].int == port && ($0["protocol"].string ?? "TCP") == transport }
    }

    private static func matches(_ rule: ManifestValue, _ peer: Peer, _ ownNamespace: String) -> Bool {
        guard rule["ipBlock"] == .null else { return false }
        let namespaces = rule["namespaceSelector"]
        let isRightPlace =
            namespaces == .null
            ? peer.namespace == ownNamespace
            : LabelSelector(namespaces).matches(["kubernetes.io/metadata.name": peer.namespace])
        return isRightPlace && LabelSelector(rule["podSelector"]).matches(peer.labels)
    }
}
