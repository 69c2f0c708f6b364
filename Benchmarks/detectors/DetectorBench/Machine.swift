import Dispatch
import Glibc
import Synchronization

enum Clock {
    /// Of the whole process: user and system.
    static var processorSeconds: Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

    static var wallSeconds: Double { seconds(CLOCK_MONOTONIC) }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

/// What of this process is in memory, in MiB.
///
/// `getrusage` would not do: its peak is that of the process that started this one, where that was larger.
enum ResidentMemory {
    static var now: Double { mebibytes("VmRSS:") }

    static var peak: Double { mebibytes("VmHWM:") }

    /// From here on, the peak is that of what comes.
    static func forgetPeak() {
        guard let file = fopen("/proc/self/clear_refs", "w") else { return }
        fputs("5", file)
        fclose(file)
    }

    private static func mebibytes(_ field: String) -> Double {
        guard let file = fopen("/proc/self/status", "r") else { return .nan }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let words = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
                .split { $0 == " " || $0 == "\t" || $0 == "\n" }
            if words.count > 1, words[0] == field { return (Double(words[1]) ?? .nan) / 1024 }
        }
        return .nan
    }
}

/// Doubles in files, as they lie in memory.
enum Doubles {
    static func read(_ path: String, count: Int) throws -> [Double] {
        guard let file = fopen(path, "rb") else { throw Failure("\(path) can't be read") }
        defer { fclose(file) }
        let values = [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = fread(buffer.baseAddress, MemoryLayout<Double>.stride, count, file)
        }
        guard values.count == count else { throw Failure("\(path) holds \(values.count) numbers, not \(count)") }
        return values
    }

    static func write(_ values: [Double], to path: String) throws {
        guard let file = fopen(path, "wb") else { throw Failure("\(path) can't be written") }
        defer { fclose(file) }
        guard fwrite(values, MemoryLayout<Double>.stride, values.count, file) == values.count else {
            throw Failure("\(path) can't be written")
        }
    }
}

/// Runs everything on a few threads of its own, first come, first served.
final class ThreadPool: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let waiting = DispatchSemaphore(value: 0)

    /// The threads last as long as the process.
    init(threads: Int) {
        for index in 0..<threads {
            DispatchQueue(label: "worker \(index)").async { [self] in
                while true {
                    waiting.wait()
                    let job = jobs.withLock { $0.removeFirst() }
                    job.runSynchronously(on: asUnownedTaskExecutor())
                }
            }
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        waiting.signal()
    }
}
