// Generated from pynomaly/auth/v1/factors.proto by `make protos`.

internal import Protobuf

extension AuthV1 {
    package struct TotpFactor: ProtobufMessage {
        /// "users/{user}/totpFactor".
        package var name: String
        package var state: AuthV1.TotpFactor.State
        package var createTime: GoogleProtobuf.Timestamp?
        package var confirmTime: GoogleProtobuf.Timestamp?
        package var recoveryCodesLeft: Int32

        package init() {
            name = ""
            state = .unspecified
            createTime = nil
            confirmTime = nil
            recoveryCodesLeft = 0
        }

        package init(
            name: String = "",
            state: AuthV1.TotpFactor.State = .unspecified,
            createTime: GoogleProtobuf.Timestamp? = nil,
            confirmTime: GoogleProtobuf.Timestamp? = nil,
            recoveryCodesLeft: Int32 = 0
        ) {
            self.name = name
            self.state = state
            self.createTime = createTime
            self.confirmTime = confirmTime
            self.recoveryCodesLeft = recoveryCodesLeft
        }

        package enum State: RawRepresentable, CaseIterable, Sendable, Hashable {
            case unspecified
            /// The secret was shown; a first code has not confirmed it yet.
            case pending
            case active
            /// A value of a newer version of this enum.
            case unrecognized(Int32)

            /// The values that have a name.
            package static let allCases: [Self] = [.unspecified, .pending, .active]

            package init(rawValue: Int32) {
                switch rawValue {
                case 0: self = .unspecified
                case 1: self = .pending
                case 2: self = .active
                default: self = .unrecognized(rawValue)
                }
            }

            package var rawValue: Int32 {
                switch self {
                case .unspecified: 0
                case .pending: 1
                case .active: 2
                case .unrecognized(let rawValue): rawValue
                }
            }

            /// The name in the proto and in JSON; an unrecognized value's number.
            package var protoName: String {
                switch self {
                case .unspecified: "STATE_UNSPECIFIED"
                case .pending: "PENDING"
                case .active: "ACTIVE"
                case .unrecognized(let rawValue): String(rawValue)
                }
            }
        }
    }
}

extension AuthV1 {
    package struct EnrollTotpRequest: ProtobufMessage {
        /// "users/me/totpFactor".
        package var name: String

        package init() {
            name = ""
        }

        package init(
            name: String = ""
        ) {
            self.name = name
        }
    }
}

extension AuthV1 {
    package struct EnrollTotpResponse: ProtobufMessage {
        /// Base32 without padding (RFC 4648).
        package var secret: String
        package var otpauthUri: String
        /// The URI as a QR code: a complete SVG document.
        package var qrCodeSvg: String

        package init() {
            secret = ""
            otpauthUri = ""
            qrCodeSvg = ""
        }

        package init(
            secret: String = "",
            otpauthUri: String = "",
            qrCodeSvg: String = ""
        ) {
            self.secret = secret
            self.otpauthUri = otpauthUri
            self.qrCodeSvg = qrCodeSvg
        }
    }
}

extension AuthV1 {
    package struct ConfirmTotpRequest: ProtobufMessage {
        package var name: String
        package var totpCode: String

        package init() {
            name = ""
            totpCode = ""
        }

        package init(
            name: String = "",
            totpCode: String = ""
        ) {
            self.name = name
            self.totpCode = totpCode
        }
    }
}

extension AuthV1 {
    package struct ConfirmTotpResponse: ProtobufMessage {
        /// Present when the call was made with an enrolment challenge: the login is complete.
        package var tokens: AuthV1.Tokens?
        /// Each signs in once in place of a code; shown this once.
        package var recoveryCodes: [String]

        package init() {
            tokens = nil
            recoveryCodes = []
        }

        package init(
            tokens: AuthV1.Tokens? = nil,
            recoveryCodes: [String] = []
        ) {
            self.tokens = tokens
            self.recoveryCodes = recoveryCodes
        }
    }
}

extension AuthV1 {
    package struct GetTotpFactorRequest: ProtobufMessage {
        package var name: String

        package init() {
            name = ""
        }

        package init(
            name: String = ""
        ) {
            self.name = name
        }
    }
}

extension AuthV1 {
    package struct DisableTotpRequest: ProtobufMessage {
        /// "users/me/totpFactor".
        package var name: String

        package init() {
            name = ""
        }

        package init(
            name: String = ""
        ) {
            self.name = name
        }
    }
}

extension AuthV1 {
    package struct ResetTotpRequest: ProtobufMessage {
        package var name: String

        package init() {
            name = ""
        }

        package init(
            name: String = ""
        ) {
            self.name = name
        }
    }
}

extension AuthV1 {
    package struct RegenerateRecoveryCodesRequest: ProtobufMessage {
        /// "users/me".
        package var parent: String

        package init() {
            parent = ""
        }

        package init(
            parent: String = ""
        ) {
            self.parent = parent
        }
    }
}

extension AuthV1 {
    package struct RegenerateRecoveryCodesResponse: ProtobufMessage {
        package var recoveryCodes: [String]

        package init() {
            recoveryCodes = []
        }

        package init(
            recoveryCodes: [String] = []
        ) {
            self.recoveryCodes = recoveryCodes
        }
    }
}

extension AuthV1 {
    package struct TrustedDevice: ProtobufMessage {
        /// "users/{user}/trustedDevices/{device}".
        package var name: String
        package var createTime: GoogleProtobuf.Timestamp?
        package var lastUseTime: GoogleProtobuf.Timestamp?
        package var expireTime: GoogleProtobuf.Timestamp?
        package var clientAddress: String
        package var userAgent: String

        package init() {
            name = ""
            createTime = nil
            lastUseTime = nil
            expireTime = nil
            clientAddress = ""
            userAgent = ""
        }

        package init(
            name: String = "",
            createTime: GoogleProtobuf.Timestamp? = nil,
            lastUseTime: GoogleProtobuf.Timestamp? = nil,
            expireTime: GoogleProtobuf.Timestamp? = nil,
            clientAddress: String = "",
            userAgent: String = ""
        ) {
            self.name = name
            self.createTime = createTime
            self.lastUseTime = lastUseTime
            self.expireTime = expireTime
            self.clientAddress = clientAddress
            self.userAgent = userAgent
        }
    }
}

extension AuthV1 {
    package struct ListTrustedDevicesRequest: ProtobufMessage {
        package var parent: String

        package init() {
            parent = ""
        }

        package init(
            parent: String = ""
        ) {
            self.parent = parent
        }
    }
}

extension AuthV1 {
    package struct ListTrustedDevicesResponse: ProtobufMessage {
        package var trustedDevices: [AuthV1.TrustedDevice]

        package init() {
            trustedDevices = []
        }

        package init(
            trustedDevices: [AuthV1.TrustedDevice] = []
        ) {
            self.trustedDevices = trustedDevices
        }
    }
}

extension AuthV1 {
    package struct RevokeTrustedDeviceRequest: ProtobufMessage {
        package var name: String

        package init() {
            name = ""
        }

        package init(
            name: String = ""
        ) {
            self.name = name
        }
    }
}
