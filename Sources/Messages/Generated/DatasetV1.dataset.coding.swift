// Generated from pynomaly/dataset/v1/dataset.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension DatasetV1.Dataset {
    package static var messageName: String { "pynomaly.dataset.v1.Dataset" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__dataset__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Dataset.self)
        name = arena.string(c.pointee.name)
        displayName = arena.string(c.pointee.display_name)
        description = arena.string(c.pointee.description)
        labels = arena.map(c.pointee.labels, c.pointee.n_labels) { entry in
            (arena.string(entry.pointee.key), arena.string(entry.pointee.value))
        }
        schema = arena.message(c.pointee.schema)
        currentVersion = arena.string(c.pointee.current_version)
        rowCount = c.pointee.row_count
        byteSize = c.pointee.byte_size
        contentSha256 = arena.string(c.pointee.content_sha256)
        createTime = arena.message(c.pointee.create_time)
        etag = arena.string(c.pointee.etag)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Dataset.self)
        pynomaly__dataset__v1__dataset__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !displayName.isEmpty { c.pointee.display_name = arena.string(displayName) }
        if !description.isEmpty { c.pointee.description = arena.string(description) }
        c.pointee.n_labels = labels.count
        c.pointee.labels = arena.map(labels) { entry, key, value in
            pynomaly__dataset__v1__dataset__labels_entry__init(entry)
            entry.pointee.key = arena.string(key)
            entry.pointee.value = arena.string(value)
        }
        if let schema { c.pointee.schema = arena.fill(schema) }
        if !currentVersion.isEmpty { c.pointee.current_version = arena.string(currentVersion) }
        c.pointee.row_count = rowCount
        c.pointee.byte_size = byteSize
        if !contentSha256.isEmpty { c.pointee.content_sha256 = arena.string(contentSha256) }
        if let createTime { c.pointee.create_time = arena.fill(createTime) }
        if !etag.isEmpty { c.pointee.etag = arena.string(etag) }
    }
}

extension DatasetV1.Schema {
    package static var messageName: String { "pynomaly.dataset.v1.Schema" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__schema__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Schema.self)
        columns = arena.messages(c.pointee.columns, c.pointee.n_columns)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Schema.self)
        pynomaly__dataset__v1__schema__init(c)
        c.pointee.n_columns = columns.count
        c.pointee.columns = arena.messages(columns)
    }
}

extension DatasetV1.Column {
    package static var messageName: String { "pynomaly.dataset.v1.Column" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__column__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Column.self)
        name = arena.string(c.pointee.name)
        type = DatasetV1.ColumnType(rawValue: Int32(truncatingIfNeeded: c.pointee.type.rawValue))
        role = DatasetV1.ColumnRole(rawValue: Int32(truncatingIfNeeded: c.pointee.role.rawValue))
        missingCount = c.pointee.missing_count
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Column.self)
        pynomaly__dataset__v1__column__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.type = .init(rawValue: .init(truncatingIfNeeded: type.rawValue))
        c.pointee.role = .init(rawValue: .init(truncatingIfNeeded: role.rawValue))
        c.pointee.missing_count = missingCount
    }
}

