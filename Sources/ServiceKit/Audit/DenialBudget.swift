import FoundationEssentials

/// Which refusals are written down one by one, and which are only counted: whoever is refused in a loop must not fill
/// the outbox. What is counted becomes one event when the window ends.
struct DenialBudget {
    enum Verdict {
        case single
        case counted
        /// Too many callers are refused to remember one more.
        case overflow
    }

    private struct Account {
        var last: AuditEvent
        var singles = 0
        /// How often each method was refused beyond those.
        var counted: [String: Int] = [:]
    }

    private var accounts: [String: Account] = [:]

    /// - Parameter event: whose resource is the method that was refused.
    mutating func take(_ event: AuditEvent) -> Verdict {
        let subject = event.actor.name
        guard accounts[subject] != nil || accounts.count < ServiceLimits.auditDenialSubjectsMax else {
            return .overflow
        }
        var account = accounts[subject] ?? Account(last: event)
        account.last = event
        defer { accounts[subject] = account }
        guard account.singles == ServiceLimits.auditDenialsMax else {
            account.singles += 1
            return .single
        }
        account.counted[event.resource, default: 0] += 1
        return .counted
    }

    /// Begins the next window, and returns an event of each caller who was only counted in part of the last one.
    mutating func endWindow() -> [AuditEvent] {
        defer { accounts = [:] }
        return accounts.values.compactMap { account in
            guard !account.counted.isEmpty else { return nil }
            let last = account.last
            let methods = account.counted.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            return AuditEvent(
                tenant: last.tenant, time: last.time, actor: last.actor, action: last.action, resource: "",
                result: .denied,
                detail: "\(account.counted.values.reduce(0, +)) more within a minute: \(methods)")
        }
    }
}
