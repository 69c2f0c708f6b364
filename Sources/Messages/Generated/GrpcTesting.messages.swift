// Generated from grpc/testing/messages.proto by `make protos`.

package import Protobuf

extension GrpcTesting {
    package struct BoolValue: ProtobufMessage {
        package var value: Bool

        package init() {
            value = false
        }

        package init(
            value: Bool = false
        ) {
            self.value = value
        }
    }
}

extension GrpcTesting {
    package struct Payload: ProtobufMessage {
        package var type: GrpcTesting.PayloadType
        package var body: ByteSlice

        package init() {
            type = .compressable
            body = ByteSlice()
        }

        package init(
            type: GrpcTesting.PayloadType = .compressable,
            body: ByteSlice = ByteSlice()
        ) {
            self.type = type
            self.body = body
        }
    }
}

extension GrpcTesting {
    /// The status that a call is to end with.
    package struct EchoStatus: ProtobufMessage {
        package var code: Int32
        package var message: String

        package init() {
            code = 0
            message = ""
        }

        package init(
            code: Int32 = 0,
            message: String = ""
        ) {
            self.code = code
            self.message = message
        }
    }
}

extension GrpcTesting {
    package struct SimpleRequest: ProtobufMessage {
        package var responseType: GrpcTesting.PayloadType
        package var responseSize: Int32
        package var payload: GrpcTesting.Payload?
        package var fillUsername: Bool
        package var fillOauthScope: Bool
        /// Whether the answer is to be compressed.
        package var responseCompressed: GrpcTesting.BoolValue?
        package var responseStatus: GrpcTesting.EchoStatus?
        /// Whether the server must have got this request compressed.
        package var expectCompressed: GrpcTesting.BoolValue?
        package var fillServerId: Bool

        package init() {
            responseType = .compressable
            responseSize = 0
            payload = nil
            fillUsername = false
            fillOauthScope = false
            responseCompressed = nil
            responseStatus = nil
            expectCompressed = nil
            fillServerId = false
        }

        package init(
            responseType: GrpcTesting.PayloadType = .compressable,
            responseSize: Int32 = 0,
            payload: GrpcTesting.Payload? = nil,
            fillUsername: Bool = false,
            fillOauthScope: Bool = false,
            responseCompressed: GrpcTesting.BoolValue? = nil,
            responseStatus: GrpcTesting.EchoStatus? = nil,
            expectCompressed: GrpcTesting.BoolValue? = nil,
            fillServerId: Bool = false
        ) {
            self.responseType = responseType
            self.responseSize = responseSize
            self.payload = payload
            self.fillUsername = fillUsername
            self.fillOauthScope = fillOauthScope
            self.responseCompressed = responseCompressed
            self.responseStatus = responseStatus
            self.expectCompressed = expectCompressed
            self.fillServerId = fillServerId
        }
    }
}

extension GrpcTesting {
    package struct SimpleResponse: ProtobufMessage {
        package var payload: GrpcTesting.Payload?
        package var username: String
        package var oauthScope: String
        package var serverId: String
        package var hostname: String

        package init() {
            payload = nil
            username = ""
            oauthScope = ""
            serverId = ""
            hostname = ""
        }

        package init(
            payload: GrpcTesting.Payload? = nil,
            username: String = "",
            oauthScope: String = "",
            serverId: String = "",
            hostname: String = ""
        ) {
            self.payload = payload
            self.username = username
            self.oauthScope = oauthScope
            self.serverId = serverId
            self.hostname = hostname
        }
    }
}

extension GrpcTesting {
    package struct StreamingInputCallRequest: ProtobufMessage {
        package var payload: GrpcTesting.Payload?
        /// Whether the server must have got this request compressed.
        package var expectCompressed: GrpcTesting.BoolValue?

        package init() {
            payload = nil
            expectCompressed = nil
        }

        package init(
            payload: GrpcTesting.Payload? = nil,
            expectCompressed: GrpcTesting.BoolValue? = nil
        ) {
            self.payload = payload
            self.expectCompressed = expectCompressed
        }
    }
}

extension GrpcTesting {
    package struct StreamingInputCallResponse: ProtobufMessage {
        package var aggregatedPayloadSize: Int32

        package init() {
            aggregatedPayloadSize = 0
        }

        package init(
            aggregatedPayloadSize: Int32 = 0
        ) {
            self.aggregatedPayloadSize = aggregatedPayloadSize
        }
    }
}

extension GrpcTesting {
    /// One answer of a stream.
    package struct ResponseParameters: ProtobufMessage {
        package var size: Int32
        /// How long the server waits before it.
        package var intervalUs: Int32
        package var compressed: GrpcTesting.BoolValue?

        package init() {
            size = 0
            intervalUs = 0
            compressed = nil
        }

        package init(
            size: Int32 = 0,
            intervalUs: Int32 = 0,
            compressed: GrpcTesting.BoolValue? = nil
        ) {
            self.size = size
            self.intervalUs = intervalUs
            self.compressed = compressed
        }
    }
}

extension GrpcTesting {
    package struct StreamingOutputCallRequest: ProtobufMessage {
        package var responseType: GrpcTesting.PayloadType
        package var responseParameters: [GrpcTesting.ResponseParameters]
        package var payload: GrpcTesting.Payload?
        package var responseStatus: GrpcTesting.EchoStatus?

        package init() {
            responseType = .compressable
            responseParameters = []
            payload = nil
            responseStatus = nil
        }

        package init(
            responseType: GrpcTesting.PayloadType = .compressable,
            responseParameters: [GrpcTesting.ResponseParameters] = [],
            payload: GrpcTesting.Payload? = nil,
            responseStatus: GrpcTesting.EchoStatus? = nil
        ) {
            self.responseType = responseType
            self.responseParameters = responseParameters
            self.payload = payload
            self.responseStatus = responseStatus
        }
    }
}

extension GrpcTesting {
    package struct StreamingOutputCallResponse: ProtobufMessage {
        package var payload: GrpcTesting.Payload?

        package init() {
            payload = nil
        }

        package init(
            payload: GrpcTesting.Payload? = nil
        ) {
            self.payload = payload
        }
    }
}

extension GrpcTesting {
    package enum PayloadType: RawRepresentable, CaseIterable, Sendable, Hashable {
        case compressable
        /// A value of a newer version of this enum.
        case unrecognized(Int32)

        /// The values that have a name.
        package static let allCases: [Self] = [.compressable]

        package init(rawValue: Int32) {
            switch rawValue {
            case 0: self = .compressable
            default: self = .unrecognized(rawValue)
            }
        }

        package var rawValue: Int32 {
            switch self {
            case .compressable: 0
            case .unrecognized(let rawValue): rawValue
            }
        }

        /// The name in the proto and in JSON; an unrecognized value's number.
        package var protoName: String {
            switch self {
            case .compressable: "COMPRESSABLE"
            case .unrecognized(let rawValue): String(rawValue)
            }
        }
    }
}
