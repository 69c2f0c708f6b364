import NIOCore
import RPC

/// The answers of a call that streams them. Belongs to the connection's task.
final class UpstreamMessages {
    private let call: RoutedCall
    private var upstream: RawCall?

    init(call: RoutedCall) { self.call = call }

    /// The first answer, so that an error before it has a status of its own; nil when there is none.
    func begin(_ request: [UInt8]) async throws(GatewayFailure) -> ByteBuffer? {
        do throws(GatewayFailure) {
            return try await begin(request, call)
        } catch {
            guard let renewed = try await call.renewed(after: error) else { throw error }
            return try await begin(request, renewed)
        }
    }

    private func begin(_ request: [UInt8], _ call: RoutedCall) async throws(GatewayFailure) -> ByteBuffer? {
        upstream = try await ServiceCall.start(
            call.channel(), call.method, request, options: call.options(timeout: nil))
        return try await next()
    }

    func next() async throws(GatewayFailure) -> ByteBuffer? {
        do throws(RPCError) { return try await upstream?.receive() } catch { throw GatewayFailure(error) }
    }
}
