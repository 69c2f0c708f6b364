@testable import RPC

extension RPCServer {
    /// How many connections it has.
    var openConnections: Int { runtime.openConnections.count }
}
