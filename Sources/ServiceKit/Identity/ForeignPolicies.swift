package import RPC

/// Policies of methods whose protos are not ours and can't carry our options.
package enum ForeignPolicies {
    private static let byPath: [String: MethodPolicy] = [
        "/grpc.health.v1.Health/Check": MethodPolicy(access: .public),
        "/grpc.health.v1.Health/List": MethodPolicy(access: .public),
        "/grpc.health.v1.Health/Watch": MethodPolicy(access: .public),
        // The schema is no secret: OpenAPI shows the same.
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo": MethodPolicy(access: .public),
        "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo": MethodPolicy(access: .public),
    ]

    /// Operations are about what the service does that answers: profiles of datasets, trainings of detectors. Whoever
    /// may start one may look after it.
    private static let operations: [PlatformService: [String: MethodPolicy]] = [
        .dataset: operations(on: "datasets"), .detection: operations(on: "detectors"),
    ]

    private static func operations(on resources: String) -> [String: MethodPolicy] {
        let read = MethodPolicy(access: .permission("\(resources).read"))
        let write = MethodPolicy(access: .permission("\(resources).write"))
        let methods = [
            "GetOperation": read, "ListOperations": read, "WaitOperation": read, "CancelOperation": write,
            "DeleteOperation": write,
        ]
        return Dictionary(uniqueKeysWithValues: methods.map { ("/google.longrunning.Operations/\($0)", $1) })
    }

    /// Of one service, by path.
    static func all(in service: PlatformService) -> [String: MethodPolicy] {
        byPath.merging(operations[service] ?? [:]) { $1 }
    }

    /// The proto's own policy, or ours for it in this service; nil means that nobody may call.
    package static func policy(of method: MethodDescriptor, in service: PlatformService) -> MethodPolicy? {
        method.policy ?? all(in: service)[method.path]
    }
}
