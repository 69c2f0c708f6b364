/// One test case of the public interop description. It throws when the server does not behave.
package struct InteropCase: Sendable {
    /// As `--test_case` names it.
    package let name: String
    package let run: @Sendable (InteropPeer) async throws -> Void

    init(_ name: String, _ run: @escaping @Sendable (InteropPeer) async throws -> Void) {
        self.name = name
        self.run = run
    }

    /// Every case that needs no account with a cloud. cacheable_unary is left out: it tests a caching proxy in front
    /// of the server, and requests by GET, which gRPC has given up.
    package static let all: [InteropCase] = [
        emptyUnary, largeUnary, clientStreaming, serverStreaming, pingPong, emptyStream, customMetadata,
        statusCodeAndMessage, specialStatusMessage, unimplementedMethod, unimplementedService, cancelAfterBegin,
        cancelAfterFirstResponse, timeoutOnSleepingServer, clientCompressedUnary, serverCompressedUnary,
        clientCompressedStreaming, serverCompressedStreaming, rpcSoak, channelSoak,
    ]
}
