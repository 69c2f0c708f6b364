import NIOCore
import RPC

/// A call of one answer, or of a stream of them, in bytes.
enum ServiceCall {
    struct Reply: Sendable {
        var message: ByteBuffer
        var metadata: Metadata
    }

    /// Opens a call and sends its only request.
    static func start(
        _ channel: RPCChannel, _ method: MethodDescriptor, _ request: [UInt8], options: CallOptions
    ) async throws(GatewayFailure) -> RawCall {
        do throws(RPCError) {
            let call = try await channel.open(method.path, options: options)
            try await call.send(ByteBuffer(bytes: request))
            call.closeSend()
            return call
        } catch { throw GatewayFailure(error) }
    }

    /// The only answer, after its status.
    static func reply(of call: RawCall) async throws(GatewayFailure) -> Reply {
        do throws(RPCError) {
            guard let message = try await call.receive() else {
                throw RPCError(.internalError, "The service ended the call without an answer.")
            }
            guard try await call.receive() == nil else {
                throw RPCError(.internalError, "The service gave more than one answer.")
            }
            return Reply(message: message, metadata: try await call.initialMetadata())
        } catch { throw GatewayFailure(error) }
    }
}
