internal import FoundationEssentials
internal import RPC
internal import ServiceKit

/// Names of datasets and versions.
enum DatasetName {
    static func dataset(_ id: UUID) -> String { "datasets/\(id.text)" }

    static func version(_ id: UUID, of dataset: UUID) -> String { "\(Self.dataset(dataset))/versions/\(id.text)" }

    /// The ids in `datasets/{dataset}` or `datasets/{dataset}/versions/{version}`.
    static func ids(_ name: String) throws(RPCError) -> (dataset: UUID, version: UUID?) {
        guard name.contains("/versions/") else { return (try ResourceName.id(name, in: "datasets"), nil) }
        let ids = try ResourceName.ids(name, "datasets", "versions")
        return (ids[0], ids[1])
    }
}
