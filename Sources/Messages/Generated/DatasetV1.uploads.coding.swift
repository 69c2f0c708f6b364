// Generated from pynomaly/dataset/v1/uploads.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension DatasetV1.Upload {
    package static var messageName: String { "pynomaly.dataset.v1.Upload" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__upload__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Upload.self)
        name = arena.string(c.pointee.name)
        spec = arena.message(c.pointee.spec)
        byteSize = c.pointee.byte_size
        offset = c.pointee.offset
        state = DatasetV1.Upload.State(rawValue: Int32(truncatingIfNeeded: c.pointee.state.rawValue))
        createTime = arena.message(c.pointee.create_time)
        expireTime = arena.message(c.pointee.expire_time)
        dataset = arena.string(c.pointee.dataset)
        rejectReport = arena.message(c.pointee.reject_report)
        error = arena.string(c.pointee.error)
        readBytes = c.pointee.read_bytes
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Upload.self)
        pynomaly__dataset__v1__upload__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if let spec { c.pointee.spec = arena.fill(spec) }
        c.pointee.byte_size = byteSize
        c.pointee.offset = offset
        c.pointee.state = .init(rawValue: .init(truncatingIfNeeded: state.rawValue))
        if let createTime { c.pointee.create_time = arena.fill(createTime) }
        if let expireTime { c.pointee.expire_time = arena.fill(expireTime) }
        if !dataset.isEmpty { c.pointee.dataset = arena.string(dataset) }
        if let rejectReport { c.pointee.reject_report = arena.fill(rejectReport) }
        if !error.isEmpty { c.pointee.error = arena.string(error) }
        c.pointee.read_bytes = readBytes
    }
}

extension DatasetV1.CreateUploadRequest {
    package static var messageName: String { "pynomaly.dataset.v1.CreateUploadRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__create_upload_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__CreateUploadRequest.self)
        upload = arena.message(c.pointee.upload)
        requestId = arena.string(c.pointee.request_id)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__CreateUploadRequest.self)
        pynomaly__dataset__v1__create_upload_request__init(c)
        if let upload { c.pointee.upload = arena.fill(upload) }
        if !requestId.isEmpty { c.pointee.request_id = arena.string(requestId) }
    }
}

extension DatasetV1.GetUploadRequest {
    package static var messageName: String { "pynomaly.dataset.v1.GetUploadRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__get_upload_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__GetUploadRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__GetUploadRequest.self)
        pynomaly__dataset__v1__get_upload_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension DatasetV1.WriteUploadRequest {
    package static var messageName: String { "pynomaly.dataset.v1.WriteUploadRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__write_upload_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__WriteUploadRequest.self)
        switch c.pointee.part_case.rawValue {
        case 1: part = .start(arena.message(c.pointee.start) ?? DatasetV1.WriteUploadStart())
        case 2: part = .chunk(arena.bytes(c.pointee.chunk.data, c.pointee.chunk.len))
        default: break
        }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__WriteUploadRequest.self)
        pynomaly__dataset__v1__write_upload_request__init(c)
        switch part {
        case .start(let value):
            c.pointee.part_case = .init(rawValue: 1)
            c.pointee.start = arena.fill(value)
        case .chunk(let value):
            c.pointee.part_case = .init(rawValue: 2)
            c.pointee.chunk.len = value.count
            c.pointee.chunk.data = arena.bytes(value)
        case nil: break
        }
    }
}

extension DatasetV1.WriteUploadStart {
    package static var messageName: String { "pynomaly.dataset.v1.WriteUploadStart" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__write_upload_start__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__WriteUploadStart.self)
        name = arena.string(c.pointee.name)
        offset = c.pointee.offset
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__WriteUploadStart.self)
        pynomaly__dataset__v1__write_upload_start__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.offset = offset
    }
}

extension DatasetV1.WriteUploadResponse {
    package static var messageName: String { "pynomaly.dataset.v1.WriteUploadResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__write_upload_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__WriteUploadResponse.self)
        offset = c.pointee.offset
        byteSize = c.pointee.byte_size
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__WriteUploadResponse.self)
        pynomaly__dataset__v1__write_upload_response__init(c)
        c.pointee.offset = offset
        c.pointee.byte_size = byteSize
    }
}

extension DatasetV1.FinishUploadRequest {
    package static var messageName: String { "pynomaly.dataset.v1.FinishUploadRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__finish_upload_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__FinishUploadRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__FinishUploadRequest.self)
        pynomaly__dataset__v1__finish_upload_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension DatasetV1.DeleteUploadRequest {
    package static var messageName: String { "pynomaly.dataset.v1.DeleteUploadRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__delete_upload_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__DeleteUploadRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__DeleteUploadRequest.self)
        pynomaly__dataset__v1__delete_upload_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}
