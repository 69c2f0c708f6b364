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
        deviceToken = arena.string(c.pointee.device_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__LoginRequest.self)
        pynomaly__auth__v1__login_request__init(c)
        if !username.isEmpty { c.pointee.username = arena.string(username) }
        if !password.isEmpty { c.pointee.password = arena.string(password) }
        if !totpCode.isEmpty { c.pointee.totp_code = arena.string(totpCode) }
        if !deviceToken.isEmpty { c.pointee.device_token = arena.string(deviceToken) }
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
        refreshToken = arena.string(c.pointee.refresh_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__Tokens.self)
        pynomaly__auth__v1__tokens__init(c)
        if !accessToken.isEmpty { c.pointee.access_token = arena.string(accessToken) }
        if !tokenType.isEmpty { c.pointee.token_type = arena.string(tokenType) }
        c.pointee.expires_in = expiresIn
        if !refreshToken.isEmpty { c.pointee.refresh_token = arena.string(refreshToken) }
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
        switch c.pointee.proof_case.rawValue {
        case 2: proof = .totpCode(arena.string(c.pointee.totp_code))
        case 3: proof = .recoveryCode(arena.string(c.pointee.recovery_code))
        default: break
        }
        rememberDevice = c.pointee.remember_device != 0
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__VerifyMfaRequest.self)
        pynomaly__auth__v1__verify_mfa_request__init(c)
        if !challengeToken.isEmpty { c.pointee.challenge_token = arena.string(challengeToken) }
        switch proof {
        case .totpCode(let value):
            c.pointee.proof_case = .init(rawValue: 2)
            c.pointee.totp_code = arena.string(value)
        case .recoveryCode(let value):
            c.pointee.proof_case = .init(rawValue: 3)
            c.pointee.recovery_code = arena.string(value)
        case nil: break
        }
        c.pointee.remember_device = rememberDevice ? 1 : 0
    }
}

extension AuthV1.VerifyMfaResponse {
    package static var messageName: String { "pynomaly.auth.v1.VerifyMfaResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__verify_mfa_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__VerifyMfaResponse.self)
        tokens = arena.message(c.pointee.tokens)
        deviceToken = arena.string(c.pointee.device_token)
        deviceExpireTime = arena.message(c.pointee.device_expire_time)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__VerifyMfaResponse.self)
        pynomaly__auth__v1__verify_mfa_response__init(c)
        if let tokens { c.pointee.tokens = arena.fill(tokens) }
        if !deviceToken.isEmpty { c.pointee.device_token = arena.string(deviceToken) }
        if let deviceExpireTime { c.pointee.device_expire_time = arena.fill(deviceExpireTime) }
    }
}

extension AuthV1.RefreshTokenRequest {
    package static var messageName: String { "pynomaly.auth.v1.RefreshTokenRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__refresh_token_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RefreshTokenRequest.self)
        refreshToken = arena.string(c.pointee.refresh_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RefreshTokenRequest.self)
        pynomaly__auth__v1__refresh_token_request__init(c)
        if !refreshToken.isEmpty { c.pointee.refresh_token = arena.string(refreshToken) }
    }
}

extension AuthV1.RefreshTokenResponse {
    package static var messageName: String { "pynomaly.auth.v1.RefreshTokenResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__refresh_token_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RefreshTokenResponse.self)
        tokens = arena.message(c.pointee.tokens)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RefreshTokenResponse.self)
        pynomaly__auth__v1__refresh_token_response__init(c)
        if let tokens { c.pointee.tokens = arena.fill(tokens) }
    }
}

extension AuthV1.LogoutRequest {
    package static var messageName: String { "pynomaly.auth.v1.LogoutRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__logout_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__LogoutRequest.self)
        pynomaly__auth__v1__logout_request__init(c)
    }
}

extension AuthV1.StepUpRequest {
    package static var messageName: String { "pynomaly.auth.v1.StepUpRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__step_up_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__StepUpRequest.self)
        totpCode = arena.string(c.pointee.totp_code)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__StepUpRequest.self)
        pynomaly__auth__v1__step_up_request__init(c)
        if !totpCode.isEmpty { c.pointee.totp_code = arena.string(totpCode) }
    }
}

extension AuthV1.StepUpResponse {
    package static var messageName: String { "pynomaly.auth.v1.StepUpResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__step_up_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__StepUpResponse.self)
        tokens = arena.message(c.pointee.tokens)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__StepUpResponse.self)
        pynomaly__auth__v1__step_up_response__init(c)
        if let tokens { c.pointee.tokens = arena.fill(tokens) }
    }
}

extension AuthV1.RequestPasswordResetRequest {
    package static var messageName: String { "pynomaly.auth.v1.RequestPasswordResetRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__request_password_reset_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RequestPasswordResetRequest.self)
        username = arena.string(c.pointee.username)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RequestPasswordResetRequest.self)
        pynomaly__auth__v1__request_password_reset_request__init(c)
        if !username.isEmpty { c.pointee.username = arena.string(username) }
    }
}

