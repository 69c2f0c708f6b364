// Generated from pynomaly/metrics/v1/metrics.proto by `make protos`.

package import Messages
internal import Protobuf
package import RPC

extension MetricsV1 {
    /// The platform's own time series and health.
    package protocol MetricsService: Sendable {
        /// Every service reports its samples here, one message per reporting interval.
        func reportSamples(
            _ requests: RequestStream<MetricsV1.ReportSamplesRequest>, context: ServerContext
        ) async throws -> MetricsV1.ReportSamplesResponse
        func queryTimeSeries(
            _ request: MetricsV1.QueryTimeSeriesRequest, context: ServerContext
        ) async throws -> MetricsV1.QueryTimeSeriesResponse
        func listMetricDescriptors(
            _ request: MetricsV1.ListMetricDescriptorsRequest, context: ServerContext
        ) async throws -> MetricsV1.ListMetricDescriptorsResponse
        func getSystemHealth(
            _ request: MetricsV1.GetSystemHealthRequest, context: ServerContext
        ) async throws -> MetricsV1.SystemHealth
    }

    /// Calls pynomaly.metrics.v1.MetricsService.
    package struct MetricsServiceClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        /// Every service reports its samples here, one message per reporting interval.
        package func reportSamples(
            options: CallOptions = CallOptions(),
            _ send: (RequestWriter<MetricsV1.ReportSamplesRequest>) async throws -> Void
        ) async throws -> MetricsV1.ReportSamplesResponse {
            try await channel.clientStreaming(MetricsServiceMethods.reportSamples, options: options, send)
        }

        package func queryTimeSeries(
            _ request: MetricsV1.QueryTimeSeriesRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> MetricsV1.QueryTimeSeriesResponse {
            try await channel.unary(MetricsServiceMethods.queryTimeSeries, request, options: options)
        }

        package func listMetricDescriptors(
            _ request: MetricsV1.ListMetricDescriptorsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> MetricsV1.ListMetricDescriptorsResponse {
            try await channel.unary(MetricsServiceMethods.listMetricDescriptors, request, options: options)
        }

        package func getSystemHealth(
            _ request: MetricsV1.GetSystemHealthRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> MetricsV1.SystemHealth {
            try await channel.unary(MetricsServiceMethods.getSystemHealth, request, options: options)
        }
    }

    /// What the proto says about pynomaly.metrics.v1.MetricsService.
    package enum MetricsServiceMethods {
        package static let reportSamples = MethodDescriptor(
            service: "pynomaly.metrics.v1.MetricsService", method: "ReportSamples", kind: .clientStreaming,
            inputType: "pynomaly.metrics.v1.ReportSamplesRequest", outputType: "pynomaly.metrics.v1.ReportSamplesResponse",
            policy: MethodPolicy(access: .internal, services: ["gateway", "auth", "dataset", "detection", "metrics"]))

        package static let queryTimeSeries = MethodDescriptor(
            service: "pynomaly.metrics.v1.MetricsService", method: "QueryTimeSeries", kind: .unary,
            inputType: "pynomaly.metrics.v1.QueryTimeSeriesRequest", outputType: "pynomaly.metrics.v1.QueryTimeSeriesResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("metrics.read")),
            http: [HTTPRule(verb: "POST", template: "/v1/timeSeries:query", body: "*")])

        package static let listMetricDescriptors = MethodDescriptor(
            service: "pynomaly.metrics.v1.MetricsService", method: "ListMetricDescriptors", kind: .unary,
            inputType: "pynomaly.metrics.v1.ListMetricDescriptorsRequest", outputType: "pynomaly.metrics.v1.ListMetricDescriptorsResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("metrics.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/metricDescriptors")])

        package static let getSystemHealth = MethodDescriptor(
            service: "pynomaly.metrics.v1.MetricsService", method: "GetSystemHealth", kind: .unary,
            inputType: "pynomaly.metrics.v1.GetSystemHealthRequest", outputType: "pynomaly.metrics.v1.SystemHealth",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("metrics.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/systemHealth")])

        package static let descriptor = ServiceDescriptor(
            name: "pynomaly.metrics.v1.MetricsService",
            methods: [reportSamples, queryTimeSeries, listMetricDescriptors, getSystemHealth])
    }
}

extension RPCService {
    /// pynomaly.metrics.v1.MetricsService, served by `service`.
    package static func metricsV1MetricsService(_ service: some MetricsV1.MetricsService) -> RPCService {
        var rpc = RPCService(MetricsV1.MetricsServiceMethods.descriptor)
        rpc.register(MetricsV1.MetricsServiceMethods.reportSamples) { call, context in
            call.respond(try await service.reportSamples(call.requests(), context: context))
        }
        rpc.register(MetricsV1.MetricsServiceMethods.queryTimeSeries) { call, context in
            call.respond(try await service.queryTimeSeries(call.request(MetricsV1.QueryTimeSeriesRequest.self), context: context))
        }
        rpc.register(MetricsV1.MetricsServiceMethods.listMetricDescriptors) { call, context in
            call.respond(try await service.listMetricDescriptors(call.request(MetricsV1.ListMetricDescriptorsRequest.self), context: context))
        }
        rpc.register(MetricsV1.MetricsServiceMethods.getSystemHealth) { call, context in
            call.respond(try await service.getSystemHealth(call.request(MetricsV1.GetSystemHealthRequest.self), context: context))
        }
        return rpc
    }
}
