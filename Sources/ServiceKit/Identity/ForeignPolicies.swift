package import RPC

/// Policies of methods whose protos are not ours and can't carry our options.
package enum ForeignPolicies {
    package static let byPath: [String: MethodPolicy] = [
        "/grpc.health.v1.Health/Check": MethodPolicy(access: .public),
        "/grpc.health.v1.Health/List": MethodPolicy(access: .public),
        "/grpc.health.v1.Health/Watch": MethodPolicy(access: .public),
        // The schema is no secret: OpenAPI shows the same.
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo": MethodPolicy(access: .public),
        "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo": MethodPolicy(access: .public),
        "/google.longrunning.Operations/GetOperation": MethodPolicy(access: .permission("detectors.read")),
        "/google.longrunning.Operations/ListOperations": MethodPolicy(access: .permission("detectors.read")),
        "/google.longrunning.Operations/WaitOperation": MethodPolicy(access: .permission("detectors.read")),
        "/google.longrunning.Operations/CancelOperation": MethodPolicy(access: .permission("detectors.write")),
        "/google.longrunning.Operations/DeleteOperation": MethodPolicy(access: .permission("detectors.write")),
    ]

    /// The proto's own policy, or ours for it; nil means that nobody may call.
    package static func policy(of method: MethodDescriptor) -> MethodPolicy? {
        method.policy ?? byPath[method.path]
    }

    static func policy(of context: ServerContext) -> MethodPolicy? {
        context.policy ?? byPath[context.method.path]
    }
}