extension DatasetV1.GetDatasetRequest {
    package static var messageName: String { "pynomaly.dataset.v1.GetDatasetRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__get_dataset_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__GetDatasetRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__GetDatasetRequest.self)
        pynomaly__dataset__v1__get_dataset_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension DatasetV1.ListDatasetsRequest {
    package static var messageName: String { "pynomaly.dataset.v1.ListDatasetsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__list_datasets_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ListDatasetsRequest.self)
        pageSize = c.pointee.page_size
        pageToken = arena.string(c.pointee.page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ListDatasetsRequest.self)
        pynomaly__dataset__v1__list_datasets_request__init(c)
        c.pointee.page_size = pageSize
        if !pageToken.isEmpty { c.pointee.page_token = arena.string(pageToken) }
    }
}

extension DatasetV1.ListDatasetsResponse {
    package static var messageName: String { "pynomaly.dataset.v1.ListDatasetsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__list_datasets_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ListDatasetsResponse.self)
        datasets = arena.messages(c.pointee.datasets, c.pointee.n_datasets)
        nextPageToken = arena.string(c.pointee.next_page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ListDatasetsResponse.self)
        pynomaly__dataset__v1__list_datasets_response__init(c)
        c.pointee.n_datasets = datasets.count
        c.pointee.datasets = arena.messages(datasets)
        if !nextPageToken.isEmpty { c.pointee.next_page_token = arena.string(nextPageToken) }
    }
}

extension DatasetV1.DeleteDatasetRequest {
    package static var messageName: String { "pynomaly.dataset.v1.DeleteDatasetRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__delete_dataset_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__DeleteDatasetRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__DeleteDatasetRequest.self)
        pynomaly__dataset__v1__delete_dataset_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension DatasetV1.UploadDatasetRequest {
    package static var messageName: String { "pynomaly.dataset.v1.UploadDatasetRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__upload_dataset_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__UploadDatasetRequest.self)
        switch c.pointee.part_case.rawValue {
        case 1: part = .spec(arena.message(c.pointee.spec) ?? DatasetV1.UploadSpec())
        case 2: part = .chunk(arena.bytes(c.pointee.chunk.data, c.pointee.chunk.len))
        default: break
        }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__UploadDatasetRequest.self)
        pynomaly__dataset__v1__upload_dataset_request__init(c)
        switch part {
        case .spec(let value):
            c.pointee.part_case = .init(rawValue: 1)
            c.pointee.spec = arena.fill(value)
        case .chunk(let value):
            c.pointee.part_case = .init(rawValue: 2)
            c.pointee.chunk.len = value.count
            c.pointee.chunk.data = arena.bytes(value)
        case nil: break
        }
    }
}

extension DatasetV1.UploadSpec {
    package static var messageName: String { "pynomaly.dataset.v1.UploadSpec" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__upload_spec__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__UploadSpec.self)
        displayName = arena.string(c.pointee.display_name)
        description = arena.string(c.pointee.description)
        format = arena.string(c.pointee.format)
        delimiter = arena.string(c.pointee.delimiter)
        targetColumn = arena.string(c.pointee.target_column)
        idColumns = arena.strings(c.pointee.id_columns, c.pointee.n_id_columns)
        labels = arena.map(c.pointee.labels, c.pointee.n_labels) { entry in
            (arena.string(entry.pointee.key), arena.string(entry.pointee.value))
        }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__UploadSpec.self)
        pynomaly__dataset__v1__upload_spec__init(c)
        if !displayName.isEmpty { c.pointee.display_name = arena.string(displayName) }
        if !description.isEmpty { c.pointee.description = arena.string(description) }
        if !format.isEmpty { c.pointee.format = arena.string(format) }
        if !delimiter.isEmpty { c.pointee.delimiter = arena.string(delimiter) }
        if !targetColumn.isEmpty { c.pointee.target_column = arena.string(targetColumn) }
        c.pointee.n_id_columns = idColumns.count
        c.pointee.id_columns = arena.strings(idColumns)
        c.pointee.n_labels = labels.count
        c.pointee.labels = arena.map(labels) { entry, key, value in
            pynomaly__dataset__v1__upload_spec__labels_entry__init(entry)
            entry.pointee.key = arena.string(key)
            entry.pointee.value = arena.string(value)
        }
    }
}

extension DatasetV1.UploadDatasetResponse {
    package static var messageName: String { "pynomaly.dataset.v1.UploadDatasetResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__upload_dataset_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__UploadDatasetResponse.self)
        dataset = arena.message(c.pointee.dataset)
        rejectReport = arena.message(c.pointee.reject_report)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__UploadDatasetResponse.self)
        pynomaly__dataset__v1__upload_dataset_response__init(c)
        if let dataset { c.pointee.dataset = arena.fill(dataset) }
        if let rejectReport { c.pointee.reject_report = arena.fill(rejectReport) }
    }
}

extension DatasetV1.RejectReport {
    package static var messageName: String { "pynomaly.dataset.v1.RejectReport" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__reject_report__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__RejectReport.self)
        acceptedRows = c.pointee.accepted_rows
        rejectedRows = c.pointee.rejected_rows
        rejects = arena.messages(c.pointee.rejects, c.pointee.n_rejects)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__RejectReport.self)
        pynomaly__dataset__v1__reject_report__init(c)
        c.pointee.accepted_rows = acceptedRows
        c.pointee.rejected_rows = rejectedRows
        c.pointee.n_rejects = rejects.count
        c.pointee.rejects = arena.messages(rejects)
    }
}

