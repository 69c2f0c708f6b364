import FoundationEssentials
import Messages
import Protobuf
import RPC

// What a request asks the server to answer with.

extension GrpcTesting.EchoStatus {
    func throwUnlessOK() throws(RPCError) {
        guard code != 0 else { return }
        throw RPCError(StatusCode(rawValue: Int(code)) ?? .unknown, message)
    }
}

extension GrpcTesting.BoolValue {
    func check(isCompressed: Bool) throws(RPCError) {
        guard value != isCompressed else { return }
        throw RPCError(.invalidArgument, "The request came \(isCompressed ? "compressed" : "as it is").")
    }
}

extension GrpcTesting.ResponseParameters {
    var isCompressed: Bool { compressed?.value == true }
}

extension GrpcTesting.Payload {
    /// The largest body that a request may ask for.
    static let bodyBytesMax: Int32 = 64 << 20

    static func zeros(_ count: Int32) throws(RPCError) -> Self {
        guard (0...bodyBytesMax).contains(count) else {
            throw RPCError(.invalidArgument, "A payload of \(count) bytes is not in 0...\(bodyBytesMax).")
        }
        return Self(body: ByteSlice([UInt8](repeating: 0, count: Int(count))))
    }

    /// Nanoseconds in decimal: another payload each time.
    static func currentTime() -> Self {
        Self(body: ByteSlice("\(Int64(Date().timeIntervalSince1970 * 1e9))".utf8))
    }
}
