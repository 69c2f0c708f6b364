internal import API
internal import FoundationEssentials
internal import Messages
internal import RPC
internal import ServiceKit

/// google.longrunning.Operations for the profiles that this service makes: `operations/dataset/{id}`.
struct OperationHandlers: GoogleLongrunning.Operations {
    let parts: DatasetParts

    private static let parent = "operations/dataset"

    func listOperations(
        _ request: GoogleLongrunning.ListOperationsRequest, context: ServerContext
    ) async throws -> GoogleLongrunning.ListOperationsResponse {
        guard request.name == Self.parent else { throw ResourceName.notFound(request.name) }
        let page = try Page(size: request.pageSize, token: request.pageToken, of: "p")
        let filter = try Filter(request.filter, over: ProfileStore.filterFields)
        let (records, token) = try await parts.profiles.operations(page, filter, tenant: context.tenant())
        return GoogleLongrunning.ListOperationsResponse(
            operations: try records.map { try $0.operation() }, nextPageToken: token)
    }

    func getOperation(
        _ request: GoogleLongrunning.GetOperationRequest, context: ServerContext
    ) async throws -> GoogleLongrunning.Operation {
        try await record(request.name, context).operation()
    }

    func deleteOperation(
        _ request: GoogleLongrunning.DeleteOperationRequest, context: ServerContext
    ) async throws -> GoogleProtobuf.Empty {
        let record = try await record(request.name, context)
        try await parts.profiles.forget(record.id, tenant: context.tenant())
        return GoogleProtobuf.Empty()
    }

    /// One that has ended stays as it is.
    func cancelOperation(
        _ request: GoogleLongrunning.CancelOperationRequest, context: ServerContext
    ) async throws -> GoogleProtobuf.Empty {
        let record = try await record(request.name, context)
        try await parts.profiles.cancel(record.id, tenant: context.tenant())
        return GoogleProtobuf.Empty()
    }

    /// Returns when the operation is done or the timeout has passed, whichever comes first.
    func waitOperation(
        _ request: GoogleLongrunning.WaitOperationRequest, context: ServerContext
    ) async throws -> GoogleLongrunning.Operation {
        let wanted = request.timeout.map(\.duration) ?? parts.limits.operationWaitMax
        let end = ContinuousClock.now + min(wanted, parts.limits.operationWaitMax)
        while true {
            let record = try await record(request.name, context)
            guard record.state == .running, ContinuousClock.now < end else { return try record.operation() }
            try await Task.sleep(for: parts.limits.operationWatchInterval)
        }
    }

    private func record(_ name: String, _ context: ServerContext) async throws -> ProfileRecord {
        let prefix = "operations/"
        guard name.hasPrefix(prefix) else { throw ResourceName.notFound(name) }
        let id = try ResourceName.id(String(name.dropFirst(prefix.count)), in: "dataset")
        guard let record = try await parts.profiles.operation(id, tenant: context.tenant()) else {
            throw ResourceName.notFound(name)
        }
        return record
    }
}
