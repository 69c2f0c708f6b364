/// An error that knows the status it is for callers. A server answers with it what a handler throws; any other error is
/// UNKNOWN, without its text, which may name things that callers must not see.
package protocol RPCErrorConvertible: Error {
    var rpcError: RPCError { get }
}
