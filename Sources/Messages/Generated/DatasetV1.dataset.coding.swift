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
        updateTime = arena.message(c.pointee.update_time)
        deleteTime = arena.message(c.pointee.delete_time)
        purgeTime = arena.message(c.pointee.purge_time)
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
        if let updateTime { c.pointee.update_time = arena.fill(updateTime) }
        if let deleteTime { c.pointee.delete_time = arena.fill(deleteTime) }
        if let purgeTime { c.pointee.purge_time = arena.fill(purgeTime) }
    }
}

extension DatasetV1.DatasetVersion {
    package static var messageName: String { "pynomaly.dataset.v1.DatasetVersion" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__dataset_version__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__DatasetVersion.self)
        name = arena.string(c.pointee.name)
        rowCount = c.pointee.row_count
        byteSize = c.pointee.byte_size
        contentSha256 = arena.string(c.pointee.content_sha256)
        createTime = arena.message(c.pointee.create_time)
        schema = arena.message(c.pointee.schema)
        parentVersion = arena.string(c.pointee.parent_version)
        rejectedRows = c.pointee.rejected_rows
        storedBytes = c.pointee.stored_bytes
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__DatasetVersion.self)
        pynomaly__dataset__v1__dataset_version__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.row_count = rowCount
        c.pointee.byte_size = byteSize
        if !contentSha256.isEmpty { c.pointee.content_sha256 = arena.string(contentSha256) }
        if let createTime { c.pointee.create_time = arena.fill(createTime) }
        if let schema { c.pointee.schema = arena.fill(schema) }
        if !parentVersion.isEmpty { c.pointee.parent_version = arena.string(parentVersion) }
        c.pointee.rejected_rows = rejectedRows
        c.pointee.stored_bytes = storedBytes
    }
}

extension DatasetV1.CreateDatasetRequest {
    package static var messageName: String { "pynomaly.dataset.v1.CreateDatasetRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__create_dataset_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__CreateDatasetRequest.self)
        dataset = arena.message(c.pointee.dataset)
        rows = arena.messages(c.pointee.rows, c.pointee.n_rows)
        onReject = DatasetV1.RejectPolicy(rawValue: Int32(truncatingIfNeeded: c.pointee.on_reject.rawValue))
        requestId = arena.string(c.pointee.request_id)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__CreateDatasetRequest.self)
        pynomaly__dataset__v1__create_dataset_request__init(c)
        if let dataset { c.pointee.dataset = arena.fill(dataset) }
        c.pointee.n_rows = rows.count
        c.pointee.rows = arena.messages(rows)
        c.pointee.on_reject = .init(rawValue: .init(truncatingIfNeeded: onReject.rawValue))
        if !requestId.isEmpty { c.pointee.request_id = arena.string(requestId) }
    }
}

extension DatasetV1.UploadDatasetResponse {
    package static var messageName: String { "pynomaly.dataset.v1.UploadDatasetResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__upload_dataset_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__UploadDatasetResponse.self)
        dataset = arena.message(c.pointee.dataset)
        rejectReport = arena.message(c.pointee.reject_report)
        version = arena.message(c.pointee.version)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__UploadDatasetResponse.self)
        pynomaly__dataset__v1__upload_dataset_response__init(c)
        if let dataset { c.pointee.dataset = arena.fill(dataset) }
        if let rejectReport { c.pointee.reject_report = arena.fill(rejectReport) }
        if let version { c.pointee.version = arena.fill(version) }
    }
}

extension DatasetV1.CreateDatasetResponse {
    package static var messageName: String { "pynomaly.dataset.v1.CreateDatasetResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__create_dataset_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__CreateDatasetResponse.self)
        dataset = arena.message(c.pointee.dataset)
        rejectReport = arena.message(c.pointee.reject_report)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__CreateDatasetResponse.self)
        pynomaly__dataset__v1__create_dataset_response__init(c)
        if let dataset { c.pointee.dataset = arena.fill(dataset) }
        if let rejectReport { c.pointee.reject_report = arena.fill(rejectReport) }
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
        filter = arena.string(c.pointee.filter)
        showDeleted = c.pointee.show_deleted != 0
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ListDatasetsRequest.self)
        pynomaly__dataset__v1__list_datasets_request__init(c)
        c.pointee.page_size = pageSize
        if !pageToken.isEmpty { c.pointee.page_token = arena.string(pageToken) }
        if !filter.isEmpty { c.pointee.filter = arena.string(filter) }
        c.pointee.show_deleted = showDeleted ? 1 : 0
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

