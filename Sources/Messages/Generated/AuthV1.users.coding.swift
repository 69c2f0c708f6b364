// Generated from pynomaly/auth/v1/users.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension AuthV1.User {
    package static var messageName: String { "pynomaly.auth.v1.User" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__user__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__User.self)
        name = arena.string(c.pointee.name)
        username = arena.string(c.pointee.username)
        displayName = arena.string(c.pointee.display_name)
        tenant = arena.string(c.pointee.tenant)
        roles = arena.strings(c.pointee.roles, c.pointee.n_roles)
        mfaEnrolled = c.pointee.mfa_enrolled != 0
        passwordChangeRequired = c.pointee.password_change_required != 0
        createTime = arena.message(c.pointee.create_time)
        password = arena.string(c.pointee.password)
        state = AuthV1.User.State(rawValue: Int32(truncatingIfNeeded: c.pointee.state.rawValue))
        lockExpireTime = arena.message(c.pointee.lock_expire_time)
        updateTime = arena.message(c.pointee.update_time)
        lastLoginTime = arena.message(c.pointee.last_login_time)
        purgeTime = arena.message(c.pointee.purge_time)
        etag = arena.string(c.pointee.etag)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__User.self)
        pynomaly__auth__v1__user__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !username.isEmpty { c.pointee.username = arena.string(username) }
        if !displayName.isEmpty { c.pointee.display_name = arena.string(displayName) }
        if !tenant.isEmpty { c.pointee.tenant = arena.string(tenant) }
        c.pointee.n_roles = roles.count
        c.pointee.roles = arena.strings(roles)
        c.pointee.mfa_enrolled = mfaEnrolled ? 1 : 0
        c.pointee.password_change_required = passwordChangeRequired ? 1 : 0
        if let createTime { c.pointee.create_time = arena.fill(createTime) }
        if !password.isEmpty { c.pointee.password = arena.string(password) }
        c.pointee.state = .init(rawValue: .init(truncatingIfNeeded: state.rawValue))
        if let lockExpireTime { c.pointee.lock_expire_time = arena.fill(lockExpireTime) }
        if let updateTime { c.pointee.update_time = arena.fill(updateTime) }
        if let lastLoginTime { c.pointee.last_login_time = arena.fill(lastLoginTime) }
        if let purgeTime { c.pointee.purge_time = arena.fill(purgeTime) }
        if !etag.isEmpty { c.pointee.etag = arena.string(etag) }
    }
}

extension AuthV1.GetMeRequest {
    package static var messageName: String { "pynomaly.auth.v1.GetMeRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__get_me_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__GetMeRequest.self)
        pynomaly__auth__v1__get_me_request__init(c)
    }
}

extension AuthV1.CreateUserRequest {
    package static var messageName: String { "pynomaly.auth.v1.CreateUserRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__create_user_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__CreateUserRequest.self)
        user = arena.message(c.pointee.user)
        requestId = arena.string(c.pointee.request_id)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__CreateUserRequest.self)
        pynomaly__auth__v1__create_user_request__init(c)
        if let user { c.pointee.user = arena.fill(user) }
        if !requestId.isEmpty { c.pointee.request_id = arena.string(requestId) }
    }
}

extension AuthV1.GetUserRequest {
    package static var messageName: String { "pynomaly.auth.v1.GetUserRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__get_user_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__GetUserRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__GetUserRequest.self)
        pynomaly__auth__v1__get_user_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension AuthV1.ListUsersRequest {
    package static var messageName: String { "pynomaly.auth.v1.ListUsersRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__list_users_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListUsersRequest.self)
        pageSize = c.pointee.page_size
        pageToken = arena.string(c.pointee.page_token)
        filter = arena.string(c.pointee.filter)
        showDeleted = c.pointee.show_deleted != 0
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListUsersRequest.self)
        pynomaly__auth__v1__list_users_request__init(c)
        c.pointee.page_size = pageSize
        if !pageToken.isEmpty { c.pointee.page_token = arena.string(pageToken) }
        if !filter.isEmpty { c.pointee.filter = arena.string(filter) }
        c.pointee.show_deleted = showDeleted ? 1 : 0
    }
}

extension AuthV1.ListUsersResponse {
    package static var messageName: String { "pynomaly.auth.v1.ListUsersResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__list_users_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListUsersResponse.self)
        users = arena.messages(c.pointee.users, c.pointee.n_users)
        nextPageToken = arena.string(c.pointee.next_page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListUsersResponse.self)
        pynomaly__auth__v1__list_users_response__init(c)
        c.pointee.n_users = users.count
        c.pointee.users = arena.messages(users)
        if !nextPageToken.isEmpty { c.pointee.next_page_token = arena.string(nextPageToken) }
    }
}

extension AuthV1.UpdateUserRequest {
    package static var messageName: String { "pynomaly.auth.v1.UpdateUserRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__update_user_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__UpdateUserRequest.self)
        user = arena.message(c.pointee.user)
        updateMask = arena.message(c.pointee.update_mask)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__UpdateUserRequest.self)
        pynomaly__auth__v1__update_user_request__init(c)
        if let user { c.pointee.user = arena.fill(user) }
        if let updateMask { c.pointee.update_mask = arena.fill(updateMask) }
    }
}

