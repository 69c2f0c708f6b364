import Messages
import RPC

/// What a user brings as their second factor.
enum FactorProof: Sendable {
    case totpCode(String)
    case recoveryCode(String)

    init(_ proof: AuthV1.VerifyMfaRequest.Proof?) throws(RPCError) {
        switch proof {
        case .totpCode(let code): self = .totpCode(code)
        case .recoveryCode(let code): self = .recoveryCode(code)
        case nil: throw .invalidArgument(field: "proof", "give a totp_code or a recovery_code")
        }
    }

    var proofs: Proofs {
        switch self {
        case .totpCode: .code
        case .recoveryCode: .recoveryCode
        }
    }
}
