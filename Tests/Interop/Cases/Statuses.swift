import API
import Messages
import RPC

extension InteropCase {
    static let statusCodeAndMessage = InteropCase("status_code_and_message") { peer in
        let status = GrpcTesting.EchoStatus(code: 2, message: "test status message")
        try await unaryStatus(status, peer)
        try await expectStatus(.unknown, message: status.message) {
            try await peer.service.fullDuplexCall { writer, answers in
                try await writer.write(GrpcTesting.StreamingOutputCallRequest(responseStatus: status))
                writer.finish()
                for try await _ in answers {}
            }
        }
    }

    static let specialStatusMessage = InteropCase("special_status_message") { peer in
        let text = "\t\ntest with whitespace\r\nand Unicode BMP \u{263A} and non-BMP \u{1F608}\t\n"
        try await unaryStatus(GrpcTesting.EchoStatus(code: 2, message: text), peer)
    }

    static let unimplementedMethod = InteropCase("unimplemented_method") { peer in
        try await expectStatus(.unimplemented) { _ = try await peer.service.unimplementedCall(GrpcTesting.Empty()) }
    }

    static let unimplementedService = InteropCase("unimplemented_service") { peer in
        let service = GrpcTesting.UnimplementedServiceClient(peer.channel)
        try await expectStatus(.unimplemented) { _ = try await service.unimplementedCall(GrpcTesting.Empty()) }
    }

    private static func unaryStatus(_ status: GrpcTesting.EchoStatus, _ peer: InteropPeer) async throws {
        try await expectStatus(.unknown, message: status.message) {
            _ = try await peer.service.unaryCall(GrpcTesting.SimpleRequest(responseStatus: status))
        }
    }
}
