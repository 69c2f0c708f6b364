import AuthBackend
import DatasetBackend
import DetectionBackend
import FoundationEssentials
import GatewayBackend
import MetricsBackend
import Postgres
import ServiceKit

/// Whether each service is told what it reads, and what it is told fits the manifests around it.
enum SettingCheck {
    static let definitions: [PlatformService: ServiceDefinition] = [
        .gateway: GatewayBackend.definition, .auth: AuthBackend.definition, .dataset: DatasetBackend.definition,
        .detection: DetectionBackend.definition, .metrics: MetricsBackend.definition,
    ]

    static func findings(in manifests: Manifests) -> [String] {
        let all = definitions.values.flatMap(\.allSettings)
        var findings = (manifests.object("ConfigMap", "pynomaly-config") ?? .null)["data"].map.keys
            .filter { !reads($0, all) }.map { "no service reads \($0)" }
        for service in PlatformService.allCases where manifests.object("Deployment", "pynomaly-\(service)") == nil {
            findings.append("\(service) has no Deployment")
        }
        for workload in manifests.workloads where workload.kind != "StatefulSet" {
            for container in workload.containers {
                guard let service = PlatformService(rawValue: container["name"].string ?? "") else {
                    findings.append("\(workload.title) has a container that is named after no service")
                    continue
                }
                let place = Place(workload: workload, container: container, service: service, manifests: manifests)
                findings += (names(place) + files(place) + database(place)).map { "\(workload.title): \($0)" }
                guard workload.kind == "Deployment" else { continue }
                findings += (ports(place) + endpoints(place) + identity(place)).map { "\(workload.title): \($0)" }
            }
        }
        return findings
    }

    private struct Place {
        var workload: Workload
        var container: ManifestValue
        var service: PlatformService
        var manifests: Manifests

        var environment: [String: String] { workload.environment(container, in: manifests) }
        func secretKey(_ name: String) -> String? {
            environment[name].flatMap { workload.secretKey(atPath: $0, in: container) }
        }
    }

    /// Whether a declaration covers a variable, `NAME_FILE` and families included.
    private static func reads(_ name: String, _ declarations: [SettingDeclaration]) -> Bool {
        declarations.contains { declaration in
            declaration.kind == .secretFamily
                ? name.hasPrefix(declaration.name) : [declaration.name, declaration.name + "_FILE"].contains(name)
        }
    }

    private static func names(_ place: Place) -> [String] {
        let declared = definitions[place.service]?.allSettings ?? []
        return place.container["env"].list.compactMap { $0["name"].string }.filter { !reads($0, declared) }
            .map { "\(place.service) does not read \($0)" }
    }

    /// Every file that a variable names is a mounted key of the Secret.
    private static func files(_ place: Place) -> [String] {
        place.environment.filter { $0.key.hasSuffix("_FILE") && place.secretKey($0.key) == nil }
            .map { "\($0.key) names \($0.value), which is not mounted" }
    }

    /// The role and its password belong together, and the host is a Service with that port.
    private static func database(_ place: Place) -> [String] {
        guard definitions[place.service]?.schema != nil else { return [] }
        let url = place.environment["DATABASE_URL"] ?? ""
        let role =
            place.workload.kind == "Job"
            ? PlatformRoles.owner : PlatformRoles.serviceRole(place.service.rawValue)
        let key = role.replacing("pynomaly", with: "postgres").replacing("_", with: "-") + "-password"
        var findings: [String] = []
        if !url.hasPrefix("postgresql://\(role)@postgres:5432/") {
            findings.append("DATABASE_URL is not for \(role) at the Service postgres")
        }
        if place.secretKey("DATABASE_PASSWORD_FILE") != key {
            findings.append("DATABASE_PASSWORD_FILE is not the password of \(role)")
        }
        return findings
    }

    private static func ports(_ place: Place) -> [String] {
        let serving = place.service == .gateway ? ["HTTP", "ADMIN"] : ["RPC", "ADMIN"]
        return serving.flatMap { kind -> [String] in
            var findings: [String] = []
            let port = place.workload.portNumber(.string(kind.lowercased()))
            if place.environment["\(kind)_PORT"] != port.map(String.init) {
                findings.append("\(kind)_PORT is not the container's port \(kind.lowercased())")
            }
            if place.environment["\(kind)_HOST"] != "0.0.0.0" { findings.append("\(kind)_HOST lets nobody in") }
            return findings
        }
    }

    /// `AUTH_ENDPOINT` is the address of a headless Service whose pods are auth's.
    private static func endpoints(_ place: Place) -> [String] {
        PlatformService.allCases.filter { $0 != .gateway }.compactMap { peer in
            let name = peer.endpointSetting
            guard let endpoint = ServiceEndpoint(place.environment[name] ?? "") else { return "\(name) is missing" }
            let service = place.manifests.object("Service", endpoint.host) ?? .null
            let target = place.manifests.workloads(selectedBy: service["spec"]["selector"]).first
            let port = service["spec"]["ports"].list.first { $0["port"].int == endpoint.port } ?? .null
            guard let target, target.name == "pynomaly-\(peer)",
                target.portNumber(port["targetPort"]) == target.portNumber("rpc")
            else { return "\(name) does not lead to \(peer)" }
            return service["spec"]["clusterIP"] == "None" ? nil : "\(name) leads to a Service that pins connections"
        }
    }

    /// A service and auth hold the same secret.
    private static func identity(_ place: Place) -> [String] {
        guard place.service != .auth else { return [] }
        let auth = place.manifests.object("Deployment", "pynomaly-auth").map(Workload.init)
        let known = auth.flatMap { auth in
            auth.environment(auth.container, in: place.manifests)[
                "SERVICE_SECRET_\(place.service.rawValue.uppercased())_FILE"
            ].flatMap { auth.secretKey(atPath: $0, in: auth.container) }
        }
        return known != nil && known == place.secretKey("SERVICE_SECRET_FILE")
            ? [] : ["SERVICE_SECRET_FILE is not what auth knows of \(place.service)"]
    }
}
