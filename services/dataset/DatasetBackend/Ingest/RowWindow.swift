internal import CScan

/// A run of a batch's records that is parsed column by column.
///
/// It owns its memory, of `rowsMax` rows.
final class RowWindow {
    static let rowsMax = 8192

    /// The first field of each row that can be read, and its record.
    let rows: UnsafeMutablePointer<UInt32>
    private let rowRecords: UnsafeMutablePointer<Int32>
    /// Rows that have a bad cell.
    let isBad: UnsafeMutablePointer<Bool>
    private(set) var count = 0
    private(set) var badCount = 0
    /// The first bad cell of each bad row.
    private(set) var badCells: [BadCell] = []
    /// Cells that became missing.
    private(set) var nulledCells: [BadCell] = []

    struct BadCell {
        var row: Int
        var column: Int
        var fault: CellFault
    }

    init() {
        rows = .allocate(capacity: Self.rowsMax)
        rowRecords = .allocate(capacity: Self.rowsMax)
        isBad = .allocate(capacity: Self.rowsMax)
    }

    deinit {
        rows.deallocate()
        rowRecords.deallocate()
        isBad.deallocate()
    }

    func removeAll() {
        count = 0
        badCount = 0
        badCells.removeAll(keepingCapacity: true)
        nulledCells.removeAll(keepingCapacity: true)
    }

    func append(_ first: UInt32, record: Int) {
        precondition(count < Self.rowsMax)
        rows[count] = first
        rowRecords[count] = Int32(record)
        isBad[count] = false
        count += 1
    }

    func record(of row: Int) -> Int { Int(rowRecords[row]) }

    func cells(of batch: RecordBatch, column: Int) -> cscan_cells {
        cscan_cells(bytes: batch.bytes, fields: batch.fields, rows: rows, count: count, column: column)
    }

    func refuse(_ row: Int, column: Int, _ fault: CellFault) {
        guard !isBad[row] else { return }
        isBad[row] = true
        badCount += 1
        badCells.append(BadCell(row: row, column: column, fault: fault))
    }

    func noteNulled(_ row: Int, column: Int, _ fault: CellFault) {
        nulledCells.append(BadCell(row: row, column: column, fault: fault))
    }

    /// Leaves the rows from `row` on for later.
    func cut(to row: Int) {
        guard row < count else { return }
        count = row
        if badCount > 0 {
            badCells.removeAll { $0.row >= row }
            badCount = badCells.count
        }
        if !nulledCells.isEmpty { nulledCells.removeAll { $0.row >= row } }
    }
}
