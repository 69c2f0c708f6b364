import CLinux
import Glibc

/// A thread of our own: the cooperative pool's must never block.
enum Thread {
    private final class Start {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Starts a detached thread; false if the system has none left.
    static func start(_ name: String, _ body: @escaping @Sendable () -> Void) -> Bool {
        var thread = pthread_t()
        let start = Unmanaged.passRetained(
            Start {
                clinux_name_thread(name)
                body()
            })
        let failure = pthread_create(
            &thread, nil,
            { argument in
                // Balances the retain above; pthread_create hands on the pointer it was given.
                guard let argument else { return nil }
                Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, start.toOpaque())
        guard failure == 0 else {
            start.release()
            return false
        }
        pthread_detach(thread)
        return true
    }
}
