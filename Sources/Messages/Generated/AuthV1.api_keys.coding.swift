// Generated from pynomaly/auth/v1/api_keys.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension AuthV1.ApiKey {
    package static var messageName: String { "pynomaly.auth.v1.ApiKey" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__api_key__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ApiKey.self)
        name = arena.string(c.pointee.name)
        displayName = arena.string(c.pointee.display_name)
        scopes = arena.strings(c.pointee.scopes, c.pointee.n_scopes)
        expireTime = arena.message(c.pointee.expire_time)
        allowedCidrs = arena.strings(c.pointee.allowed_cidrs, c.pointee.n_allowed_cidrs)
        state = AuthV1.ApiKey.State(rawValue: Int32(truncatingIfNeeded: c.pointee.state.rawValue))
        createTime = arena.message(c.pointee.create_time)
        lastUseTime = arena.message(c.pointee.last_use_time)
        lastUseAddress = arena.string(c.pointee.last_use_address)
        hint = arena.string(c.pointee.hint)
        previousSecretExpireTime = arena.message(c.pointee.previous_secret_expire_time)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ApiKey.self)
        pynomaly__auth__v1__api_key__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !displayName.isEmpty { c.pointee.display_name = arena.string(displayName) }
        c.pointee.n_scopes = scopes.count
        c.pointee.scopes = arena.strings(scopes)
        if let expireTime { c.pointee.expire_time = arena.fill(expireTime) }
        c.pointee.n_allowed_cidrs = allowedCidrs.count
        c.pointee.allowed_cidrs = arena.strings(allowedCidrs)
        c.pointee.state = .init(rawValue: .init(truncatingIfNeeded: state.rawValue))
        if let createTime { c.pointee.create_time = arena.fill(createTime) }
        if let lastUseTime { c.pointee.last_use_time = arena.fill(lastUseTime) }
        if !lastUseAddress.isEmpty { c.pointee.last_use_address = arena.string(lastUseAddress) }
        if !hint.isEmpty { c.pointee.hint = arena.string(hint) }
        if let previousSecretExpireTime { c.pointee.previous_secret_expire_time = arena.fill(previousSecretExpireTime) }
    }
}

extension AuthV1.CreateApiKeyRequest {
    package static var messageName: String { "pynomaly.auth.v1.CreateApiKeyRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__create_api_key_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__CreateApiKeyRequest.self)
        parent = arena.string(c.pointee.parent)
        apiKey = arena.message(c.pointee.api_key)
        requestId = arena.string(c.pointee.request_id)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__CreateApiKeyRequest.self)
        pynomaly__auth__v1__create_api_key_request__init(c)
        if !parent.isEmpty { c.pointee.parent = arena.string(parent) }
        if let apiKey { c.pointee.api_key = arena.fill(apiKey) }
        if !requestId.isEmpty { c.pointee.request_id = arena.string(requestId) }
    }
}

extension AuthV1.CreateApiKeyResponse {
    package static var messageName: String { "pynomaly.auth.v1.CreateApiKeyResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__create_api_key_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__CreateApiKeyResponse.self)
        apiKey = arena.message(c.pointee.api_key)
        key = arena.string(c.pointee.key)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__CreateApiKeyResponse.self)
        pynomaly__auth__v1__create_api_key_response__init(c)
        if let apiKey { c.pointee.api_key = arena.fill(apiKey) }
        if !key.isEmpty { c.pointee.key = arena.string(key) }
    }
}

extension AuthV1.GetApiKeyRequest {
    package static var messageName: String { "pynomaly.auth.v1.GetApiKeyRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__get_api_key_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__GetApiKeyRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__GetApiKeyRequest.self)
        pynomaly__auth__v1__get_api_key_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension AuthV1.ListApiKeysRequest {
    package static var messageName: String { "pynomaly.auth.v1.ListApiKeysRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__list_api_keys_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListApiKeysRequest.self)
        parent = arena.string(c.pointee.parent)
        pageSize = c.pointee.page_size
        pageToken = arena.string(c.pointee.page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListApiKeysRequest.self)
        pynomaly__auth__v1__list_api_keys_request__init(c)
        if !parent.isEmpty { c.pointee.parent = arena.string(parent) }
        c.pointee.page_size = pageSize
        if !pageToken.isEmpty { c.pointee.page_token = arena.string(pageToken) }
    }
}

extension AuthV1.ListApiKeysResponse {
    package static var messageName: String { "pynomaly.auth.v1.ListApiKeysResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__list_api_keys_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListApiKeysResponse.self)
        apiKeys = arena.messages(c.pointee.api_keys, c.pointee.n_api_keys)
        nextPageToken = arena.string(c.pointee.next_page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListApiKeysResponse.self)
        pynomaly__auth__v1__list_api_keys_response__init(c)
        c.pointee.n_api_keys = apiKeys.count
        c.pointee.api_keys = arena.messages(apiKeys)
        if !nextPageToken.isEmpty { c.pointee.next_page_token = arena.string(nextPageToken) }
    }
}

extension AuthV1.RevokeApiKeyRequest {
    package static var messageName: String { "pynomaly.auth.v1.RevokeApiKeyRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__revoke_api_key_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RevokeApiKeyRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RevokeApiKeyRequest.self)
        pynomaly__auth__v1__revoke_api_key_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension AuthV1.RotateApiKeyRequest {
    package static var messageName: String { "pynomaly.auth.v1.RotateApiKeyRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__rotate_api_key_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RotateApiKeyRequest.self)
        name = arena.string(c.pointee.name)
        overlap = arena.message(c.pointee.overlap)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RotateApiKeyRequest.self)
        pynomaly__auth__v1__rotate_api_key_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if let overlap { c.pointee.overlap = arena.fill(overlap) }
    }
}

extension AuthV1.RotateApiKeyResponse {
    package static var messageName: String { "pynomaly.auth.v1.RotateApiKeyResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__rotate_api_key_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RotateApiKeyResponse.self)
        apiKey = arena.message(c.pointee.api_key)
        key = arena.string(c.pointee.key)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RotateApiKeyResponse.self)
        pynomaly__auth__v1__rotate_api_key_response__init(c)
        if let apiKey { c.pointee.api_key = arena.fill(apiKey) }
        if !key.isEmpty { c.pointee.key = arena.string(key) }
    }
}
