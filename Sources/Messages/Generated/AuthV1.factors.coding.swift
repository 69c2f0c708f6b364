// Generated from pynomaly/auth/v1/factors.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension AuthV1.TotpFactor {
    package static var messageName: String { "pynomaly.auth.v1.TotpFactor" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__totp_factor__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__TotpFactor.self)
        name = arena.string(c.pointee.name)
        state = AuthV1.TotpFactor.State(rawValue: Int32(truncatingIfNeeded: c.pointee.state.rawValue))
        createTime = arena.message(c.pointee.create_time)
        confirmTime = arena.message(c.pointee.confirm_time)
        recoveryCodesLeft = c.pointee.recovery_codes_left
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__TotpFactor.self)
        pynomaly__auth__v1__totp_factor__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.state = .init(rawValue: .init(truncatingIfNeeded: state.rawValue))
        if let createTime { c.pointee.create_time = arena.fill(createTime) }
        if let confirmTime { c.pointee.confirm_time = arena.fill(confirmTime) }
        c.pointee.recovery_codes_left = recoveryCodesLeft
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
        qrCodeSvg = arena.string(c.pointee.qr_code_svg)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__EnrollTotpResponse.self)
        pynomaly__auth__v1__enroll_totp_response__init(c)
        if !secret.isEmpty { c.pointee.secret = arena.string(secret) }
        if !otpauthUri.isEmpty { c.pointee.otpauth_uri = arena.string(otpauthUri) }
        if !qrCodeSvg.isEmpty { c.pointee.qr_code_svg = arena.string(qrCodeSvg) }
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
        recoveryCodes = arena.strings(c.pointee.recovery_codes, c.pointee.n_recovery_codes)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ConfirmTotpResponse.self)
        pynomaly__auth__v1__confirm_totp_response__init(c)
        if let tokens { c.pointee.tokens = arena.fill(tokens) }
        c.pointee.n_recovery_codes = recoveryCodes.count
        c.pointee.recovery_codes = arena.strings(recoveryCodes)
    }
}

extension AuthV1.GetTotpFactorRequest {
    package static var messageName: String { "pynomaly.auth.v1.GetTotpFactorRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__get_totp_factor_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__GetTotpFactorRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__GetTotpFactorRequest.self)
        pynomaly__auth__v1__get_totp_factor_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension AuthV1.DisableTotpRequest {
    package static var messageName: String { "pynomaly.auth.v1.DisableTotpRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__disable_totp_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__DisableTotpRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__DisableTotpRequest.self)
        pynomaly__auth__v1__disable_totp_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension AuthV1.ResetTotpRequest {
    package static var messageName: String { "pynomaly.auth.v1.ResetTotpRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__reset_totp_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ResetTotpRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ResetTotpRequest.self)
        pynomaly__auth__v1__reset_totp_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension AuthV1.RegenerateRecoveryCodesRequest {
    package static var messageName: String { "pynomaly.auth.v1.RegenerateRecoveryCodesRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__regenerate_recovery_codes_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RegenerateRecoveryCodesRequest.self)
        parent = arena.string(c.pointee.parent)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RegenerateRecoveryCodesRequest.self)
        pynomaly__auth__v1__regenerate_recovery_codes_request__init(c)
        if !parent.isEmpty { c.pointee.parent = arena.string(parent) }
    }
}

extension AuthV1.RegenerateRecoveryCodesResponse {
    package static var messageName: String { "pynomaly.auth.v1.RegenerateRecoveryCodesResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__regenerate_recovery_codes_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RegenerateRecoveryCodesResponse.self)
        recoveryCodes = arena.strings(c.pointee.recovery_codes, c.pointee.n_recovery_codes)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RegenerateRecoveryCodesResponse.self)
        pynomaly__auth__v1__regenerate_recovery_codes_response__init(c)
        c.pointee.n_recovery_codes = recoveryCodes.count
        c.pointee.recovery_codes = arena.strings(recoveryCodes)
    }
}

extension AuthV1.TrustedDevice {
    package static var messageName: String { "pynomaly.auth.v1.TrustedDevice" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__trusted_device__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__TrustedDevice.self)
        name = arena.string(c.pointee.name)
        createTime = arena.message(c.pointee.create_time)
        lastUseTime = arena.message(c.pointee.last_use_time)
        expireTime = arena.message(c.pointee.expire_time)
        clientAddress = arena.string(c.pointee.client_address)
        userAgent = arena.string(c.pointee.user_agent)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__TrustedDevice.self)
        pynomaly__auth__v1__trusted_device__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if let createTime { c.pointee.create_time = arena.fill(createTime) }
        if let lastUseTime { c.pointee.last_use_time = arena.fill(lastUseTime) }
        if let expireTime { c.pointee.expire_time = arena.fill(expireTime) }
        if !clientAddress.isEmpty { c.pointee.client_address = arena.string(clientAddress) }
        if !userAgent.isEmpty { c.pointee.user_agent = arena.string(userAgent) }
    }
}

extension AuthV1.ListTrustedDevicesRequest {
    package static var messageName: String { "pynomaly.auth.v1.ListTrustedDevicesRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__list_trusted_devices_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListTrustedDevicesRequest.self)
        parent = arena.string(c.pointee.parent)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListTrustedDevicesRequest.self)
        pynomaly__auth__v1__list_trusted_devices_request__init(c)
        if !parent.isEmpty { c.pointee.parent = arena.string(parent) }
    }
}

extension AuthV1.ListTrustedDevicesResponse {
    package static var messageName: String { "pynomaly.auth.v1.ListTrustedDevicesResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__list_trusted_devices_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListTrustedDevicesResponse.self)
        trustedDevices = arena.messages(c.pointee.trusted_devices, c.pointee.n_trusted_devices)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__ListTrustedDevicesResponse.self)
        pynomaly__auth__v1__list_trusted_devices_response__init(c)
        c.pointee.n_trusted_devices = trustedDevices.count
        c.pointee.trusted_devices = arena.messages(trustedDevices)
    }
}

extension AuthV1.RevokeTrustedDeviceRequest {
    package static var messageName: String { "pynomaly.auth.v1.RevokeTrustedDeviceRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__auth__v1__revoke_trusted_device_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RevokeTrustedDeviceRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Auth__V1__RevokeTrustedDeviceRequest.self)
        pynomaly__auth__v1__revoke_trusted_device_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}
