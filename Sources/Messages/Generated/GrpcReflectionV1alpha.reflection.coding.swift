// Generated from grpc/reflection/v1alpha/reflection.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension GrpcReflectionV1alpha.ServerReflectionRequest {
    package static var messageName: String { "grpc.reflection.v1alpha.ServerReflectionRequest" }
    package static var layout: MessageLayout { MessageLayout(grpc__reflection__v1alpha__server_reflection_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Reflection__V1alpha__ServerReflectionRequest.self)
        host = arena.string(c.pointee.host)
        switch c.pointee.message_request_case.rawValue {
        case 3: messageRequest = .fileByFilename(arena.string(c.pointee.file_by_filename))
        case 4: messageRequest = .fileContainingSymbol(arena.string(c.pointee.file_containing_symbol))
        case 5: messageRequest = .fileContainingExtension(arena.message(c.pointee.file_containing_extension) ?? GrpcReflectionV1alpha.ExtensionRequest())
        case 6: messageRequest = .allExtensionNumbersOfType(arena.string(c.pointee.all_extension_numbers_of_type))
        case 7: messageRequest = .listServices(arena.string(c.pointee.list_services))
        default: break
        }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Reflection__V1alpha__ServerReflectionRequest.self)
        grpc__reflection__v1alpha__server_reflection_request__init(c)
        if !host.isEmpty { c.pointee.host = arena.string(host) }
        switch messageRequest {
        case .fileByFilename(let value):
            c.pointee.message_request_case = .init(rawValue: 3)
            c.pointee.file_by_filename = arena.string(value)
        case .fileContainingSymbol(let value):
            c.pointee.message_request_case = .init(rawValue: 4)
            c.pointee.file_containing_symbol = arena.string(value)
        case .fileContainingExtension(let value):
            c.pointee.message_request_case = .init(rawValue: 5)
            c.pointee.file_containing_extension = arena.fill(value)
        case .allExtensionNumbersOfType(let value):
            c.pointee.message_request_case = .init(rawValue: 6)
            c.pointee.all_extension_numbers_of_type = arena.string(value)
        case .listServices(let value):
            c.pointee.message_request_case = .init(rawValue: 7)
            c.pointee.list_services = arena.string(value)
        case nil: break
        }
    }
}

extension GrpcReflectionV1alpha.ExtensionRequest {
    package static var messageName: String { "grpc.reflection.v1alpha.ExtensionRequest" }
    package static var layout: MessageLayout { MessageLayout(grpc__reflection__v1alpha__extension_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Reflection__V1alpha__ExtensionRequest.self)
        containingType = arena.string(c.pointee.containing_type)
        extensionNumber = c.pointee.extension_number
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Reflection__V1alpha__ExtensionRequest.self)
        grpc__reflection__v1alpha__extension_request__init(c)
        if !containingType.isEmpty { c.pointee.containing_type = arena.string(containingType) }
        c.pointee.extension_number = extensionNumber
    }
}

extension GrpcReflectionV1alpha.ServerReflectionResponse {
    package static var messageName: String { "grpc.reflection.v1alpha.ServerReflectionResponse" }
    package static var layout: MessageLayout { MessageLayout(grpc__reflection__v1alpha__server_reflection_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Reflection__V1alpha__ServerReflectionResponse.self)
        validHost = arena.string(c.pointee.valid_host)
        originalRequest = arena.message(c.pointee.original_request)
        switch c.pointee.message_response_case.rawValue {
        case 4: messageResponse = .fileDescriptorResponse(arena.message(c.pointee.file_descriptor_response) ?? GrpcReflectionV1alpha.FileDescriptorResponse())
        case 5: messageResponse = .allExtensionNumbersResponse(arena.message(c.pointee.all_extension_numbers_response) ?? GrpcReflectionV1alpha.ExtensionNumberResponse())
        case 6: messageResponse = .listServicesResponse(arena.message(c.pointee.list_services_response) ?? GrpcReflectionV1alpha.ListServiceResponse())
        case 7: messageResponse = .errorResponse(arena.message(c.pointee.error_response) ?? GrpcReflectionV1alpha.ErrorResponse())
        default: break
        }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Reflection__V1alpha__ServerReflectionResponse.self)
        grpc__reflection__v1alpha__server_reflection_response__init(c)
        if !validHost.isEmpty { c.pointee.valid_host = arena.string(validHost) }
        if let originalRequest { c.pointee.original_request = arena.fill(originalRequest) }
        switch messageResponse {
        case .fileDescriptorResponse(let value):
            c.pointee.message_response_case = .init(rawValue: 4)
            c.pointee.file_descriptor_response = arena.fill(value)
        case .allExtensionNumbersResponse(let value):
            c.pointee.message_response_case = .init(rawValue: 5)
            c.pointee.all_extension_numbers_response = arena.fill(value)
        case .listServicesResponse(let value):
            c.pointee.message_response_case = .init(rawValue: 6)
            c.pointee.list_services_response = arena.fill(value)
        case .errorResponse(let value):
            c.pointee.message_response_case = .init(rawValue: 7)
            c.pointee.error_response = arena.fill(value)
        case nil: break
        }
    }
}

