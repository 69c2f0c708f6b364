import ArgumentParser
import InteropCases

/// The flags of the soak cases.
struct SoakOptions: ParsableArguments {
    @Option(name: .customLong("soak_iterations"))
    var iterations = SoakSettings().iterations

    @Option(name: .customLong("soak_max_failures"))
    var failuresMax = SoakSettings().failuresMax

    @Option(name: .customLong("soak_per_iteration_max_acceptable_latency_ms"))
    var iterationLatencyMillisecondsMax = 1000

    @Option(name: .customLong("soak_overall_timeout_seconds"))
    var overallTimeoutSeconds = 10

    @Option(name: .customLong("soak_min_time_ms_between_rpcs"))
    var millisecondsBetweenCallsMin = 0

    @Option(name: .customLong("soak_request_size"))
    var requestBytes = SoakSettings().requestBytes

    @Option(name: .customLong("soak_response_size"))
    var responseBytes = SoakSettings().responseBytes

    @Option(name: .customLong("soak_num_threads"), help: "Iterations that run at once.")
    var workers = SoakSettings().workers

    func validate() throws {
        for (name, value) in [("request", requestBytes), ("response", responseBytes)] where value < 0 {
            throw ValidationError("--soak_\(name)_size is a number of bytes, not \(value).")
        }
        guard workers > 0 else { throw ValidationError("--soak_num_threads is at least 1.") }
    }

    var settings: SoakSettings {
        var settings = SoakSettings()
        settings.iterations = iterations
        settings.failuresMax = failuresMax
        settings.iterationLatencyMax = .milliseconds(iterationLatencyMillisecondsMax)
        settings.overallTimeout = .seconds(overallTimeoutSeconds)
        settings.timeBetweenCallsMin = .milliseconds(millisecondsBetweenCallsMin)
        settings.requestBytes = requestBytes
        settings.responseBytes = responseBytes
        settings.workers = workers
        return settings
    }
}
