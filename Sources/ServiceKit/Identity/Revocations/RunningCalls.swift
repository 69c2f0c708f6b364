import RPC

/// The calls that may last, by the session that each was admitted for.
struct RunningCalls {
    private struct Call {
        let context: ServerContext
        let keyID: String
        /// The second from which on it has gone on for too long.
        let end: Int64
    }

    private var sessions: [String: [ObjectIdentifier: Call]] = [:]

    var count: Int { sessions.values.reduce(0) { $0 + $1.count } }

    mutating func add(_ context: ServerContext, session: String, keyID: String, end: Int64) {
        sessions[session, default: [:]][ObjectIdentifier(context)] = Call(context: context, keyID: keyID, end: end)
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
        // Keys are withdrawn in an emergency only, so they need no index.
        if !keys.isEmpty { taken += take { keys.contains($0.keyID) } }
        return taken
    }

    /// Takes out the calls that nobody would be told of any more, should their sessions end.
    mutating func takeOverdue(at time: Int64) -> [ServerContext] { take { $0.end <= time } }

    private mutating func take(where isMeant: (Call) -> Bool) -> [ServerContext] {
        var taken: [ServerContext] = []
        for (session, calls) in sessions {
            for (id, call) in calls where isMeant(call) {
                taken.append(call.context)
                remove(id, session: session)
            }
        }
        return taken
    }
}
