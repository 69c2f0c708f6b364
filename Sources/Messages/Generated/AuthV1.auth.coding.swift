// Generated from pynomaly/auth/v1/auth.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension AuthV1.LoginRequest {
    package static var messageName: String { "pynomaly.auth.v1.LoginRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__login_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__LoginRequest.self)
        username = arena.string(c.pointee.username)
        password = arena.string(c.pointee.password)
        totpCode = arena.string(c.pointee.totp_code)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__LoginRequest.self)
        pynomaly__auth__v1__login_request__init(c)
        if !username.isEmpty { c.pointee.username = arena.string(username) }
        if !password.isEmpty { c.pointee.password = arena.string(password) }
        if !totpCode.isEmpty { c.pointee.totp_code = arena.string(totpCode) }
    }
}

extension AuthV1.LoginResponse {
    package static var messageName: String { "pynomaly.auth.v1.LoginResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__login_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__LoginResponse.self)
        switch c.pointee.outcome_case.rawValue {
        case 1: outcome = .tokens(arena.message(c.pointee.tokens) ?? AuthV1.Tokens())
        case 2: outcome = .mfaChallenge(arena.message(c.pointee.mfa_challenge) ?? AuthV1.Challenge())
        case 3: outcome = .enrollmentChallenge(arena.message(c.pointee.enrollment_challenge) ?? AuthV1.Challenge())
        case 4: outcome = .passwordChangeChallenge(arena.message(c.pointee.password_change_challenge) ?? AuthV1.Challenge())
        default: break
        }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__LoginResponse.self)
        pynomaly__auth__v1__login_response__init(c)
        switch outcome {
        case .tokens(let value):
            c.pointee.outcome_case = .init(rawValue: 1)
            c.pointee.tokens = arena.fill(value)
        case .mfaChallenge(let value):
            c.pointee.outcome_case = .init(rawValue: 2)
            c.pointee.mfa_challenge = arena.fill(value)
        case .enrollmentChallenge(let value):
            c.pointee.outcome_case = .init(rawValue: 3)
            c.pointee.enrollment_challenge = arena.fill(value)
        case .passwordChangeChallenge(let value):
            c.pointee.outcome_case = .init(rawValue: 4)
            c.pointee.password_change_challenge = arena.fill(value)
        case nil: break
        }
    }
}

extension AuthV1.Tokens {
    package static var messageName: String { "pynomaly.auth.v1.Tokens" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__tokens__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__Tokens.self)
        accessToken = arena.string(c.pointee.access_token)
        tokenType = arena.string(c.pointee.token_type)
        expiresIn = c.pointee.expires_in
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__Tokens.self)
        pynomaly__auth__v1__tokens__init(c)
        if !accessToken.isEmpty { c.pointee.access_token = arena.string(accessToken) }
        if !tokenType.isEmpty { c.pointee.token_type = arena.string(tokenType) }
        c.pointee.expires_in = expiresIn
    }
}

extension AuthV1.Challenge {
    package static var messageName: String { "pynomaly.auth.v1.Challenge" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__challenge__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__Challenge.self)
        challengeToken = arena.string(c.pointee.challenge_token)
        methods = arena.strings(c.pointee.methods, c.pointee.n_methods)
        expireTime = arena.message(c.pointee.expire_time)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__Challenge.self)
        pynomaly__auth__v1__challenge__init(c)
        if !challengeToken.isEmpty { c.pointee.challenge_token = arena.string(challengeToken) }
        c.pointee.n_methods = methods.count
        c.pointee.methods = arena.strings(methods)
        if let expireTime { c.pointee.expire_time = arena.fill(expireTime) }
    }
}

extension AuthV1.VerifyMfaRequest {
    package static var messageName: String { "pynomaly.auth.v1.VerifyMfaRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__verify_mfa_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__VerifyMfaRequest.self)
        challengeToken = arena.string(c.pointee.challenge_token)
        totpCode = arena.string(c.pointee.totp_code)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__VerifyMfaRequest.self)
        pynomaly__auth__v1__verify_mfa_request__init(c)
        if !challengeToken.isEmpty { c.pointee.challenge_token = arena.string(challengeToken) }
        if !totpCode.isEmpty { c.pointee.totp_code = arena.string(totpCode) }
    }
}

extension AuthV1.VerifyMfaResponse {
    package static var messageName: String { "pynomaly.auth.v1.VerifyMfaResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__verify_mfa_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__VerifyMfaResponse.self)
        tokens = arena.message(c.pointee.tokens)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__VerifyMfaResponse.self)
        pynomaly__auth__v1__verify_mfa_response__init(c)
        if let tokens { c.pointee.tokens = arena.fill(tokens) }
    }
}

extension AuthV1.GetJwksRequest {
    package static var messageName: String { "pynomaly.auth.v1.GetJwksRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__get_jwks_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__GetJwksRequest.self)
        pynomaly__auth__v1__get_jwks_request__init(c)
    }
}

