import Glibc

/// The process's own figures, under the names that every Prometheus client library uses; read at scrape time.
package struct ProcessMetrics: Sendable {
    private let cpu: CounterInstrument
    private let resident: GaugeInstrument
    private let descriptors: GaugeInstrument

    package static func install(in registry: PrometheusRegistry) {
        registry.describe("process_cpu_seconds_total", "User and system CPU time of the process")
        registry.describe("process_resident_memory_bytes", "Resident memory")
        registry.describe("process_open_fds", "Open file descriptors")
        registry.describe("process_start_time_seconds", "When the process started, in seconds since the epoch")
        registry.gauge("process_start_time_seconds").set(Double(time(nil)))
        let metrics = ProcessMetrics(
            cpu: registry.counter("process_cpu_seconds_total"),
            resident: registry.gauge("process_resident_memory_bytes"),
            descriptors: registry.gauge("process_open_fds"))
        metrics.read()
        registry.onScrape { metrics.read() }
    }

    private func read() {
        var usage = rusage()
        if getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
            cpu.advance(to: usage.ru_utime.seconds + usage.ru_stime.seconds)
        }
        if let pages = Self.residentPages() { resident.set(Double(pages) * Double(sysconf(Int32(_SC_PAGESIZE)))) }
        if let count = Self.openDescriptors() { descriptors.set(Double(count)) }
    }

    /// The second number of /proc/self/statm.
    private static func residentPages() -> Int? {
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
        guard count > 0 else { return nil }
        let fields = String(decoding: bytes.prefix(count), as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? Int(fields[1]) : nil
    }

    private static func openDescriptors() -> Int? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        // ".", ".." and the folder's own descriptor are not counted.
        var count = -3
        while readdir(folder) != nil { count += 1 }
        return max(count, 0)
    }
}

extension timeval {
    fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}
