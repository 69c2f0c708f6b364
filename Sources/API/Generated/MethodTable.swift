// Generated from Protos/ by `make protos`.

internal import Messages
package import RPC

/// Every method of every service; those for tests, which no platform serves, are left out.
package enum MethodTable {
    package static let services: [ServiceDescriptor] = [
        GoogleLongrunning.OperationsMethods.descriptor,
        GrpcHealthV1.HealthMethods.descriptor,
        GrpcReflectionV1.ServerReflectionMethods.descriptor,
        GrpcReflectionV1alpha.ServerReflectionMethods.descriptor,
        AuthV1.AuditServiceMethods.descriptor,
        AuthV1.AuthServiceMethods.descriptor,
        AuthV1.TenantServiceMethods.descriptor,
        AuthV1.UserServiceMethods.descriptor,
        DatasetV1.DatasetServiceMethods.descriptor,
        DatasetV1.UploadServiceMethods.descriptor,
        DetectionV1.DetectorServiceMethods.descriptor,
        DetectionV1.ModelServiceMethods.descriptor,
        DetectionV1.ScoringServiceMethods.descriptor,
        DetectionV1.JobServiceMethods.descriptor,
        DetectionV1.ResultServiceMethods.descriptor,
        MetricsV1.MetricsServiceMethods.descriptor,
    ]
}
