// Generated from pynomaly/common/v1/options.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension CommonV1.MethodPolicy {
    package static var messageName: String { "pynomaly.common.v1.MethodPolicy" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__common__v1__method_policy__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Common__V1__MethodPolicy.self)
        switch c.pointee.access_case.rawValue {
        case 1: access = .`public`(c.pointee.public_ != 0)
        case 2: access = .authenticated(c.pointee.authenticated != 0)
        case 3: access = .permission(arena.string(c.pointee.permission))
        case 4: access = .`internal`(c.pointee.internal != 0)
        default: break
        }
        services = arena.strings(c.pointee.services, c.pointee.n_services)
        tenantFromService = c.pointee.tenant_from_service != 0
        challenges = arena.repeated(c.pointee.challenges, c.pointee.n_challenges) { CommonV1.ChallengeKind(rawValue: Int32(truncatingIfNeeded: $0.rawValue)) }
        stepUp = c.pointee.step_up != 0
        person = c.pointee.person != 0
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Common__V1__MethodPolicy.self)
        pynomaly__common__v1__method_policy__init(c)
        switch access {
        case .`public`(let value):
            c.pointee.access_case = .init(rawValue: 1)
            c.pointee.public_ = value ? 1 : 0
        case .authenticated(let value):
            c.pointee.access_case = .init(rawValue: 2)
            c.pointee.authenticated = value ? 1 : 0
        case .permission(let value):
            c.pointee.access_case = .init(rawValue: 3)
            c.pointee.permission = arena.string(value)
        case .`internal`(let value):
            c.pointee.access_case = .init(rawValue: 4)
            c.pointee.internal = value ? 1 : 0
        case nil: break
        }
        c.pointee.n_services = services.count
        c.pointee.services = arena.strings(services)
        c.pointee.tenant_from_service = tenantFromService ? 1 : 0
        c.pointee.n_challenges = challenges.count
        c.pointee.challenges = arena.repeated(challenges) { .init(rawValue: .init(truncatingIfNeeded: $0.rawValue)) }
        c.pointee.step_up = stepUp ? 1 : 0
        c.pointee.person = person ? 1 : 0
    }
}

extension CommonV1.MultipartUpload {
    package static var messageName: String { "pynomaly.common.v1.MultipartUpload" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__common__v1__multipart_upload__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Common__V1__MultipartUpload.self)
        paths = arena.strings(c.pointee.paths, c.pointee.n_paths)
        specField = arena.string(c.pointee.spec_field)
        chunkField = arena.string(c.pointee.chunk_field)
        filePart = arena.string(c.pointee.file_part)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Common__V1__MultipartUpload.self)
        pynomaly__common__v1__multipart_upload__init(c)
        c.pointee.n_paths = paths.count
        c.pointee.paths = arena.strings(paths)
        if !specField.isEmpty { c.pointee.spec_field = arena.string(specField) }
        if !chunkField.isEmpty { c.pointee.chunk_field = arena.string(chunkField) }
        if !filePart.isEmpty { c.pointee.file_part = arena.string(filePart) }
    }
}

extension CommonV1.WebSocketRoute {
    package static var messageName: String { "pynomaly.common.v1.WebSocketRoute" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__common__v1__web_socket_route__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Common__V1__WebSocketRoute.self)
        path = arena.string(c.pointee.path)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Common__V1__WebSocketRoute.self)
        pynomaly__common__v1__web_socket_route__init(c)
        if !path.isEmpty { c.pointee.path = arena.string(path) }
    }
}

extension CommonV1.FormRoute {
    package static var messageName: String { "pynomaly.common.v1.FormRoute" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__common__v1__form_route__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Common__V1__FormRoute.self)
        path = arena.string(c.pointee.path)
        responseField = arena.string(c.pointee.response_field)
        grantType = arena.string(c.pointee.grant_type)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Common__V1__FormRoute.self)
        pynomaly__common__v1__form_route__init(c)
        if !path.isEmpty { c.pointee.path = arena.string(path) }
        if !responseField.isEmpty { c.pointee.response_field = arena.string(responseField) }
        if !grantType.isEmpty { c.pointee.grant_type = arena.string(grantType) }
    }
}

extension CommonV1.ResumableUpload {
    package static var messageName: String { "pynomaly.common.v1.ResumableUpload" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__common__v1__resumable_upload__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Common__V1__ResumableUpload.self)
        path = arena.string(c.pointee.path)
        step = CommonV1.ResumableUpload.Step(rawValue: Int32(truncatingIfNeeded: c.pointee.step.rawValue))
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Common__V1__ResumableUpload.self)
        pynomaly__common__v1__resumable_upload__init(c)
        if !path.isEmpty { c.pointee.path = arena.string(path) }
        c.pointee.step = .init(rawValue: .init(truncatingIfNeeded: step.rawValue))
    }
}

extension CommonV1.FileDownload {
    package static var messageName: String { "pynomaly.common.v1.FileDownload" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__common__v1__file_download__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Common__V1__FileDownload.self)
        chunkField = arena.string(c.pointee.chunk_field)
        typeField = arena.string(c.pointee.type_field)
        nameField = arena.string(c.pointee.name_field)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Common__V1__FileDownload.self)
        pynomaly__common__v1__file_download__init(c)
        if !chunkField.isEmpty { c.pointee.chunk_field = arena.string(chunkField) }
        if !typeField.isEmpty { c.pointee.type_field = arena.string(typeField) }
        if !nameField.isEmpty { c.pointee.name_field = arena.string(nameField) }
    }
}
