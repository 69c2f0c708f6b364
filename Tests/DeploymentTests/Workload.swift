/// A Deployment, StatefulSet or Job, and the pods that it makes.
struct Workload: Sendable {
    var object: ManifestValue

    init(_ object: ManifestValue) { self.object = object }

    var kind: String { object.kind }
    var name: String { object.name }
    var title: String { object.title }
    /// `auth` of the Deployment `pynomaly-auth`
    var service: String { String(name.dropFirst("pynomaly-".count)) }

    private var template: ManifestValue { object["spec"]["template"] }
    var podLabels: [String: String] { template["metadata"]["labels"].labels }
    var pod: ManifestValue { template["spec"] }
    var containers: [ManifestValue] { pod["initContainers"].list + pod["containers"].list }
    var container: ManifestValue { pod["containers"].list.first ?? .null }
    var ports: [ManifestValue] { containers.flatMap { $0["ports"].list } }

    /// The number of a port that a Service or a probe names, or gives as it is.
    func portNumber(_ reference: ManifestValue) -> Int? {
        ports.first { $0["name"] == reference || $0["containerPort"] == reference }?["containerPort"].int
    }

    /// The container's variables: those of its ConfigMaps, then its own.
    func environment(_ container: ManifestValue, in manifests: Manifests) -> [String: String] {
        var result: [String: String] = [:]
        for source in container["envFrom"].list {
            let map = manifests.object("ConfigMap", source["configMapRef"]["name"].string ?? "") ?? .null
            result.merge(map["data"].labels) { $1 }
        }
        for variable in container["env"].list {
            result[variable["name"].string ?? ""] = variable["value"].string ?? ""
        }
        return result
    }

    /// The key of the Secret that a container finds at a path, nil if there is nothing.
    func secretKey(atPath path: String, in container: ManifestValue) -> String? {
        for mount in container["volumeMounts"].list {
            guard let folder = mount["mountPath"].string, path.hasPrefix(folder + "/") else { continue }
            let volume = pod["volumes"].list.first { $0["name"] == mount["name"] } ?? .null
            let file = String(path.dropFirst(folder.count + 1))
            if let item = volume["secret"]["items"].list.first(where: { $0["path"].string == file }) {
                return item["key"].string
            }
        }
        return nil
    }
}
