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
            try await send(ByteBuffer(bytes: request), on: call)
            return call
        } catch { throw GatewayFailure(error) }
    }

    /// A unary call, repeated as far as the channel's policy allows.
    static func unary(
        _ channel: RPCChannel, _ method: MethodDescriptor, _ request: [UInt8], options: CallOptions
    ) async throws(GatewayFailure) -> Reply {
        let message = ByteBuffer(bytes: request)
        do throws(RPCError) {
            return try await channel.retrying(method, options: options) { call throws(RPCError) in
                try await send(message, on: call)
                return try await receiveReply(of: call)
            }
        } catch { throw GatewayFailure(error) }
    }

    private static func send(_ message: ByteBuffer, on call: RawCall) async throws(RPCError) {
        try await call.send(message)
        call.closeSend()
    }

    /// The only answer, after its status.
    static func reply(of call: RawCall) async throws(GatewayFailure) -> Reply {
        do throws(RPCError) {
            return try await receiveReply(of: call)
        } catch { throw GatewayFailure(error) }
    }

    private static func receiveReply(of call: RawCall) async throws(RPCError) -> Reply {
        guard let message = try await call.receive() else {
            throw RPCError(.internalError, "The service ended the call without an answer.")
        }
        guard try await call.receive() == nil else {
            throw RPCError(.internalError, "The service gave more than one answer.")
        }
        return Reply(message: message, metadata: try await call.initialMetadata())
    }
}
