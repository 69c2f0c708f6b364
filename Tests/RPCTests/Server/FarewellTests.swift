import HTTP2
import NIOCore
import NIOEmbedded
import Testing

@testable import RPC

@Suite("How a server takes leave of a client whose calls it ends")
struct FarewellTests {
    private let message = Array(MessageCoding.frame(Blob("hello")).readableBytesView)

    @Test("each call gets its status, and the connection a GOAWAY")
    func cancelledCalls() throws {
        var fixture = EchoFixture()
        fixture.onCollect = { requests, _ in
            for try await _ in requests {}
            return Blob("never")
        }
        let server = try EmbeddedServer(fixture, limits: ServerLimits())
        _ = try server.open()
        _ = try server.receive(.headers(1, HeaderBlock.request("Collect")), .data(1, message))
        server.connection.cancelCalls("The server is shutting down.")
        let frames = try server.advance(by: .zero)
        #expect(frames.contains { $0.kind == .headers && $0.stream == 1 && $0.endsStream })
        #expect(frames.contains { $0.kind == .goAway })
        server.close()
    }
}
