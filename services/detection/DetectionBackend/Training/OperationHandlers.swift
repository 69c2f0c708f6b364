import API
import FoundationEssentials
import Messages
import RPC
import ServiceKit

/// google.longrunning.Operations for the trainings of this service: `operations/detection/{id}`.
struct OperationHandlers: GoogleLongrunning.Operations {
    var operations: OperationStore

    func getOperation(
        _ request: GoogleLongrunning.GetOperationRequest, context: ServerContext
    ) async throws -> GoogleLongrunning.Operation {
        try await operations.get(id(request.name), tenant: context.tenantID())
    }

    /// Returns when the operation is done or the timeout has passed, whichever comes first.
    func waitOperation(
        _ request: GoogleLongrunning.WaitOperationRequest, context: ServerContext
    ) async throws -> GoogleLongrunning.Operation {
        let id = try id(request.name)
        let tenant = try context.tenantID()
        let wanted = request.timeout.map(\.duration) ?? DetectionLimits.waitMax
        let end = ContinuousClock.now + min(wanted, DetectionLimits.waitMax)
        while true {
            let operation = try await operations.get(id, tenant: tenant)
            guard !operation.done, ContinuousClock.now < end else { return operation }
            try await Task.sleep(for: DetectionLimits.watchInterval)
        }
    }

    func listOperations(
        _ request: GoogleLongrunning.ListOperationsRequest, context: ServerContext
    ) async throws -> GoogleLongrunning.ListOperationsResponse {
        throw Self.unsupported
    }

    /// A training that has begun ends by itself; its detector can be deleted.
    func cancelOperation(
        _ request: GoogleLongrunning.CancelOperationRequest, context: ServerContext
    ) async throws -> GoogleProtobuf.Empty {
        throw Self.unsupported
    }

    func deleteOperation(
        _ request: GoogleLongrunning.DeleteOperationRequest, context: ServerContext
    ) async throws -> GoogleProtobuf.Empty {
        throw Self.unsupported
    }

    /// What the interface of operations asks of a service that does not have a method.
    private static let unsupported = RPCError(
        .unimplemented, "Trainings can be got and waited for, and nothing else.")

    private func id(_ name: String) throws(RPCError) -> UUID {
        guard name.hasPrefix("operations/") else { throw ResourceName.notFound(name) }
        return try ResourceName.id(String(name.dropFirst("operations/".count)), in: "detection")
    }
}
