/// What a user has proven so far, and what stands for a proof.
struct Proofs: OptionSet, Sendable {
    let rawValue: Int

    static let password = Proofs(rawValue: 1)
    static let code = Proofs(rawValue: 2)
    static let recoveryCode = Proofs(rawValue: 4)
    /// An earlier login's second factor, on a device that was remembered. It opens a session and proves no second
    /// factor: a step-up still asks for a code.
    static let trustedDevice = Proofs(rawValue: 8)

    init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// RFC 8176 registers "pwd", "otp" and "mfa"; it has no name for a recovery code and for a remembered device, so
    /// "rec" and "dev" are ours. Sessions keep these names, and tokens show them as `amr`.
    private static let names: [(proof: Proofs, name: String)] = [
        (.password, "pwd"), (.code, "otp"), (.recoveryCode, "rec"), (.trustedDevice, "dev"),
    ]

    /// What `methods` made of them.
    init(methods: [String]) {
        self = Self.names.filter { methods.contains($0.name) }.reduce(into: []) { $0.insert($1.proof) }
    }

    var methods: [String] {
        var methods = Self.names.filter { contains($0.proof) }.map(\.name)
        if contains(.password), hasSecondFactor { methods.append("mfa") }
        return methods
    }

    var hasSecondFactor: Bool { !isDisjoint(with: [.code, .recoveryCode]) }
}
