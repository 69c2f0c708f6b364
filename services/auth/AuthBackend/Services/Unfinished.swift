import RPC

/// The answer of methods that are declared and not built yet.
enum Unfinished {
    static let error = RPCError(.unimplemented, "This method is not built yet.")
}
