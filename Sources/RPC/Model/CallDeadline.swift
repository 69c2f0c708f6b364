/// The deadline of the call being served: calls made meanwhile inherit it.
package enum CallDeadline {
    @TaskLocal package static var current: ContinuousClock.Instant?
}
