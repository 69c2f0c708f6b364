// Generated from pynomaly/dataset/v1/dataset.proto by `make protos`.

internal import Protobuf

extension DatasetV1 {
    package struct Dataset: ProtobufMessage {
        /// "datasets/{dataset}".
        package var name: String
        package var displayName: String
        package var description: String
        package var labels: [String: String]
        package var schema: DatasetV1.Schema?
        /// "datasets/{dataset}/versions/{version}": the version that reads resolve to.
        package var currentVersion: String
        package var rowCount: Int64
        /// Bytes of the files and rows that were uploaded.
        package var byteSize: Int64
        /// SHA-256 over the version's canonical content, lower-case hexadecimal.
        package var contentSha256: String
        package var createTime: GoogleProtobuf.Timestamp?
        package var etag: String
        package var updateTime: GoogleProtobuf.Timestamp?
        /// Present in a dataset that was deleted and can be had back until `purge_time`.
        package var deleteTime: GoogleProtobuf.Timestamp?
        package var purgeTime: GoogleProtobuf.Timestamp?

        package init() {
            name = ""
            displayName = ""
            description = ""
            labels = [:]
            schema = nil
            currentVersion = ""
            rowCount = 0
            byteSize = 0
            contentSha256 = ""
            createTime = nil
            etag = ""
            updateTime = nil
            deleteTime = nil
            purgeTime = nil
        }

        package init(
            name: String = "",
            displayName: String = "",
            description: String = "",
            labels: [String: String] = [:],
            schema: DatasetV1.Schema? = nil,
            currentVersion: String = "",
            rowCount: Int64 = 0,
            byteSize: Int64 = 0,
            contentSha256: String = "",
            createTime: GoogleProtobuf.Timestamp? = nil,
            etag: String = "",
            updateTime: GoogleProtobuf.Timestamp? = nil,
            deleteTime: GoogleProtobuf.Timestamp? = nil,
            purgeTime: GoogleProtobuf.Timestamp? = nil
        ) {
            self.name = name
            self.displayName = displayName
            self.description = description
            self.labels = labels
            self.schema = schema
            self.currentVersion = currentVersion
            self.rowCount = rowCount
            self.byteSize = byteSize
            self.contentSha256 = contentSha256
            self.createTime = createTime
            self.etag = etag
            self.updateTime = updateTime
            self.deleteTime = deleteTime
            self.purgeTime = purgeTime
        }
    }
}

extension DatasetV1 {
    package struct DatasetVersion: ProtobufMessage {
        /// "datasets/{dataset}/versions/{version}".
        package var name: String
        package var rowCount: Int64
        /// Bytes of the files and rows that were uploaded, up to this version.
        package var byteSize: Int64
        /// SHA-256 over the version's canonical content, lower-case hexadecimal: equal tables have equal hashes.
        package var contentSha256: String
        package var createTime: GoogleProtobuf.Timestamp?
        package var schema: DatasetV1.Schema?
        /// The version that this one adds rows to; empty for the first.
        package var parentVersion: String
        /// Rows that were refused when this version was made.
        package var rejectedRows: Int64
        /// Bytes of this version's blocks as they are stored; versions of a dataset share most of them.
        package var storedBytes: Int64

        package init() {
            name = ""
            rowCount = 0
            byteSize = 0
            contentSha256 = ""
            createTime = nil
            schema = nil
            parentVersion = ""
            rejectedRows = 0
            storedBytes = 0
        }

        package init(
            name: String = "",
            rowCount: Int64 = 0,
            byteSize: Int64 = 0,
            contentSha256: String = "",
            createTime: GoogleProtobuf.Timestamp? = nil,
            schema: DatasetV1.Schema? = nil,
            parentVersion: String = "",
            rejectedRows: Int64 = 0,
            storedBytes: Int64 = 0
        ) {
            self.name = name
            self.rowCount = rowCount
            self.byteSize = byteSize
            self.contentSha256 = contentSha256
            self.createTime = createTime
            self.schema = schema
            self.parentVersion = parentVersion
            self.rejectedRows = rejectedRows
            self.storedBytes = storedBytes
        }
    }
}

extension DatasetV1 {
    package struct CreateDatasetRequest: ProtobufMessage {
        /// `display_name` and `schema.columns` are needed.
        package var dataset: DatasetV1.Dataset?
        /// Values by column name. At most 10,000 rows or 100,000 cells.
        package var rows: [GoogleProtobuf.Struct]
        package var onReject: DatasetV1.RejectPolicy
        /// Makes a repeated request harmless (AIP-155): a UUID.
        package var requestId: String

        package init() {
            dataset = nil
            rows = []
            onReject = .unspecified
            requestId = ""
        }

        package init(
            dataset: DatasetV1.Dataset? = nil,
            rows: [GoogleProtobuf.Struct] = [],
            onReject: DatasetV1.RejectPolicy = .unspecified,
            requestId: String = ""
        ) {
            self.dataset = dataset
            self.rows = rows
            self.onReject = onReject
            self.requestId = requestId
        }
    }
}

extension DatasetV1 {
    package struct UploadDatasetResponse: ProtobufMessage {
        package var dataset: DatasetV1.Dataset?
        package var rejectReport: DatasetV1.RejectReport?
        package var version: DatasetV1.DatasetVersion?

        package init() {
            dataset = nil
            rejectReport = nil
            version = nil
        }

        package init(
            dataset: DatasetV1.Dataset? = nil,
            rejectReport: DatasetV1.RejectReport? = nil,
            version: DatasetV1.DatasetVersion? = nil
        ) {
            self.dataset = dataset
            self.rejectReport = rejectReport
            self.version = version
        }
    }
}

