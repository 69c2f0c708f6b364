internal import RPC

/// What a method answers that is declared and not built.
enum Unfinished {
    static let error = RPCError(.unimplemented, "This method is not built yet.")
}
