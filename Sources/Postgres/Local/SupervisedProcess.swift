import CLinux
import Glibc
import Synchronization

/// A server process that can't outlive us.
///
/// A shell stands between: it holds the reading end of a pipe of ours, and when that ends, because we asked or because
/// we died of whatever, it stops the server and clears up. Should the shell be killed, the kernel tells the server
/// (setpriv's `--pdeathsig`, which counts the death of the starting *thread*; a shell has only one).
package final class SupervisedProcess: Sendable {
    /// Arguments: how many paths to remove, these paths, then the command.
    private static let script = """
        trap '' INT TERM HUP
        count=$1; shift
        removed=
        while [ "$count" -gt 0 ]; do removed="$removed $1"; shift; count=$((count - 1)); done
        exec 3<&0
        "$@" </dev/null 3<&- &
        server=$!
        {
            read -r _ <&3
            kill -INT "$server"
            tenths=0
            while kill -0 "$server" && [ "$tenths" -lt 100 ]; do sleep 0.1; tenths=$((tenths + 1)); done
            kill -QUIT "$server"
        } 2>/dev/null &
        guard=$!
        exec 3<&-
        wait "$server"
        code=$?
        kill -KILL "$guard" 2>/dev/null
        rm -rf -- $removed
        exit "$code"
        """

    /// Closing it ends the server. -1 when closed.
    private let lifeline: Mutex<Int32>
    private let ending = Ending()

    private init(lifeline: Int32) { self.lifeline = Mutex(lifeline) }

    deinit { cutLifeline() }

    /// Starts a server. `paths` (without blanks in them) are removed when it has ended.
    package static func start(
        _ command: [String], log: String, removingAfterwards paths: [String]
    ) throws(LocalClusterError) -> SupervisedProcess {
        guard !paths.contains(where: { $0.contains(where: \.isWhitespace) }) else {
            throw LocalClusterError("the cluster's folder must have no blanks in its name")
        }
        var ends: [Int32] = [-1, -1]
        guard clinux_pipe(&ends) == 0 else { throw LocalClusterError("no descriptors left") }
        defer { close(ends[0]) }
        let shell = ["/bin/sh", "-c", script, "supervisor", "\(paths.count)"] + paths + command
        let process = spawn(shell, input: ends[0], log: log)
        guard process > 0 else {
            close(ends[1])
            throw LocalClusterError("/bin/sh can't be started: \(String(cString: strerror(-process)))")
        }
        let supervised = SupervisedProcess(lifeline: ends[1])
        let ending = supervised.ending
        guard Thread.start("pg-supervisor", { ending.reached(code: clinux_wait(process)) }) else {
            throw LocalClusterError("no thread left to supervise PostgreSQL with")
        }
        return supervised
    }

    /// Runs a program to its end and returns its exit code.
    static func run(_ command: [String], log: String) async throws(LocalClusterError) -> Int32 {
        let code = await BlockingThreads.shared.run { () -> Int32 in
            let process = spawn(command, input: -1, log: log)
            return process > 0 ? clinux_wait(process) : process
        }
        guard code >= 0 else { throw LocalClusterError("\(command[0]) can't be started") }
        return code
    }

    package var hasEnded: Bool { ending.code != nil }

    /// Returns when the server has ended and its folders are gone.
    package func stop() async {
        cutLifeline()
        await ending.wait()
    }

    private func cutLifeline() {
        lifeline.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }

    private static func spawn(_ command: [String], input: Int32, log: String) -> Int32 {
        // Nothing of the caller's environment: PGDATA and its kin would lead the server astray.
        withMutableCStrings(command) { arguments in
            withMutableCStrings(["PATH=/usr/bin:/bin", "LC_ALL=C"]) { environment in
                clinux_spawn(command[0], arguments, environment, input, log)
            }
        }
    }

    /// As `posix_spawn` wants them, which never writes to them.
    private static func withMutableCStrings<R>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> R
    ) -> R {
        withCStrings(strings) { pointers in
            guard let pointers else { return body(nil) }
            return pointers.withMemoryRebound(to: UnsafeMutablePointer<CChar>?.self, capacity: strings.count + 1) {
                body($0)
            }
        }
    }
}

/// The end of a process, for any number who wait for it.
private final class Ending: Sendable {
    private enum State {
        case running([UnsafeContinuation<Void, Never>])
        case ended(code: Int32)
    }

    private let state = Mutex(State.running([]))

    var code: Int32? {
        state.withLock { if case .ended(let code) = $0 { code } else { nil } }
    }

    func reached(code: Int32) {
        let waiting = state.withLock { state -> [UnsafeContinuation<Void, Never>] in
            defer { state = .ended(code: code) }
            guard case .running(let waiting) = state else { return [] }
            return waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func wait() async {
        await withUnsafeContinuation { continuation in
            let hasEnded = state.withLock { state in
                guard case .running(let waiting) = state else { return true }
                state = .running(waiting + [continuation])
                return false
            }
            if hasEnded { continuation.resume() }
        }
    }
}