extension DatasetV1 {
    package struct CreateDatasetResponse: ProtobufMessage {
        package var dataset: DatasetV1.Dataset?
        package var rejectReport: DatasetV1.RejectReport?

        package init() {
            dataset = nil
            rejectReport = nil
        }

        package init(
            dataset: DatasetV1.Dataset? = nil,
            rejectReport: DatasetV1.RejectReport? = nil
        ) {
            self.dataset = dataset
            self.rejectReport = rejectReport
        }
    }
}

extension DatasetV1 {
    package struct GetDatasetRequest: ProtobufMessage {
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
    package struct ListDatasetsRequest: ProtobufMessage {
        package var pageSize: Int32
        package var pageToken: String
        /// AIP-160, over display_name, labels.{key}, row_count, byte_size and create_time.
        package var filter: String
        /// Whether datasets that were deleted, and can be had back, are listed too.
        package var showDeleted: Bool

        package init() {
            pageSize = 0
            pageToken = ""
            filter = ""
            showDeleted = false
        }

        package init(
            pageSize: Int32 = 0,
            pageToken: String = "",
            filter: String = "",
            showDeleted: Bool = false
        ) {
            self.pageSize = pageSize
            self.pageToken = pageToken
            self.filter = filter
            self.showDeleted = showDeleted
        }
    }
}

extension DatasetV1 {
    package struct ListDatasetsResponse: ProtobufMessage {
        package var datasets: [DatasetV1.Dataset]
        package var nextPageToken: String

        package init() {
            datasets = []
            nextPageToken = ""
        }

        package init(
            datasets: [DatasetV1.Dataset] = [],
            nextPageToken: String = ""
        ) {
            self.datasets = datasets
            self.nextPageToken = nextPageToken
        }
    }
}

extension DatasetV1 {
    package struct UpdateDatasetRequest: ProtobufMessage {
        package var dataset: DatasetV1.Dataset?
        /// "display_name", "description", "labels", "schema"; empty means those of them that are set. Of a schema, role, unit and
        /// missing_policy of the named columns change; types don't.
        package var updateMask: GoogleProtobuf.FieldMask?

        package init() {
            dataset = nil
            updateMask = nil
        }

        package init(
            dataset: DatasetV1.Dataset? = nil,
            updateMask: GoogleProtobuf.FieldMask? = nil
        ) {
            self.dataset = dataset
            self.updateMask = updateMask
        }
    }
}

extension DatasetV1 {
    package struct DeleteDatasetRequest: ProtobufMessage {
        package var name: String
        package var etag: String

        package init() {
            name = ""
            etag = ""
        }

        package init(
            name: String = "",
            etag: String = ""
        ) {
            self.name = name
            self.etag = etag
        }
    }
}

extension DatasetV1 {
    package struct UndeleteDatasetRequest: ProtobufMessage {
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
    package struct AppendRowsRequest: ProtobufMessage {
        package var name: String
        /// Values by column name; a column that is not named is missing. At most 10,000 rows or 100,000 cells.
        package var rows: [GoogleProtobuf.Struct]
        package var onReject: DatasetV1.RejectPolicy
        /// Makes a repeated request harmless (AIP-155): a UUID.
        package var requestId: String
        /// The version must still be the current one if this is given.
        package var etag: String

        package init() {
            name = ""
            rows = []
            onReject = .unspecified
            requestId = ""
            etag = ""
        }

        package init(
            name: String = "",
            rows: [GoogleProtobuf.Struct] = [],
            onReject: DatasetV1.RejectPolicy = .unspecified,
            requestId: String = "",
            etag: String = ""
        ) {
            self.name = name
            self.rows = rows
            self.onReject = onReject
            self.requestId = requestId
            self.etag = etag
        }
    }
}

extension DatasetV1 {
    package struct AppendRowsResponse: ProtobufMessage {
        package var version: DatasetV1.DatasetVersion?
        package var rejectReport: DatasetV1.RejectReport?

        package init() {
            version = nil
            rejectReport = nil
        }

        package init(
            version: DatasetV1.DatasetVersion? = nil,
            rejectReport: DatasetV1.RejectReport? = nil
        ) {
            self.version = version
            self.rejectReport = rejectReport
        }
    }
}

extension DatasetV1 {
    package struct GetDatasetVersionRequest: ProtobufMessage {
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
    package struct ListDatasetVersionsRequest: ProtobufMessage {
        package var parent: String
        package var pageSize: Int32
        package var pageToken: String

        package init() {
            parent = ""
            pageSize = 0
            pageToken = ""
        }

        package init(
            parent: String = "",
            pageSize: Int32 = 0,
            pageToken: String = ""
        ) {
            self.parent = parent
            self.pageSize = pageSize
            self.pageToken = pageToken
        }
    }
}

extension DatasetV1 {
    package struct ListDatasetVersionsResponse: ProtobufMessage {
        package var versions: [DatasetV1.DatasetVersion]
        package var nextPageToken: String

        package init() {
            versions = []
            nextPageToken = ""
        }

        package init(
            versions: [DatasetV1.DatasetVersion] = [],
            nextPageToken: String = ""
        ) {
            self.versions = versions
            self.nextPageToken = nextPageToken
        }
    }
}
