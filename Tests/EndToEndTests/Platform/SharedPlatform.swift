import FoundationEssentials
import Glibc
import Messages
import Synchronization
import TestKit

/// One platform for all tests that only use it; it ends with the test process, which holds its lifelines.
struct SharedPlatform: Sendable {
    let platform: TestPlatform
    let admin: SignIn.Outcome

    private static let starting = Task {
        let platform = try await TestPlatform.start()
        folder.withLock { $0 = platform.folder.path }
        atexit { SharedPlatform.removeFolder() }
        let rest = RESTClient(caller: HTTPCaller(port: platform.gatewayPort))
        return SharedPlatform(platform: platform, admin: try await SignIn(rest: rest).run())
    }

    /// What lives as long as the process is not released before its end; its folder must go nevertheless.
    private static let folder = Mutex("")

    private static func removeFolder() {
        let path = folder.withLock { $0 }
        try? FileManager.default.removeItem(atPath: path)
    }

    static func get() async throws -> SharedPlatform { try await starting.value }

    /// The gateway as the administrator, as somebody else, or as nobody.
    var rest: RESTClient { RESTClient(caller: HTTPCaller(port: platform.gatewayPort, token: admin.token)) }
    var anonymous: RESTClient { RESTClient(caller: HTTPCaller(port: platform.gatewayPort)) }

    func rest(token: String) -> RESTClient { RESTClient(caller: HTTPCaller(port: platform.gatewayPort, token: token)) }
}
