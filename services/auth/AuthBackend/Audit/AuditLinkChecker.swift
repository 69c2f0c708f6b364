import Crypto

/// Walks along a chain, entry by entry, and stops at the first that is not as it was recorded. Does no I/O.
struct AuditLinkChecker: Sendable {
    struct Problem: Error, Equatable {
        /// Of the first event that is not as it was, or is missing.
        var number: Int64
        var reason: String
    }

    let keys: AuditKeys
    private(set) var place: AuditPlace
    private(set) var checkedCount: Int64 = 0
    /// A place that the chain must pass through.
    private var known: AuditPlace?

    init(keys: AuditKeys, from start: AuditPlace, through known: AuditPlace? = nil) throws(Problem) {
        self.keys = keys
        place = start
        self.known = known
        try checkKnown()
    }

    mutating func check(_ entry: AuditEntry) throws {
        let expected = place.number + 1
        guard entry.place.number >= expected else {
            throw Problem(number: entry.place.number, reason: "it is numbered below the first that is left")
        }
        guard entry.place.number == expected else { throw Problem(number: expected, reason: "it is missing") }
        guard entry.record?.canonicalBytes == entry.event else {
            throw Problem(number: expected, reason: "its fields are not those that were recorded")
        }
        guard let key = keys[entry.keyID] else {
            throw Problem(
                number: expected,
                reason: "it was recorded under the audit key \(entry.keyID), which is not known here")
        }
        let next = try place.next(entry.event, key: key)
        guard constantTimeEquals(next.link, entry.place.link) else {
            throw Problem(number: expected, reason: "its link is not that of this event after the one before")
        }
        place = next
        checkedCount += 1
        try checkKnown()
    }

    /// Whether the chain ends where its head says, and no earlier than a place that is known.
    func checkEnd(_ head: AuditPlace?) throws(Problem) {
        guard let head else {
            guard place == .start else { throw Problem(number: place.number + 1, reason: "the chain has no head") }
            return try checkReached()
        }
        if head.number > place.number {
            throw Problem(number: place.number + 1, reason: "it and what followed up to \(head.number) are missing")
        }
        if head.number < place.number {
            throw Problem(number: head.number + 1, reason: "it lies beyond the chain's head")
        }
        guard constantTimeEquals(head.link, place.link) else {
            throw Problem(number: place.number, reason: "its link is not that of the chain's head")
        }
        try checkReached()
    }

    private func checkReached() throws(Problem) {
        guard let known, known.number > place.number else { return }
        throw Problem(
            number: place.number + 1, reason: "it and what followed up to \(known.number), the head given, are missing")
    }

    private func checkKnown() throws(Problem) {
        guard let known, known.number == place.number, !constantTimeEquals(known.link, place.link) else { return }
        throw Problem(number: place.number, reason: "the chain up to it is another one than that of the head given")
    }
}
