import RPC

/// What a method must answer to the administrator of one tenant who asks for what another one holds.
enum WalkEntry: Sendable {
    /// NOT_FOUND, to each of these.
    case hides([WalkRequest])
    /// Another status, for the request names the other tenant itself.
    case refuses(WalkRequest, StatusCode)
    /// An answer that holds nothing of the other tenant's.
    case lists(WalkRequest)
    /// The request can't name a resource.
    case takesNoName
    /// The request names what all tenants share.
    case namesWhatAllShare
    /// UNIMPLEMENTED, whatever is asked.
    case notBuilt(WalkRequest)
}

extension WalkEntry {
    /// By service and method path. Methods that the role of a tenant's administrator does not open at all have none.
    static func table(_ theirs: WalkTenant.Resources, own: WalkTenant.Resources) -> [String: WalkEntry] {
        var table: [String: WalkEntry] = [:]
        for (service, methods) in [
            ("dataset/google.longrunning.Operations", profilings(theirs)),
            ("detection/google.longrunning.Operations", trainings(theirs)),
            ("auth/pynomaly.auth.v1.AuditService", audit), ("auth/pynomaly.auth.v1.AuthService", auth),
            ("auth/pynomaly.auth.v1.TenantService", tenants), ("auth/pynomaly.auth.v1.UserService", users(theirs)),
            ("dataset/pynomaly.dataset.v1.DatasetService", datasets(theirs, own)),
            ("dataset/pynomaly.dataset.v1.UploadService", uploads(theirs)),
            ("detection/pynomaly.detection.v1.DetectorService", detectors(theirs, own)),
            ("detection/pynomaly.detection.v1.ModelService", models(theirs)),
            ("detection/pynomaly.detection.v1.ScoringService", scoring(theirs, own)),
            ("detection/pynomaly.detection.v1.JobService", jobs(theirs, own)),
            ("detection/pynomaly.detection.v1.ResultService", results(theirs)),
            ("metrics/pynomaly.metrics.v1.MetricsService", metrics),
        ] {
            for (method, entry) in methods { table["\(service)/\(method)"] = entry }
        }
        return table
    }

    private static func profilings(_ theirs: WalkTenant.Resources) -> [String: WalkEntry] {
        let hides = WalkEntry.hides([.name(theirs.profiling)])
        return [
            "GetOperation": hides, "WaitOperation": hides, "CancelOperation": hides, "DeleteOperation": hides,
            "ListOperations": .lists(.name("operations/dataset")),
        ]
    }

    private static func trainings(_ theirs: WalkTenant.Resources) -> [String: WalkEntry] {
        let hides = WalkEntry.hides([.name(theirs.operation)])
        return [
            "GetOperation": hides, "WaitOperation": hides,
            "CancelOperation": .notBuilt(.name(theirs.operation)),
            "DeleteOperation": .notBuilt(.name(theirs.operation)),
            "ListOperations": .notBuilt(.name("operations/detection")),
        ]
    }

    private static let audit: [String: WalkEntry] = [
        "ListAuditEvents": .lists(WalkRequest()), "ExportAuditEvents": .lists(WalkRequest()),
        "VerifyAuditChain": .takesNoName,
    ]

    private static let auth: [String: WalkEntry] = [
        "Login": .takesNoName, "VerifyMfa": .takesNoName, "RefreshToken": .takesNoName, "Logout": .takesNoName,
        "StepUp": .takesNoName, "RequestPasswordReset": .takesNoName, "ConfirmPasswordReset": .takesNoName,
        "GetJwks": .takesNoName, "ExchangeApiKey": .takesNoName, "IssueServiceToken": .takesNoName,
    ]

    /// The rest is for those who look after the platform.
    private static let tenants: [String: WalkEntry] = [
        "GetMfaPolicy": .takesNoName, "UpdateMfaPolicy": .takesNoName,
    ]

