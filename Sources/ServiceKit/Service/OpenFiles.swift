import Glibc

enum OpenFiles {
    private static let max: rlim_t = 1 << 20

    /// As many as the system lets the process have: each connection is one, and shells grant 1,024.
    static func raiseLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = Swift.max(limit.rlim_cur, min(limit.rlim_max, max))
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
