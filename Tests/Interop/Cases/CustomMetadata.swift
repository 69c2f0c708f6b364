import API
import Messages
import RPC

extension InteropCase {
    static let customMetadata = InteropCase("custom_metadata") { peer in
        try await ofUnary(peer)
        try await ofStream(peer)
    }

    private static let initial = (name: "x-grpc-test-echo-initial", value: "test_initial_metadata_value")
    private static let trailing = (name: "x-grpc-test-echo-trailing-bin", value: [0xab, 0xab, 0xab] as [UInt8])

    private static var options: CallOptions {
        var options = CallOptions(metadata: [initial.name: initial.value])
        options.metadata.addBinary(trailing.name, trailing.value)
        return options
    }

    private static func ofUnary(_ peer: InteropPeer) async throws {
        let call = try await peer.channel.open(GrpcTesting.TestServiceMethods.unaryCall.path, options: options)
        try await call.sendFrame(MessageCoding.frame(GrpcTesting.SimpleRequest.large()))
        call.closeSend()
        let answer = try await call.receiveOnly(GrpcTesting.SimpleResponse.self)
        try expect(answer.payload, bytes: Sizes.largeResponse)
        try check(initial: await call.initialMetadata(), trailing: call.trailers)
    }

    private static func ofStream(_ peer: InteropPeer) async throws {
        try await peer.service.fullDuplexCall(options: options) { writer, answers in
            try await writer.write(.exchange(request: Sizes.largeRequest, response: Sizes.largeResponse))
            writer.finish()
            for try await answer in answers { try expect(answer.payload, bytes: Sizes.largeResponse) }
            try check(initial: await answers.initialMetadata(), trailing: answers.trailers)
        }
    }

    private static func check(initial sent: Metadata, trailing: Metadata) throws {
        try expect(sent.values(initial.name) == [initial.value], "the headers are \(sent)")
        try expect(trailing.binaryValues(Self.trailing.name) == [Self.trailing.value], "the trailers are \(trailing)")
    }
}