    private static func users(_ theirs: WalkTenant.Resources) -> [String: WalkEntry] {
        let user = theirs.user
        let stranger: WalkRequest.Value = .fields([
            "username": .text("stranger"), "tenant": .text(theirs.tenant), "roles": .texts(["viewer"]),
            "password": .text("battery horse correct staple"),
        ])
        let passwords: [String: WalkRequest.Value] = [
            "current_password": .text("correct horse battery"), "new_password": .text("battery horse correct"),
        ]
        return [
            "GetMe": .takesNoName, "ListUsers": .lists(WalkRequest()), "ListRoles": .takesNoName,
            "GetRole": .namesWhatAllShare,
            "CreateUser": .refuses(WalkRequest(["user": stranger]), .invalidArgument),
            "GetUser": .hides([.name(user)]),
            "UpdateUser": .hides([
                WalkRequest(["user": .fields(["name": .text(user), "display_name": .text("x")])])
            ]),
            "DeleteUser": .hides([.name(user)]), "UndeleteUser": .hides([.name(user)]),
            "DisableUser": .hides([.name(user)]), "EnableUser": .hides([.name(user)]),
            "UnlockUser": .hides([.name(user)]), "ResetPassword": .hides([.name(user)]),
            "SetRoles": .hides([.name(user, ["roles": .texts(["viewer"])])]),
            "ChangePassword": .hides([.name(user, passwords)]),
            "EnrollTotp": .hides([.name("\(user)/totpFactor")]),
            "ConfirmTotp": .hides([.name("\(user)/totpFactor", ["totp_code": .text("123456")])]),
            "GetTotpFactor": .hides([.name("\(user)/totpFactor")]),
            "DisableTotp": .hides([.name("\(user)/totpFactor")]), "ResetTotp": .hides([.name("\(user)/totpFactor")]),
            "RegenerateRecoveryCodes": .hides([.parent(user)]), "ListSessions": .hides([.parent(user)]),
            // With the owner's own name, and as if it were the caller's.
            "RevokeSession": .hides([.name(theirs.session), .name(theirs.session.asOwn)]),
            "RevokeAllSessions": .hides([.parent(user)]), "ListTrustedDevices": .hides([.parent(user)]),
            "RevokeTrustedDevice": .hides([.name(theirs.device), .name(theirs.device.asOwn)]),
            "CreateApiKey": .hides([
                .parent(
                    user,
                    [
                        "api_key": .fields([
                            "display_name": .text("x"), "scopes": .texts(["datasets.read"]),
                        ])
                    ])
            ]),
            "GetApiKey": .hides([.name(theirs.apiKey), .name(theirs.apiKey.asOwn)]),
            "ListApiKeys": .hides([.parent(user)]),
            "RevokeApiKey": .hides([.name(theirs.apiKey), .name(theirs.apiKey.asOwn)]),
            "RotateApiKey": .hides([.name(theirs.apiKey), .name(theirs.apiKey.asOwn)]),
        ]
    }

    private static func datasets(_ theirs: WalkTenant.Resources, _ own: WalkTenant.Resources) -> [String: WalkEntry] {
        let both = [theirs.dataset, theirs.datasetVersion]
        let version = theirs.datasetVersion.split(separator: "/").last.map(String.init) ?? ""
        return [
            "GetDataset": .hides([.name(theirs.dataset)]), "ListDatasets": .lists(WalkRequest()),
            "DeleteDataset": .hides([.name(theirs.dataset)]), "UndeleteDataset": .hides([.name(theirs.dataset)]),
            "UploadDataset": .takesNoName, "CreateDataset": .takesNoName,
            "UpdateDataset": .hides([
                WalkRequest(["dataset": .fields(["name": .text(theirs.dataset), "display_name": .text("x")])])
            ]),
            "AppendRows": .hides([.name(theirs.dataset, ["rows": .list([.fields(["thickness": .text("1")])])])]),
            "GetDatasetVersion": .hides([
                .name(theirs.datasetVersion), .name("\(own.dataset)/versions/\(version)0"),
            ]),
            "ListDatasetVersions": .hides([.parent(theirs.dataset)]),
            "ProfileDataset": .hides(both.map { .name($0) }),
            "GetProfile": .hides(both.map { .name("\($0)/profile") }),
            "ValidateDataset": .hides([.name(theirs.dataset)]),
            "ListRows": .hides(both.map { .parent($0) }),
            "SampleRows": .hides([.name(theirs.dataset, ["size": .text("1")])]),
            "SplitDataset": .hides([.name(theirs.dataset, ["test_fraction": .text("0.5")])]),
            "ExportDataset": .hides(both.map { .name($0) }),
        ]
    }