extension GrpcReflectionV1alpha.FileDescriptorResponse {
    package static var messageName: String { "grpc.reflection.v1alpha.FileDescriptorResponse" }
    package static var layout: MessageLayout { MessageLayout(grpc__reflection__v1alpha__file_descriptor_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Reflection__V1alpha__FileDescriptorResponse.self)
        fileDescriptorProto = arena.repeated(c.pointee.file_descriptor_proto, c.pointee.n_file_descriptor_proto) { arena.bytes($0.data, $0.len) }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Reflection__V1alpha__FileDescriptorResponse.self)
        grpc__reflection__v1alpha__file_descriptor_response__init(c)
        c.pointee.n_file_descriptor_proto = fileDescriptorProto.count
        c.pointee.file_descriptor_proto = arena.repeated(fileDescriptorProto) { ProtobufCBinaryData(len: $0.count, data: arena.bytes($0)) }
    }
}

extension GrpcReflectionV1alpha.ExtensionNumberResponse {
    package static var messageName: String { "grpc.reflection.v1alpha.ExtensionNumberResponse" }
    package static var layout: MessageLayout { MessageLayout(grpc__reflection__v1alpha__extension_number_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Reflection__V1alpha__ExtensionNumberResponse.self)
        baseTypeName = arena.string(c.pointee.base_type_name)
        extensionNumber = arena.packed(c.pointee.extension_number, c.pointee.n_extension_number)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Reflection__V1alpha__ExtensionNumberResponse.self)
        grpc__reflection__v1alpha__extension_number_response__init(c)
        if !baseTypeName.isEmpty { c.pointee.base_type_name = arena.string(baseTypeName) }
        c.pointee.n_extension_number = extensionNumber.count
        c.pointee.extension_number = arena.packed(extensionNumber)
    }
}

extension GrpcReflectionV1alpha.ListServiceResponse {
    package static var messageName: String { "grpc.reflection.v1alpha.ListServiceResponse" }
    package static var layout: MessageLayout { MessageLayout(grpc__reflection__v1alpha__list_service_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Reflection__V1alpha__ListServiceResponse.self)
        service = arena.messages(c.pointee.service, c.pointee.n_service)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Reflection__V1alpha__ListServiceResponse.self)
        grpc__reflection__v1alpha__list_service_response__init(c)
        c.pointee.n_service = service.count
        c.pointee.service = arena.messages(service)
    }
}

extension GrpcReflectionV1alpha.ServiceResponse {
    package static var messageName: String { "grpc.reflection.v1alpha.ServiceResponse" }
    package static var layout: MessageLayout { MessageLayout(grpc__reflection__v1alpha__service_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Reflection__V1alpha__ServiceResponse.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Reflection__V1alpha__ServiceResponse.self)
        grpc__reflection__v1alpha__service_response__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension GrpcReflectionV1alpha.ErrorResponse {
    package static var messageName: String { "grpc.reflection.v1alpha.ErrorResponse" }
    package static var layout: MessageLayout { MessageLayout(grpc__reflection__v1alpha__error_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Reflection__V1alpha__ErrorResponse.self)
        errorCode = c.pointee.error_code
        errorMessage = arena.string(c.pointee.error_message)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Grpc__Reflection__V1alpha__ErrorResponse.self)
        grpc__reflection__v1alpha__error_response__init(c)
        c.pointee.error_code = errorCode
        if !errorMessage.isEmpty { c.pointee.error_message = arena.string(errorMessage) }
    }
}
