import API
import Crypto
import Messages
import QRCode
import RPC
import ServiceKit

/// Second factors.
extension UserEndpoints {
    func enrollTotp(
        _ request: AuthV1.EnrollTotpRequest, context: ServerContext
    ) async throws -> AuthV1.EnrollTotpResponse {
        let caller = try Caller(context)
        try caller.check(name: request.name, suffix: "/totpFactor")
        let (account, secret) = try await secondFactor.enroll(
            caller, sessions: factors.sessions, actor: context.auditActor)
        let uri = TOTP.keyURI(issuer: "Pynomaly", account: account.username, secret: secret)
        return AuthV1.EnrollTotpResponse(
            secret: secret.withUnsafeBytes { Base32.encode($0) }, otpauthUri: uri,
            qrCodeSvg: try QRMatrix(uri).svg)
    }

    func confirmTotp(
        _ request: AuthV1.ConfirmTotpRequest, context: ServerContext
    ) async throws -> AuthV1.ConfirmTotpResponse {
        let caller = try Caller(context)
        try caller.check(name: request.name, suffix: "/totpFactor")
        let account = try await directory.account(answering: caller)
        let codes = try await failures.booked(
            account.username, counter: caller.challenge == nil ? .enrollment : .account, by: context.auditActor,
            action: "users.confirmTotp"
        ) { attempt in
            let codes = try await secondFactor.confirm(
                request.totpCode, by: caller, sessions: factors.sessions, actor: context.auditActor)
            // In a session it proves nothing that was asked for at the login, so it forgives nothing.
            try await caller.challenge == nil ? failures.succeeded(attempt) : failures.cleared(attempt)
            return codes
        }
        var response = AuthV1.ConfirmTotpResponse(recoveryCodes: codes.map(\.text))
        guard caller.challenge != nil else { return response }
        var confirmed = account
        confirmed.hasFactor = true
        guard
            case .tokens(let tokens) = try await login.proceed(
                confirmed, proofs: [.password, .code], origin: context.origin, attempt: nil)
        else { throw LoginErrors.changedMeanwhile }
        response.tokens = tokens
        return response
    }

    func getTotpFactor(
        _ request: AuthV1.GetTotpFactorRequest, context: ServerContext
    ) async throws -> AuthV1.TotpFactor {
        try await factors.get(request.name, by: Caller(context))
    }

    func disableTotp(
        _ request: AuthV1.DisableTotpRequest, context: ServerContext
    ) async throws -> GoogleProtobuf.Empty {
        try await factors.disable(request.name, by: Caller(context), actor: context.auditActor)
        return GoogleProtobuf.Empty()
    }

    func resetTotp(
        _ request: AuthV1.ResetTotpRequest, context: ServerContext
    ) async throws -> GoogleProtobuf.Empty {
        try await factors.reset(request.name, by: Caller(context), actor: context.auditActor)
        return GoogleProtobuf.Empty()
    }

    func regenerateRecoveryCodes(
        _ request: AuthV1.RegenerateRecoveryCodesRequest, context: ServerContext
    ) async throws -> AuthV1.RegenerateRecoveryCodesResponse {
        let codes = try await factors.regenerateCodes(
            request.parent, by: Caller(context), actor: context.auditActor)
        return AuthV1.RegenerateRecoveryCodesResponse(recoveryCodes: codes.map(\.text))
    }

    func listTrustedDevices(
        _ request: AuthV1.ListTrustedDevicesRequest, context: ServerContext
    ) async throws -> AuthV1.ListTrustedDevicesResponse {
        AuthV1.ListTrustedDevicesResponse(
            trustedDevices: try await devices.list(request.parent, by: Caller(context)))
    }

    func revokeTrustedDevice(
        _ request: AuthV1.RevokeTrustedDeviceRequest, context: ServerContext
    ) async throws -> GoogleProtobuf.Empty {
        try await devices.revoke(request.name, by: Caller(context), actor: context.auditActor)
        return GoogleProtobuf.Empty()
    }
}
