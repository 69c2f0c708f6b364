import API
import Messages
import RPC

extension InteropCase {
    static let cancelAfterBegin = InteropCase("cancel_after_begin") { peer in
        let call = try await peer.channel.open(GrpcTesting.TestServiceMethods.streamingInputCall.path)
        call.cancel()
        try await expectStatus(.cancelled) { _ = try await call.receive() }
    }

    static let cancelAfterFirstResponse = InteropCase("cancel_after_first_response") { peer in
        try await expectStatus(.cancelled) {
            try await peer.service.fullDuplexCall { writer, answers in
                var iterator = answers.makeAsyncIterator()
                try await writer.write(.exchange(request: Sizes.requests[0], response: Sizes.responses[0]))
                try expect(await iterator.next()?.payload, bytes: Sizes.responses[0])
                answers.cancel()
                _ = try await iterator.next()
            }
        }
    }

    static let timeoutOnSleepingServer = InteropCase("timeout_on_sleeping_server") { peer in
        try await expectStatus(.deadlineExceeded) {
            try await peer.service.fullDuplexCall(options: CallOptions(timeout: .milliseconds(1))) { writer, answers in
                try await writer.write(GrpcTesting.StreamingOutputCallRequest(payload: .zeros(Sizes.requests[0])))
                for try await _ in answers {}
            }
        }
    }
}
