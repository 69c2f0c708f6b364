// Generated from pynomaly/auth/v1/tenants.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension AuthV1.Tenant {
    package static var messageName: String { "pynomaly.auth.v1.Tenant" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__tenant__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__Tenant.self)
        name = arena.string(c.pointee.name)
        displayName = arena.string(c.pointee.display_name)
        state = AuthV1.Tenant.State(rawValue: Int32(truncatingIfNeeded: c.pointee.state.rawValue))
        createTime = arena.message(c.pointee.create_time)
        updateTime = arena.message(c.pointee.update_time)
        quotas = arena.message(c.pointee.quotas)
        etag = arena.string(c.pointee.etag)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__Tenant.self)
        pynomaly__auth__v1__tenant__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !displayName.isEmpty { c.pointee.display_name = arena.string(displayName) }
        c.pointee.state = .init(rawValue: .init(truncatingIfNeeded: state.rawValue))
        if let createTime { c.pointee.create_time = arena.fill(createTime) }
        if let updateTime { c.pointee.update_time = arena.fill(updateTime) }
        if let quotas { c.pointee.quotas = arena.fill(quotas) }
        if !etag.isEmpty { c.pointee.etag = arena.string(etag) }
    }
}

extension AuthV1.TenantQuotas {
    package static var messageName: String { "pynomaly.auth.v1.TenantQuotas" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__tenant_quotas__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__TenantQuotas.self)
        usersMax = c.pointee.users_max
        apiKeysMax = c.pointee.api_keys_max
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__TenantQuotas.self)
        pynomaly__auth__v1__tenant_quotas__init(c)
        c.pointee.users_max = usersMax
        c.pointee.api_keys_max = apiKeysMax
    }
}

extension AuthV1.CreateTenantRequest {
    package static var messageName: String { "pynomaly.auth.v1.CreateTenantRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__create_tenant_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__CreateTenantRequest.self)
        tenant = arena.message(c.pointee.tenant)
        requestId = arena.string(c.pointee.request_id)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__CreateTenantRequest.self)
        pynomaly__auth__v1__create_tenant_request__init(c)
        if let tenant { c.pointee.tenant = arena.fill(tenant) }
        if !requestId.isEmpty { c.pointee.request_id = arena.string(requestId) }
    }
}

extension AuthV1.GetTenantRequest {
    package static var messageName: String { "pynomaly.auth.v1.GetTenantRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__get_tenant_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__GetTenantRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__GetTenantRequest.self)
        pynomaly__auth__v1__get_tenant_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension AuthV1.ListTenantsRequest {
    package static var messageName: String { "pynomaly.auth.v1.ListTenantsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__list_tenants_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListTenantsRequest.self)
        pageSize = c.pointee.page_size
        pageToken = arena.string(c.pointee.page_token)
        filter = arena.string(c.pointee.filter)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListTenantsRequest.self)
        pynomaly__auth__v1__list_tenants_request__init(c)
        c.pointee.page_size = pageSize
        if !pageToken.isEmpty { c.pointee.page_token = arena.string(pageToken) }
        if !filter.isEmpty { c.pointee.filter = arena.string(filter) }
    }
}

extension AuthV1.ListTenantsResponse {
    package static var messageName: String { "pynomaly.auth.v1.ListTenantsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__list_tenants_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListTenantsResponse.self)
        tenants = arena.messages(c.pointee.tenants, c.pointee.n_tenants)
        nextPageToken = arena.string(c.pointee.next_page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListTenantsResponse.self)
        pynomaly__auth__v1__list_tenants_response__init(c)
        c.pointee.n_tenants = tenants.count
        c.pointee.tenants = arena.messages(tenants)
        if !nextPageToken.isEmpty { c.pointee.next_page_token = arena.string(nextPageToken) }
    }
}

extension AuthV1.UpdateTenantRequest {
    package static var messageName: String { "pynomaly.auth.v1.UpdateTenantRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__update_tenant_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__UpdateTenantRequest.self)
        tenant = arena.message(c.pointee.tenant)
        updateMask = arena.message(c.pointee.update_mask)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__UpdateTenantRequest.self)
        pynomaly__auth__v1__update_tenant_request__init(c)
        if let tenant { c.pointee.tenant = arena.fill(tenant) }
        if let updateMask { c.pointee.update_mask = arena.fill(updateMask) }
    }
}

