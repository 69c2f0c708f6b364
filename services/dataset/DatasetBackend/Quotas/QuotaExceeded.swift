internal import Messages
internal import RPC
internal import ServiceKit

/// A limit of a tenant, or of the whole database, that a call would pass.
struct QuotaExceeded: RPCErrorConvertible {
    static let reason = "QUOTA_EXCEEDED"

    /// As the pages and settings spell it: `tenant_datasets_max`.
    var limit: String
    var value: Int64
    /// What counts towards the limit just now.
    var used: Int64
    /// What this call wants on top; 0 where it is not known yet.
    var requested: Int64 = 0
    var description: String

    package var rpcError: RPCError {
        var metadata = ["limit": limit, "value": "\(value)", "used": "\(used)"]
        if requested > 0 { metadata["requested"] = "\(requested)" }
        return RPCError(
            .resourceExhausted, description,
            details: [
                GoogleRpc.QuotaFailure(violations: [.init(subject: limit, description: description)]),
                GoogleRpc.ErrorInfo(reason: Self.reason, domain: Refusal.domain, metadata: metadata),
            ])
    }
}
