import RPC

/// The two headers of a request that come back: one with the answer's headers, one with its trailers.
enum EchoedMetadata {
    static let initial = "x-grpc-test-echo-initial"
    static let trailing = "x-grpc-test-echo-trailing-bin"

    static func echo(in context: ServerContext) {
        let request = context.requestMetadata
        for value in request.binaryValues(trailing) { context.trailingMetadata.addBinary(trailing, value) }
        if let value = request[initial] { context.sendInitialMetadata([initial: value]) }
    }
}
