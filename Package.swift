// swift-tools-version: 6.2
import PackageDescription

// Each target may use the targets of the layers below its own, never its siblings; ArchitectureTests holds
// the import lines against this (docs/ARCHITECTURE.md has the picture).

let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let coreMetrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let collections: Target.Dependency = .product(name: "Collections", package: "swift-collections")

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // An async function runs where its caller runs: handlers stay on their loop without asking at every call.
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
    // Exclusivity is proven statically where it can be; the dynamic checks cost a tenth of a small call.
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

func cLibrary(_ name: String, pkgConfig: String?, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], swiftSettings: [SwiftSetting] = settings
) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(name)", swiftSettings: swiftSettings)
}

func program(_ name: String, path: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: path, swiftSettings: settings)
}

/// A service: its mechanics in `<Name>Backend`, which tests import, and an executable of a few lines.
func service(_ folder: String, _ name: String, _ dependencies: [Target.Dependency]) -> [Target] {
    [
        .target(
            name: "\(name)Backend", dependencies: dependencies, path: "services/\(folder)/\(name)Backend",
            swiftSettings: settings),
        program("\(name)App", path: "services/\(folder)/App", [.byName(name: "\(name)Backend"), "ServiceKit"]),
    ]
}

/// What tests share.
func testSupport(_ name: String, path: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: path, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)Tests", resources: resources,
        swiftSettings: settings)
}

