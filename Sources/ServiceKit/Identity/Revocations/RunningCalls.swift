import RPC

/// The calls that may last, by the session that each was admitted for.
struct RunningCalls {
    private struct Call {
        let context: ServerContext
        let keyID: String
    }

    private var sessions: [String: [ObjectIdentifier: Call]] = [:]

    var count: Int { sessions.values.reduce(0) { $0 + $1.count } }

    mutating func add(_ context: ServerContext, session: String, keyID: String) {
        sessions[session, default: [:]][ObjectIdentifier(context)] = Call(context: context, keyID: keyID)
    }

    mutating func remove(_ id: ObjectIdentifier, session: String) {
        sessions[session]?[id] = nil
        if sessions[session]?.isEmpty == true { sessions[session] = nil }
    }

    /// Takes out the calls of sessions that ended, and those whose tokens a withdrawn key had signed.
    mutating func take(sessions ended: Set<String>, keys: Set<String>) -> [ServerContext] {
        var taken: [ServerContext] = []
        for session in ended {
            guard let calls = sessions.removeValue(forKey: session) else { continue }
            taken += calls.values.map(\.context)
        }
        guard !keys.isEmpty else { return taken }
        // Keys are withdrawn in an emergency only, so they need no index.
        for (session, calls) in sessions {
            for (id, call) in calls where keys.contains(call.keyID) {
                taken.append(call.context)
                remove(id, session: session)
            }
        }
        return taken
    }
}
