internal import API
internal import FoundationEssentials
internal import Messages
internal import Protobuf
internal import RPC
internal import ServiceKit

// Profiles.
extension DatasetHandlers {
    /// Begins a profile, or joins the one that is there or on its way.
    func profileDataset(_ request: DatasetV1.ProfileDatasetRequest, context: ServerContext) async throws
        -> GoogleLongrunning.Operation
    {
        let record = try await version(request.name, context)
        let profile = try await parts.profiles.start(record.version.id, tenant: context.tenant())
        parts.profileBell.ring()
        return try profile.operation()
    }

    func getProfile(_ request: DatasetV1.GetProfileRequest, context: ServerContext) async throws
        -> DatasetV1.DatasetProfile
    {
        let suffix = "/profile"
        guard request.name.hasSuffix(suffix) else { throw ResourceName.notFound(request.name) }
        let record = try await version(String(request.name.dropLast(suffix.count)), context)
        guard let profile = try await parts.profiles.profile(of: record.version.id, tenant: context.tenant()) else {
            throw RPCError(.notFound, "The version has no profile yet; ProfileDataset makes it.")
        }
        return try DatasetV1.DatasetProfile(serialized: profile)
    }

    /// By the profile if there is one, else by what the blocks' statistics say: no block is read.
    func validateDataset(_ request: DatasetV1.ValidateDatasetRequest, context: ServerContext) async throws
        -> DatasetV1.ValidateDatasetResponse
    {
        let validation = try Validation(request)
        let record = try await version(request.name, context)
        let tenant = try context.tenant()
        if let profile = try await parts.profiles.profile(of: record.version.id, tenant: tenant) {
            return validation.answer(TableFacts(try DatasetV1.DatasetProfile(serialized: profile)))
        }
        let statistics = try await parts.profiles.statistics(of: record.version.id, tenant: tenant)
        return validation.answer(TableFacts(record.version, statistics))
    }

    private func version(_ name: String, _ context: ServerContext) async throws -> DatasetRecord {
        let (id, version) = try DatasetName.ids(name)
        guard let record = try await parts.catalog.dataset(id, version: version, tenant: context.tenant()) else {
            throw ResourceName.notFound(name)
        }
        return record
    }
}
