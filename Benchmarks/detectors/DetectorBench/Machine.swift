import Dispatch
import Glibc

enum Clock {
    /// Of the whole process: user and system.
    static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    static var peakMebibytes: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss / 1024
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

/// Runs everything on one thread.
final class OneThread: TaskExecutor {
    private let queue = DispatchQueue(label: "one thread")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
