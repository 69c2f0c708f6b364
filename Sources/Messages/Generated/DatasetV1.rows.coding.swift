// Generated from pynomaly/dataset/v1/rows.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

extension DatasetV1.ListRowsRequest {
    package static var messageName: String { "pynomaly.dataset.v1.ListRowsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__list_rows_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ListRowsRequest.self)
        parent = arena.string(c.pointee.parent)
        pageSize = c.pointee.page_size
        pageToken = arena.string(c.pointee.page_token)
        filter = arena.string(c.pointee.filter)
        columns = arena.strings(c.pointee.columns, c.pointee.n_columns)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ListRowsRequest.self)
        pynomaly__dataset__v1__list_rows_request__init(c)
        if !parent.isEmpty { c.pointee.parent = arena.string(parent) }
        c.pointee.page_size = pageSize
        if !pageToken.isEmpty { c.pointee.page_token = arena.string(pageToken) }
        if !filter.isEmpty { c.pointee.filter = arena.string(filter) }
        c.pointee.n_columns = columns.count
        c.pointee.columns = arena.strings(columns)
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

extension DatasetV1.SampleRowsRequest {
    package static var messageName: String { "pynomaly.dataset.v1.SampleRowsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__sample_rows_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__SampleRowsRequest.self)
        name = arena.string(c.pointee.name)
        size = c.pointee.size
        seed = c.pointee.seed
        columns = arena.strings(c.pointee.columns, c.pointee.n_columns)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__SampleRowsRequest.self)
        pynomaly__dataset__v1__sample_rows_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.size = size
        c.pointee.seed = seed
        c.pointee.n_columns = columns.count
        c.pointee.columns = arena.strings(columns)
    }
}

extension DatasetV1.SampleRowsResponse {
    package static var messageName: String { "pynomaly.dataset.v1.SampleRowsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__sample_rows_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__SampleRowsResponse.self)
        rows = arena.messages(c.pointee.rows, c.pointee.n_rows)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__SampleRowsResponse.self)
        pynomaly__dataset__v1__sample_rows_response__init(c)
        c.pointee.n_rows = rows.count
        c.pointee.rows = arena.messages(rows)
    }
}

extension DatasetV1.SplitDatasetRequest {
    package static var messageName: String { "pynomaly.dataset.v1.SplitDatasetRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__split_dataset_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__SplitDatasetRequest.self)
        name = arena.string(c.pointee.name)
        testFraction = c.pointee.test_fraction
        seed = c.pointee.seed
        stratify = arena.string(c.pointee.stratify)
        byTime = c.pointee.by_time != 0
        requestId = arena.string(c.pointee.request_id)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__SplitDatasetRequest.self)
        pynomaly__dataset__v1__split_dataset_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.test_fraction = testFraction
        c.pointee.seed = seed
        if !stratify.isEmpty { c.pointee.stratify = arena.string(stratify) }
        c.pointee.by_time = byTime ? 1 : 0
        if !requestId.isEmpty { c.pointee.request_id = arena.string(requestId) }
    }
}

extension DatasetV1.SplitDatasetResponse {
    package static var messageName: String { "pynomaly.dataset.v1.SplitDatasetResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__split_dataset_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__SplitDatasetResponse.self)
        train = arena.string(c.pointee.train)
        test = arena.string(c.pointee.test)
        trainRows = c.pointee.train_rows
        testRows = c.pointee.test_rows
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__SplitDatasetResponse.self)
        pynomaly__dataset__v1__split_dataset_response__init(c)
        if !train.isEmpty { c.pointee.train = arena.string(train) }
        if !test.isEmpty { c.pointee.test = arena.string(test) }
        c.pointee.train_rows = trainRows
        c.pointee.test_rows = testRows
    }
}

extension DatasetV1.ExportDatasetRequest {
    package static var messageName: String { "pynomaly.dataset.v1.ExportDatasetRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__export_dataset_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ExportDatasetRequest.self)
        name = arena.string(c.pointee.name)
        format = arena.string(c.pointee.format)
        columns = arena.strings(c.pointee.columns, c.pointee.n_columns)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ExportDatasetRequest.self)
        pynomaly__dataset__v1__export_dataset_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !format.isEmpty { c.pointee.format = arena.string(format) }
        c.pointee.n_columns = columns.count
        c.pointee.columns = arena.strings(columns)
    }
}

extension DatasetV1.ExportDatasetResponse {
    package static var messageName: String { "pynomaly.dataset.v1.ExportDatasetResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__export_dataset_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ExportDatasetResponse.self)
        chunk = arena.bytes(c.pointee.chunk.data, c.pointee.chunk.len)
        contentType = arena.string(c.pointee.content_type)
        fileName = arena.string(c.pointee.file_name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ExportDatasetResponse.self)
        pynomaly__dataset__v1__export_dataset_response__init(c)
        c.pointee.chunk.len = chunk.count
        c.pointee.chunk.data = arena.bytes(chunk)
        if !contentType.isEmpty { c.pointee.content_type = arena.string(contentType) }
        if !fileName.isEmpty { c.pointee.file_name = arena.string(fileName) }
    }
}
