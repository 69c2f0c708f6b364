import Glibc

/// One thing that is fed with inputs; what must hold for all of them is checked by `require`.
enum FuzzTarget: String, CaseIterable {
    case wireGuard = "WireGuard"
    case json = "JSON"
    case deframer = "Deframer"
    case headers = "Headers"
    case server = "Server"
    case client = "Client"
    case compressed = "Compressed"
    case jsonTable = "JSONTable"
    case csvTable = "CSVTable"
    case snapshot = "Snapshot"
    case streamSnapshot = "StreamSnapshot"

    static let chosen: FuzzTarget = {
        let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
        guard let target = FuzzTarget(rawValue: name) else {
            let names = allCases.map(\.rawValue).joined(separator: ", ")
            fatalError("FUZZ_TARGET is \(name.isEmpty ? "not set" : name); it can be \(names).")
        }
        return target
    }()

    func run(_ input: FuzzInput) {
        switch self {
        case .wireGuard: WireGuardTarget.run(input)
        case .json: JSONTarget.run(input)
        case .deframer: DeframerTarget.run(input)
        case .headers: HeaderTarget.run(input)
        case .server: ServerTarget.run(input)
        case .client: ClientTarget.run(input)
        case .compressed: CompressedTarget.run(input)
        case .jsonTable: JSONTableTarget.run(input)
        case .csvTable: CSVTableTarget.run(input)
        case .snapshot: SnapshotTarget.run(input)
        case .streamSnapshot: StreamSnapshotTarget.run(input)
        }
    }
}

/// Ends the program when something does not hold, which libFuzzer reports with the input.
func require(_ condition: Bool, _ claim: @autoclosure () -> String) {
    if !condition { fatalError(claim()) }
}
