import API
import Crypto
import Messages
import Protobuf
import RPC
import Testing

/// What the tests of our client ask the echo service.
extension TestingV1.EchoServiceClient {
    /// No test waits longer for one call; reached only by one that hangs.
    static var patience: Duration { .seconds(60) }

    func echo(_ text: String, timeout: Duration = patience) async throws(RPCError) -> TestingV1.EchoMessage {
        try await echo(TestingV1.EchoMessage(text: text), options: CallOptions(timeout: timeout))
    }

    /// Answered when the server has seen the call that bears the name begin or end.
    func expectEvent(_ event: String, _ name: String) async throws {
        #expect(try await echo("\(event) \(name)").text == "yes")
    }
}

/// The status of a call that is to fail.
func failure(_ call: () async throws -> Void) async throws -> RPCError {
    do {
        try await call()
    } catch let error as RPCError {
        return error
    }
    return try #require(nil, "the call succeeded")
}

/// 16 MiB in pieces that differ.
enum Pieces {
    static let count = 256
    static let bytes = 64 << 10

    static func piece(_ index: Int) -> TestingV1.EchoMessage {
        TestingV1.EchoMessage(payload: ByteSlice([UInt8](repeating: UInt8(index % 256), count: bytes)))
    }

    static let digest: [UInt8] = {
        var digest = SHA256()
        for index in 0..<count { digest.update(piece(index).payload) }
        return digest.finalize()
    }()
}