extension AuthV1.ConfirmPasswordResetRequest {
    package static var messageName: String { "pynomaly.auth.v1.ConfirmPasswordResetRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__confirm_password_reset_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ConfirmPasswordResetRequest.self)
        resetToken = arena.string(c.pointee.reset_token)
        newPassword = arena.string(c.pointee.new_password)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ConfirmPasswordResetRequest.self)
        pynomaly__auth__v1__confirm_password_reset_request__init(c)
        if !resetToken.isEmpty { c.pointee.reset_token = arena.string(resetToken) }
        if !newPassword.isEmpty { c.pointee.new_password = arena.string(newPassword) }
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

extension AuthV1.RotateSigningKeyRequest {
    package static var messageName: String { "pynomaly.auth.v1.RotateSigningKeyRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__rotate_signing_key_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RotateSigningKeyRequest.self)
        revokePrevious = c.pointee.revoke_previous != 0
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RotateSigningKeyRequest.self)
        pynomaly__auth__v1__rotate_signing_key_request__init(c)
        c.pointee.revoke_previous = revokePrevious ? 1 : 0
    }
}

extension AuthV1.RotateSigningKeyResponse {
    package static var messageName: String { "pynomaly.auth.v1.RotateSigningKeyResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__rotate_signing_key_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RotateSigningKeyResponse.self)
        keyId = arena.string(c.pointee.key_id)
        activateTime = arena.message(c.pointee.activate_time)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RotateSigningKeyResponse.self)
        pynomaly__auth__v1__rotate_signing_key_response__init(c)
        if !keyId.isEmpty { c.pointee.key_id = arena.string(keyId) }
        if let activateTime { c.pointee.activate_time = arena.fill(activateTime) }
    }
}

extension AuthV1.ExchangeApiKeyRequest {
    package static var messageName: String { "pynomaly.auth.v1.ExchangeApiKeyRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__exchange_api_key_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ExchangeApiKeyRequest.self)
        apiKey = arena.string(c.pointee.api_key)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ExchangeApiKeyRequest.self)
        pynomaly__auth__v1__exchange_api_key_request__init(c)
        if !apiKey.isEmpty { c.pointee.api_key = arena.string(apiKey) }
    }
}

extension AuthV1.ExchangeApiKeyResponse {
    package static var messageName: String { "pynomaly.auth.v1.ExchangeApiKeyResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__exchange_api_key_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ExchangeApiKeyResponse.self)
        accessToken = arena.string(c.pointee.access_token)
        expiresIn = c.pointee.expires_in
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ExchangeApiKeyResponse.self)
        pynomaly__auth__v1__exchange_api_key_response__init(c)
        if !accessToken.isEmpty { c.pointee.access_token = arena.string(accessToken) }
        c.pointee.expires_in = expiresIn
    }
}

extension AuthV1.IssueServiceTokenRequest {
    package static var messageName: String { "pynomaly.auth.v1.IssueServiceTokenRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__issue_service_token_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__IssueServiceTokenRequest.self)
        service = arena.string(c.pointee.service)
        secret = arena.string(c.pointee.secret)
        audience = arena.string(c.pointee.audience)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__IssueServiceTokenRequest.self)
        pynomaly__auth__v1__issue_service_token_request__init(c)
        if !service.isEmpty { c.pointee.service = arena.string(service) }
        if !secret.isEmpty { c.pointee.secret = arena.string(secret) }
        if !audience.isEmpty { c.pointee.audience = arena.string(audience) }
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

extension AuthV1.WatchRevocationsRequest {
    package static var messageName: String { "pynomaly.auth.v1.WatchRevocationsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__watch_revocations_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__WatchRevocationsRequest.self)
        cursor = c.pointee.cursor
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__WatchRevocationsRequest.self)
        pynomaly__auth__v1__watch_revocations_request__init(c)
        c.pointee.cursor = cursor
    }
}

extension AuthV1.WatchRevocationsResponse {
    package static var messageName: String { "pynomaly.auth.v1.WatchRevocationsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__watch_revocations_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__WatchRevocationsResponse.self)
        cursor = c.pointee.cursor
        revocations = arena.messages(c.pointee.revocations, c.pointee.n_revocations)
        hasMore = c.pointee.has_more != 0
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__WatchRevocationsResponse.self)
        pynomaly__auth__v1__watch_revocations_response__init(c)
        c.pointee.cursor = cursor
        c.pointee.n_revocations = revocations.count
        c.pointee.revocations = arena.messages(revocations)
        c.pointee.has_more = hasMore ? 1 : 0
    }
}

extension AuthV1.Revocation {
    package static var messageName: String { "pynomaly.auth.v1.Revocation" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__revocation__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__Revocation.self)
        switch c.pointee.subject_case.rawValue {
        case 1: subject = .sessionId(arena.string(c.pointee.session_id))
        case 2: subject = .keyId(arena.string(c.pointee.key_id))
        default: break
        }
        expireTime = arena.message(c.pointee.expire_time)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__Revocation.self)
        pynomaly__auth__v1__revocation__init(c)
        switch subject {
        case .sessionId(let value):
            c.pointee.subject_case = .init(rawValue: 1)
            c.pointee.session_id = arena.string(value)
        case .keyId(let value):
            c.pointee.subject_case = .init(rawValue: 2)
            c.pointee.key_id = arena.string(value)
        case nil: break
        }
        if let expireTime { c.pointee.expire_time = arena.fill(expireTime) }
    }
}
