import Synchronization

/// What a service says about itself: whether it wants traffic, and which of its dependencies work.
///
/// Readiness follows the service's own life only. A dependency that all replicas share degrades health instead: if it
/// took readiness away, one blip would empty every Service at once.
package final class HealthBoard: Sendable {
    package enum Phase: Sendable, Equatable {
        /// Not yet; the text says what is waited for.
        case starting(String)
        case ready
        case draining
    }

    private struct State {
        var phase: Phase = .starting("starting")
        /// A check's name and its trouble, nil when it is well.
        var checks: [String: String?] = [:]
        var watchers: [Int: AsyncStream<Phase>.Continuation] = [:]
        var lastWatcher = 0
    }

    private let state = Mutex(State())
    package let service: String

    package init(service: String) {
        self.service = service
    }

    package var phase: Phase { state.withLock { $0.phase } }
    package var isReady: Bool { phase == .ready }

    /// Draining is final.
    package func enter(_ phase: Phase) {
        state.withLock { state in
            guard state.phase != .draining, state.phase != phase else { return }
            state.phase = phase
            for watcher in state.watchers.values { watcher.yield(phase) }
        }
    }

    /// The phase as it is and as it becomes; one who reads slowly sees the last change only.
    package func phases() -> AsyncStream<Phase> {
        let (stream, continuation) = AsyncStream<Phase>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.lastWatcher += 1
            state.watchers[state.lastWatcher] = continuation
            continuation.yield(state.phase)
            return state.lastWatcher
        }
        continuation.onTermination = { [weak self] _ in self?.forget(number) }
        return stream
    }

    private func forget(_ watcher: Int) {
        state.withLock { _ = $0.watchers.removeValue(forKey: watcher) }
    }

    package func report(_ check: String, trouble: String?) {
        state.withLock { $0.checks[check] = .some(trouble) }
    }

    package var troubles: [String: String] {
        state.withLock { state in state.checks.compactMapValues { $0 } }
    }

    /// For `/health`: the process answers, so the status is 200 whatever its dependencies do; restarting it would not
    /// mend them.
    package var healthJSON: String {
        let checks = state.withLock { $0.checks }
        let status = checks.values.contains { $0 != nil } ? "degraded" : "ok"
        let fields = checks.keys.sorted().map { name in
            "\(Self.quoted(name)):\(Self.quoted((checks[name] ?? nil) ?? "ok"))"
        }
        return
            #"{"status":"\#(status)","service":\#(Self.quoted(service)),"checks":{\#(fields.joined(separator: ","))}}"#
    }

    /// For `/ready`: 200 or 503.
    package var readyJSON: String {
        switch phase {
        case .ready: #"{"status":"ready"}"#
        case .draining: #"{"status":"draining"}"#
        case .starting(let reason): #"{"status":"starting","reason":\#(Self.quoted(reason))}"#
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..."\u{1f}": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
