import ServiceKit

/// Keeps one service running: starts it again when it ends unasked, a little later each time, and gives up when that
/// happens too often.
struct ServiceKeeper: Sendable {
    static let restartsMax = 5
    static let firstPause: Duration = .milliseconds(500)
    /// A service that ran this long counts as healthy again.
    static let healthyAfter: Duration = .seconds(60)

    var service: PlatformService
    var child: ChildProcess
    let run = ServiceRun()

    /// Returns when the task is cancelled and the service has ended, or after `giveUp`.
    func keepRunning(giveUp: @Sendable (CommandFailure) -> Void) async {
        var restarts = 0
        while !Task.isCancelled {
            let started = ContinuousClock.now
            let ending = await end()
            guard !Task.isCancelled else { return }
            if started.duration(to: .now) > Self.healthyAfter { restarts = 0 }
            restarts += 1
            guard restarts <= Self.restartsMax else {
                return giveUp(CommandFailure("\(service.rawValue) \(ending) again and again", log: child.log))
            }
            Terminal.remark("\(service.rawValue) \(ending); starting it again.")
            try? await Task.sleep(for: Self.firstPause * (1 << (restarts - 1)))
        }
    }

    private func end() async -> String {
        run.begin()
        defer { run.end() }
        do {
            return "ended with code \(try await child.run())"
        } catch {
            return "could not be run (\(error))"
        }
    }
}
