import API
import Messages

extension InteropCase {
    static let emptyUnary = InteropCase("empty_unary") { peer in
        let answer = try await peer.service.emptyCall(GrpcTesting.Empty())
        try expect(answer == GrpcTesting.Empty(), "the answer is not empty")
    }

    static let largeUnary = InteropCase("large_unary") { peer in
        let answer = try await peer.service.unaryCall(.large())
        try expect(answer.payload, bytes: Sizes.largeResponse)
    }
}
