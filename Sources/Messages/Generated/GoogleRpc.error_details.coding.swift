// Generated from google/rpc/error_details.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension GoogleRpc.ErrorInfo {
    package static var messageName: String { "google.rpc.ErrorInfo" }
    package static var layout: MessageLayout { MessageLayout(google__rpc__error_info__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__ErrorInfo.self)
        reason = arena.string(c.pointee.reason)
        domain = arena.string(c.pointee.domain)
        metadata = arena.map(c.pointee.metadata, c.pointee.n_metadata) { entry in
            (arena.string(entry.pointee.key), arena.string(entry.pointee.value))
        }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__ErrorInfo.self)
        google__rpc__error_info__init(c)
        if !reason.isEmpty { c.pointee.reason = arena.string(reason) }
        if !domain.isEmpty { c.pointee.domain = arena.string(domain) }
        c.pointee.n_metadata = metadata.count
        c.pointee.metadata = arena.map(metadata) { entry, key, value in
            google__rpc__error_info__metadata_entry__init(entry)
            entry.pointee.key = arena.string(key)
            entry.pointee.value = arena.string(value)
        }
    }
}

extension GoogleRpc.RetryInfo {
    package static var messageName: String { "google.rpc.RetryInfo" }
    package static var layout: MessageLayout { MessageLayout(google__rpc__retry_info__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__RetryInfo.self)
        retryDelay = arena.message(c.pointee.retry_delay)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__RetryInfo.self)
        google__rpc__retry_info__init(c)
        if let retryDelay { c.pointee.retry_delay = arena.fill(retryDelay) }
    }
}

extension GoogleRpc.QuotaFailure {
    package static var messageName: String { "google.rpc.QuotaFailure" }
    package static var layout: MessageLayout { MessageLayout(google__rpc__quota_failure__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__QuotaFailure.self)
        violations = arena.messages(c.pointee.violations, c.pointee.n_violations)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__QuotaFailure.self)
        google__rpc__quota_failure__init(c)
        c.pointee.n_violations = violations.count
        c.pointee.violations = arena.messages(violations)
    }
}

extension GoogleRpc.QuotaFailure.Violation {
    package static var messageName: String { "google.rpc.QuotaFailure.Violation" }
    package static var layout: MessageLayout { MessageLayout(google__rpc__quota_failure__violation__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__QuotaFailure__Violation.self)
        subject = arena.string(c.pointee.subject)
        description = arena.string(c.pointee.description)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__QuotaFailure__Violation.self)
        google__rpc__quota_failure__violation__init(c)
        if !subject.isEmpty { c.pointee.subject = arena.string(subject) }
        if !description.isEmpty { c.pointee.description = arena.string(description) }
    }
}

extension GoogleRpc.PreconditionFailure {
    package static var messageName: String { "google.rpc.PreconditionFailure" }
    package static var layout: MessageLayout { MessageLayout(google__rpc__precondition_failure__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__PreconditionFailure.self)
        violations = arena.messages(c.pointee.violations, c.pointee.n_violations)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__PreconditionFailure.self)
        google__rpc__precondition_failure__init(c)
        c.pointee.n_violations = violations.count
        c.pointee.violations = arena.messages(violations)
    }
}

extension GoogleRpc.PreconditionFailure.Violation {
    package static var messageName: String { "google.rpc.PreconditionFailure.Violation" }
    package static var layout: MessageLayout { MessageLayout(google__rpc__precondition_failure__violation__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__PreconditionFailure__Violation.self)
        type = arena.string(c.pointee.type)
        subject = arena.string(c.pointee.subject)
        description = arena.string(c.pointee.description)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__PreconditionFailure__Violation.self)
        google__rpc__precondition_failure__violation__init(c)
        if !type.isEmpty { c.pointee.type = arena.string(type) }
        if !subject.isEmpty { c.pointee.subject = arena.string(subject) }
        if !description.isEmpty { c.pointee.description = arena.string(description) }
    }
}

extension GoogleRpc.BadRequest {
    package static var messageName: String { "google.rpc.BadRequest" }
    package static var layout: MessageLayout { MessageLayout(google__rpc__bad_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__BadRequest.self)
        fieldViolations = arena.messages(c.pointee.field_violations, c.pointee.n_field_violations)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__BadRequest.self)
        google__rpc__bad_request__init(c)
        c.pointee.n_field_violations = fieldViolations.count
        c.pointee.field_violations = arena.messages(fieldViolations)
    }
}

extension GoogleRpc.BadRequest.FieldViolation {
    package static var messageName: String { "google.rpc.BadRequest.FieldViolation" }
    package static var layout: MessageLayout { MessageLayout(google__rpc__bad_request__field_violation__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__BadRequest__FieldViolation.self)
        field = arena.string(c.pointee.field)
        description = arena.string(c.pointee.description)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Google__Rpc__BadRequest__FieldViolation.self)
        google__rpc__bad_request__field_violation__init(c)
        if !field.isEmpty { c.pointee.field = arena.string(field) }
        if !description.isEmpty { c.pointee.description = arena.string(description) }
    }
}
