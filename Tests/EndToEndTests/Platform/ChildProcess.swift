import CLinux
import Glibc
import Synchronization

/// A process of ours that can't outlive the test: it holds the reading end of a pipe of ours as standard input and is
/// told to stop when that ends.
final class ChildProcess: Sendable {
    let pid: pid_t
    private let lifeline: Int32
    private let exit: Task<Int32, Never>

    struct SpawnError: Error {
        var program: String
        var code: Int32
    }

    convenience init(
        _ program: String, _ arguments: [String] = [], environment: [String: String], output: String
    ) throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SpawnError(program: program, code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        try self.init(
            program, arguments, environment: environment, input: ends[0], lifeline: ends[1], output: output)
    }

    /// Takes both ends: `input` is the child's, and what is read there ends when `lifeline` is closed.
    init(
        _ program: String, _ arguments: [String], environment: [String: String], input: Int32, lifeline: Int32,
        output: String
    ) throws {
        self.lifeline = lifeline
        let result = Self.spawn(program, arguments, environment, input: input, output: output)
        close(input)
        switch result {
        case .success(let pid): self.pid = pid
        case .failure(let error):
            close(lifeline)
            throw error
        }
        exit = Self.wait(for: pid)
    }

    deinit {
        close(lifeline)
    }

    func signal(_ number: Int32) {
        kill(pid, number)
    }

    /// The exit code, or 128 and the signal that ended it, as shells count.
    func exitCode() async -> Int32 {
        await exit.value
    }

    func stop() async -> Int32 {
        signal(SIGTERM)
        return await exitCode()
    }

    private static func spawn(
        _ program: String, _ arguments: [String], _ environment: [String: String], input: Int32, output: String
    ) -> Result<pid_t, SpawnError> {
        let argv = ([program] + arguments).map { strdup($0) } + [nil]
        let envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        let pid = clinux_spawn(program, argv, envp, input, output)
        return pid > 0 ? .success(pid) : .failure(SpawnError(program: program, code: -pid))
    }

    /// Waits on a thread of its own: `waitpid` blocks, and the test's threads are few.
    private static func wait(for pid: pid_t) -> Task<Int32, Never> {
        Task {
            await withCheckedContinuation { continuation in
                let body = ThreadBody {
                    var status: Int32 = 0
                    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
                    let signal = status & 0x7f
                    continuation.resume(returning: signal == 0 ? (status >> 8) & 0xff : 128 + signal)
                }
                body.start()
            }
        }
    }
}

/// One closure on one detached thread.
private final class ThreadBody: Sendable {
    private let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }

    func start() {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self).toOpaque()
        pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, context)
        pthread_detach(thread)
    }
}
