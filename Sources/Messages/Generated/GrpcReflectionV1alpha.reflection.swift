// Generated from grpc/reflection/v1alpha/reflection.proto by `make protos`.

package import Protobuf

extension GrpcReflectionV1alpha {
    package struct ServerReflectionRequest: ProtobufMessage {
        package var host: String
        package var messageRequest: MessageRequest?

        package init() {
            host = ""
            messageRequest = nil
        }

        package init(
            host: String = "",
            messageRequest: MessageRequest? = nil
        ) {
            self.host = host
            self.messageRequest = messageRequest
        }

        package enum MessageRequest: Sendable, Equatable {
            case fileByFilename(String)
            case fileContainingSymbol(String)
            case fileContainingExtension(GrpcReflectionV1alpha.ExtensionRequest)
            case allExtensionNumbersOfType(String)
            case listServices(String)
        }
    }
}

extension GrpcReflectionV1alpha {
    package struct ExtensionRequest: ProtobufMessage {
        package var containingType: String
        package var extensionNumber: Int32

        package init() {
            containingType = ""
            extensionNumber = 0
        }

        package init(
            containingType: String = "",
            extensionNumber: Int32 = 0
        ) {
            self.containingType = containingType
            self.extensionNumber = extensionNumber
        }
    }
}

extension GrpcReflectionV1alpha {
    package struct ServerReflectionResponse: ProtobufMessage {
        package var validHost: String
        package var originalRequest: GrpcReflectionV1alpha.ServerReflectionRequest?
        package var messageResponse: MessageResponse?

        package init() {
            validHost = ""
            originalRequest = nil
            messageResponse = nil
        }

        package init(
            validHost: String = "",
            originalRequest: GrpcReflectionV1alpha.ServerReflectionRequest? = nil,
            messageResponse: MessageResponse? = nil
        ) {
            self.validHost = validHost
            self.originalRequest = originalRequest
            self.messageResponse = messageResponse
        }

        package enum MessageResponse: Sendable, Equatable {
            case fileDescriptorResponse(GrpcReflectionV1alpha.FileDescriptorResponse)
            case allExtensionNumbersResponse(GrpcReflectionV1alpha.ExtensionNumberResponse)
            case listServicesResponse(GrpcReflectionV1alpha.ListServiceResponse)
            case errorResponse(GrpcReflectionV1alpha.ErrorResponse)
        }
    }
}

extension GrpcReflectionV1alpha {
    package struct FileDescriptorResponse: ProtobufMessage {
        package var fileDescriptorProto: [ByteSlice]

        package init() {
            fileDescriptorProto = []
        }

        package init(
            fileDescriptorProto: [ByteSlice] = []
        ) {
            self.fileDescriptorProto = fileDescriptorProto
        }
    }
}

extension GrpcReflectionV1alpha {
    package struct ExtensionNumberResponse: ProtobufMessage {
        package var baseTypeName: String
        package var extensionNumber: PackedSlice<Int32>

        package init() {
            baseTypeName = ""
            extensionNumber = PackedSlice()
        }

        package init(
            baseTypeName: String = "",
            extensionNumber: PackedSlice<Int32> = PackedSlice()
        ) {
            self.baseTypeName = baseTypeName
            self.extensionNumber = extensionNumber
        }
    }
}

extension GrpcReflectionV1alpha {
    package struct ListServiceResponse: ProtobufMessage {
        package var service: [GrpcReflectionV1alpha.ServiceResponse]

        package init() {
            service = []
        }

        package init(
            service: [GrpcReflectionV1alpha.ServiceResponse] = []
        ) {
            self.service = service
        }
    }
}

extension GrpcReflectionV1alpha {
    package struct ServiceResponse: ProtobufMessage {
        package var name: String

        package init() {
            name = ""
        }

        package init(
            name: String = ""
        ) {
            self.name = name
        }
    }
}

extension GrpcReflectionV1alpha {
    package struct ErrorResponse: ProtobufMessage {
        package var errorCode: Int32
        package var errorMessage: String

        package init() {
            errorCode = 0
            errorMessage = ""
        }

        package init(
            errorCode: Int32 = 0,
            errorMessage: String = ""
        ) {
            self.errorCode = errorCode
            self.errorMessage = errorMessage
        }
    }
}
