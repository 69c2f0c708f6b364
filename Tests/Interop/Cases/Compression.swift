import API
import Messages
import RPC

extension InteropCase {
    static let clientCompressedUnary = InteropCase("client_compressed_unary") { peer in
        // A server that can't see whether requests are compressed can't be tried.
        try await expectStatus(.invalidArgument) {
            _ = try await peer.service.unaryCall(.large(expectCompressed: true))
        }
        for isCompressed in [true, false] {
            let answer = try await peer.service.unaryCall(
                .large(expectCompressed: isCompressed), options: CallOptions(encoding: isCompressed ? .gzip : nil))
            try expect(answer.payload, bytes: Sizes.largeResponse)
        }
    }

    static let serverCompressedUnary = InteropCase("server_compressed_unary") { peer in
        for isCompressed in [true, false] {
            var request = GrpcTesting.SimpleRequest.large()
            request.responseCompressed = GrpcTesting.BoolValue(value: isCompressed)
            let call = try await peer.channel.open(GrpcTesting.TestServiceMethods.unaryCall.path)
            try await call.sendFrame(MessageCoding.frame(request))
            call.closeSend()
            let answer = try await call.receiveOnly(GrpcTesting.SimpleResponse.self)
            try expect(answer.payload, bytes: Sizes.largeResponse)
            try expect(call.lastWasCompressed == isCompressed, "compressed: \(!isCompressed)")
        }
    }

    static let clientCompressedStreaming = InteropCase("client_compressed_streaming") { peer in
        let sizes = (compressed: 27_182, plain: 45_904)
        let options = CallOptions(encoding: .gzip)
        try await expectStatus(.invalidArgument) {
            _ = try await peer.service.streamingInputCall(options: options) { writer in
                try await writer.write(.expecting(compressed: true, sizes.compressed), compressing: false)
            }
        }
        let answer = try await peer.service.streamingInputCall(options: options) { writer in
            try await writer.write(.expecting(compressed: true, sizes.compressed))
            try await writer.write(.expecting(compressed: false, sizes.plain), compressing: false)
        }
        try expect(answer.aggregatedPayloadSize == sizes.compressed + sizes.plain, "\(answer.aggregatedPayloadSize)")
    }

    static let serverCompressedStreaming = InteropCase("server_compressed_streaming") { peer in
        let expected = [(isCompressed: true, size: 31_415), (isCompressed: false, size: 92_653)]
        let parameters = expected.map {
            GrpcTesting.ResponseParameters(
                size: Int32($0.size), compressed: GrpcTesting.BoolValue(value: $0.isCompressed))
        }
        let answers = try await peer.service.streamingOutputCall(
            GrpcTesting.StreamingOutputCallRequest(responseParameters: parameters))
        var iterator = answers.makeAsyncIterator()
        for (isCompressed, size) in expected {
            try expect(await iterator.next()?.payload, bytes: size)
            try expect(iterator.lastWasCompressed == isCompressed, "compressed: \(!isCompressed)")
        }
        try expect(await iterator.next() == nil, "there are too many answers")
    }
}

extension GrpcTesting.SimpleRequest {
    fileprivate static func large(expectCompressed: Bool) -> Self {
        var request = large()
        request.expectCompressed = GrpcTesting.BoolValue(value: expectCompressed)
        return request
    }
}

extension GrpcTesting.StreamingInputCallRequest {
    fileprivate static func expecting(compressed: Bool, _ size: Int) -> Self {
        Self(payload: .zeros(size), expectCompressed: GrpcTesting.BoolValue(value: compressed))
    }
}
