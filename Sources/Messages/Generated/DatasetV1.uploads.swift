// Generated from pynomaly/dataset/v1/uploads.proto by `make protos`.

package import Protobuf

extension DatasetV1 {
    package struct Upload: ProtobufMessage {
        /// "uploads/{upload}".
        package var name: String
        package var spec: DatasetV1.UploadSpec?
        /// Of the whole file.
        package var byteSize: Int64
        /// Bytes that are kept: where writing goes on.
        package var offset: Int64
        package var state: DatasetV1.Upload.State
        package var createTime: GoogleProtobuf.Timestamp?
        /// When what was not finished by then is removed.
        package var expireTime: GoogleProtobuf.Timestamp?
        /// "datasets/{dataset}", once it succeeded.
        package var dataset: String
        package var rejectReport: DatasetV1.RejectReport?
        /// Why it failed.
        package var error: String
        /// Bytes of the file that were read, while it is FINISHING.
        package var readBytes: Int64

        package init() {
            name = ""
            spec = nil
            byteSize = 0
            offset = 0
            state = .unspecified
            createTime = nil
            expireTime = nil
            dataset = ""
            rejectReport = nil
            error = ""
            readBytes = 0
        }

        package init(
            name: String = "",
            spec: DatasetV1.UploadSpec? = nil,
            byteSize: Int64 = 0,
            offset: Int64 = 0,
            state: DatasetV1.Upload.State = .unspecified,
            createTime: GoogleProtobuf.Timestamp? = nil,
            expireTime: GoogleProtobuf.Timestamp? = nil,
            dataset: String = "",
            rejectReport: DatasetV1.RejectReport? = nil,
            error: String = "",
            readBytes: Int64 = 0
        ) {
            self.name = name
            self.spec = spec
            self.byteSize = byteSize
            self.offset = offset
            self.state = state
            self.createTime = createTime
            self.expireTime = expireTime
            self.dataset = dataset
            self.rejectReport = rejectReport
            self.error = error
            self.readBytes = readBytes
        }

        package enum State: RawRepresentable, CaseIterable, Sendable, Hashable {
            case unspecified
            case receiving
            /// The file is being read.
            case finishing
            case succeeded
            case failed
            /// A value of a newer version of this enum.
            case unrecognized(Int32)

            /// The values that have a name.
            package static let allCases: [Self] = [.unspecified, .receiving, .finishing, .succeeded, .failed]

            package init(rawValue: Int32) {
                switch rawValue {
                case 0: self = .unspecified
                case 1: self = .receiving
                case 2: self = .finishing
                case 3: self = .succeeded
                case 4: self = .failed
                default: self = .unrecognized(rawValue)
                }
            }

            package var rawValue: Int32 {
                switch self {
                case .unspecified: 0
                case .receiving: 1
                case .finishing: 2
                case .succeeded: 3
                case .failed: 4
                case .unrecognized(let rawValue): rawValue
                }
            }

            /// The name in the proto and in JSON; an unrecognized value's number.
            package var protoName: String {
                switch self {
                case .unspecified: "STATE_UNSPECIFIED"
                case .receiving: "RECEIVING"
                case .finishing: "FINISHING"
                case .succeeded: "SUCCEEDED"
                case .failed: "FAILED"
                case .unrecognized(let rawValue): String(rawValue)
                }
            }
        }
    }
}

extension DatasetV1 {
    package struct CreateUploadRequest: ProtobufMessage {
        package var upload: DatasetV1.Upload?
        /// Makes a repeated request harmless (AIP-155): a UUID.
        package var requestId: String

        package init() {
            upload = nil
            requestId = ""
        }

        package init(
            upload: DatasetV1.Upload? = nil,
            requestId: String = ""
        ) {
            self.upload = upload
            self.requestId = requestId
        }
    }
}

extension DatasetV1 {
    package struct GetUploadRequest: ProtobufMessage {
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

extension DatasetV1 {
    package struct WriteUploadRequest: ProtobufMessage {
        package var part: Part?

        package init() {
            part = nil
        }

        package init(
            part: Part? = nil
        ) {
            self.part = part
        }

        package enum Part: Sendable, Equatable {
            case start(DatasetV1.WriteUploadStart)
            case chunk(ByteSlice)
        }
    }
}

extension DatasetV1 {
    package struct WriteUploadStart: ProtobufMessage {
        package var name: String
        package var offset: Int64

        package init() {
            name = ""
            offset = 0
        }

        package init(
            name: String = "",
            offset: Int64 = 0
        ) {
            self.name = name
            self.offset = offset
        }
    }
}

extension DatasetV1 {
    package struct WriteUploadResponse: ProtobufMessage {
        /// Bytes of the upload that are kept now.
        package var offset: Int64
        /// Of the whole file.
        package var byteSize: Int64

        package init() {
            offset = 0
            byteSize = 0
        }

        package init(
            offset: Int64 = 0,
            byteSize: Int64 = 0
        ) {
            self.offset = offset
            self.byteSize = byteSize
        }
    }
}

extension DatasetV1 {
    package struct FinishUploadRequest: ProtobufMessage {
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

extension DatasetV1 {
    package struct DeleteUploadRequest: ProtobufMessage {
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
