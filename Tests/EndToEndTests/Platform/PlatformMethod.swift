import API
import RPC
import ServiceKit

/// A method as one service answers it. Operations are answered by more than one, each about its own.
@dynamicMemberLookup
struct PlatformMethod: Sendable, CustomStringConvertible {
    let descriptor: MethodDescriptor
    let service: PlatformService

    subscript<Value>(dynamicMember path: KeyPath<MethodDescriptor, Value>) -> Value { descriptor[keyPath: path] }

    var policy: MethodPolicy? { ForeignPolicies.policy(of: descriptor, in: service) }

    /// "dataset/google.longrunning.Operations/GetOperation"
    var description: String { service.rawValue + descriptor.path }

    /// All but health and reflection, which every service answers, and to everybody by intention.
    static let all: [PlatformMethod] = MethodTable.services.flatMap { table in
        owners(of: table.name).flatMap { owner in
            table.methods.map { PlatformMethod(descriptor: $0, service: owner) }
        }
    }

    static func owners(of service: String) -> [PlatformService] {
        if service == "google.longrunning.Operations" { return [.dataset, .detection] }
        let parts = service.split(separator: ".")
        guard parts.first == "pynomaly", parts.count > 1, let owner = PlatformService(rawValue: String(parts[1])) else {
            return []
        }
        return [owner]
    }
}
