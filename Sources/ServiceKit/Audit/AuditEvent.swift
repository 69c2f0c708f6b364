package import FoundationEssentials
package import RPC

/// A security-relevant act, as the service in which it happens writes it down.
package struct AuditEvent: Sendable {
    package enum Result: Sendable {
        case succeeded
        case denied
    }

    package var id: UUID
    package var tenant: UUID
    package var time: Date
    package var actor: AuditActor
    /// What was done: "auth.login", "users.disable", "datasets.delete".
    package var action: String
    /// The name of what it was done to.
    package var resource: String
    package var result: Result
    /// Why it was denied, or what was changed; never a secret.
    package var detail: String

    package init(
        tenant: UUID, time: Date, actor: AuditActor, action: String, resource: String, result: Result = .succeeded,
        detail: String = ""
    ) {
        id = UUID()
        self.tenant = tenant
        self.time = time
        self.actor = actor
        self.action = action
        self.resource = resource
        self.result = result
        self.detail = detail
    }
}

/// Who does something, with what, and from where.
package struct AuditActor: Sendable {
    /// "users/{user}", "services/{service}", or empty for somebody unknown.
    package var name: String
    /// The name that somebody signs in with or tries to; auth knows those of users who have signed in.
    package var username: String
    package var sessionID: String
    package var origin: CallOrigin

    package init(name: String = "", username: String = "", sessionID: String = "", origin: CallOrigin) {
        self.name = name
        self.username = username
        self.sessionID = sessionID
        self.origin = origin
    }
}

extension AuditActor {
    /// A service by itself, in nobody's name.
    package static func service(_ service: PlatformService) -> AuditActor {
        AuditActor(name: "services/\(service.rawValue)", origin: CallOrigin())
    }
}

extension ServerContext {
    /// The caller, as audit events name them.
    package var auditActor: AuditActor {
        guard let principal else { return AuditActor(origin: origin) }
        let collection = principal.kind == .service ? "services" : "users"
        return AuditActor(
            name: "\(collection)/\(principal.subject)", sessionID: principal.sessionID, origin: origin)
    }
}