extension AuthV1.SuspendTenantRequest {
    package static var messageName: String { "pynomaly.auth.v1.SuspendTenantRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__suspend_tenant_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__SuspendTenantRequest.self)
        name = arena.string(c.pointee.name)
        etag = arena.string(c.pointee.etag)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__SuspendTenantRequest.self)
        pynomaly__auth__v1__suspend_tenant_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !etag.isEmpty { c.pointee.etag = arena.string(etag) }
    }
}

extension AuthV1.ResumeTenantRequest {
    package static var messageName: String { "pynomaly.auth.v1.ResumeTenantRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__resume_tenant_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ResumeTenantRequest.self)
        name = arena.string(c.pointee.name)
        etag = arena.string(c.pointee.etag)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ResumeTenantRequest.self)
        pynomaly__auth__v1__resume_tenant_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !etag.isEmpty { c.pointee.etag = arena.string(etag) }
    }
}

extension AuthV1.GetTenantUsageRequest {
    package static var messageName: String { "pynomaly.auth.v1.GetTenantUsageRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__get_tenant_usage_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__GetTenantUsageRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__GetTenantUsageRequest.self)
        pynomaly__auth__v1__get_tenant_usage_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension AuthV1.TenantUsage {
    package static var messageName: String { "pynomaly.auth.v1.TenantUsage" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__tenant_usage__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__TenantUsage.self)
        name = arena.string(c.pointee.name)
        users = c.pointee.users
        apiKeys = c.pointee.api_keys
        sessions = c.pointee.sessions
        quotas = arena.message(c.pointee.quotas)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__TenantUsage.self)
        pynomaly__auth__v1__tenant_usage__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.users = users
        c.pointee.api_keys = apiKeys
        c.pointee.sessions = sessions
        if let quotas { c.pointee.quotas = arena.fill(quotas) }
    }
}

extension AuthV1.MfaPolicy {
    package static var messageName: String { "pynomaly.auth.v1.MfaPolicy" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__mfa_policy__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__MfaPolicy.self)
        requiredRoles = arena.strings(c.pointee.required_roles, c.pointee.n_required_roles)
        updateTime = arena.message(c.pointee.update_time)
        etag = arena.string(c.pointee.etag)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__MfaPolicy.self)
        pynomaly__auth__v1__mfa_policy__init(c)
        c.pointee.n_required_roles = requiredRoles.count
        c.pointee.required_roles = arena.strings(requiredRoles)
        if let updateTime { c.pointee.update_time = arena.fill(updateTime) }
        if !etag.isEmpty { c.pointee.etag = arena.string(etag) }
    }
}

extension AuthV1.GetMfaPolicyRequest {
    package static var messageName: String { "pynomaly.auth.v1.GetMfaPolicyRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__get_mfa_policy_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__GetMfaPolicyRequest.self)
        pynomaly__auth__v1__get_mfa_policy_request__init(c)
    }
}

extension AuthV1.UpdateMfaPolicyRequest {
    package static var messageName: String { "pynomaly.auth.v1.UpdateMfaPolicyRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__update_mfa_policy_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__UpdateMfaPolicyRequest.self)
        mfaPolicy = arena.message(c.pointee.mfa_policy)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__UpdateMfaPolicyRequest.self)
        pynomaly__auth__v1__update_mfa_policy_request__init(c)
        if let mfaPolicy { c.pointee.mfa_policy = arena.fill(mfaPolicy) }
    }
}