extension AuthV1.DeleteUserRequest {
    package static var messageName: String { "pynomaly.auth.v1.DeleteUserRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__delete_user_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__DeleteUserRequest.self)
        name = arena.string(c.pointee.name)
        etag = arena.string(c.pointee.etag)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__DeleteUserRequest.self)
        pynomaly__auth__v1__delete_user_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !etag.isEmpty { c.pointee.etag = arena.string(etag) }
    }
}

extension AuthV1.UndeleteUserRequest {
    package static var messageName: String { "pynomaly.auth.v1.UndeleteUserRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__undelete_user_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__UndeleteUserRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__UndeleteUserRequest.self)
        pynomaly__auth__v1__undelete_user_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension AuthV1.DisableUserRequest {
    package static var messageName: String { "pynomaly.auth.v1.DisableUserRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__disable_user_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__DisableUserRequest.self)
        name = arena.string(c.pointee.name)
        etag = arena.string(c.pointee.etag)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__DisableUserRequest.self)
        pynomaly__auth__v1__disable_user_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !etag.isEmpty { c.pointee.etag = arena.string(etag) }
    }
}

extension AuthV1.EnableUserRequest {
    package static var messageName: String { "pynomaly.auth.v1.EnableUserRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__enable_user_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__EnableUserRequest.self)
        name = arena.string(c.pointee.name)
        etag = arena.string(c.pointee.etag)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__EnableUserRequest.self)
        pynomaly__auth__v1__enable_user_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !etag.isEmpty { c.pointee.etag = arena.string(etag) }
    }
}

extension AuthV1.UnlockUserRequest {
    package static var messageName: String { "pynomaly.auth.v1.UnlockUserRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__unlock_user_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__UnlockUserRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__UnlockUserRequest.self)
        pynomaly__auth__v1__unlock_user_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension AuthV1.ResetPasswordRequest {
    package static var messageName: String { "pynomaly.auth.v1.ResetPasswordRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__reset_password_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ResetPasswordRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ResetPasswordRequest.self)
        pynomaly__auth__v1__reset_password_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension AuthV1.ResetPasswordResponse {
    package static var messageName: String { "pynomaly.auth.v1.ResetPasswordResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__reset_password_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ResetPasswordResponse.self)
        oneTimePassword = arena.string(c.pointee.one_time_password)
        expireTime = arena.message(c.pointee.expire_time)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ResetPasswordResponse.self)
        pynomaly__auth__v1__reset_password_response__init(c)
        if !oneTimePassword.isEmpty { c.pointee.one_time_password = arena.string(oneTimePassword) }
        if let expireTime { c.pointee.expire_time = arena.fill(expireTime) }
    }
}

extension AuthV1.SetRolesRequest {
    package static var messageName: String { "pynomaly.auth.v1.SetRolesRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__set_roles_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__SetRolesRequest.self)
        name = arena.string(c.pointee.name)
        roles = arena.strings(c.pointee.roles, c.pointee.n_roles)
        etag = arena.string(c.pointee.etag)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__SetRolesRequest.self)
        pynomaly__auth__v1__set_roles_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.n_roles = roles.count
        c.pointee.roles = arena.strings(roles)
        if !etag.isEmpty { c.pointee.etag = arena.string(etag) }
    }
}

extension AuthV1.ChangePasswordRequest {
    package static var messageName: String { "pynomaly.auth.v1.ChangePasswordRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__change_password_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ChangePasswordRequest.self)
        name = arena.string(c.pointee.name)
        currentPassword = arena.string(c.pointee.current_password)
        newPassword = arena.string(c.pointee.new_password)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ChangePasswordRequest.self)
        pynomaly__auth__v1__change_password_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !currentPassword.isEmpty { c.pointee.current_password = arena.string(currentPassword) }
        if !newPassword.isEmpty { c.pointee.new_password = arena.string(newPassword) }
    }
}

extension AuthV1.ListRolesRequest {
    package static var messageName: String { "pynomaly.auth.v1.ListRolesRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__list_roles_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListRolesRequest.self)
        pynomaly__auth__v1__list_roles_request__init(c)
    }
}

extension AuthV1.ListRolesResponse {
    package static var messageName: String { "pynomaly.auth.v1.ListRolesResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__list_roles_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListRolesResponse.self)
        roles = arena.messages(c.pointee.roles, c.pointee.n_roles)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListRolesResponse.self)
        pynomaly__auth__v1__list_roles_response__init(c)
        c.pointee.n_roles = roles.count
        c.pointee.roles = arena.messages(roles)
    }
}

extension AuthV1.GetRoleRequest {
    package static var messageName: String { "pynomaly.auth.v1.GetRoleRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__get_role_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__GetRoleRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__GetRoleRequest.self)
        pynomaly__auth__v1__get_role_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension AuthV1.Role {
    package static var messageName: String { "pynomaly.auth.v1.Role" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__role__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__Role.self)
        name = arena.string(c.pointee.name)
        description = arena.string(c.pointee.description)
        permissions = arena.strings(c.pointee.permissions, c.pointee.n_permissions)
        requiresMfa = c.pointee.requires_mfa != 0
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__Role.self)
        pynomaly__auth__v1__role__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !description.isEmpty { c.pointee.description = arena.string(description) }
        c.pointee.n_permissions = permissions.count
        c.pointee.permissions = arena.strings(permissions)
        c.pointee.requires_mfa = requiresMfa ? 1 : 0
    }
}
