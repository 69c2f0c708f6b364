// Generated from pynomaly/detection/v1/detection.proto by `make protos`.

package import Messages
internal import Protobuf
package import RPC

extension DetectionV1 {
    /// The catalogue of algorithms, and detectors: an algorithm with its parameters and threshold policy.
    package protocol DetectorService: Sendable {
        func listAlgorithms(
            _ request: DetectionV1.ListAlgorithmsRequest, context: ServerContext
        ) async throws -> DetectionV1.ListAlgorithmsResponse
        func getAlgorithm(
            _ request: DetectionV1.GetAlgorithmRequest, context: ServerContext
        ) async throws -> DetectionV1.Algorithm
        func createDetector(
            _ request: DetectionV1.CreateDetectorRequest, context: ServerContext
        ) async throws -> DetectionV1.Detector
        func getDetector(
            _ request: DetectionV1.GetDetectorRequest, context: ServerContext
        ) async throws -> DetectionV1.Detector
        func listDetectors(
            _ request: DetectionV1.ListDetectorsRequest, context: ServerContext
        ) async throws -> DetectionV1.ListDetectorsResponse
        func deleteDetector(
            _ request: DetectionV1.DeleteDetectorRequest, context: ServerContext
        ) async throws -> GoogleProtobuf.Empty
        /// Fits a model in the background. The operation's response is the Model.
        func trainDetector(
            _ request: DetectionV1.TrainDetectorRequest, context: ServerContext
        ) async throws -> GoogleLongrunning.Operation
    }