extension DatasetV1.UpdateDatasetRequest {
    package static var messageName: String { "pynomaly.dataset.v1.UpdateDatasetRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__update_dataset_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__UpdateDatasetRequest.self)
        dataset = arena.message(c.pointee.dataset)
        updateMask = arena.message(c.pointee.update_mask)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__UpdateDatasetRequest.self)
        pynomaly__dataset__v1__update_dataset_request__init(c)
        if let dataset { c.pointee.dataset = arena.fill(dataset) }
        if let updateMask { c.pointee.update_mask = arena.fill(updateMask) }
    }
}

extension DatasetV1.DeleteDatasetRequest {
    package static var messageName: String { "pynomaly.dataset.v1.DeleteDatasetRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__delete_dataset_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__DeleteDatasetRequest.self)
        name = arena.string(c.pointee.name)
        etag = arena.string(c.pointee.etag)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__DeleteDatasetRequest.self)
        pynomaly__dataset__v1__delete_dataset_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        if !etag.isEmpty { c.pointee.etag = arena.string(etag) }
    }
}

extension DatasetV1.UndeleteDatasetRequest {
    package static var messageName: String { "pynomaly.dataset.v1.UndeleteDatasetRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__undelete_dataset_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__UndeleteDatasetRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__UndeleteDatasetRequest.self)
        pynomaly__dataset__v1__undelete_dataset_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension DatasetV1.AppendRowsRequest {
    package static var messageName: String { "pynomaly.dataset.v1.AppendRowsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__append_rows_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__AppendRowsRequest.self)
        name = arena.string(c.pointee.name)
        rows = arena.messages(c.pointee.rows, c.pointee.n_rows)
        onReject = DatasetV1.RejectPolicy(rawValue: Int32(truncatingIfNeeded: c.pointee.on_reject.rawValue))
        requestId = arena.string(c.pointee.request_id)
        etag = arena.string(c.pointee.etag)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__AppendRowsRequest.self)
        pynomaly__dataset__v1__append_rows_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.n_rows = rows.count
        c.pointee.rows = arena.messages(rows)
        c.pointee.on_reject = .init(rawValue: .init(truncatingIfNeeded: onReject.rawValue))
        if !requestId.isEmpty { c.pointee.request_id = arena.string(requestId) }
        if !etag.isEmpty { c.pointee.etag = arena.string(etag) }
    }
}

extension DatasetV1.AppendRowsResponse {
    package static var messageName: String { "pynomaly.dataset.v1.AppendRowsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__append_rows_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__AppendRowsResponse.self)
        version = arena.message(c.pointee.version)
        rejectReport = arena.message(c.pointee.reject_report)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__AppendRowsResponse.self)
        pynomaly__dataset__v1__append_rows_response__init(c)
        if let version { c.pointee.version = arena.fill(version) }
        if let rejectReport { c.pointee.reject_report = arena.fill(rejectReport) }
    }
}

extension DatasetV1.GetDatasetVersionRequest {
    package static var messageName: String { "pynomaly.dataset.v1.GetDatasetVersionRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__get_dataset_version_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__GetDatasetVersionRequest.self)
        name = arena.string(c.pointee.name)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__GetDatasetVersionRequest.self)
        pynomaly__dataset__v1__get_dataset_version_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
    }
}

extension DatasetV1.ListDatasetVersionsRequest {
    package static var messageName: String { "pynomaly.dataset.v1.ListDatasetVersionsRequest" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__list_dataset_versions_request__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ListDatasetVersionsRequest.self)
        parent = arena.string(c.pointee.parent)
        pageSize = c.pointee.page_size
        pageToken = arena.string(c.pointee.page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ListDatasetVersionsRequest.self)
        pynomaly__dataset__v1__list_dataset_versions_request__init(c)
        if !parent.isEmpty { c.pointee.parent = arena.string(parent) }
        c.pointee.page_size = pageSize
        if !pageToken.isEmpty { c.pointee.page_token = arena.string(pageToken) }
    }
}

extension DatasetV1.ListDatasetVersionsResponse {
    package static var messageName: String { "pynomaly.dataset.v1.ListDatasetVersionsResponse" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__list_dataset_versions_response__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ListDatasetVersionsResponse.self)
        versions = arena.messages(c.pointee.versions, c.pointee.n_versions)
        nextPageToken = arena.string(c.pointee.next_page_token)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ListDatasetVersionsResponse.self)
        pynomaly__dataset__v1__list_dataset_versions_response__init(c)
        c.pointee.n_versions = versions.count
        c.pointee.versions = arena.messages(versions)
        if !nextPageToken.isEmpty { c.pointee.next_page_token = arena.string(nextPageToken) }
    }
}