extension AuthV1.JsonWebKeySet {
    package static var messageName: String { "pynomaly.auth.v1.JsonWebKeySet" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__json_web_key_set__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__JsonWebKeySet.self)
        keys = arena.messages(c.pointee.keys, c.pointee.n_keys)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__JsonWebKeySet.self)
        pynomaly__auth__v1__json_web_key_set__init(c)
        c.pointee.n_keys = keys.count
        c.pointee.keys = arena.messages(keys)
    }
}

extension AuthV1.JsonWebKey {
    package static var messageName: String { "pynomaly.auth.v1.JsonWebKey" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__json_web_key__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__JsonWebKey.self)
        kty = arena.string(c.pointee.kty)
        crv = arena.string(c.pointee.crv)
        alg = arena.string(c.pointee.alg)
        use = arena.string(c.pointee.use)
        kid = arena.string(c.pointee.kid)
        x = arena.string(c.pointee.x)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__JsonWebKey.self)
        pynomaly__auth__v1__json_web_key__init(c)
        if !kty.isEmpty { c.pointee.kty = arena.string(kty) }
        if !crv.isEmpty { c.pointee.crv = arena.string(crv) }
        if !alg.isEmpty { c.pointee.alg = arena.string(alg) }
        if !use.isEmpty { c.pointee.use = arena.string(use) }
        if !kid.isEmpty { c.pointee.kid = arena.string(kid) }
        if !x.isEmpty { c.pointee.x = arena.string(x) }
    }
}

extension AuthV1.IssueServiceTokenRequest {
    package static var messageName: String { "pynomaly.auth.v1.IssueServiceTokenRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__issue_service_token_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__IssueServiceTokenRequest.self)
        service = arena.string(c.pointee.service)
        secret = arena.string(c.pointee.secret)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__IssueServiceTokenRequest.self)
        pynomaly__auth__v1__issue_service_token_request__init(c)
        if !service.isEmpty { c.pointee.service = arena.string(service) }
        if !secret.isEmpty { c.pointee.secret = arena.string(secret) }
    }
}

extension AuthV1.IssueServiceTokenResponse {
    package static var messageName: String { "pynomaly.auth.v1.IssueServiceTokenResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__issue_service_token_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__IssueServiceTokenResponse.self)
        accessToken = arena.string(c.pointee.access_token)
        expiresIn = c.pointee.expires_in
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__IssueServiceTokenResponse.self)
        pynomaly__auth__v1__issue_service_token_response__init(c)
        if !accessToken.isEmpty { c.pointee.access_token = arena.string(accessToken) }
        c.pointee.expires_in = expiresIn
    }
}

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
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__CreateUserRequest.self)
        pynomaly__auth__v1__create_user_request__init(c)
        if let user { c.pointee.user = arena.fill(user) }
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
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListUsersRequest.self)
        pynomaly__auth__v1__list_users_request__init(c)
        c.pointee.page_size = pageSize
        if !pageToken.isEmpty { c.pointee.page_token = arena.string(pageToken) }
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

extension AuthV1.EnrollTotpRequest {
    package static var messageName: String { "pynomaly.auth.v1.EnrollTotpRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__enroll_totp_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__EnrollTotpRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__EnrollTotpRequest.self)
        pynomaly__auth__v1__enroll_totp_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension AuthV1.EnrollTotpResponse {
    package static var messageName: String { "pynomaly.auth.v1.EnrollTotpResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__enroll_totp_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__EnrollTotpResponse.self)
        secret = arena.string(c.pointee.secret)
        otpauthUri = arena.string(c.pointee.otpauth_uri)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__EnrollTotpResponse.self)
        pynomaly__auth__v1__enroll_totp_response__init(c)
        if !secret.isEmpty { c.pointee.secret = arena.string(secret) }
        if !otpauthUri.isEmpty { c.pointee.otpauth_uri = arena.string(otpauthUri) }
    }
}

extension AuthV1.ConfirmTotpRequest {
    package static var messageName: String { "pynomaly.auth.v1.ConfirmTotpRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__confirm_totp_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ConfirmTotpRequest.self)
        name = arena.string(c.pointee.name)
        totpCode = arena.string(c.pointee.totp_code)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ConfirmTotpRequest.self)
        pynomaly__auth__v1__confirm_totp_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !totpCode.isEmpty { c.pointee.totp_code = arena.string(totpCode) }
    }
}

extension AuthV1.ConfirmTotpResponse {
    package static var messageName: String { "pynomaly.auth.v1.ConfirmTotpResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__confirm_totp_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ConfirmTotpResponse.self)
        tokens = arena.message(c.pointee.tokens)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ConfirmTotpResponse.self)
        pynomaly__auth__v1__confirm_totp_response__init(c)
        if let tokens { c.pointee.tokens = arena.fill(tokens) }
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