extension DatasetV1.Reject {
    package static var messageName: String { "pynomaly.dataset.v1.Reject" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__reject__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Reject.self)
        line = c.pointee.line
        column = arena.string(c.pointee.column)
        reason = arena.string(c.pointee.reason)
        text = arena.string(c.pointee.text)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Reject.self)
        pynomaly__dataset__v1__reject__init(c)
        c.pointee.line = line
        if !column.isEmpty { c.pointee.column = arena.string(column) }
        if !reason.isEmpty { c.pointee.reason = arena.string(reason) }
        if !text.isEmpty { c.pointee.text = arena.string(text) }
    }
}

extension DatasetV1.ListRowsRequest {
    package static var messageName: String { "pynomaly.dataset.v1.ListRowsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__list_rows_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ListRowsRequest.self)
        parent = arena.string(c.pointee.parent)
        pageSize = c.pointee.page_size
        pageToken = arena.string(c.pointee.page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ListRowsRequest.self)
        pynomaly__dataset__v1__list_rows_request__init(c)
        if !parent.isEmpty { c.pointee.parent = arena.string(parent) }
        c.pointee.page_size = pageSize
        if !pageToken.isEmpty { c.pointee.page_token = arena.string(pageToken) }
    }
}

extension DatasetV1.ListRowsResponse {
    package static var messageName: String { "pynomaly.dataset.v1.ListRowsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__list_rows_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ListRowsResponse.self)
        rows = arena.messages(c.pointee.rows, c.pointee.n_rows)
        nextPageToken = arena.string(c.pointee.next_page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ListRowsResponse.self)
        pynomaly__dataset__v1__list_rows_response__init(c)
        c.pointee.n_rows = rows.count
        c.pointee.rows = arena.messages(rows)
        if !nextPageToken.isEmpty { c.pointee.next_page_token = arena.string(nextPageToken) }
    }
}

extension DatasetV1.Row {
    package static var messageName: String { "pynomaly.dataset.v1.Row" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__row__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Row.self)
        rowIndex = c.pointee.row_index
        values = arena.message(c.pointee.values)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Row.self)
        pynomaly__dataset__v1__row__init(c)
        c.pointee.row_index = rowIndex
        if let values { c.pointee.values = arena.fill(values) }
    }
}

extension DatasetV1.ReadColumnsRequest {
    package static var messageName: String { "pynomaly.dataset.v1.ReadColumnsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__read_columns_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ReadColumnsRequest.self)
        name = arena.string(c.pointee.name)
        columns = arena.strings(c.pointee.columns, c.pointee.n_columns)
        rowBegin = c.pointee.row_begin
        rowEnd = c.pointee.row_end
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ReadColumnsRequest.self)
        pynomaly__dataset__v1__read_columns_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.n_columns = columns.count
        c.pointee.columns = arena.strings(columns)
        c.pointee.row_begin = rowBegin
        c.pointee.row_end = rowEnd
    }
}

extension DatasetV1.ColumnBlock {
    package static var messageName: String { "pynomaly.dataset.v1.ColumnBlock" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__column_block__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ColumnBlock.self)
        column = arena.string(c.pointee.column)
        type = DatasetV1.ColumnType(rawValue: Int32(truncatingIfNeeded: c.pointee.type.rawValue))
        firstRow = c.pointee.first_row
        rowCount = c.pointee.row_count
        encoding = DatasetV1.BlockEncoding(rawValue: Int32(truncatingIfNeeded: c.pointee.encoding.rawValue))
        validity = arena.bytes(c.pointee.validity.data, c.pointee.validity.len)
        dictionary = arena.bytes(c.pointee.dictionary.data, c.pointee.dictionary.len)
        data = arena.bytes(c.pointee.data.data, c.pointee.data.len)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ColumnBlock.self)
        pynomaly__dataset__v1__column_block__init(c)
        if !column.isEmpty { c.pointee.column = arena.string(column) }
        c.pointee.type = .init(rawValue: .init(truncatingIfNeeded: type.rawValue))
        c.pointee.first_row = firstRow
        c.pointee.row_count = rowCount
        c.pointee.encoding = .init(rawValue: .init(truncatingIfNeeded: encoding.rawValue))
        c.pointee.validity.len = validity.count
        c.pointee.validity.data = arena.bytes(validity)
        c.pointee.dictionary.len = dictionary.count
        c.pointee.dictionary.data = arena.bytes(dictionary)
        c.pointee.data.len = data.count
        c.pointee.data.data = arena.bytes(data)
    }
}
