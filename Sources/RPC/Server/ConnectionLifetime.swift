import NIOCore

/// When a connection has lived or idled long enough (gRFC A9): first it is drained, so that its client goes to another
/// server or comes back, then what is still called on it is cancelled.
///
/// It is asked at the end of each wait and not at each call: that there were calls shows in the last stream's id. So a
/// connection idles up to a quarter longer than its limit.
struct ConnectionLifetime {
    enum Action: Equatable {
        case none
        case wait(TimeAmount)
        /// To be performed with `drained` after it.
        case drain(reason: String)
        case cancelCalls
    }

    private enum Phase { case living, draining, over }

    private let idleMax: TimeAmount?
    private let grace: TimeAmount?
    private let end: NIODeadline?
    private var phase = Phase.living
    private var idleSince: NIODeadline
    private var lastStream: Int32 = 0

    /// - Parameter generator: spreads the ends of connections that began together, by ±10 %.
    init(
        ageMax: Duration?, idleMax: Duration?, grace: Duration?, now: NIODeadline,
        using generator: inout some RandomNumberGenerator
    ) {
        end = ageMax.map { now + TimeAmount($0 * Double.random(in: 0.9...1.1, using: &generator)) }
        self.idleMax = idleMax.map { TimeAmount($0) }
        self.grace = grace.map { TimeAmount($0) }
        idleSince = now
    }

    /// How long to wait before the next question; none means never.
    func nextWait(now: NIODeadline) -> Action {
        guard phase == .living else { return .none }
        let untilEnd = end.map { $0 - now }
        let step = idleMax.map { TimeAmount.nanoseconds(max(1, $0.nanoseconds / 4)) }
        guard let soonest = [untilEnd, step].compactMap({ $0 }).min() else { return .none }
        return .wait(max(soonest, .zero))
    }

    /// - Parameters:
    ///   - hasCalls: whether a call is under way.
    ///   - lastStream: the id of the stream that was opened last.
    mutating func waited(now: NIODeadline, hasCalls: Bool, lastStream: Int32) -> Action {
        switch phase {
        case .living: break
        case .draining:
            phase = .over
            return .cancelCalls
        case .over: return .none
        }
        if let end, now >= end {
            phase = .draining
            return .drain(reason: "max_age")
        }
        if hasCalls || lastStream != self.lastStream { idleSince = now }
        self.lastStream = lastStream
        if let idleMax, now - idleSince >= idleMax {
            phase = .draining
            return .drain(reason: "max_idle")
        }
        return nextWait(now: now)
    }

    /// The connection is being drained: how long its calls may take.
    var drained: Action { grace.map { .wait($0) } ?? .none }
}
