import Messages
import Protobuf

// The sizes that the description gives to requests and answers.
enum Sizes {
    static let largeRequest = 271_828
    static let largeResponse = 314_159
    static let requests = [27_182, 8, 1828, 45_904]
    static let responses = [31_415, 9, 2653, 58_979]
}

extension GrpcTesting.Payload {
    static func zeros(_ count: Int) -> Self { Self(body: ByteSlice([UInt8](repeating: 0, count: count))) }
}

extension GrpcTesting.SimpleRequest {
    static func large(request: Int = Sizes.largeRequest, response: Int = Sizes.largeResponse) -> Self {
        Self(responseSize: Int32(response), payload: .zeros(request))
    }
}

extension GrpcTesting.StreamingOutputCallRequest {
    static func exchange(request: Int, response: Int) -> Self {
        Self(responseParameters: [GrpcTesting.ResponseParameters(size: Int32(response))], payload: .zeros(request))
    }
}
