import RPC
import Testing

@testable import ServiceKit

@Suite struct LimitsPageTests {
    /// What a configuration says beside its limits.
    private static let others: Set<String> = [
        "resolver", "connector", "balancing", "credentials", "userAgent", "logger", "metrics",
    ]
    /// Limits that are a group of their own.
    private static let groups: Set<String> = ["http2", "retries"]

    /// Every limit with its value, those of groups with the group's name before theirs.
    private func limits(of value: Any, prefix: String = "") -> [LimitsPage.Row] {
        Mirror(reflecting: value).children.flatMap { label, value -> [LimitsPage.Row] in
            let name = label ?? "?"
            if Self.others.contains(name) { return [] }
            if Self.groups.contains(name) { return limits(of: unwrapped(value), prefix: name + ".") }
            guard let text = LimitText.text(name, unwrapped(value)) else {
                Issue.record("\(name) is of no kind that the page can show")
                return []
            }
            return [LimitsPage.Row(name: prefix + name, standard: text)]
        }
    }

    private func unwrapped(_ value: Any) -> Any {
        let mirror = Mirror(reflecting: value)
        guard mirror.displayStyle == .optional else { return value }
        return mirror.children.first?.value ?? Any?.none as Any
    }

    @Test(arguments: ["Server", "Client"])
    func `the page tells every limit with its default, and no other`(section: String) throws {
        let page = try LimitsPage().rows(of: section).map { LimitsPage.Row(name: $0.name, standard: $0.standard) }
        let code = limits(of: section == "Server" ? ServiceLimits.server : ServiceLimits.channel)
        #expect(code.count > 20)
        for limit in code where !page.contains(limit) {
            Issue.record("docs/LIMITS.md, \(section), lacks: \(limit.name), default \(limit.standard)")
        }
        for row in page where !code.contains(row) {
            Issue.record("docs/LIMITS.md, \(section), tells of what is not so: \(row.name), default \(row.standard)")
        }
    }

    @Test func `the page names the variables that services read`() throws {
        let named = try Set(LimitsPage().rows(of: "Server").compactMap(\.variable))
        #expect(named == Set(RPCLimitSettings.declarations.map(\.name)))
    }

    @Test func `values are shown as people write them`() {
        let shown = [
            LimitText.text("aBytesMax", 4 << 20), LimitText.text("aBytesMax", 512), LimitText.text("aMax", 10_000),
            LimitText.text("aSecondsMax", 30), LimitText.text("a", Duration.seconds(1800)),
            LimitText.text("a", Duration.milliseconds(200)), LimitText.text("a", Any?.none as Any),
        ]
        #expect(shown == ["4 MiB", "512 B", "10,000", "30 s", "30 min", "200 ms", "off"])
    }
}
