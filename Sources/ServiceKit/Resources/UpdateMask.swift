package import Messages
package import RPC

/// Which fields an update changes (AIP-134). Without paths, and with `*`, all that may be changed.
package struct UpdateMask: Sendable {
    private let paths: Set<String>

    /// Members that say which resource is meant, and that a client sends back as it got them: a mask may name them, and
    /// nothing comes of it.
    private static let identifying: Set<String> = ["name", "etag"]

    /// - Parameter changeable: the paths that may be changed, a member of a message as `quotas.users_max`. Naming the
    ///   message names all of its members.
    package init(_ mask: GoogleProtobuf.FieldMask?, changeable: [String]) throws(RPCError) {
        var paths: Set<String> = []
        let given = mask?.paths ?? []
        for path in given where path != "*" && !Self.identifying.contains(path) {
            let named = changeable.filter { $0 == path || $0.hasPrefix(path + ".") }
            guard !named.isEmpty else {
                throw .invalidArgument(
                    field: "update_mask",
                    "\"\(path.prefix(ServiceLimits.quotedNameCharactersMax))\" can't be changed; \(changeable.joined(separator: ", ")) can"
                )
            }
            paths.formUnion(named)
        }
        self.paths = given.isEmpty || given.contains("*") ? Set(changeable) : paths
    }

    package func contains(_ path: String) -> Bool { paths.contains(path) }
}
