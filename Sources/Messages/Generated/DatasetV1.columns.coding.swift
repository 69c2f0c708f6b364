// Generated from pynomaly/dataset/v1/columns.proto by `make protos`.

internal import CMessages
internal import CProtobufC
package import Protobuf

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
        missingPolicy = DatasetV1.MissingPolicy(rawValue: Int32(truncatingIfNeeded: c.pointee.missing_policy.rawValue))
        unit = arena.string(c.pointee.unit)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__Column.self)
        pynomaly__dataset__v1__column__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.type = .init(rawValue: .init(truncatingIfNeeded: type.rawValue))
        c.pointee.role = .init(rawValue: .init(truncatingIfNeeded: role.rawValue))
        c.pointee.missing_count = missingCount
        c.pointee.missing_policy = .init(rawValue: .init(truncatingIfNeeded: missingPolicy.rawValue))
        if !unit.isEmpty { c.pointee.unit = arena.string(unit) }
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
        ranges = arena.messages(c.pointee.ranges, c.pointee.n_ranges)
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ReadColumnsRequest.self)
        pynomaly__dataset__v1__read_columns_request__init(c)
        if !name.isEmpty { c.pointee.name = arena.string(name) }
        c.pointee.n_columns = columns.count
        c.pointee.columns = arena.strings(columns)
        c.pointee.row_begin = rowBegin
        c.pointee.row_end = rowEnd
        c.pointee.n_ranges = ranges.count
        c.pointee.ranges = arena.messages(ranges)
    }
}

extension DatasetV1.ColumnRange {
    package static var messageName: String { "pynomaly.dataset.v1.ColumnRange" }
    package static var layout: MessageLayout { MessageLayout(pynomaly__dataset__v1__column_range__layout()) }

    package init(unpacked pointer: UnsafeRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ColumnRange.self)
        column = arena.string(c.pointee.column)
        if c.pointee._low_case.rawValue == 2 { low = c.pointee.low }
        if c.pointee._high_case.rawValue == 3 { high = c.pointee.high }
    }

    package func fill(_ pointer: UnsafeMutableRawPointer, in arena: Arena) {
        let c = pointer.assumingMemoryBound(to: Pynomaly__Dataset__V1__ColumnRange.self)
        pynomaly__dataset__v1__column_range__init(c)
        if !column.isEmpty { c.pointee.column = arena.string(column) }
        if let low {
            c.pointee._low_case = .init(rawValue: 2)
            c.pointee.low = low
        }
        if let high {
            c.pointee._high_case = .init(rawValue: 3)
            c.pointee.high = high
        }
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