let package = Package(
    name: "Pynomaly",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "pynomaly", targets: ["PynomalyCLI"]),
        .executable(name: "pynomaly-gateway", targets: ["GatewayApp"]),
        .executable(name: "pynomaly-auth", targets: ["AuthApp"]),
        .executable(name: "pynomaly-dataset", targets: ["DatasetApp"]),
        .executable(name: "pynomaly-detection", targets: ["DetectionApp"]),
        .executable(name: "pynomaly-metrics", targets: ["MetricsApp"]),
        .executable(name: "interop-server", targets: ["InteropServer"]),
        .executable(name: "interop-client", targets: ["InteropClient"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // 1  C
        cLibrary("CNghttp2", pkgConfig: "libnghttp2", apt: "libnghttp2-dev"),
        cLibrary("COpenSSL", pkgConfig: "openssl", apt: "libssl-dev"),
        cLibrary("CProtobufC", pkgConfig: "libprotobuf-c", apt: "libprotobuf-c-dev"),
        cLibrary("CPostgres", pkgConfig: "libpq", apt: "libpq-dev"),
        // Its .pc file makes every build warn about a flag, so the module map alone names the library.
        cLibrary("CHiredis", pkgConfig: nil, apt: "libhiredis-dev"),
        cLibrary("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        cLibrary("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev"),
        cLibrary("COpenBLAS", pkgConfig: "openblas", apt: "libopenblas-serial-dev"),
        cLibrary("CArgon2", pkgConfig: "libargon2", apt: "libargon2-dev"),
        cLibrary("CQRencode", pkgConfig: "libqrencode", apt: "libqrencode-dev"),
        .target(name: "CLinux", path: "Sources/CLinux"),
        .target(name: "CScan", path: "Sources/CScan", exclude: ["powers.py"]),
        .target(name: "CDetectors", path: "Sources/CDetectors"),
        .target(name: "CDescriptors", dependencies: ["CProtobufC"], path: "Sources/CDescriptors"),
        .target(name: "CMessages", dependencies: ["CDescriptors", "CProtobufC"], path: "Sources/CMessages"),

        // 2  engines: bytes in, bytes and events out; no sockets
        module("HTTP2", ["CNghttp2", nioCore, collections]),
        module("TLS", ["COpenSSL", nioCore]),
        module("Crypto", ["COpenSSL", "CArgon2"]),
        module("QRCode", ["CQRencode"]),
        module("LinearAlgebra", ["COpenBLAS"]),
        module("Compression", ["CZlib", "CZstd"]),
        module("Protobuf", ["CProtobufC", collections]),
        module("Telemetry", [logging, coreMetrics]),

        // 3  values
        module("Messages", ["Protobuf", "CMessages", "CProtobufC"]),

        // 4  mechanisms
        module(
            "RPC",
            [
                "HTTP2", "TLS", "Compression", "Protobuf", "Messages", "Telemetry", nioCore, nioPosix, collections,
                logging, metrics,
            ]),
        module("Postgres", ["CPostgres", "CLinux", collections, logging]),
        module("Redis", ["CHiredis", "Crypto", "TLS", nioCore, nioPosix, collections, logging]),
        module("Tokens", ["Crypto"]),
        module(
            "Detectors", ["CDetectors", "Crypto", "LinearAlgebra", "Messages", "Protobuf"],
            // Its tests train hundreds of models: without optimization they would take longer than all others together.
            swiftSettings: settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]),

        // 5  contracts
        module("API", ["Messages", "Protobuf", "RPC"]),

        // 6  kit
        module(
            "ServiceKit",
            [
                "API", "RPC", "Postgres", "Tokens", "Crypto", "Messages", "Protobuf", "Telemetry", "TLS", nioCore,
                nioPosix,
                nioHTTP1, logging, metrics, lifecycle, unixSignals, arguments,
            ]),
    ]
        // 7  services
        + service(
            "gateway", "Gateway",
            [
                "ServiceKit", "API", "RPC", "Crypto", "Messages", "Protobuf", nioCore, nioPosix, nioHTTP1, logging,
                metrics, collections,
            ])
        + service(
            "auth", "Auth",
            [
                "ServiceKit", "API", "RPC", "Postgres", "Redis", "Tokens", "Crypto", "QRCode", "Messages", "Protobuf",
                logging, lifecycle,
            ])
        + service(
            "dataset", "Dataset",
            [
                "ServiceKit", "API", "RPC", "Postgres", "Crypto", "Compression", "CScan", "Messages", "Protobuf",
                logging,
                lifecycle,
            ])
        + service(
            "detection", "Detection",
            [
                "ServiceKit", "API", "RPC", "Postgres", "Crypto", "Compression", "Detectors", "Messages", "Protobuf",
                logging, metrics,
            ])
        + service("metrics", "Metrics", ["ServiceKit", "API", "RPC", "Postgres", "Messages", "Protobuf", logging])
        + [
            program(
                "PynomalyCLI", path: "services/pynomaly",
                [
                    "ServiceKit", "Postgres", "Crypto", "QRCode", "TLS", "Messages", "Protobuf", nioCore, nioPosix,
                    nioHTTP1, arguments, subprocess, unixSignals,
                ]),
            // The generator behind `make protos`.
            program("ProtocPlugin", path: "Sources/ProtocPlugin", ["CDescriptors", "CProtobufC", "Protobuf"]),
            // What tokens cost; `make bench WHAT=auth` holds it against openssl.
            program(
                "BenchmarkTokens", path: "Benchmarks/auth/TokenBench", ["ServiceKit", "RPC", "Tokens", "Crypto"]),
            // Files into columns, profiles, and columns between processes.
            program("BenchmarkFiles", path: "Benchmarks/dataset/FileBench", ["DatasetBackend"]),
            program(
                "BenchmarkProfile", path: "Benchmarks/dataset/ProfileBench",
                ["DatasetBackend", "Messages", "Protobuf"]),
            program(
                "BenchmarkColumns", path: "Benchmarks/dataset/ColumnBench",
                [
                    "DatasetBackend", "ServiceKit", "API", "RPC", "Postgres", "Messages", "Protobuf", "TestKit",
                    nioPosix,
                ]),
            program("BenchmarkDetectors", path: "Benchmarks/detectors/DetectorBench", ["Detectors"]),
            program("BenchmarkSeries", path: "Benchmarks/detectors/SeriesBench", ["Detectors"]),
            // The server that `make bench` holds against gRPC C++.
            program(
                "BenchmarkEchoServer", path: "Benchmarks/rpc/EchoServer",
                ["API", "Messages", "Postgres", "RPC", "TLS", nioPosix]),

            testSupport(
                "TestKit", path: "Tests/TestKit",
                [
                    "ServiceKit", "RPC", "Postgres", "Tokens", "Crypto", "Messages", nioPosix, collections, logging,
                    subprocess,
                ]),
            tests("HTTP2", ["HTTP2", nioCore]),
            tests("TLS", ["TLS", "TestKit", nioCore]),
            tests("Crypto", ["Crypto", "CArgon2"]),
            tests("Redis", ["Redis", "Crypto", "TestKit", nioCore, nioPosix, logging]),
            tests("QRCode", ["QRCode", "TestKit"], resources: [.copy("Python")]),
            tests("Compression", ["Compression"]),
            tests("Protobuf", ["Protobuf", "Messages"], resources: [.copy("Fixtures")]),
            tests("Telemetry", ["Telemetry", logging, metrics]),
            // Counts what tests allocate.
            .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
            tests(
                "RPC",
                [
                    "RPC", "ServiceKit", "API", "Messages", "Protobuf", "HTTP2", "TLS", "Telemetry", "TestKit",
                    "CAllocationCount", nioCore, nioPosix, nioEmbedded, logging,
                ]),
            tests("Postgres", ["Postgres", "TestKit", logging]),
            tests("Tokens", ["Tokens", "Crypto"]),
            tests("LinearAlgebra", ["LinearAlgebra"]),
            tests("Detectors", ["CDetectors", "Detectors", "Messages", "Protobuf"], resources: [.copy("Fixtures")]),
            tests("API", ["API", "RPC", "Messages", "Protobuf"]),
            tests(
                "ServiceKit",
                [
                    "ServiceKit", "RPC", "API", "Tokens", "Crypto", "Postgres", "Telemetry", "Messages",
                    "Protobuf", "TestKit", nioCore, nioPosix, nioHTTP1, logging, lifecycle,
                ]),
            tests(
                "Gateway",
                [
                    "GatewayBackend", "ServiceKit", "API", "RPC", "Messages", "Protobuf", "TestKit", nioCore, nioPosix,
                    nioHTTP1, logging, subprocess,
                ], resources: [.copy("Fixtures")]),
            tests(
                "Auth",
                [
                    "AuthBackend", "ServiceKit", "API", "RPC", "Postgres", "Redis", "Tokens", "Crypto", "Messages",
                    "Protobuf", "Telemetry", "TestKit", nioPosix, logging, lifecycle, subprocess,
                ]),
            tests(
                "Dataset",
                [
                    "DatasetBackend", "CScan", "ServiceKit", "API", "RPC", "Postgres", "Compression", "Crypto",
                    "Messages",
                    "Protobuf", "Tokens", "TestKit", nioCore, logging,
                ], resources: [.copy("Fixtures")]),
            tests(
                "Detection",
                [
                    "DetectionBackend", "ServiceKit", "API", "RPC", "Postgres", "Detectors", "Crypto", "Compression",
                    "Messages", "Protobuf", "Telemetry", "TestKit", nioPosix, logging,
                ]),
            tests("Metrics", ["MetricsBackend", "ServiceKit", "API", "RPC", "Postgres", "Messages", "TestKit"]),
            tests("Architecture", []),
            tests(
                "Deployment",
                [
                    "GatewayBackend", "AuthBackend", "DatasetBackend", "DetectionBackend", "MetricsBackend",
                    "ServiceKit", "Postgres", "TestKit", subprocess,
                ]),
            // What other implementations of gRPC are tried with, and try us with.
            program(
                "InteropServer", path: "Tests/Interop/Server",
                ["InteropService", "RPC", "TLS", arguments, unixSignals]),
            program(
                "InteropClient", path: "Tests/Interop/Client",
                ["InteropCases", "RPC", "TLS", arguments, nioPosix]),
            testSupport("InteropService", path: "Tests/Interop/Service", ["API", "RPC", "Messages", "Protobuf"]),
            testSupport("InteropCases", path: "Tests/Interop/Cases", ["API", "RPC", "Messages", "Protobuf"]),
            tests(
                "Interop",
                [
                    "InteropService", "InteropCases", "ServiceKit", "RPC", "API", "Messages", "Protobuf", "Crypto",
                    "TestKit", "TLS", nioPosix, subprocess,
                ], resources: [.copy("Python")]),
            tests(
                "EndToEnd",
                [
                    "CLinux", "Compression", "ServiceKit", "API", "RPC", "Tokens", "Crypto", "Messages", "Protobuf",
                    "Postgres", "TestKit", nioCore, nioPosix, nioHTTP1,
                ]),
        ]
)

// Fuzzing wants every module instrumented, in a build folder of its own (scripts/fuzz.sh).
if Context.environment["PYNOMALY_FUZZ"] != nil {
    package.targets.append(
        program(
            "Fuzz", path: "Tests/Fuzz",
            [
                "API", "RPC", "HTTP2", "Compression", "DatasetBackend", "Detectors", "Messages", "Protobuf",
                "Telemetry", nioCore,
                nioEmbedded, logging,
            ]))
}