    /// Calls pynomaly.detection.v1.DetectorService.
    package struct DetectorServiceClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        package func listAlgorithms(
            _ request: DetectionV1.ListAlgorithmsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DetectionV1.ListAlgorithmsResponse {
            try await channel.unary(DetectorServiceMethods.listAlgorithms, request, options: options)
        }

        package func getAlgorithm(
            _ request: DetectionV1.GetAlgorithmRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DetectionV1.Algorithm {
            try await channel.unary(DetectorServiceMethods.getAlgorithm, request, options: options)
        }

        package func createDetector(
            _ request: DetectionV1.CreateDetectorRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DetectionV1.Detector {
            try await channel.unary(DetectorServiceMethods.createDetector, request, options: options)
        }

        package func getDetector(
            _ request: DetectionV1.GetDetectorRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DetectionV1.Detector {
            try await channel.unary(DetectorServiceMethods.getDetector, request, options: options)
        }

        package func listDetectors(
            _ request: DetectionV1.ListDetectorsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DetectionV1.ListDetectorsResponse {
            try await channel.unary(DetectorServiceMethods.listDetectors, request, options: options)
        }

        package func deleteDetector(
            _ request: DetectionV1.DeleteDetectorRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleProtobuf.Empty {
            try await channel.unary(DetectorServiceMethods.deleteDetector, request, options: options)
        }

        /// Fits a model in the background. The operation's response is the Model.
        package func trainDetector(
            _ request: DetectionV1.TrainDetectorRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> GoogleLongrunning.Operation {
            try await channel.unary(DetectorServiceMethods.trainDetector, request, options: options)
        }
    }

    /// What the proto says about pynomaly.detection.v1.DetectorService.
    package enum DetectorServiceMethods {
        package static let listAlgorithms = MethodDescriptor(
            service: "pynomaly.detection.v1.DetectorService", method: "ListAlgorithms", kind: .unary,
            inputType: "pynomaly.detection.v1.ListAlgorithmsRequest", outputType: "pynomaly.detection.v1.ListAlgorithmsResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("detectors.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/algorithms")])

        package static let getAlgorithm = MethodDescriptor(
            service: "pynomaly.detection.v1.DetectorService", method: "GetAlgorithm", kind: .unary,
            inputType: "pynomaly.detection.v1.GetAlgorithmRequest", outputType: "pynomaly.detection.v1.Algorithm",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("detectors.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/{name=algorithms/*}")])

        package static let createDetector = MethodDescriptor(
            service: "pynomaly.detection.v1.DetectorService", method: "CreateDetector", kind: .unary,
            inputType: "pynomaly.detection.v1.CreateDetectorRequest", outputType: "pynomaly.detection.v1.Detector",
            policy: MethodPolicy(access: .permission("detectors.write")),
            http: [HTTPRule(verb: "POST", template: "/v1/detectors", body: "detector")])

        package static let getDetector = MethodDescriptor(
            service: "pynomaly.detection.v1.DetectorService", method: "GetDetector", kind: .unary,
            inputType: "pynomaly.detection.v1.GetDetectorRequest", outputType: "pynomaly.detection.v1.Detector",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("detectors.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/{name=detectors/*}")])

        package static let listDetectors = MethodDescriptor(
            service: "pynomaly.detection.v1.DetectorService", method: "ListDetectors", kind: .unary,
            inputType: "pynomaly.detection.v1.ListDetectorsRequest", outputType: "pynomaly.detection.v1.ListDetectorsResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("detectors.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/detectors")])

        package static let deleteDetector = MethodDescriptor(
            service: "pynomaly.detection.v1.DetectorService", method: "DeleteDetector", kind: .unary,
            inputType: "pynomaly.detection.v1.DeleteDetectorRequest", outputType: "google.protobuf.Empty",
            idempotency: .idempotent,
            policy: MethodPolicy(access: .permission("detectors.write"), stepUp: true),
            http: [HTTPRule(verb: "DELETE", template: "/v1/{name=detectors/*}")])

        package static let trainDetector = MethodDescriptor(
            service: "pynomaly.detection.v1.DetectorService", method: "TrainDetector", kind: .unary,
            inputType: "pynomaly.detection.v1.TrainDetectorRequest", outputType: "google.longrunning.Operation",
            policy: MethodPolicy(access: .permission("detectors.write")),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=detectors/*}:train", body: "*")])

        package static let descriptor = ServiceDescriptor(
            name: "pynomaly.detection.v1.DetectorService",
            methods: [listAlgorithms, getAlgorithm, createDetector, getDetector, listDetectors, deleteDetector, trainDetector])
    }
}

extension RPCService {
    /// pynomaly.detection.v1.DetectorService, served by `service`.
    package static func detectionV1DetectorService(_ service: some DetectionV1.DetectorService) -> RPCService {
        var rpc = RPCService(DetectionV1.DetectorServiceMethods.descriptor)
        rpc.register(DetectionV1.DetectorServiceMethods.listAlgorithms) { call, context in
            call.respond(try await service.listAlgorithms(call.request(DetectionV1.ListAlgorithmsRequest.self), context: context))
        }
        rpc.register(DetectionV1.DetectorServiceMethods.getAlgorithm) { call, context in
            call.respond(try await service.getAlgorithm(call.request(DetectionV1.GetAlgorithmRequest.self), context: context))
        }
        rpc.register(DetectionV1.DetectorServiceMethods.createDetector) { call, context in
            call.respond(try await service.createDetector(call.request(DetectionV1.CreateDetectorRequest.self), context: context))
        }
        rpc.register(DetectionV1.DetectorServiceMethods.getDetector) { call, context in
            call.respond(try await service.getDetector(call.request(DetectionV1.GetDetectorRequest.self), context: context))
        }
        rpc.register(DetectionV1.DetectorServiceMethods.listDetectors) { call, context in
            call.respond(try await service.listDetectors(call.request(DetectionV1.ListDetectorsRequest.self), context: context))
        }
        rpc.register(DetectionV1.DetectorServiceMethods.deleteDetector) { call, context in
            call.respond(try await service.deleteDetector(call.request(DetectionV1.DeleteDetectorRequest.self), context: context))
        }
        rpc.register(DetectionV1.DetectorServiceMethods.trainDetector) { call, context in
            call.respond(try await service.trainDetector(call.request(DetectionV1.TrainDetectorRequest.self), context: context))
        }
        return rpc
    }
}

extension DetectionV1 {
    /// Fitted models, immutable and content-hashed.
    package protocol ModelService: Sendable {
        func getModel(
            _ request: DetectionV1.GetModelRequest, context: ServerContext
        ) async throws -> DetectionV1.Model
        func listModels(
            _ request: DetectionV1.ListModelsRequest, context: ServerContext
        ) async throws -> DetectionV1.ListModelsResponse
        /// What other thresholds would have flagged, by the model's calibration. Changes nothing.
        func simulateThreshold(
            _ request: DetectionV1.SimulateThresholdRequest, context: ServerContext
        ) async throws -> DetectionV1.SimulateThresholdResponse
    }

    /// Calls pynomaly.detection.v1.ModelService.
    package struct ModelServiceClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        package func getModel(
            _ request: DetectionV1.GetModelRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DetectionV1.Model {
            try await channel.unary(ModelServiceMethods.getModel, request, options: options)
        }

        package func listModels(
            _ request: DetectionV1.ListModelsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DetectionV1.ListModelsResponse {
            try await channel.unary(ModelServiceMethods.listModels, request, options: options)
        }

        /// What other thresholds would have flagged, by the model's calibration. Changes nothing.
        package func simulateThreshold(
            _ request: DetectionV1.SimulateThresholdRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DetectionV1.SimulateThresholdResponse {
            try await channel.unary(ModelServiceMethods.simulateThreshold, request, options: options)
        }
    }

    /// What the proto says about pynomaly.detection.v1.ModelService.
    package enum ModelServiceMethods {
        package static let getModel = MethodDescriptor(
            service: "pynomaly.detection.v1.ModelService", method: "GetModel", kind: .unary,
            inputType: "pynomaly.detection.v1.GetModelRequest", outputType: "pynomaly.detection.v1.Model",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("detectors.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/{name=detectors/*/models/*}")])

        package static let listModels = MethodDescriptor(
            service: "pynomaly.detection.v1.ModelService", method: "ListModels", kind: .unary,
            inputType: "pynomaly.detection.v1.ListModelsRequest", outputType: "pynomaly.detection.v1.ListModelsResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("detectors.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/{parent=detectors/*}/models")])

        package static let simulateThreshold = MethodDescriptor(
            service: "pynomaly.detection.v1.ModelService", method: "SimulateThreshold", kind: .unary,
            inputType: "pynomaly.detection.v1.SimulateThresholdRequest", outputType: "pynomaly.detection.v1.SimulateThresholdResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("detectors.read")),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=detectors/*/models/*}:simulateThreshold", body: "*")])

        package static let descriptor = ServiceDescriptor(
            name: "pynomaly.detection.v1.ModelService",
            methods: [getModel, listModels, simulateThreshold])
    }
}

extension RPCService {
    /// pynomaly.detection.v1.ModelService, served by `service`.
    package static func detectionV1ModelService(_ service: some DetectionV1.ModelService) -> RPCService {
        var rpc = RPCService(DetectionV1.ModelServiceMethods.descriptor)
        rpc.register(DetectionV1.ModelServiceMethods.getModel) { call, context in
            call.respond(try await service.getModel(call.request(DetectionV1.GetModelRequest.self), context: context))
        }
        rpc.register(DetectionV1.ModelServiceMethods.listModels) { call, context in
            call.respond(try await service.listModels(call.request(DetectionV1.ListModelsRequest.self), context: context))
        }
        rpc.register(DetectionV1.ModelServiceMethods.simulateThreshold) { call, context in
            call.respond(try await service.simulateThreshold(call.request(DetectionV1.SimulateThresholdRequest.self), context: context))
        }
        return rpc
    }
}

extension DetectionV1 {
    package protocol ScoringService: Sendable {
        /// Scores rows that travel in the request. The same row scores the same in any batch.
        func scoreRows(
            _ request: DetectionV1.ScoreRowsRequest, context: ServerContext
        ) async throws -> DetectionV1.ScoreRowsResponse
    }

    /// Calls pynomaly.detection.v1.ScoringService.
    package struct ScoringServiceClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        /// Scores rows that travel in the request. The same row scores the same in any batch.
        package func scoreRows(
            _ request: DetectionV1.ScoreRowsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DetectionV1.ScoreRowsResponse {
            try await channel.unary(ScoringServiceMethods.scoreRows, request, options: options)
        }
    }

    /// What the proto says about pynomaly.detection.v1.ScoringService.
    package enum ScoringServiceMethods {
        package static let scoreRows = MethodDescriptor(
            service: "pynomaly.detection.v1.ScoringService", method: "ScoreRows", kind: .unary,
            inputType: "pynomaly.detection.v1.ScoreRowsRequest", outputType: "pynomaly.detection.v1.ScoreRowsResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("scoring.score")),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=detectors/*}:score", body: "*")])

        package static let descriptor = ServiceDescriptor(
            name: "pynomaly.detection.v1.ScoringService",
            methods: [scoreRows])
    }
}

extension RPCService {
    /// pynomaly.detection.v1.ScoringService, served by `service`.
    package static func detectionV1ScoringService(_ service: some DetectionV1.ScoringService) -> RPCService {
        var rpc = RPCService(DetectionV1.ScoringServiceMethods.descriptor)
        rpc.register(DetectionV1.ScoringServiceMethods.scoreRows) { call, context in
            call.respond(try await service.scoreRows(call.request(DetectionV1.ScoreRowsRequest.self), context: context))
        }
        return rpc
    }
}

extension DetectionV1 {
    /// Scoring of whole datasets by workers that share the queue.
    package protocol JobService: Sendable {
        func createDetectionJob(
            _ request: DetectionV1.CreateDetectionJobRequest, context: ServerContext
        ) async throws -> DetectionV1.DetectionJob
        func getDetectionJob(
            _ request: DetectionV1.GetDetectionJobRequest, context: ServerContext
        ) async throws -> DetectionV1.DetectionJob
        func listDetectionJobs(
            _ request: DetectionV1.ListDetectionJobsRequest, context: ServerContext
        ) async throws -> DetectionV1.ListDetectionJobsResponse
        func cancelDetectionJob(
            _ request: DetectionV1.CancelDetectionJobRequest, context: ServerContext
        ) async throws -> DetectionV1.DetectionJob
        /// Sends the job at once and then at each change, and ends when the job has ended.
        func watchDetectionJob(
            _ request: DetectionV1.WatchDetectionJobRequest, responses: ResponseWriter<DetectionV1.DetectionJob>, context: ServerContext
        ) async throws
    }

    /// Calls pynomaly.detection.v1.JobService.
    package struct JobServiceClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        package func createDetectionJob(
            _ request: DetectionV1.CreateDetectionJobRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DetectionV1.DetectionJob {
            try await channel.unary(JobServiceMethods.createDetectionJob, request, options: options)
        }

        package func getDetectionJob(
            _ request: DetectionV1.GetDetectionJobRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DetectionV1.DetectionJob {
            try await channel.unary(JobServiceMethods.getDetectionJob, request, options: options)
        }

        package func listDetectionJobs(
            _ request: DetectionV1.ListDetectionJobsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DetectionV1.ListDetectionJobsResponse {
            try await channel.unary(JobServiceMethods.listDetectionJobs, request, options: options)
        }

        package func cancelDetectionJob(
            _ request: DetectionV1.CancelDetectionJobRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DetectionV1.DetectionJob {
            try await channel.unary(JobServiceMethods.cancelDetectionJob, request, options: options)
        }

        /// Sends the job at once and then at each change, and ends when the job has ended.
        package func watchDetectionJob(
            _ request: DetectionV1.WatchDetectionJobRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> ResponseStream<DetectionV1.DetectionJob> {
            try await channel.serverStreaming(JobServiceMethods.watchDetectionJob, request, options: options)
        }
    }

    /// What the proto says about pynomaly.detection.v1.JobService.
    package enum JobServiceMethods {
        package static let createDetectionJob = MethodDescriptor(
            service: "pynomaly.detection.v1.JobService", method: "CreateDetectionJob", kind: .unary,
            inputType: "pynomaly.detection.v1.CreateDetectionJobRequest", outputType: "pynomaly.detection.v1.DetectionJob",
            policy: MethodPolicy(access: .permission("jobs.write")),
            http: [HTTPRule(verb: "POST", template: "/v1/detectionJobs", body: "detection_job")])

        package static let getDetectionJob = MethodDescriptor(
            service: "pynomaly.detection.v1.JobService", method: "GetDetectionJob", kind: .unary,
            inputType: "pynomaly.detection.v1.GetDetectionJobRequest", outputType: "pynomaly.detection.v1.DetectionJob",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("jobs.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/{name=detectionJobs/*}")])

        package static let listDetectionJobs = MethodDescriptor(
            service: "pynomaly.detection.v1.JobService", method: "ListDetectionJobs", kind: .unary,
            inputType: "pynomaly.detection.v1.ListDetectionJobsRequest", outputType: "pynomaly.detection.v1.ListDetectionJobsResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("jobs.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/detectionJobs")])

        package static let cancelDetectionJob = MethodDescriptor(
            service: "pynomaly.detection.v1.JobService", method: "CancelDetectionJob", kind: .unary,
            inputType: "pynomaly.detection.v1.CancelDetectionJobRequest", outputType: "pynomaly.detection.v1.DetectionJob",
            idempotency: .idempotent,
            policy: MethodPolicy(access: .permission("jobs.write")),
            http: [HTTPRule(verb: "POST", template: "/v1/{name=detectionJobs/*}:cancel", body: "*")])

        package static let watchDetectionJob = MethodDescriptor(
            service: "pynomaly.detection.v1.JobService", method: "WatchDetectionJob", kind: .serverStreaming,
            inputType: "pynomaly.detection.v1.WatchDetectionJobRequest", outputType: "pynomaly.detection.v1.DetectionJob",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("jobs.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/{name=detectionJobs/*}:watch")])

        package static let descriptor = ServiceDescriptor(
            name: "pynomaly.detection.v1.JobService",
            methods: [createDetectionJob, getDetectionJob, listDetectionJobs, cancelDetectionJob, watchDetectionJob])
    }
}

extension RPCService {
    /// pynomaly.detection.v1.JobService, served by `service`.
    package static func detectionV1JobService(_ service: some DetectionV1.JobService) -> RPCService {
        var rpc = RPCService(DetectionV1.JobServiceMethods.descriptor)
        rpc.register(DetectionV1.JobServiceMethods.createDetectionJob) { call, context in
            call.respond(try await service.createDetectionJob(call.request(DetectionV1.CreateDetectionJobRequest.self), context: context))
        }
        rpc.register(DetectionV1.JobServiceMethods.getDetectionJob) { call, context in
            call.respond(try await service.getDetectionJob(call.request(DetectionV1.GetDetectionJobRequest.self), context: context))
        }
        rpc.register(DetectionV1.JobServiceMethods.listDetectionJobs) { call, context in
            call.respond(try await service.listDetectionJobs(call.request(DetectionV1.ListDetectionJobsRequest.self), context: context))
        }
        rpc.register(DetectionV1.JobServiceMethods.cancelDetectionJob) { call, context in
            call.respond(try await service.cancelDetectionJob(call.request(DetectionV1.CancelDetectionJobRequest.self), context: context))
        }
        rpc.register(DetectionV1.JobServiceMethods.watchDetectionJob) { call, context in
            try await service.watchDetectionJob(call.request(DetectionV1.WatchDetectionJobRequest.self), responses: call.responses(), context: context)
        }
        return rpc
    }
}

extension DetectionV1 {
    package protocol ResultService: Sendable {
        func getResult(
            _ request: DetectionV1.GetResultRequest, context: ServerContext
        ) async throws -> DetectionV1.Result
        func listResults(
            _ request: DetectionV1.ListResultsRequest, context: ServerContext
        ) async throws -> DetectionV1.ListResultsResponse
        /// Anomalies of one result, or of all with "results/-", the most anomalous first.
        func listAnomalies(
            _ request: DetectionV1.ListAnomaliesRequest, context: ServerContext
        ) async throws -> DetectionV1.ListAnomaliesResponse
    }

    /// Calls pynomaly.detection.v1.ResultService.
    package struct ResultServiceClient: Sendable {
        package let channel: RPCChannel

        package init(_ channel: RPCChannel) {
            self.channel = channel
        }

        package func getResult(
            _ request: DetectionV1.GetResultRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DetectionV1.Result {
            try await channel.unary(ResultServiceMethods.getResult, request, options: options)
        }

        package func listResults(
            _ request: DetectionV1.ListResultsRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DetectionV1.ListResultsResponse {
            try await channel.unary(ResultServiceMethods.listResults, request, options: options)
        }

        /// Anomalies of one result, or of all with "results/-", the most anomalous first.
        package func listAnomalies(
            _ request: DetectionV1.ListAnomaliesRequest, options: CallOptions = CallOptions()
        ) async throws(RPCError) -> DetectionV1.ListAnomaliesResponse {
            try await channel.unary(ResultServiceMethods.listAnomalies, request, options: options)
        }
    }

    /// What the proto says about pynomaly.detection.v1.ResultService.
    package enum ResultServiceMethods {
        package static let getResult = MethodDescriptor(
            service: "pynomaly.detection.v1.ResultService", method: "GetResult", kind: .unary,
            inputType: "pynomaly.detection.v1.GetResultRequest", outputType: "pynomaly.detection.v1.Result",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("results.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/{name=results/*}")])

        package static let listResults = MethodDescriptor(
            service: "pynomaly.detection.v1.ResultService", method: "ListResults", kind: .unary,
            inputType: "pynomaly.detection.v1.ListResultsRequest", outputType: "pynomaly.detection.v1.ListResultsResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("results.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/results")])

        package static let listAnomalies = MethodDescriptor(
            service: "pynomaly.detection.v1.ResultService", method: "ListAnomalies", kind: .unary,
            inputType: "pynomaly.detection.v1.ListAnomaliesRequest", outputType: "pynomaly.detection.v1.ListAnomaliesResponse",
            idempotency: .noSideEffects,
            policy: MethodPolicy(access: .permission("results.read")),
            http: [HTTPRule(verb: "GET", template: "/v1/{parent=results/*}/anomalies")])

        package static let descriptor = ServiceDescriptor(
            name: "pynomaly.detection.v1.ResultService",
            methods: [getResult, listResults, listAnomalies])
    }
}

extension RPCService {
    /// pynomaly.detection.v1.ResultService, served by `service`.
    package static func detectionV1ResultService(_ service: some DetectionV1.ResultService) -> RPCService {
        var rpc = RPCService(DetectionV1.ResultServiceMethods.descriptor)
        rpc.register(DetectionV1.ResultServiceMethods.getResult) { call, context in
            call.respond(try await service.getResult(call.request(DetectionV1.GetResultRequest.self), context: context))
        }
        rpc.register(DetectionV1.ResultServiceMethods.listResults) { call, context in
            call.respond(try await service.listResults(call.request(DetectionV1.ListResultsRequest.self), context: context))
        }
        rpc.register(DetectionV1.ResultServiceMethods.listAnomalies) { call, context in
            call.respond(try await service.listAnomalies(call.request(DetectionV1.ListAnomaliesRequest.self), context: context))
        }
        return rpc
    }
}
