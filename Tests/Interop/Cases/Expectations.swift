import Messages
import Protobuf
import RPC

/// What a case found wrong.
package struct InteropFailure: Error, CustomStringConvertible {
    package let description: String
}

func expect(_ isRight: Bool, _ otherwise: @autoclosure () -> String) throws(InteropFailure) {
    if !isRight { throw InteropFailure(description: otherwise()) }
}

/// The payload must be so many zeros.
func expect(_ payload: GrpcTesting.Payload?, bytes: Int) throws(InteropFailure) {
    let body = payload?.body ?? []
    try expect(body.count == bytes, "the payload has \(body.count) bytes instead of \(bytes)")
    try expect(body.allSatisfy { $0 == 0 }, "the payload is not all zeros")
}

/// The call must fail with this status, and with this message if one is given.
func expectStatus(
    _ code: StatusCode, message: String? = nil, of call: () async throws -> Void
) async throws(InteropFailure) {
    do {
        try await call()
    } catch let error as RPCError where error.code == code {
        guard let message else { return }
        try expect(error.message == message, "the status message is \(error.message.debugDescription)")
        return
    } catch {
        throw InteropFailure(description: "instead of \(code.name): \(error)")
    }
    throw InteropFailure(description: "the call succeeded instead of failing with \(code.name)")
}
