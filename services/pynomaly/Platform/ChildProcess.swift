import Subprocess

/// A service as a child that can't outlive us.
///
/// A shell stands between and reads a pipe of ours: when the pipe ends, because we stop or because we died of whatever,
/// it sends the service SIGTERM, as it does when it is told to stop itself. The child has a session of its own, so Ctrl-C at the terminal reaches us alone and the
/// services end in order.
struct ChildProcess: Sendable {
    private static let script = """
        trap '' INT HUP
        log=$1; shift
        exec 3<&0
        "$@" </dev/null 3<&- >>"$log" 2>&1 &
        child=$!
        trap 'kill -TERM "$child" 2>/dev/null' TERM
        { read -r _ <&3; kill -TERM "$child"; } >/dev/null 2>&1 &
        guard=$!
        exec 3<&-
        while wait "$child"; code=$?; kill -0 "$child" 2>/dev/null; do :; done
        kill -KILL "$guard" 2>/dev/null
        exit "$code"
        """

    /// How long a child may take to stop before it is killed.
    static let stopGrace: Duration = .seconds(35)

    var program: String
    var environment: [String: String]
    var log: String

    /// Runs the child until it ends by itself, or is stopped because this task is cancelled. Returns its exit code.
    func run() async throws -> Int {
        let result = try await Subprocess.run(
            .name("sh"), arguments: ["-c", Self.script, "supervisor", log, program],
            environment: Self.environment(environment),
            platformOptions: Self.options, input: .inputWriter, output: .sequence, error: .discarded
        ) { execution in
            // The shell writes nothing: its output ends when it does. Until then the writer stays open.
            for try await _ in execution.standardOutput {}
            try await execution.standardInputWriter.finish()
        }
        switch result.terminationStatus {
        case .exited(let code): return Int(code)
        case .signaled(let signal): return 128 + Int(signal)
        }
    }

    static func environment(_ values: [String: String]) -> Environment {
        .custom(Dictionary(values.map { (Environment.Key(stringLiteral: $0.key), $0.value) }) { first, _ in first })
    }

    private static var options: PlatformOptions {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: stopGrace)]
        return options
    }
}
