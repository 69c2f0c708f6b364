// Generated from pynomaly/dataset/v1/ingest.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

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
        compression = arena.string(c.pointee.compression)
        encoding = arena.string(c.pointee.encoding)
        quote = arena.string(c.pointee.quote)
        escape = arena.string(c.pointee.escape)
        noHeader = c.pointee.no_header != 0
        schema = arena.message(c.pointee.schema)
        onReject = DatasetV1.RejectPolicy(rawValue: Int32(truncatingIfNeeded: c.pointee.on_reject.rawValue))
        missingTexts = arena.strings(c.pointee.missing_texts, c.pointee.n_missing_texts)
        appendTo = arena.string(c.pointee.append_to)
        requestId = arena.string(c.pointee.request_id)
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
        if !compression.isEmpty { c.pointee.compression = arena.string(compression) }
        if !encoding.isEmpty { c.pointee.encoding = arena.string(encoding) }
        if !quote.isEmpty { c.pointee.quote = arena.string(quote) }
        if !escape.isEmpty { c.pointee.escape = arena.string(escape) }
        c.pointee.no_header = noHeader ? 1 : 0
        if let schema { c.pointee.schema = arena.fill(schema) }
        c.pointee.on_reject = .init(rawValue: .init(truncatingIfNeeded: onReject.rawValue))
        c.pointee.n_missing_texts = missingTexts.count
        c.pointee.missing_texts = arena.strings(missingTexts)
        if !appendTo.isEmpty { c.pointee.append_to = arena.string(appendTo) }
        if !requestId.isEmpty { c.pointee.request_id = arena.string(requestId) }
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
        nulledCells = c.pointee.nulled_cells
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__RejectReport.self)
        pynomaly__dataset__v1__reject_report__init(c)
        c.pointee.accepted_rows = acceptedRows
        c.pointee.rejected_rows = rejectedRows
        c.pointee.n_rejects = rejects.count
        c.pointee.rejects = arena.messages(rejects)
        c.pointee.nulled_cells = nulledCells
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
        nulled = c.pointee.nulled != 0
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Reject.self)
        pynomaly__dataset__v1__reject__init(c)
        c.pointee.line = line
        if !column.isEmpty { c.pointee.column = arena.string(column) }
        if !reason.isEmpty { c.pointee.reason = arena.string(reason) }
        if !text.isEmpty { c.pointee.text = arena.string(text) }
        c.pointee.nulled = nulled ? 1 : 0
    }
}
