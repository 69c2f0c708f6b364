import API
import Messages
import RPC

/// grpc.health.v1 over the health board: what `/ready` says, for clients that speak RPC only.
struct HealthService: GrpcHealthV1.Health {
    var board: HealthBoard
    /// The services by their proto names; the empty name stands for the whole server.
    var names: Set<String>
    var watches = StreamPlaces(ServiceLimits.healthWatchersMax, limit: "healthWatchersMax")

    func check(
        _ request: GrpcHealthV1.HealthCheckRequest, context: ServerContext
    ) async throws -> GrpcHealthV1.HealthCheckResponse {
        guard isKnown(request.service) else {
            throw RPCError(.notFound, "There is no service \(request.service) here.")
        }
        return GrpcHealthV1.HealthCheckResponse(status: board.isReady ? .serving : .notServing)
    }

    /// Tells each change. A server that drains ends the stream: a watcher must not hold it up.
    func watch(
        _ request: GrpcHealthV1.HealthCheckRequest, responses: ResponseWriter<GrpcHealthV1.HealthCheckResponse>,
        context: ServerContext
    ) async throws {
        try await watches.hold { try await tell(isKnown(request.service), responses) }
    }

    private func tell(
        _ isKnown: Bool, _ responses: ResponseWriter<GrpcHealthV1.HealthCheckResponse>
    ) async throws {
        var last: GrpcHealthV1.HealthCheckResponse.ServingStatus?
        for await phase in board.phases() {
            let status: GrpcHealthV1.HealthCheckResponse.ServingStatus =
                !isKnown ? .serviceUnknown : phase == .ready ? .serving : .notServing
            if status != last { try await responses.write(GrpcHealthV1.HealthCheckResponse(status: status)) }
            last = status
            if phase == .draining { return }
        }
    }

    private func isKnown(_ service: String) -> Bool { service.isEmpty || names.contains(service) }
}
