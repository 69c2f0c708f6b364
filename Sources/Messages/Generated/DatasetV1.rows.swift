// Generated from pynomaly/dataset/v1/rows.proto by `make protos`.

package import Protobuf

extension DatasetV1 {
    package struct ListRowsRequest: ProtobufMessage {
        /// "datasets/{dataset}" or "datasets/{dataset}/versions/{version}".
        package var parent: String
        package var pageSize: Int32
        package var pageToken: String
        /// AIP-160, over the columns: `temperature > 30 AND sensor = "a-1"`. A missing value fulfils nothing but `column = null`.
        package var filter: String
        /// Empty means every column.
        package var columns: [String]

        package init() {
            parent = ""
            pageSize = 0
            pageToken = ""
            filter = ""
            columns = []
        }

        package init(
            parent: String = "",
            pageSize: Int32 = 0,
            pageToken: String = "",
            filter: String = "",
            columns: [String] = []
        ) {
            self.parent = parent
            self.pageSize = pageSize
            self.pageToken = pageToken
            self.filter = filter
            self.columns = columns
        }
    }
}

extension DatasetV1 {
    package struct ListRowsResponse: ProtobufMessage {
        package var rows: [DatasetV1.Row]
        package var nextPageToken: String

        package init() {
            rows = []
            nextPageToken = ""
        }

        package init(
            rows: [DatasetV1.Row] = [],
            nextPageToken: String = ""
        ) {
            self.rows = rows
            self.nextPageToken = nextPageToken
        }
    }
}

extension DatasetV1 {
    package struct Row: ProtobufMessage {
        package var rowIndex: Int64
        /// Missing values are null; integers beyond 2^53 are strings, so that no digit is lost.
        package var values: GoogleProtobuf.Struct?

        package init() {
            rowIndex = 0
            values = nil
        }

        package init(
            rowIndex: Int64 = 0,
            values: GoogleProtobuf.Struct? = nil
        ) {
            self.rowIndex = rowIndex
            self.values = values
        }
    }
}

extension DatasetV1 {
    package struct SampleRowsRequest: ProtobufMessage {
        package var name: String
        /// At most 1000.
        package var size: Int32
        package var seed: Int64
        /// Empty means every column.
        package var columns: [String]

        package init() {
            name = ""
            size = 0
            seed = 0
            columns = []
        }

        package init(
            name: String = "",
            size: Int32 = 0,
            seed: Int64 = 0,
            columns: [String] = []
        ) {
            self.name = name
            self.size = size
            self.seed = seed
            self.columns = columns
        }
    }
}

extension DatasetV1 {
    package struct SampleRowsResponse: ProtobufMessage {
        /// In the order of the version.
        package var rows: [DatasetV1.Row]

        package init() {
            rows = []
        }

        package init(
            rows: [DatasetV1.Row] = []
        ) {
            self.rows = rows
        }
    }
}

extension DatasetV1 {
    package struct SplitDatasetRequest: ProtobufMessage {
        /// "datasets/{dataset}" or "datasets/{dataset}/versions/{version}".
        package var name: String
        /// Of all rows, rounded to whole ones; above 0 and below 1.
        package var testFraction: Double
        package var seed: Int64
        /// A column whose values both parts have in the same proportions; the LABEL column, for one.
        package var stratify: String
        /// The test rows are the last ones by the EVENT_TIME column instead of drawn at random.
        package var byTime: Bool
        /// Makes a repeated request harmless (AIP-155): a UUID.
        package var requestId: String

        package init() {
            name = ""
            testFraction = 0
            seed = 0
            stratify = ""
            byTime = false
            requestId = ""
        }

        package init(
            name: String = "",
            testFraction: Double = 0,
            seed: Int64 = 0,
            stratify: String = "",
            byTime: Bool = false,
            requestId: String = ""
        ) {
            self.name = name
            self.testFraction = testFraction
            self.seed = seed
            self.stratify = stratify
            self.byTime = byTime
            self.requestId = requestId
        }
    }
}

extension DatasetV1 {
    package struct SplitDatasetResponse: ProtobufMessage {
        /// "datasets/{dataset}".
        package var train: String
        package var test: String
        package var trainRows: Int64
        package var testRows: Int64

        package init() {
            train = ""
            test = ""
            trainRows = 0
            testRows = 0
        }

        package init(
            train: String = "",
            test: String = "",
            trainRows: Int64 = 0,
            testRows: Int64 = 0
        ) {
            self.train = train
            self.test = test
            self.trainRows = trainRows
            self.testRows = testRows
        }
    }
}

extension DatasetV1 {
    package struct ExportDatasetRequest: ProtobufMessage {
        /// "datasets/{dataset}" or "datasets/{dataset}/versions/{version}".
        package var name: String
        /// "csv" or "jsonl"; empty means csv.
        package var format: String
        /// Empty means every column.
        package var columns: [String]

        package init() {
            name = ""
            format = ""
            columns = []
        }

        package init(
            name: String = "",
            format: String = "",
            columns: [String] = []
        ) {
            self.name = name
            self.format = format
            self.columns = columns
        }
    }
}

extension DatasetV1 {
    package struct ExportDatasetResponse: ProtobufMessage {
        package var chunk: ByteSlice
        /// Of the file; in the first message only.
        package var contentType: String
        /// What the file may be called; in the first message only.
        package var fileName: String

        package init() {
            chunk = ByteSlice()
            contentType = ""
            fileName = ""
        }

        package init(
            chunk: ByteSlice = ByteSlice(),
            contentType: String = "",
            fileName: String = ""
        ) {
            self.chunk = chunk
            self.contentType = contentType
            self.fileName = fileName
        }
    }
}
