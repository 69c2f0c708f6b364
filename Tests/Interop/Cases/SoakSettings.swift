/// How long and how patiently the soak cases call. The defaults are the description's.
package struct SoakSettings: Sendable {
    package var iterations = 10
    package var failuresMax = 0
    package var iterationLatencyMax: Duration = .seconds(1)
    package var overallTimeout: Duration = .seconds(10)
    package var timeBetweenCallsMin: Duration = .zero
    package var requestBytes = Sizes.largeRequest
    package var responseBytes = Sizes.largeResponse
    /// Workers that share the iterations.
    package var workers = 1

    package init() {}
}
