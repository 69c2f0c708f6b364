import API
import Messages
import RPC

extension InteropCase {
    static let clientStreaming = InteropCase("client_streaming") { peer in
        let answer = try await peer.service.streamingInputCall { writer in
            for size in Sizes.requests {
                try await writer.write(GrpcTesting.StreamingInputCallRequest(payload: .zeros(size)))
            }
        }
        let sum = Sizes.requests.reduce(0, +)
        try expect(answer.aggregatedPayloadSize == sum, "\(answer.aggregatedPayloadSize) bytes instead of \(sum)")
    }

    static let serverStreaming = InteropCase("server_streaming") { peer in
        let parameters = Sizes.responses.map { GrpcTesting.ResponseParameters(size: Int32($0)) }
        let answers = try await peer.service.streamingOutputCall(
            GrpcTesting.StreamingOutputCallRequest(responseParameters: parameters))
        var iterator = answers.makeAsyncIterator()
        for size in Sizes.responses { try expect(await iterator.next()?.payload, bytes: size) }
        try expect(await iterator.next() == nil, "there are too many answers")
    }

    static let pingPong = InteropCase("ping_pong") { peer in
        try await peer.service.fullDuplexCall { writer, answers in
            var iterator = answers.makeAsyncIterator()
            for (request, response) in zip(Sizes.requests, Sizes.responses) {
                try await writer.write(.exchange(request: request, response: response))
                try expect(await iterator.next()?.payload, bytes: response)
            }
            writer.finish()
            try expect(await iterator.next() == nil, "there are too many answers")
        }
    }

    static let emptyStream = InteropCase("empty_stream") { peer in
        try await peer.service.fullDuplexCall { writer, answers in
            writer.finish()
            for try await _ in answers { throw InteropFailure(description: "there is an answer to nothing") }
        }
    }
}
