internal import Crypto
internal import FoundationEssentials
internal import RPC

/// Names of datasets and versions. A name that can't be one of ours names nothing: NOT_FOUND.
enum ResourceName {
    static func dataset(_ id: UUID) -> String { "datasets/\(id.text)" }

    static func version(_ id: UUID, of dataset: UUID) -> String { "\(Self.dataset(dataset))/versions/\(id.text)" }

    /// The id in `datasets/{dataset}`.
    static func datasetID(_ name: String) throws(RPCError) -> UUID {
        let (dataset, version) = try ids(name)
        guard version == nil else { throw notFound(name) }
        return dataset
    }

    /// The ids in `datasets/{dataset}` or `datasets/{dataset}/versions/{version}`.
    static func ids(_ name: String) throws(RPCError) -> (dataset: UUID, version: UUID?) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 4, parts[0] == "datasets", let dataset = UUID(lowercase: parts[1])
        else {
            throw notFound(name)
        }
        if parts.count == 2 { return (dataset, nil) }
        guard parts[2] == "versions", let version = UUID(lowercase: parts[3]) else { throw notFound(name) }
        return (dataset, version)
    }

    static func notFound(_ name: String) -> RPCError {
        RPCError(.notFound, "There is no \"\(name.prefix(200))\".")
    }
}

extension UUID {
    /// The form in which ids appear in names.
    var text: String { uuidString.lowercased() }

    fileprivate init?(lowercase text: Substring) {
        self.init(uuidString: String(text))
        guard self.text == text else { return nil }
    }
}
