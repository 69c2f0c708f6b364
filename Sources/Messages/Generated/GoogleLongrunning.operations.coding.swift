// Generated from google/longrunning/operations.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension GoogleLongrunning.Operation {
    package static var messageName: String { "google.longrunning.Operation" }
    package static var layout: MessageLayout { MessageLayout(google__longrunning__operation__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Longrunning__Operation.self)
        name = arena.string(c.pointee.name)
        metadata = arena.message(c.pointee.metadata)
        done = c.pointee.done != 0
        switch c.pointee.result_case.rawValue {
        case 4: result = .error(arena.message(c.pointee.error) ?? GoogleRpc.Status())
        case 5: result = .response(arena.message(c.pointee.response) ?? GoogleProtobuf.`Any`())
        default: break
        }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Longrunning__Operation.self)
        google__longrunning__operation__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if let metadata { c.pointee.metadata = arena.fill(metadata) }
        c.pointee.done = done ? 1 : 0
        switch result {
        case .error(let value):
            c.pointee.result_case = .init(rawValue: 4)
            c.pointee.error = arena.fill(value)
        case .response(let value):
            c.pointee.result_case = .init(rawValue: 5)
            c.pointee.response = arena.fill(value)
        case nil: break
        }
    }
}

extension GoogleLongrunning.GetOperationRequest {
    package static var messageName: String { "google.longrunning.GetOperationRequest" }
    package static var layout: MessageLayout { MessageLayout(google__longrunning__get_operation_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Longrunning__GetOperationRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Longrunning__GetOperationRequest.self)
        google__longrunning__get_operation_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension GoogleLongrunning.ListOperationsRequest {
    package static var messageName: String { "google.longrunning.ListOperationsRequest" }
    package static var layout: MessageLayout { MessageLayout(google__longrunning__list_operations_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Longrunning__ListOperationsRequest.self)
        filter = arena.string(c.pointee.filter)
        pageSize = c.pointee.page_size
        pageToken = arena.string(c.pointee.page_token)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Longrunning__ListOperationsRequest.self)
        google__longrunning__list_operations_request__init(c)
        if !filter.isEmpty { c.pointee.filter = arena.string(filter) }
        c.pointee.page_size = pageSize
        if !pageToken.isEmpty { c.pointee.page_token = arena.string(pageToken) }
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension GoogleLongrunning.ListOperationsResponse {
    package static var messageName: String { "google.longrunning.ListOperationsResponse" }
    package static var layout: MessageLayout { MessageLayout(google__longrunning__list_operations_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Longrunning__ListOperationsResponse.self)
        operations = arena.messages(c.pointee.operations, c.pointee.n_operations)
        nextPageToken = arena.string(c.pointee.next_page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Longrunning__ListOperationsResponse.self)
        google__longrunning__list_operations_response__init(c)
        c.pointee.n_operations = operations.count
        c.pointee.operations = arena.messages(operations)
        if !nextPageToken.isEmpty { c.pointee.next_page_token = arena.string(nextPageToken) }
    }
}

extension GoogleLongrunning.CancelOperationRequest {
    package static var messageName: String { "google.longrunning.CancelOperationRequest" }
    package static var layout: MessageLayout { MessageLayout(google__longrunning__cancel_operation_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Longrunning__CancelOperationRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Longrunning__CancelOperationRequest.self)
        google__longrunning__cancel_operation_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension GoogleLongrunning.DeleteOperationRequest {
    package static var messageName: String { "google.longrunning.DeleteOperationRequest" }
    package static var layout: MessageLayout { MessageLayout(google__longrunning__delete_operation_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Longrunning__DeleteOperationRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Longrunning__DeleteOperationRequest.self)
        google__longrunning__delete_operation_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension GoogleLongrunning.WaitOperationRequest {
    package static var messageName: String { "google.longrunning.WaitOperationRequest" }
    package static var layout: MessageLayout { MessageLayout(google__longrunning__wait_operation_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Longrunning__WaitOperationRequest.self)
        name = arena.string(c.pointee.name)
        timeout = arena.message(c.pointee.timeout)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Longrunning__WaitOperationRequest.self)
        google__longrunning__wait_operation_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if let timeout { c.pointee.timeout = arena.fill(timeout) }
    }
}
