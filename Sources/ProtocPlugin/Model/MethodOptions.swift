/// The custom options of a method: google.api.http and pynomaly.common.v1.
struct MethodOptions {
    struct Policy {
        enum Access {
            case isPublic, authenticated, permission(String), isInternal
        }

        var access: Access?
        var services: [String] = []
        var tenantFromService = false
        /// Values of pynomaly.common.v1.ChallengeKind.
        var challenges: [UInt64] = []
        var stepUp = false
        var personOnly = false
    }

    struct HTTP {
        var verb = ""
        var template = ""
        var body = ""
        var responseBody = ""
    }

    struct Upload {
        var paths: [String] = []
        var specField = ""
        var chunkField = ""
        var filePart = ""
    }

    struct Form {
        var path = ""
        var responseField = ""
        var grantType = ""
    }

    struct Resumable {
        var path = ""
        /// A value of pynomaly.common.v1.ResumableUpload.Step.
        var step: UInt64 = 0
    }

    struct Download {
        var chunkField = ""
        var typeField = ""
        var nameField = ""
    }

    var policy: Policy?
    /// The rule and its additional bindings.
    var http: [HTTP] = []
    var upload: Upload?
    var webSocketPath: String?
    var form: Form?
    var resumable: Resumable?
    var download: Download?
    var isLengthy = false
}
