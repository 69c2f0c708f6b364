import Crypto
import FoundationEssentials
import RPC
import ServiceKit

/// `pynomaly-auth bootstrap-admin [--username admin] [--if-absent true]`
enum BootstrapCommand {
    static let command = ServiceCommand(
        name: "bootstrap-admin",
        help: "create the first super_admin, or let a lost one in again: prints a one-time password",
        settings: [
            SettingDeclaration("USERNAME", "the administrator's name; default admin"),
            .secret("ADMIN_PASSWORD", "the one-time password, instead of a random one that is printed"),
            SettingDeclaration("IF_ABSENT", "true: leave an administrator who exists alone"),
        ],
        run: run)

    private static func run(_ environment: ServiceEnvironment) async throws {
        let values = environment.settings.values
        if let key = try values.secret("SECRET_KEY") {
            try await SealCheck.requireRightKey(
                key, previous: { try values.secret("SECRET_KEY_PREVIOUS") }, pool: environment.pool)
        }
        // Not the shell's USERNAME: only the option counts.
        let username = values.flag("USERNAME") ?? "admin"
        let given = try values.secret("ADMIN_PASSWORD")
        let password = try given ?? AdminBootstrap.makePassword()
        let result = try await AdminBootstrap(pool: environment.pool, clock: .system).run(
            username: username, password: password,
            onlyIfAbsent: values.boolean("IF_ABSENT", default: false))
        report(result, username, given == nil ? password : nil)
    }

    /// Standard output is the one place where the password ever shows.
    private static func report(_ result: AdminBootstrap.Result, _ username: String, _ password: Secret?) {
        switch result {
        case .created: print("Created the administrator \(username).")
        case .reset: print("Reset the administrator \(username): the second factor is gone, too.")
        case .unchanged: return print("The administrator \(username) exists; nothing was changed.")
        }
        if let password {
            print("One-time password: \(password.revealText())")
        }
        print("It must be changed at the first login, within 24 hours.")
    }
}
