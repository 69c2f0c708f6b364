import Messages
package import RPC

/// Runs a call that must fail and returns its error as a client sees it.
package func rpcError<R>(_ call: () async throws -> R) async throws -> RPCError {
    do {
        _ = try await call()
    } catch let error as RPCError {
        return error
    } catch let error as any RPCErrorConvertible {
        return error.rpcError
    }
    throw ExpectedFailure()
}

/// A call that should have failed did not.
package struct ExpectedFailure: Error {}

extension RPCError {
    /// The fields that `google.rpc.BadRequest` names.
    package var fields: [String] {
        details.flatMap { detail in
            (try? detail.unpack(as: GoogleRpc.BadRequest.self))?.fieldViolations.map(\.field) ?? []
        }
    }
}