    private static func uploads(_ theirs: WalkTenant.Resources) -> [String: WalkEntry] {
        let start: WalkRequest.Value = .fields(["name": .text(theirs.upload)])
        return [
            "CreateUpload": .takesNoName, "GetUpload": .hides([.name(theirs.upload)]),
            "WriteUpload": .hides([WalkRequest(["start": start])]), "FinishUpload": .hides([.name(theirs.upload)]),
            "DeleteUpload": .hides([.name(theirs.upload)]),
        ]
    }

    private static func detectors(
        _ theirs: WalkTenant.Resources, _ own: WalkTenant.Resources
    ) -> [String: WalkEntry] {
        func training(_ detector: String, _ dataset: String) -> WalkRequest {
            .name(detector, ["dataset_version": .text(dataset)])
        }
        return [
            "ListAlgorithms": .takesNoName, "GetAlgorithm": .namesWhatAllShare, "CreateDetector": .takesNoName,
            "GetDetector": .hides([.name(theirs.detector)]), "ListDetectors": .lists(WalkRequest()),
            "DeleteDetector": .hides([.name(theirs.detector)]),
            "TrainDetector": .hides([
                training(theirs.detector, own.dataset), training(own.detector, theirs.dataset),
                training(own.detector, theirs.datasetVersion),
            ]),
        ]
    }

    private static func models(_ theirs: WalkTenant.Resources) -> [String: WalkEntry] {
        [
            "GetModel": .hides([.name(theirs.model)]), "ListModels": .hides([.parent(theirs.detector)]),
            "SimulateThreshold": .hides([.name(theirs.model)]),
        ]
    }

    private static func scoring(
        _ theirs: WalkTenant.Resources, _ own: WalkTenant.Resources
    ) -> [String: WalkEntry] {
        let matrix: WalkRequest.Value = .fields([
            "feature_columns": .texts(["thickness"]), "values": .numbers([1]),
        ])
        let model = theirs.model.split(separator: "/").last.map(String.init) ?? ""
        return [
            "ScoreRows": .hides([
                .name(theirs.detector, ["matrix": matrix]),
                .name(theirs.detector, ["matrix": matrix, "model": .text(theirs.model)]),
                .name(own.detector, ["matrix": matrix, "model": .text("\(own.detector)/models/\(model)")]),
            ])
        ]
    }

    private static func jobs(_ theirs: WalkTenant.Resources, _ own: WalkTenant.Resources) -> [String: WalkEntry] {
        func job(_ detector: String, _ dataset: String) -> WalkRequest {
            WalkRequest([
                "detection_job": .fields(["detectors": .texts([detector]), "dataset_version": .text(dataset)])
            ])
        }
        return [
            "CreateDetectionJob": .hides([
                job(theirs.detector, own.dataset), job(own.detector, theirs.dataset),
                job(own.detector, theirs.datasetVersion),
            ]),
            "GetDetectionJob": .hides([.name(theirs.job)]), "ListDetectionJobs": .lists(WalkRequest()),
            "CancelDetectionJob": .hides([.name(theirs.job)]), "WatchDetectionJob": .hides([.name(theirs.job)]),
        ]
    }

    private static func results(_ theirs: WalkTenant.Resources) -> [String: WalkEntry] {
        [
            "GetResult": .hides([.name(theirs.result)]),
            "ListResults": .hides([WalkRequest(["job": .text(theirs.job)])]),
            "ListAnomalies": .hides([.parent(theirs.result)]),
        ]
    }

    /// Of the platform, not of a tenant.
    private static let metrics: [String: WalkEntry] = [
        "QueryTimeSeries": .takesNoName, "ListMetricDescriptors": .takesNoName, "GetSystemHealth": .takesNoName,
    ]
}

extension String {
    /// `users/{user}/apiKeys/{key}` with "me" in place of the user.
    fileprivate var asOwn: String {
        let parts = split(separator: "/")
        return "users/me/" + parts.dropFirst(2).joined(separator: "/")
    }
}
