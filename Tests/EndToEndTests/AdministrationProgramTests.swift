import FoundationEssentials
import Messages
import TestKit
import Testing

/// What administrators do daily, by commands.
@Suite(.timeLimit(.minutes(4))) struct AdministrationProgramTests {
    @Test func `users are made, changed and let in again by name`() async throws {
        let shared = try await SharedPlatform.get()
        let admin = try await ProgramTerminal.signedIn(shared, "chief-\(UUID().uuidString.lowercased())")
        let name = "worker-\(UUID().uuidString.lowercased())"
        let password = try admin.write(SignIn.password, to: "password")
        let made = try await admin.run(
            "users", "create", name, "--role", "analyst", "--password-file", password, "--json")
        #expect(made.contains("\"username\":\"\(name)\""))
        #expect(try await admin.run("users", "disable", name).contains("disabled"))
        let disabled = try await admin.run("users", "list", "--filter", "username = \"\(name)\" AND state = DISABLED")
        #expect(disabled.contains(name))
        #expect(try await admin.run("users", "enable", name).contains("active"))
        #expect(try await admin.run("users", "unlock", name).contains(name))
        #expect(try await admin.run("users", "roles", name, "--role", "data_scientist").contains("data_scientist"))
        let reset = try await admin.run("users", "reset-password", name)
        let oneTime = try #require(reset.split(separator: "\n").first.map(String.init))
        let login: AuthV1.LoginResponse = try await shared.anonymous.post(
            "/v1/auth:login", AuthV1.LoginRequest(username: name, password: oneTime))
        guard case .passwordChangeChallenge = login.outcome else {
            Issue.record("the printed password does not sign in: \(login)")
            return
        }
        let unknown = try await admin.run("users", "disable", "nobody-\(name)", code: 1)
        #expect(unknown.contains("no user named"))
    }

    @Test func `tenants are made, suspended and let in again, by id or by name`() async throws {
        let admin = try await ProgramTerminal.signedIn(
            SharedPlatform.get(), "chief-\(UUID().uuidString.lowercased())")
        let title = "Tenant \"\(UUID().uuidString)\" * \\"
        let made = try await admin.run("tenants", "create", title)
        let tenant = try ProgramTerminal.name("tenants/", in: made)
        #expect(try await admin.run("tenants", "suspend", tenant).contains("suspended"))
        #expect(try await admin.run("tenants", "list", "--filter", "state = SUSPENDED").contains(title))
        #expect(try await admin.run("tenants", "resume", tenant).contains("active"))
        #expect(try await admin.run("tenants", "suspend", title).contains("suspended"))
        #expect(try await admin.run("tenants", "resume", title).contains("active"))
        #expect(try await admin.run("tenants", "usage", title).contains("API keys"))
        #expect(try await admin.run("tenants", "suspend", "no \(title)", code: 1).contains("no tenant named"))
        let other = try ProgramTerminal.name("tenants/", in: try await admin.run("tenants", "create", title))
        let twins = try await admin.run("tenants", "suspend", title, code: 1)
        #expect(twins.contains(tenant) && twins.contains(other))
    }

    @Test func `what is called a name does nothing at the terminal that shows it`() async throws {
        let shared = try await SharedPlatform.get()
        let admin = try await ProgramTerminal.signedIn(shared, "chief-\(UUID().uuidString.lowercased())")
        let title = UUID().uuidString
        let _: AuthV1.Tenant = try await shared.rest.post(
            "/v1/tenants", AuthV1.Tenant(displayName: "\u{1B}[2J\n\(title)"))
        let list = try await admin.run("tenants", "list")
        #expect(list.contains("\u{FFFD}[2J\u{FFFD}\(title)") && !list.contains("\u{1B}"))
    }

    @Test func `a super_admin makes the first user of a new tenant, and looks after it`() async throws {
        let admin = try await ProgramTerminal.signedIn(
            SharedPlatform.get(), "chief-\(UUID().uuidString.lowercased())")
        let title = "Tenant \(UUID().uuidString)"
        let tenant = try ProgramTerminal.name("tenants/", in: try await admin.run("tenants", "create", title))
        let name = "first-\(UUID().uuidString.lowercased())"
        let made = try await admin.run(
            "users", "create", name, "--role", "tenant_admin", "--password-file",
            admin.write(SignIn.password, to: "password"), "--tenant", tenant, "--json")
        #expect(made.contains("\"tenant\":\"\(tenant)\""))
        #expect(try await admin.run("users", "list", "--tenant", title).contains(name))
        #expect(try await !admin.run("users", "list").contains(name))
        let id = String(tenant.dropFirst("tenants/".count))
        #expect(try await admin.run("users", "roles", name, "--role", "viewer", "--tenant", id).contains("viewer"))
        #expect(try await admin.run("sessions", "list", "--user", name, "--tenant", id).contains("last renewed"))
        #expect(try await admin.run("audit", "verify", "--tenant", title).contains("as they were written"))

        #expect(try await admin.run("mfa-policy", "show", "--tenant", title).contains("Administrators alone"))
        let set = try await admin.run("mfa-policy", "set", "--roles", "viewer,analyst", "--tenant", title)
        #expect(set.contains("analyst, viewer"))
        #expect(try await admin.run("mfa-policy", "show", "--tenant", title) == set)
        #expect(
            try await admin.run("mfa-policy", "set", "--roles", "boss", "--tenant", title, code: 1).contains("boss"))
        let none = try await admin.run("mfa-policy", "set", "--roles", "", "--tenant", title)
        #expect(none.contains("Administrators alone"))
    }

    @Test func `a user is deleted and brought back, and a lost factor is removed`() async throws {
        let shared = try await SharedPlatform.get()
        let admin = try await ProgramTerminal.signedIn(shared, "chief-\(UUID().uuidString.lowercased())")
        let name = "worker-\(UUID().uuidString.lowercased())"
        let user = try await ProgramTerminal.signedIn(shared, name, role: "data_scientist")
        #expect(try await admin.run("users", "reset-factor", name, code: 1).contains("no second factor"))
        try await user.run(
            "account", "enroll-factor", "--totp-secret-file", user.folder.file("totp"), "--recovery-codes-file",
            user.folder.file("codes"))
        let filter = "username = \"\(name)\" AND mfa_enrolled = true"
        #expect(try await admin.run("users", "list", "--filter", filter).contains(name))
        try await admin.run("users", "reset-factor", name)
        #expect(try await !admin.run("users", "list", "--filter", filter).contains(name))

        #expect(try await admin.run("users", "delete", name).contains("deleted"))
        #expect(try await !admin.run("users", "list").contains(name))
        #expect(try await admin.run("users", "list", "--show-deleted").contains(name))
        #expect(try await admin.run("users", "enable", name, code: 1).contains("no user named"))
        #expect(try await admin.run("users", "undelete", name).contains("active"))
    }

    @Test(arguments: [
        ("users", "state = ACTIVE AND username = ad*"), ("tenants", "state = ACTIVE AND display_name = Ac*"),
        ("audit", "action = \"auth.login\" AND result = DENIED"),
    ])
    func `the filter that the help of a list shows is taken by it`(command: String, filter: String) async throws {
        let admin = try await ProgramTerminal.signedIn(
            SharedPlatform.get(), "chief-\(UUID().uuidString.lowercased())")
        let help = try await admin.run(command, "list", "--help").split { $0.isWhitespace }.joined(separator: " ")
        #expect(help.contains("'\(filter)'"))
        try await admin.run(command, "list", "--filter", filter)
    }

    @Test func `the audit trail says why something was denied`() async throws {
        let shared = try await SharedPlatform.get()
        let chief = "chief-\(UUID().uuidString.lowercased())"
        _ = try await ProgramTerminal.signedIn(shared, chief)
        let name = "admin-\(UUID().uuidString.lowercased())"
        let admin = try await ProgramTerminal.signedIn(shared, name, role: "tenant_admin")
        let reason = "This user may do more than you."
        #expect(try await admin.run("users", "disable", chief, code: 1).contains(reason))
        let filter = "action = \"users.disable\" AND result = DENIED AND actor_username = \"\(name)\""
        var list = ""
        // What happened is written into the chain a little later.
        while !list.contains(name) {
            list = try await admin.run("audit", "list", "--filter", filter)
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(list.contains(reason))
    }

    @Test func `sessions are listed and ended`() async throws {
        let admin = try await ProgramTerminal.signedIn(
            SharedPlatform.get(), "chief-\(UUID().uuidString.lowercased())")
        let list = try await admin.run("sessions", "list")
        let session = try ProgramTerminal.name("/sessions/", in: list)
        try await admin.run("sessions", "revoke", session)
        // It was this very sign-in.
        #expect(try await admin.run("sessions", "list", code: 1).contains("pynomaly login"))
    }

    @Test func `the audit trail is listed, verified and exported`() async throws {
        let admin = try await ProgramTerminal.signedIn(
            SharedPlatform.get(), "chief-\(UUID().uuidString.lowercased())")
        #expect(try await admin.run("audit", "list").contains("auth.login"))
        #expect(try await admin.run("audit", "verify").contains("as they were written"))
        #expect(try await admin.run("audit", "verify", "--head", "1:AAAA", code: 1).isEmpty == false)
        let lines = try await admin.run("audit", "export").split(separator: "\n")
        #expect(lines.count > 3 && lines.allSatisfy { $0.hasPrefix("{") && $0.contains("\"link\"") })
    }
}
