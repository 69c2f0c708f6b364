import API
import Messages
import RPC

/// Second factors.
extension UserEndpoints {
    func getTotpFactor(
        _ request: AuthV1.GetTotpFactorRequest, context: ServerContext
    ) async throws -> AuthV1.TotpFactor {
        throw Unfinished.error
    }

    func disableTotp(
        _ request: AuthV1.DisableTotpRequest, context: ServerContext
    ) async throws -> GoogleProtobuf.Empty {
        throw Unfinished.error
    }

    func resetTotp(
        _ request: AuthV1.ResetTotpRequest, context: ServerContext
    ) async throws -> GoogleProtobuf.Empty {
        throw Unfinished.error
    }

    func regenerateRecoveryCodes(
        _ request: AuthV1.RegenerateRecoveryCodesRequest, context: ServerContext
    ) async throws -> AuthV1.RegenerateRecoveryCodesResponse {
        throw Unfinished.error
    }

    func listTrustedDevices(
        _ request: AuthV1.ListTrustedDevicesRequest, context: ServerContext
    ) async throws -> AuthV1.ListTrustedDevicesResponse {
        throw Unfinished.error
    }

    func revokeTrustedDevice(
        _ request: AuthV1.RevokeTrustedDeviceRequest, context: ServerContext
    ) async throws -> GoogleProtobuf.Empty {
        throw Unfinished.error
    }
}
