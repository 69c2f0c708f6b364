package import FoundationEssentials
package import RPC

/// Names of resources (AIP-122): `collection/{uuid}`, and nested `a/{uuid}/b/{uuid}`, ids in lower case. What is not
/// spelled so can't exist, so it is NOT_FOUND.
package enum ResourceName {
    /// The ids in `name`, which must be laid out as `collections` say.
    package static func ids(_ name: String, _ collections: String...) throws(RPCError) -> [UUID] {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == collections.count * 2 else { throw notFound(name) }
        var ids: [UUID] = []
        for (index, collection) in collections.enumerated() {
            guard parts[index * 2] == collection, let id = UUID(lowercase: parts[index * 2 + 1]) else {
                throw notFound(name)
            }
            ids.append(id)
        }
        return ids
    }

    package static func id(_ name: String, in collection: String) throws(RPCError) -> UUID {
        try ids(name, collection)[0]
    }

    package static func notFound(_ name: String) -> RPCError {
        RPCError(.notFound, "There is no \"\(name.prefix(ServiceLimits.quotedNameCharactersMax))\".")
    }
}

extension UUID {
    /// The form in which ids appear in names and wherever they are text.
    package var text: String { uuidString.lowercased() }

    fileprivate init?(lowercase text: Substring) {
        self.init(uuidString: String(text))
        guard self.text == text else { return nil }
    }
}
