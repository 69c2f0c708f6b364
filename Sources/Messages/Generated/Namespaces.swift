// Generated from Protos/ by `make protos`.

/// google.api
package enum GoogleApi {}

/// google.longrunning
package enum GoogleLongrunning {}

/// google.protobuf
package enum GoogleProtobuf {}

/// google.rpc
package enum GoogleRpc {}

/// grpc.health.v1
package enum GrpcHealthV1 {}

/// grpc.reflection.v1
package enum GrpcReflectionV1 {}

/// grpc.reflection.v1alpha
package enum GrpcReflectionV1alpha {}

/// grpc.testing
package enum GrpcTesting {}

/// pynomaly.auth.v1
package enum AuthV1 {}

/// pynomaly.common.v1
package enum CommonV1 {}

/// pynomaly.dataset.v1
package enum DatasetV1 {}

/// pynomaly.detection.v1
package enum DetectionV1 {}

/// pynomaly.metrics.v1
package enum MetricsV1 {}

/// pynomaly.testing.v1
package enum TestingV1 {}
