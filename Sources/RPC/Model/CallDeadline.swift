/// The deadline of the call being served: calls made meanwhile inherit it.
package enum CallDeadline {
    @TaskLocal package static var current: ContinuousClock.Instant?

    /// The sooner of what the caller asks for and what the call being served has left.
    static func soonest(_ options: CallOptions) throws(RPCError) -> ContinuousClock.Instant? {
        let now = ContinuousClock.now
        let own = options.timeout.map { now + $0 }
        guard let deadline = [own, current].compactMap(\.self).min() else { return nil }
        guard deadline > now else { throw RPCError(.deadlineExceeded, "The deadline had passed before the call.") }
        return deadline
    }
}
