import FoundationEssentials
import RPC

/// `collection/{uuid}`, and nested `a/{uuid}/b/{uuid}`. What is malformed can't exist, so it is NOT_FOUND.
enum ResourceName {
    /// The ids in `name`, which must be laid out as `collections` say.
    static func ids(_ name: String, _ collections: String...) throws(RPCError) -> [UUID] {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == collections.count * 2 else { throw notFound(name) }
        var ids: [UUID] = []
        for (index, collection) in collections.enumerated() {
            guard parts[index * 2] == collection, let id = UUID(uuidString: String(parts[index * 2 + 1])) else {
                throw notFound(name)
            }
            ids.append(id)
        }
        return ids
    }

    static func id(_ name: String, in collection: String) throws(RPCError) -> UUID {
        try ids(name, collection)[0]
    }

    static func notFound(_ name: String) -> RPCError {
        RPCError(.notFound, "\"\(name)\" does not exist")
    }
}

extension UUID {
    /// As resource names spell it.
    var text: String { uuidString.lowercased() }
}
