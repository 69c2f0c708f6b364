import Glibc
import Logging
import Telemetry
import UnixSignals

/// The `serve` command: from the start to the signal that ends it.
struct Serving: Sendable {
    var definition: ServiceDefinition
    var settings: ServiceSettings
    var logger: Logger
    var registry: PrometheusRegistry

    private enum Ending: Sendable {
        case asked(String)
        case failed(any Error)
    }

    func run() async throws -> Int32 {
        let begin = ContinuousClock.now
        let service = try await RunningService.start(definition, settings, logger: logger, registry: registry)
        tellStarted(service, since: begin)
        let ending = await ending(of: service)
        switch ending {
        case .asked(let who): logger.info("stopping", metadata: ["reason": .string(who)])
        case .failed(let error): logger.critical("stopping", metadata: ["error": .string("\(error)")])
        }
        await service.stop()
        logger.info("stopped")
        if case .failed = ending { return ExitCode.failure }
        return 0
    }

    private func tellStarted(_ service: RunningService, since begin: ContinuousClock.Instant) {
        var metadata: Logger.Metadata = [
            "admin_port": .stringConvertible(service.adminPort),
            "start_ms": .stringConvertible(begin.duration(to: .now).milliseconds),
        ]
        if service.rpcPort > 0 { metadata["rpc_port"] = .stringConvertible(service.rpcPort) }
        for (name, port) in service.listenerPorts { metadata["\(name)_port"] = .stringConvertible(port) }
        logger.info("started", metadata: metadata)
    }

    /// Waits for a signal, for the end of standard input where that was asked for, or for a failure.
    ///
    /// The waiters are left to themselves afterwards: none of them can be woken, and a second signal still counts.
    private func ending(of service: RunningService) async -> Ending {
        let (endings, tell) = AsyncStream<Ending>.makeStream()
        Task {
            var isAsked = false
            for await signal in await UnixSignalsSequence(trapping: .sigterm, .sigint) {
                if isAsked { exit(ExitCode.failure) }
                isAsked = true
                tell.yield(.asked("\(signal)"))
            }
        }
        Task { tell.yield(.failed(await service.waitForFailure())) }
        if settings.stopsWithInput { StandardInput.whenEnded { tell.yield(.asked("end of input")) } }
        for await ending in endings { return ending }
        return .asked("cancellation")
    }
}
