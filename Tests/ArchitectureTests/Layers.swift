/// The layer diagram of docs/ARCHITECTURE.md, from the bottom up. A module may import modules of lower layers only.
enum Layers {
    static let bottomUp: [[String]] = [
        [
            "CNghttp2", "COpenSSL", "CProtobufC", "CMessages", "CDescriptors", "CPostgres", "CHiredis", "CZlib",
            "CZstd", "CArgon2", "COpenBLAS", "CQRencode", "CLinux", "CScan", "CDetectors",
        ],
        ["HTTP2", "TLS", "Crypto", "Compression", "Protobuf", "Telemetry", "QRCode", "LinearAlgebra"],
        ["Messages"],
        ["RPC", "Postgres", "Redis", "Tokens", "Detectors"],
        ["API"],
        ["ServiceKit"],
        [
            "GatewayBackend", "AuthBackend", "DatasetBackend", "DetectionBackend", "MetricsBackend", "PynomalyCLI",
            "ProtocPlugin",
        ],
        ["GatewayApp", "AuthApp", "DatasetApp", "DetectionApp", "MetricsApp"],
    ]

    /// The only modules that may import each C module.
    static let wrappers: [String: Set<String>] = [
        "CNghttp2": ["HTTP2"],
        "COpenSSL": ["TLS", "Crypto"],
        "CProtobufC": ["Protobuf", "Messages", "ProtocPlugin"],
        "CMessages": ["Messages"],
        "CDescriptors": ["ProtocPlugin"],
        "CPostgres": ["Postgres"],
        "CZlib": ["Compression"],
        "CZstd": ["Compression"],
        "CHiredis": ["Redis"],
        "CArgon2": ["Crypto"],
        "COpenBLAS": ["LinearAlgebra"],
        "CQRencode": ["QRCode"],
        "CLinux": ["Postgres"],
        "CScan": ["DatasetBackend"],
        "CDetectors": ["Detectors"],
    ]

    /// Which modules may use unsafe code or `@unchecked Sendable`: those that wrap C, and RPC's loop-confined state.
    static let unsafeAllowed: Set<String> = [
        "HTTP2", "TLS", "Crypto", "Compression", "Protobuf", "Messages", "RPC", "Postgres", "Redis", "QRCode",
        "LinearAlgebra",
    ]

    static func layer(of module: String) -> Int? {
        bottomUp.firstIndex { $0.contains(module) }
    }
}
