// Generated from pynomaly/auth/v1/audit.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension AuthV1.AuditEvent {
    package static var messageName: String { "pynomaly.auth.v1.AuditEvent" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__audit_event__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__AuditEvent.self)
        name = arena.string(c.pointee.name)
        number = c.pointee.number
        eventTime = arena.message(c.pointee.event_time)
        recordTime = arena.message(c.pointee.record_time)
        service = arena.string(c.pointee.service)
        actor = arena.string(c.pointee.actor)
        actorUsername = arena.string(c.pointee.actor_username)
        sessionId = arena.string(c.pointee.session_id)
        action = arena.string(c.pointee.action)
        resource = arena.string(c.pointee.resource)
        result = AuthV1.AuditEvent.Result(rawValue: Int32(truncatingIfNeeded: c.pointee.result.rawValue))
        detail = arena.string(c.pointee.detail)
        clientAddress = arena.string(c.pointee.client_address)
        requestId = arena.string(c.pointee.request_id)
        link = arena.string(c.pointee.link)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__AuditEvent.self)
        pynomaly__auth__v1__audit_event__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.number = number
        if let eventTime { c.pointee.event_time = arena.fill(eventTime) }
        if let recordTime { c.pointee.record_time = arena.fill(recordTime) }
        if !service.isEmpty { c.pointee.service = arena.string(service) }
        if !actor.isEmpty { c.pointee.actor = arena.string(actor) }
        if !actorUsername.isEmpty { c.pointee.actor_username = arena.string(actorUsername) }
        if !sessionId.isEmpty { c.pointee.session_id = arena.string(sessionId) }
        if !action.isEmpty { c.pointee.action = arena.string(action) }
        if !resource.isEmpty { c.pointee.resource = arena.string(resource) }
        c.pointee.result = .init(rawValue: .init(truncatingIfNeeded: result.rawValue))
        if !detail.isEmpty { c.pointee.detail = arena.string(detail) }
        if !clientAddress.isEmpty { c.pointee.client_address = arena.string(clientAddress) }
        if !requestId.isEmpty { c.pointee.request_id = arena.string(requestId) }
        if !link.isEmpty { c.pointee.link = arena.string(link) }
    }
}

extension AuthV1.ListAuditEventsRequest {
    package static var messageName: String { "pynomaly.auth.v1.ListAuditEventsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__list_audit_events_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListAuditEventsRequest.self)
        pageSize = c.pointee.page_size
        pageToken = arena.string(c.pointee.page_token)
        filter = arena.string(c.pointee.filter)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListAuditEventsRequest.self)
        pynomaly__auth__v1__list_audit_events_request__init(c)
        c.pointee.page_size = pageSize
        if !pageToken.isEmpty { c.pointee.page_token = arena.string(pageToken) }
        if !filter.isEmpty { c.pointee.filter = arena.string(filter) }
    }
}

extension AuthV1.ListAuditEventsResponse {
    package static var messageName: String { "pynomaly.auth.v1.ListAuditEventsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__list_audit_events_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListAuditEventsResponse.self)
        auditEvents = arena.messages(c.pointee.audit_events, c.pointee.n_audit_events)
        nextPageToken = arena.string(c.pointee.next_page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListAuditEventsResponse.self)
        pynomaly__auth__v1__list_audit_events_response__init(c)
        c.pointee.n_audit_events = auditEvents.count
        c.pointee.audit_events = arena.messages(auditEvents)
        if !nextPageToken.isEmpty { c.pointee.next_page_token = arena.string(nextPageToken) }
    }
}

extension AuthV1.ExportAuditEventsRequest {
    package static var messageName: String { "pynomaly.auth.v1.ExportAuditEventsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__export_audit_events_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ExportAuditEventsRequest.self)
        filter = arena.string(c.pointee.filter)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ExportAuditEventsRequest.self)
        pynomaly__auth__v1__export_audit_events_request__init(c)
        if !filter.isEmpty { c.pointee.filter = arena.string(filter) }
    }
}

extension AuthV1.VerifyAuditChainRequest {
    package static var messageName: String { "pynomaly.auth.v1.VerifyAuditChainRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__verify_audit_chain_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__VerifyAuditChainRequest.self)
        head = arena.string(c.pointee.head)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__VerifyAuditChainRequest.self)
        pynomaly__auth__v1__verify_audit_chain_request__init(c)
        if !head.isEmpty { c.pointee.head = arena.string(head) }
    }
}

extension AuthV1.VerifyAuditChainResponse {
    package static var messageName: String { "pynomaly.auth.v1.VerifyAuditChainResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__verify_audit_chain_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__VerifyAuditChainResponse.self)
        if c.pointee._valid_case.rawValue == 1 { valid = c.pointee.valid != 0 }
        firstBadNumber = c.pointee.first_bad_number
        problem = arena.string(c.pointee.problem)
        checkedCount = c.pointee.checked_count
        firstNumber = c.pointee.first_number
        head = arena.string(c.pointee.head)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__VerifyAuditChainResponse.self)
        pynomaly__auth__v1__verify_audit_chain_response__init(c)
        if let valid {
            c.pointee._valid_case = .init(rawValue: 1)
            c.pointee.valid = valid ? 1 : 0
        }
        c.pointee.first_bad_number = firstBadNumber
        if !problem.isEmpty { c.pointee.problem = arena.string(problem) }
        c.pointee.checked_count = checkedCount
        c.pointee.first_number = firstNumber
        if !head.isEmpty { c.pointee.head = arena.string(head) }
    }
}

extension AuthV1.RecordAuditEventsRequest {
    package static var messageName: String { "pynomaly.auth.v1.RecordAuditEventsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__record_audit_events_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RecordAuditEventsRequest.self)
        events = arena.messages(c.pointee.events, c.pointee.n_events)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RecordAuditEventsRequest.self)
        pynomaly__auth__v1__record_audit_events_request__init(c)
        c.pointee.n_events = events.count
        c.pointee.events = arena.messages(events)
    }
}

extension AuthV1.RecordedAuditEvent {
    package static var messageName: String { "pynomaly.auth.v1.RecordedAuditEvent" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__recorded_audit_event__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RecordedAuditEvent.self)
        eventId = arena.string(c.pointee.event_id)
        tenant = arena.string(c.pointee.tenant)
        event = arena.message(c.pointee.event)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RecordedAuditEvent.self)
        pynomaly__auth__v1__recorded_audit_event__init(c)
        if !eventId.isEmpty { c.pointee.event_id = arena.string(eventId) }
        if !tenant.isEmpty { c.pointee.tenant = arena.string(tenant) }
        if let event { c.pointee.event = arena.fill(event) }
    }
}

extension AuthV1.RecordAuditEventsResponse {
    package static var messageName: String { "pynomaly.auth.v1.RecordAuditEventsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__record_audit_events_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RecordAuditEventsResponse.self)
        pynomaly__auth__v1__record_audit_events_response__init(c)
    }
}
