// Generated from pynomaly/auth/v1/sessions.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension AuthV1.Session {
    package static var messageName: String { "pynomaly.auth.v1.Session" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__session__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__Session.self)
        name = arena.string(c.pointee.name)
        createTime = arena.message(c.pointee.create_time)
        lastRefreshTime = arena.message(c.pointee.last_refresh_time)
        expireTime = arena.message(c.pointee.expire_time)
        clientAddress = arena.string(c.pointee.client_address)
        userAgent = arena.string(c.pointee.user_agent)
        authenticationMethods = arena.strings(c.pointee.authentication_methods, c.pointee.n_authentication_methods)
        isCurrent = c.pointee.is_current != 0
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__Session.self)
        pynomaly__auth__v1__session__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if let createTime { c.pointee.create_time = arena.fill(createTime) }
        if let lastRefreshTime { c.pointee.last_refresh_time = arena.fill(lastRefreshTime) }
        if let expireTime { c.pointee.expire_time = arena.fill(expireTime) }
        if !clientAddress.isEmpty { c.pointee.client_address = arena.string(clientAddress) }
        if !userAgent.isEmpty { c.pointee.user_agent = arena.string(userAgent) }
        c.pointee.n_authentication_methods = authenticationMethods.count
        c.pointee.authentication_methods = arena.strings(authenticationMethods)
        c.pointee.is_current = isCurrent ? 1 : 0
    }
}

extension AuthV1.ListSessionsRequest {
    package static var messageName: String { "pynomaly.auth.v1.ListSessionsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__list_sessions_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListSessionsRequest.self)
        parent = arena.string(c.pointee.parent)
        pageSize = c.pointee.page_size
        pageToken = arena.string(c.pointee.page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListSessionsRequest.self)
        pynomaly__auth__v1__list_sessions_request__init(c)
        if !parent.isEmpty { c.pointee.parent = arena.string(parent) }
        c.pointee.page_size = pageSize
        if !pageToken.isEmpty { c.pointee.page_token = arena.string(pageToken) }
    }
}

extension AuthV1.ListSessionsResponse {
    package static var messageName: String { "pynomaly.auth.v1.ListSessionsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__list_sessions_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListSessionsResponse.self)
        sessions = arena.messages(c.pointee.sessions, c.pointee.n_sessions)
        nextPageToken = arena.string(c.pointee.next_page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListSessionsResponse.self)
        pynomaly__auth__v1__list_sessions_response__init(c)
        c.pointee.n_sessions = sessions.count
        c.pointee.sessions = arena.messages(sessions)
        if !nextPageToken.isEmpty { c.pointee.next_page_token = arena.string(nextPageToken) }
    }
}

extension AuthV1.RevokeSessionRequest {
    package static var messageName: String { "pynomaly.auth.v1.RevokeSessionRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__revoke_session_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RevokeSessionRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RevokeSessionRequest.self)
        pynomaly__auth__v1__revoke_session_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension AuthV1.RevokeAllSessionsRequest {
    package static var messageName: String { "pynomaly.auth.v1.RevokeAllSessionsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__revoke_all_sessions_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RevokeAllSessionsRequest.self)
        parent = arena.string(c.pointee.parent)
        exceptCurrent = c.pointee.except_current != 0
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RevokeAllSessionsRequest.self)
        pynomaly__auth__v1__revoke_all_sessions_request__init(c)
        if !parent.isEmpty { c.pointee.parent = arena.string(parent) }
        c.pointee.except_current = exceptCurrent ? 1 : 0
    }
}

extension AuthV1.RevokeAllSessionsResponse {
    package static var messageName: String { "pynomaly.auth.v1.RevokeAllSessionsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__revoke_all_sessions_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RevokeAllSessionsResponse.self)
        revokedCount = c.pointee.revoked_count
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RevokeAllSessionsResponse.self)
        pynomaly__auth__v1__revoke_all_sessions_response__init(c)
        c.pointee.revoked_count = revokedCount
    }
}
